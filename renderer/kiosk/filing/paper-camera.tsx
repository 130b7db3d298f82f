import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Crop, cropPixels, paperFrame, type Size } from '../../components/camera/crop.ts'
import { AT_A_PAPER, type CameraFault } from '../../components/camera/open-camera.ts'
import { takePicture } from '../../components/camera/paper-picture.ts'
import { useCamera } from '../../components/camera/use-camera.ts'
import { StateLine } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'

interface PaperCameraProps {
  /** Whoever gets it lets it go. */
  readonly onPicture: (picture: HTMLCanvasElement, frame: Crop) => void
  readonly onFault: (fault: CameraFault) => void
}

/** Until the camera has said what it gives. */
const USUAL: Size = { width: 4, height: 3 }

/** What the document camera sees, whole and as it is, with a frame for the paper. Nothing is kept but the picture that is taken. */
export function PaperCamera({ onPicture, onFault }: PaperCameraProps) {
  const { t } = useTranslation()
  const { facts } = useKiosk()
  const { video, state, take } = useCamera(AT_A_PAPER, facts.cameras?.paper ?? null, onFault)
  const [size, setSize] = useState(USUAL)
  const shoot = () => {
    const picture = take(takePicture)
    if (picture !== null) onPicture(picture, paperFrame(picture))
  }
  return (
    <div className="shot" data-state={state}>
      <figure className="shot-live" aria-label={t('filingMaterials.camera.label')}>
        <video
          ref={video}
          muted
          playsInline
          disablePictureInPicture
          aria-hidden="true"
          onResize={({ currentTarget: { videoWidth, videoHeight } }) => {
            if (videoWidth > 0 && videoHeight > 0) setSize({ width: videoWidth, height: videoHeight })
          }}
        />
        <PaperFrame size={size} />
      </figure>
      <StateLine tone={state === 'off' ? 'attention' : 'calm'} busy={state === 'starting'}>
        {t(`filingMaterials.camera.state.${state}`)}
      </StateLine>
      {state === 'on' && (
        <NextStep icon="camera" onPress={shoot}>
          {t('filingMaterials.camera.take')}
        </NextStep>
      )}
    </div>
  )
}

/** Drawing units of the frame's longer side. */
const LONG = 400

/** An A4 as it lies where the camera gives it most pixels: its corners, and what is around it dimmed. */
function PaperFrame({ size }: { readonly size: Size }) {
  const scale = LONG / Math.max(size.width, size.height)
  const [w, h] = [size.width * scale, size.height * scale]
  const { x, y, width, height } = cropPixels(paperFrame(size), { width: w, height: h })
  const [right, bottom, arm] = [x + width, y + height, Math.min(width, height) / 7]
  return (
    <svg viewBox={`0 0 ${w} ${h}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true" focusable="false">
      <path className="shot-around" d={`M0 0h${w}v${h}H0ZM${x} ${y}v${height}h${width}v${-height}Z`} />
      <path
        className="shot-corners"
        d={`M${x} ${y + arm}v${-arm}h${arm}M${right - arm} ${y}h${arm}v${arm}M${right} ${bottom - arm}v${arm}h${-arm}M${x + arm} ${bottom}h${-arm}v${-arm}`}
      />
    </svg>
  )
}
