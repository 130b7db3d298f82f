import '../kiosk/look/camera-frame.css'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from './buttons.tsx'
import { type CameraFault, openCamera } from './camera/open-camera.ts'
import { takeFrame } from './camera/take-frame.ts'
import { StateLine } from './page.tsx'

interface CameraFrameProps {
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
export function CameraFrame({ onFrame, onFault, label }: CameraFrameProps) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const heard = useLatest({ onFrame, onFault })
  const close = useRef<() => void>(() => undefined)
  const [state, setState] = useState<'starting' | 'on' | 'taken' | 'off'>('starting')

  useEffect(() => {
    const mirror = video.current
    if (mirror === null) return undefined
    const camera = openCamera(mirror, {
      onReady: () => setState('on'),
      onFault: (fault) => {
        setState('off')
        heard.current.onFault(fault)
      },
    })
    close.current = camera.close
    return camera.close
  }, [heard])

  const take = useCallback(() => {
    const mirror = video.current
    const frame = mirror === null ? null : takeFrame(mirror)
    close.current()
    setState(frame === null ? 'off' : 'taken')
    if (frame === null) heard.current.onFault('broken')
    else heard.current.onFrame(frame)
  }, [heard])

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
          <PlainButton icon="camera" onPress={take}>
            {t('components.camera.take')}
          </PlainButton>
        )}
      </div>
    </div>
  )
}

/** What is called later is what was given last; that it changed is no reason to open the camera anew. */
function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
