import { z } from 'zod'

/**
 * What the terminal says of a code that was scanned: what kind it is, and a handle under which it is held for a minute, for
 * one use, in this session. What stands on a paper of ours, or in the catalogue, and can be typed as well, is told itself;
 * what may be a person or open their account stays in the terminal.
 */
export const ScanView = z.discriminatedUnion('kind', [
  /** A receipt (回执) of ours. */
  z.object({ kind: z.literal('receipt'), number: z.string(), code: z.string() }),
  /** A printed certificate that can be verified. */
  z.object({ kind: z.literal('certificate'), number: z.string(), code: z.string() }),
  /** An item of the catalogue. */
  z.object({ kind: z.literal('guide'), code: z.string() }),
  /** A queue ticket of ours; for `kiosk.scannedTicket`. */
  z.object({ kind: z.literal('ticket'), handle: z.string() }),
  /** A business licence; for `filings.company`. */
  z.object({ kind: z.literal('licence'), handle: z.string() }),
  /** A passport's machine-readable zone, and whatever only the platform can say; for `kiosk.identifyByCode`. */
  z.object({ kind: z.enum(['travel-document', 'opaque']), handle: z.string() }),
])
export type ScanView = z.infer<typeof ScanView>

/** A handle as `ScanView` has it. */
export const ScanHandle = z.string().max(64)
