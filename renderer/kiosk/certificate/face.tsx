import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Pointer } from '../../components/case.tsx'
import { Page, StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FaultPage } from './fault-page.tsx'
import type { FaceStep, Ways } from './pages.ts'
import { OtherWays } from './prove.tsx'

const CameraFrame = lazy(() =>
  import('../../components/camera-frame.tsx').then(({ CameraFrame }) => ({ default: CameraFrame })),
)

interface FaceProps {
  readonly ways: Ways
  readonly step: FaceStep
}

/** The face before the camera against the photo on the card; never the only way (design, promise 8). */
export function Face({ ways, step }: FaceProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const again = () => walk.go({ at: 'face', ways, step: { state: 'looking' } })
  switch (step.state) {
    case 'looking':
    case 'comparing':
      return <Looking ways={ways} comparing={step.state === 'comparing'} />
    case 'failed':
      return (
        <FaultPage
          title={t('certificate.face.failed')}
          reason={step.reason}
          lead={t(`certificate.prove.fault.${step.reason}`)}
          again={again}
          others={null}
        />
      )
    case 'no-camera':
      return (
        <Page
          title={t('certificate.face.noCameraTitle')}
          lead={t(`certificate.face.noCamera.${step.fault}`)}
          picture={<StillSign kind="attention" />}
        >
          <OtherWays ways={ways} not="face" />
        </Page>
      )
    case 'no-match':
    case 'no-photo': {
      const over = step.state === 'no-match' && step.attemptsLeft === 0
      return (
        <Page
          title={t(step.state === 'no-match' ? 'certificate.face.noMatch' : 'certificate.face.noPhoto')}
          lead={
            step.state === 'no-photo'
              ? t('certificate.face.noPhotoLead')
              : over
                ? t('certificate.face.noMatchOver')
                : t('certificate.face.noMatchLead', { count: step.attemptsLeft })
          }
          picture={<StillSign kind="attention" />}
        >
          <OtherWays ways={ways} not="face" />
          {!over && (
            <NextStep icon="again" onPress={again}>
              {t('certificate.again')}
            </NextStep>
          )}
        </Page>
      )
    }
  }
}

function Looking({ ways, comparing }: { readonly ways: Ways; readonly comparing: boolean }) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  const { camera } = facts.case
  return (
    <div className="page face-page">
      <Scrolled>
        <div className="page-words">
          <Title>{t('certificate.face.title')}</Title>
          <p className="lead">{t('certificate.face.lead')}</p>
          {camera !== undefined && (
            <p className="pointing-small">
              <Pointer place={camera} />
              <span className="pointing-where">{t(`drawing.pointing.${camera}`)}</span>
            </p>
          )}
        </div>
      </Scrolled>
      <div className="camera-place">
        {comparing ? (
          <StateLine tone="calm" busy>
            {t('certificate.face.comparing')}
          </StateLine>
        ) : (
          <Suspense fallback={<Waiting>{t('wait.title')}</Waiting>}>
            <CameraFrame
              named={facts.cameras?.face ?? null}
              onFrame={walk.certificate.frame}
              onFault={(fault) => walk.go({ at: 'face', ways, step: { state: 'no-camera', fault } })}
              label={t('certificate.face.picture')}
            />
          </Suspense>
        )}
      </div>
      <OtherWays ways={ways} not="face" />
    </div>
  )
}
