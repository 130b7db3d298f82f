import { useTranslation } from 'react-i18next'
import { CodeEntry } from '../../components/code-entry.tsx'
import { StateLine } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { PaperEntry, PaperField } from './pages.ts'
import { fieldComplete, FIELDS } from './paper-entry.ts'

interface VerifyProps {
  readonly field: PaperField
  readonly paper: PaperEntry
  readonly checking: boolean
  readonly otherCode: boolean
}

/** Number, then code, as they stand on a paper; whoever holds it may ask, with no card and no agreement. */
export function Verify({ field, paper, checking, otherCode }: VerifyProps) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  const { keys, shortest } = FIELDS[field]
  const typed = paper[field]
  return (
    <CodeEntry
      field={field}
      keys={keys}
      typed={typed}
      busy={checking}
      words={{
        title: t(`certificate.verify.${field}`),
        lead: t(`certificate.verify.${field}Lead`),
        scan: facts.case.scanner === undefined ? null : t('certificate.verify.scan'),
        nothing: t('certificate.verify.nothing'),
        entered: t('certificate.verify.entered', { typed }),
        standing: checking ? t('certificate.verify.checking') : t('certificate.verify.counted', { count: typed.length, least: shortest }),
        waiting: t('wait.title'),
      }}
      wrong={otherCode && <StateLine tone="attention">{t('certificate.verify.otherCode')}</StateLine>}
      onKey={walk.certificate.letter}
      onEnter={walk.certificate.verifyOn}
      onScan={walk.certificate.scanned}
    >
      {fieldComplete(field, typed) && !checking && (
        <NextStep icon={field === 'number' ? 'onward' : 'verify'} onPress={walk.certificate.verifyOn}>
          {t(field === 'number' ? 'certificate.next' : 'certificate.verify.confirm')}
        </NextStep>
      )}
    </CodeEntry>
  )
}
