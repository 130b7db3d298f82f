import '../kiosk/look/camera-frame.css'
import { useTranslation } from 'react-i18next'
import { PlainButton } from './buttons.tsx'
import { AT_THE_FACE, type CameraFault } from './camera/open-camera.ts'
import { takeFrame } from './camera/take-frame.ts'
import { useCamera } from './camera/use-camera.ts'
import { StateLine } from './page.tsx'

interface CameraFrameProps {
  /** A part of the label of the camera that is meant; null where any will do. */
  readonly named: string | null
  /** One frame, JPEG in base64, at most 1.5 MB of text. The camera is off by then. */
  readonly onFrame: (frame: string) => void
  /** The camera is off, and there will be no frame. */
  readonly onFault: (fault: CameraFault) => void
  /** What is to be seen here, for whoever hears it. */
  readonly label: string
}

/**
 * The camera of the case, as a mirror: whoever stands in front puts the face into the oval and presses 拍照. The camera
 * is on only as long as this is shown and no frame has been taken; nothing is kept.
 */
export function CameraFrame({ named, onFrame, onFault, label }: CameraFrameProps) {
  const { t } = useTranslation()
  const { video, state, take } = useCamera(AT_THE_FACE, named, onFault)
  const shoot = () => {
    const frame = take(takeFrame)
    if (frame !== null) onFrame(frame)
  }

  return (
    <div className="camera" data-state={state}>
      <figure className="camera-mirror" aria-label={label}>
        <video ref={video} muted playsInline disablePictureInPicture aria-hidden="true" />
        <svg viewBox="0 0 400 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
          <path className="camera-around" d="M0 0h400v300H0ZM200 32c-54 0-90 46-90 108s38 128 90 128 90-66 90-128-36-108-90-108Z" />
          <path className="camera-oval" d="M200 32c-54 0-90 46-90 108s38 128 90 128 90-66 90-128-36-108-90-108Z" />
        </svg>
      </figure>
      <div className="camera-ways">
        <StateLine tone={state === 'off' ? 'attention' : 'calm'} busy={state === 'starting'}>
          {t(`components.camera.${state}`)}
        </StateLine>
        {state === 'on' && (
          <PlainButton icon="camera" onPress={shoot}>
            {t('components.camera.take')}
          </PlainButton>
        )}
      </div>
    </div>
  )
}
