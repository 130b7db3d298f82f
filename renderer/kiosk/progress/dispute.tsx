import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { ProgressPage } from './pages.ts'
import type { ProgressWalk } from './walk.ts'

interface DisputeProps {
  readonly page: Extract<ProgressPage, { readonly at: 'progress-dispute' }>
  readonly walk: ProgressWalk
}

/** What is wrong with a filing (纠错): one touch, and it is recorded and passed on. */
export function Dispute({ page, walk }: DisputeProps) {
  const kiosk = useKiosk()
  const { t } = useTranslation()
  const { list, filing, dispute } = page
  const back = () => kiosk.walk.go({ at: 'progress-filing', list, filing })
  if (dispute.state === 'recorded') {
    return (
      <Page
        title={t('progress.dispute.recorded')}
        lead={t('progress.dispute.recordedLead', { what: t(`progress.dispute.what.${dispute.what}`) })}
        picture={<StillSign kind="done" />}
      >
        <NextStep icon="back" onPress={back}>
          {t('progress.dispute.back')}
        </NextStep>
      </Page>
    )
  }
  if (dispute.state === 'not-recorded') {
    return (
      <Page title={t('progress.dispute.notRecorded')} lead={t('progress.dispute.notRecordedLead')} picture={<StillSign kind="attention" />}>
        <PlainButton icon="back" onPress={back}>
          {t('progress.dispute.back')}
        </PlainButton>
        <NextStep icon="again" onPress={() => walk.dispute(filing, dispute.what)}>
          {t('progress.again')}
        </NextStep>
      </Page>
    )
  }
  return (
    <div className="page">
      <Title>{t('progress.dispute.title')}</Title>
      <p className="lead">{t('progress.dispute.lead', { authority: local(filing.authority, kiosk.state.comfort.language) })}</p>
      <Scrolled>
        <div className="progress-choices">
          {filing.disputable.map((what) => (
            <PlainButton key={what} icon="onward" onPress={() => walk.dispute(filing, what)}>
              {t(`progress.dispute.what.${what}`)}
            </PlainButton>
          ))}
        </div>
        {dispute.state === 'sending' && (
          <StateLine tone="calm" busy>
            {t('progress.dispute.sending')}
          </StateLine>
        )}
      </Scrolled>
    </div>
  )
}
