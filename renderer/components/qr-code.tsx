import { create } from 'qrcode'
import { useMemo } from 'react'

/** Blank around the code, in modules (ISO/IEC 18004). */
const QUIET = 4

/** A code that opens the address on a phone; where no code can hold it, there is none. `label`: what it is, in words. */
export function QrCode({ url, label, className }: { readonly url: string; readonly label: string; readonly className: string }) {
  const code = useMemo(() => drawn(url), [url])
  if (code === null) return null
  const side = code.size + 2 * QUIET
  return (
    <svg className={className} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  )
}

function drawn(url: string): { readonly size: number; readonly path: string } | null {
  try {
    const { size, data } = create(url, { errorCorrectionLevel: 'M' }).modules
    const dark = Array.from(data, (bit, at) => (bit === 0 ? '' : `M${QUIET + (at % size)} ${QUIET + Math.floor(at / size)}h1v1h-1z`))
    return { size, path: dark.join('') }
  } catch {
    // Longer than any code holds.
    return null
  }
}
