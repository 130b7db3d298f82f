interface CameraFrameProps {
  readonly onFrame: (jpegBase64: string) => void
  readonly onFault: (fault: 'refused' | 'none' | 'broken') => void
  readonly label: string
}

/** What the camera sees. */
export function CameraFrame({ label }: CameraFrameProps) {
  return <output className="camera-frame" aria-label={label} />
}
