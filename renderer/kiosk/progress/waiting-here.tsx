import { useTranslation } from 'react-i18next'
import type { WaitingHere } from '../../../main/contract/progress.ts'
import { StateLine } from '../../components/page.tsx'
import { local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { Rows } from './rows.tsx'

/** What was handed in at this terminal and has not left it. */
export function WaitingAtThisTerminal({ waiting }: { readonly waiting: readonly WaitingHere[] }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  if (waiting.length === 0) return null
  return (
    <section className="sheet filings-here" aria-label={t('progress.here.title')}>
      <h2>{t('progress.here.title')}</h2>
      {waiting.map(({ receipt, title, on, at, stands, supplement }) => (
        <article key={receipt} aria-label={local(title, language)}>
          <p className="filing-name">{local(title, language)}</p>
          <StateLine tone={stands === 'saved' ? 'calm' : 'attention'}>
            {t(`progress.saved.title.${stands}`)}
            <span className="state-more">{t(`progress.saved.lead.${stands}`)}</span>
          </StateLine>
          <Rows
            rows={[
              [t(supplement ? 'progress.here.supplement' : 'progress.here.application'), t('progress.supplement.dayAndHour', { day: dateInWords(on, language), at })],
              [t('progress.supplement.receipt'), receipt],
            ]}
          />
        </article>
      ))}
    </section>
  )
}
