import { useTranslation } from 'react-i18next'
import type { TerminalFacts } from '../../main/contract/facts.ts'
import { PrimaryButton } from '../components/buttons.tsx'
import { GateMark } from '../components/mark.tsx'
import { DemonstrationMark } from './hall-strip.tsx'

/** The terminal is away for a moment; it comes back by itself. */
export function PleaseWait({ facts }: { readonly facts: TerminalFacts | null }) {
  const { t } = useTranslation()
  return (
    <section className="whole" aria-label={t('wait.title')}>
      {facts?.demonstration === true && <DemonstrationMark />}
      <GateMark />
      <div aria-live="polite" className="whole-words">
        <h1 className="title">{t('wait.title')}</h1>
        <p className="lead">{t('wait.lead')}</p>
      </div>
      <span className="waiting-bar waiting-now" aria-hidden="true" />
    </section>
  )
}

/** The terminal serves one screen at a time, and this is not the one. */
export function Elsewhere({ again }: { readonly again: () => void }) {
  const { t } = useTranslation()
  return (
    <section className="whole" aria-label={t('elsewhere.title')}>
      <GateMark />
      <div aria-live="polite" className="whole-words">
        <h1 className="title">{t('elsewhere.title')}</h1>
        <p className="lead">{t('elsewhere.lead')}</p>
      </div>
      <PrimaryButton icon="again" onPress={again}>
        {t('elsewhere.again')}
      </PrimaryButton>
    </section>
  )
}
