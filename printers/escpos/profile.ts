import type { RealTimeQuery } from './commands.ts'

/** `unknown` is treated as `no` for what is sent, and as "we shall see" for what is waited for. */
export type Support = 'yes' | 'no' | 'unknown'

/** What a model of printer is and can do: data, so that an installer's probe can record one. */
export interface PrinterProfile {
  readonly name: string
  /** Dots across the printable width, at 203 dpi. */
  readonly widthDots: number
  /** Cells of 12 dots across it; a hanzi takes two. */
  readonly columns: number
  /** Rows of dots in one GS v 0, 1–256. */
  readonly bandRows: number
  /** GS ( H: names the job whose printing is completed. Sent only where known. */
  readonly processId: Support
  /** GS r 1 after the cut is answered when all before it is processed. Sent unless known not to be answered. */
  readonly paperStatusFence: Support
  /** DLE DC4 fn 8 clears the buffers. Sent only where known. */
  readonly clearBuffers: Support
  /** GS ( k draws QR codes. Used only where known; everywhere else they are pictures. */
  readonly nativeQr: Support
  /** Which DLE EOT n are asked. Some 58 mm heads know 1 and 4 only; what is not answered is not asked again. */
  readonly realTimeQueries: readonly RealTimeQuery[]
  /** Where the values above come from. */
  readonly evidence: string
}

const FROM_MANUALS = 'manuals of the class; not verified on a device'

/** 80 mm paper, 72 mm printed (Epson TM-T88 class and its Chinese kin). */
export const GENERIC_80MM: PrinterProfile = {
  name: 'generic-80mm',
  widthDots: 576,
  columns: 48,
  bandRows: 256,
  processId: 'unknown',
  paperStatusFence: 'unknown',
  clearBuffers: 'unknown',
  nativeQr: 'unknown',
  realTimeQueries: [1, 2, 3, 4],
  evidence: FROM_MANUALS,
}

/** 58 mm paper, 48 mm printed (Zijiang ZJ-58 class). */
export const GENERIC_58MM: PrinterProfile = {
  ...GENERIC_80MM,
  name: 'generic-58mm',
  widthDots: 384,
  columns: 32,
}

/** By the name that an installer writes in the configuration. */
export const PRINTER_PROFILES: ReadonlyMap<string, PrinterProfile> = new Map(
  [GENERIC_80MM, GENERIC_58MM].map((profile) => [profile.name, profile]),
)
