/** Byte sequences as the manuals print them. */
export const INITIALIZE = [0x1b, 0x40]
export const CHINESE = [0x1c, 0x26]
export const CUT = [0x1d, 0x56, 0x42, 0x00]
export const CUT_HERE = [0x1d, 0x56, 0x01]
export const PAPER_FENCE = [0x1d, 0x72, 0x31]
export const CLEAR = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]
export const RECOVER = [0x10, 0x05, 0x01]
export const RECOVER_CLEARED = [0x10, 0x05, 0x02]

export function dleEot(n: number): number[] {
  return [0x10, 0x04, n]
}

export function asb(mask: number): number[] {
  return [0x1d, 0x61, mask]
}

/** Asks for `37 22 id 00` once all before it is printed. */
export function processId(id: string): number[] {
  return [0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id, 'latin1')]
}

export function size(width: number, height: number): number[] {
  return [0x1d, 0x21, (width - 1) * 16 + height - 1]
}

/** GS v 0 in normal size. */
export function raster(bytesPerRow: number, rows: number, data: readonly number[]): number[] {
  return [0x1d, 0x76, 0x30, 0, bytesPerRow % 256, bytesPerRow >> 8, rows % 256, rows >> 8, ...data]
}
