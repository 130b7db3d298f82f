import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FaultPage } from './fault-page.tsx'
import { dateInWords } from './month-words.ts'
import { FIRST_FIELD, type PaperEntry, type PaperTruth } from './pages.ts'

const SIGN = { genuine: 'done', revoked: 'void', expired: 'late', unknown: 'unfound' } as const

interface VerifiedProps {
  readonly paper: PaperEntry
  readonly truth: PaperTruth
}

/** What the authority says of a paper, and what follows from it. */
export function Verified({ paper, truth }: VerifiedProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const again = () => walk.certificate.verify(paper)
  if (truth.outcome === 'failed')
    return <FaultPage title={t('certificate.verified.failed')} reason={truth.reason} again={again} others={null} />
  const unknown = truth.outcome === 'unknown'
  return (
    <Page
      title={t(`certificate.verified.${truth.outcome}`)}
      lead={t(`certificate.verified.${truth.outcome}Lead`)}
      picture={<StillSign kind={SIGN[truth.outcome]} />}
    >
      {truth.outcome !== 'unknown' && <Known truth={truth} />}
      {unknown ? (
        <NextStep icon="again" onPress={() => walk.go({ at: 'verify', field: 'number', paper, checking: false })}>
          {t('certificate.verified.correct')}
        </NextStep>
      ) : (
        <>
          <PlainButton icon="verify" onPress={() => walk.go(FIRST_FIELD)}>
            {t('certificate.verified.another')}
          </PlainButton>
          <NextStep icon="home" onPress={walk.home}>
            {t('trouble.restart')}
          </NextStep>
        </>
      )}
    </Page>
  )
}

function Known({ truth }: { readonly truth: Exclude<PaperTruth, { readonly outcome: 'unknown' | 'failed' }> }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { validUntil } = truth
  const rows = [
    ['title', local(truth.title, language)],
    ['issuer', local(truth.issuer, language)],
    ['holder', truth.holder],
    ['issuedOn', dateInWords(truth.issuedOn, language)],
    ['validUntil', validUntil === null ? t('certificate.verified.longTerm') : dateInWords(validUntil, language)],
  ] as const
  return (
    <dl className="sheet rows verified-rows">
      {rows.map(([name, value]) => (
        <div className="row" key={name}>
          <dt>{t(`certificate.verified.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
