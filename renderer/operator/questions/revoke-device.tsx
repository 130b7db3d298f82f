import type { HallPagesView } from '../../../main/contract/operator.ts'
import { useDesk, useWords } from '../desk.ts'
import { hallPlaceWords } from '../words.ts'
import { Question } from './question.tsx'

/** A window or a board is one no more: its page goes at once. */
export function RevokeDevice({ device }: { readonly device: HallPagesView['devices'][number] }) {
  const t = useWords()
  const { ask, done } = useDesk()
  const name = hallPlaceWords(device.place, t)
  return (
    <Question
      title={t('revokeDevice.title', { name })}
      lead={t('revokeDevice.lead')}
      confirm={t('revokeDevice.confirm')}
      icon="void"
      onConfirm={async () => {
        const answer = await ask((operator, signal) => operator.revokeDevice({ device: device.device }, { signal }))
        done(answer === null ? null : { tone: 'done', words: t('revokeDevice.done', { name }) })
      }}
    />
  )
}
