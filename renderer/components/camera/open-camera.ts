import { stopped, streamOf } from './named-camera.ts'

/**
 * Why there is no picture: the page may not use a camera; there is none; or there is one that gives nothing (taken by
 * another program, pulled out, or silent).
 */
export type CameraFault = 'refused' | 'none' | 'broken'

interface CameraEvents {
  /** The first picture is there. */
  readonly onReady: () => void
  /** At most once, and the camera is closed. */
  readonly onFault: (fault: CameraFault) => void
}

/** A camera that has shown nothing for so long will show nothing. The slowest USB cameras take 3 s to start. */
const FIRST_PICTURE_WITHIN_MS = 8_000

/** Looks at the person in front. */
export const AT_THE_FACE: MediaTrackConstraints = { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } }

/**
 * Looks down on a paper: 8 megapixels are 270 dpi of an A4. Of several cameras Chromium takes the one that comes closest,
 * which is the one for documents: none that looks at faces has as many.
 */
export const AT_A_PAPER: MediaTrackConstraints = { facingMode: 'environment', width: { ideal: 3264 }, height: { ideal: 2448 } }

/** Shows the camera that is `named`, or else comes closest to `wanted`, in `video`. No sound is asked for. After `close` nothing more is heard. */
export function openCamera(
  video: HTMLVideoElement,
  wanted: MediaTrackConstraints,
  named: string | null,
  events: CameraEvents,
): { readonly close: () => void } {
  let stream: MediaStream | null = null
  let closed = false
  const limit = setTimeout(() => fail('broken'), FIRST_PICTURE_WITHIN_MS)

  function close(): void {
    closed = true
    clearTimeout(limit)
    stopped(stream)
    video.srcObject = null
  }

  function fail(fault: CameraFault): void {
    if (closed) return
    close()
    events.onFault(fault)
  }

  async function open(): Promise<void> {
    const asked = await streamOf(wanted, named)
    // It may have been closed while the camera was starting.
    if (closed) {
      stopped(asked)
      return
    }
    stream = asked
    for (const track of asked.getTracks()) track.addEventListener('ended', () => fail('broken'))
    video.srcObject = asked
    await video.play()
    if (closed) return
    clearTimeout(limit)
    events.onReady()
  }

  open().catch((error: unknown) => fail(faultOf(error)))
  return { close }
}

/** The names of getUserMedia's errors (Media Capture and Streams, 10.2). */
function faultOf(error: unknown): CameraFault {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return 'broken'
}
