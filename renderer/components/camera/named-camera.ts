/**
 * The stream of the camera whose label has these words in it, or of the one that comes closest to `wanted` where none is
 * named. Rejects as getUserMedia does; a named camera that is not there is not found, whatever others there are: one that
 * looks at faces shows no paper.
 */
export async function streamOf(wanted: MediaTrackConstraints, named: string | null): Promise<MediaStream> {
  const open = (video: MediaTrackConstraints) => navigator.mediaDevices.getUserMedia({ audio: false, video })
  if (named === null) return open(wanted)
  let cameras = await camerasHere()
  if (cameras.every(({ label }) => label === '')) {
    // A browser tells no label before a camera was opened once.
    stopped(await open(wanted))
    cameras = await camerasHere()
  }
  const words = named.toLowerCase()
  const camera = cameras.find(({ label }) => label.toLowerCase().includes(words))
  if (camera === undefined) throw new DOMException('no camera has the label that is configured', 'NotFoundError')
  // Which way it looks was said by its name.
  const { facingMode: _, ...rest } = wanted
  return open({ ...rest, deviceId: { exact: camera.deviceId } })
}

async function camerasHere(): Promise<readonly MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.filter(({ kind }) => kind === 'videoinput')
}

/** Its light goes out. */
export function stopped(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
