/** Characters of base64. A face in a frame of 1280 × 720 takes about 200,000. */
const MOST = 1_500_000

/** Pixels of the longer side, and JPEG quality, from the best to what always fits. */
const TRIES = [
  { side: 1280, quality: 0.92 },
  { side: 1280, quality: 0.75 },
  { side: 800, quality: 0.75 },
]

/** What the camera sees now, not mirrored, as JPEG in base64; null where it sees nothing. */
export function takeFrame(video: HTMLVideoElement): string | null {
  const { videoWidth, videoHeight } = video
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (videoWidth === 0 || videoHeight === 0 || context === null) return null
  const shrunk = ({ side, quality }: (typeof TRIES)[number]) => {
    const scale = Math.min(1, side / Math.max(videoWidth, videoHeight))
    canvas.width = Math.round(videoWidth * scale)
    canvas.height = Math.round(videoHeight * scale)
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    return canvas.toDataURL('image/jpeg', quality).slice('data:image/jpeg;base64,'.length)
  }
  let frame: string | null = null
  for (const one of TRIES) {
    frame = shrunk(one)
    if (frame.length <= MOST) break
  }
  canvas.width = 0
  canvas.height = 0
  return frame
}
