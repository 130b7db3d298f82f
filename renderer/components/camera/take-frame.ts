import { jpegWithin, type JpegTry } from './jpeg-within.ts'

/** Characters of base64. A face in a frame of 1280 × 720 takes about 200,000. */
const MOST = 1_500_000

const TRIES: readonly [JpegTry, ...JpegTry[]] = [
  { side: 1280, quality: 0.92 },
  { side: 1280, quality: 0.75 },
  { side: 800, quality: 0.75 },
]

/** What the camera sees now, not mirrored, as JPEG in base64; null where it sees nothing. */
export function takeFrame(video: HTMLVideoElement): string | null {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0 || height === 0) return null
  return jpegWithin({ picture: video, from: { x: 0, y: 0, width, height } }, TRIES, MOST)
}
