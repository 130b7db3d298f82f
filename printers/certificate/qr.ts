import { create } from 'qrcode'
import type { Box } from './drawing.ts'

/** 0.762 mm, the least being 0.75: 9 dots of a 300 dpi laser and 18 of a 600 dpi one, so that every edge is sharp. */
export const MODULE = 2.16
/** ISO/IEC 18004: blank around the code. */
export const QUIET_MODULES = 4
/** Version 6, level M: 106 bytes, 31 mm. A longer address would push the text of the foot together. */
const MOST_MODULES = 41

/** A code of `modules` a side, its dark modules joined to rectangles, in modules from its top left corner. */
export interface QrModules {
  readonly modules: number
  readonly rectangles: readonly Box[]
}

/** Level M; null when the text takes more room than a foot has. */
export function qrModules(text: string): QrModules | null {
  const found = modulesOf(text)
  if (found === null || found.size > MOST_MODULES) return null
  const { size, data } = found
  const isDark = (row: number, column: number) => column < size && data[row * size + column] !== 0
  const rectangles: Box[] = []
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!isDark(y, x)) continue
      const from = x
      while (isDark(y, x + 1)) x += 1
      rectangles.push({ x: from, y, width: x + 1 - from, height: 1 })
    }
  }
  return { modules: size, rectangles }
}

/** `create` throws for what no QR code can hold. */
function modulesOf(text: string): { readonly size: number; readonly data: Uint8Array } | null {
  try {
    return create(text, { errorCorrectionLevel: 'M' }).modules
  } catch {
    return null
  }
}
