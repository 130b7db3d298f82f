import { useTranslation } from 'react-i18next'
import { LONGEST_WORDS } from '../../../main/contract/evaluation-levels.ts'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { TypedText } from '../../typing/typed-text.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { type EvaluationDraft, type EvaluationPage, writingPage } from './pages.ts'

/** A few words in addition, as they are typed. */
export function Writing({ page, draft }: { readonly page: EvaluationPage; readonly draft: EvaluationDraft }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  // Whoever goes back has what they wrote.
  const keep = (words: string) => walk.go(writingPage(page.from.at === 'evaluation' ? page.from : page, { ...draft, words }))
  return (
    <div className="page evaluation-writing">
      <Scrolled>
        <div className="page-words">
          <Title>{t('evaluation.writing')}</Title>
          <p className="lead">{t('evaluation.nameless')}</p>
        </div>
      </Scrolled>
      <div className="evaluation-keys">
        <TypedText
          kind="text"
          value={draft.words}
          onChange={keep}
          maxLength={LONGEST_WORDS}
          label={t('evaluation.writing')}
          onDone={() => walk.parts.change({ type: 'back' })}
        />
      </div>
    </div>
  )
}
