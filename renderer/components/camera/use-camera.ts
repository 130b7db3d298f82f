import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useLatest } from '../latest.ts'
import { type CameraFault, openCamera } from './open-camera.ts'

export interface Camera {
  /** Where it is shown. */
  readonly video: RefObject<HTMLVideoElement | null>
  readonly state: 'starting' | 'on' | 'taken' | 'off'
  /** What `shot` makes of what is seen now. The camera is off by then; null says that it gave nothing. */
  readonly take: <Shot>(shot: (video: HTMLVideoElement) => Shot | null) => Shot | null
}

/** A camera that is on only as long as its part of the page is shown and nothing has been taken. `named`: a part of the label of the one that is meant, null where any will do. `onFault`: it is off, and there is no picture. */
export function useCamera(wanted: MediaTrackConstraints, named: string | null, onFault: (fault: CameraFault) => void): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const heard = useLatest(onFault)
  const close = useRef<() => void>(() => undefined)
  const [state, setState] = useState<Camera['state']>('starting')

  useEffect(() => {
    const shown = video.current
    if (shown === null) return undefined
    const camera = openCamera(shown, wanted, named, {
      onReady: () => setState('on'),
      onFault: (fault) => {
        setState('off')
        heard.current(fault)
      },
    })
    close.current = camera.close
    return camera.close
  }, [heard, wanted, named])

  const take = useCallback(
    <Shot>(shot: (video: HTMLVideoElement) => Shot | null): Shot | null => {
      const shown = video.current
      const taken = shown === null ? null : shot(shown)
      close.current()
      setState(taken === null ? 'off' : 'taken')
      if (taken === null) heard.current('broken')
      return taken
    },
    [heard],
  )
  return { video, state, take }
}
