import { useTranslation } from 'react-i18next'
import type { WindowTicket } from '../../main/contract/window.ts'
import { type Language, local } from '../strings/strings.ts'
import { SureQuestion } from './sure-question.tsx'

interface FinishQuestionProps {
  readonly ticket: WindowTicket
  readonly language: Language
  readonly onFinish: () => void
  readonly onLeave: () => void
}

/** Items are still open. */
export function FinishQuestion({ ticket, language, onFinish, onLeave }: FinishQuestionProps) {
  const { t } = useTranslation('window')
  const open = ticket.items.filter(({ done }) => !done).map(({ name }) => local(name, language))
  return (
    <SureQuestion
      title={t('items.open', { number: ticket.number })}
      lead={open.join(t('items.comma'))}
      stay={t('items.goOn')}
      act={t('items.finish')}
      onAct={onFinish}
      onLeave={onLeave}
    />
  )
}
