import { z } from 'zod'

/** The reader as the page needs it; the person on a card never travels here. `none`: this terminal has no reader. */
export const CardView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('disconnected') }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('reading') }),
  /** `leftBehind`: it lay there when the last session ended, so it is somebody else's and opens nothing. */
  z.object({ state: z.literal('present'), leftBehind: z.boolean() }),
  z.object({
    state: z.literal('unreadable'),
    reason: z.enum(['remove-and-place-again', 'other-document', 'reader-out-of-order']),
  }),
])
export type CardView = z.infer<typeof CardView>

/** The slot of social-security cards (社会保障卡), in the same way. `none`: this terminal has none. */
export const SocialCardView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('disconnected') }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('reading') }),
  z.object({ state: z.literal('present'), leftBehind: z.boolean() }),
  /**
   * `holder-hidden`: it shows its holder to its issuer's machines only; `no-id-number`: the number on it is none of an ID
   * card. `other-card`: a bank card, say.
   */
  z.object({ state: z.literal('unreadable'), reason: z.enum(['put-in-again', 'other-card', 'holder-hidden', 'no-id-number']) }),
])
export type SocialCardView = z.infer<typeof SocialCardView>

export const PaperFault = z.enum(['paper-out', 'cover-open', 'cutter', 'head', 'offline', 'error', 'disconnected', 'silent'])
export type PaperFault = z.infer<typeof PaperFault>

/** Why the A4 printer prints no certificate now (`printers/ipp`). */
export const DocumentFault = z.enum([
  'media-jam',
  'cover-open',
  'media-empty',
  'input-tray-missing',
  'output-area-full',
  'output-tray-missing',
  'toner-empty',
  'maintenance',
  'spool-area-full',
  'paused',
  'shutdown',
  'not-accepting-jobs',
  'offline',
  'error',
  'no-a4',
  'no-pdf',
  'unreachable',
])
export type DocumentFault = z.infer<typeof DocumentFault>

/** The A4 printer as the page needs it. */
export const DocumentView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('ready'), paperLow: z.boolean() }),
  z.object({ state: z.literal('not-ready'), reason: DocumentFault }),
])
export type DocumentView = z.infer<typeof DocumentView>

export const PrinterView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('ready'), paperLow: z.boolean() }),
  z.object({ state: z.literal('not-ready'), reason: PaperFault }),
])
export type PrinterView = z.infer<typeof PrinterView>

/**
 * How sure the terminal is of the sheet that this session asked for (design, "a sheet of paper").
 * `settled` is false while paper may still move; `sent` may be settled on a printer that cannot confirm.
 */
export const SheetView = z.object({
  ticketId: z.string(),
  /** Which paper of this ticket: 0 is the ticket itself, then its 补打 by their count. */
  reprint: z.number().int().nonnegative(),
  state: z.enum(['intended', 'sending', 'sent', 'printed', 'failed', 'unknown']),
  settled: z.boolean(),
  reason: z.string().optional(),
})
export type SheetView = z.infer<typeof SheetView>

/** A person as a screen in a public room may show one: `张*`, `110***********002X`. */
export const MaskedPerson = z.object({
  name: z.string().optional(),
  /** A permanent resident's, for screens in English: `Z*****************`. */
  englishName: z.string().optional(),
  number: z.string(),
  assurance: z.enum(['typed', 'card']),
  /** True when the last day of the card that was laid is past. */
  expired: z.boolean().optional(),
  /** How it was proven besides that the person is the one on the card; absent where it was not. */
  proven: z.enum(['sms', 'face', 'clerk']).optional(),
})
export type MaskedPerson = z.infer<typeof MaskedPerson>

/** How sure the terminal is of one copy of a certificate. `reason` is a `CertificateFault`, a `DocumentFault` or the printer's own. */
export const CopyView = z.object({
  state: z.enum(['waiting', 'preparing', 'printing', 'printed', 'sent', 'failed', 'unknown']),
  reason: z.string().optional(),
  /** Null until the pages are made. */
  pages: z.number().int().nullable(),
})
export type CopyView = z.infer<typeof CopyView>

/** The certificates or the one guide (`guide.print`) that this session asked for last. */
export const PrintingView = z.object({
  requestId: z.string(),
  /** It is a guide, of which nothing else in the session follows. */
  guide: z.literal(true).optional(),
  /** In the order in which they come out. */
  copies: z.array(CopyView),
  /**
   * What came out: `lies` until the person says that they hold it; `reminded` when that took longer than 30 s; `left` when
   * it took so long that the record says: not taken. `none`: nothing has come out, or not all yet; of a guide nobody asks.
   */
  paper: z.enum(['none', 'lies', 'reminded', 'left', 'taken']),
})
export type PrintingView = z.infer<typeof PrintingView>

/** The session's clock. It is `held` while a card is read or paper moves. Times are milliseconds left when sent. */
export const ClockView = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('running'), warnsInMs: z.number() }),
  z.object({ phase: z.literal('held') }),
  z.object({ phase: z.literal('warning'), endsInMs: z.number() }),
])
export type ClockView = z.infer<typeof ClockView>

/** The application that this session handed in last. */
export const FilingView = z.object({
  receipt: z.string(),
  /**
   * `saved`: on this machine's disk, and it goes as soon as the platform can be reached; `received`: the platform has it
   * whole; `refused`: the platform does not take it, and a person of the hall deals with it.
   */
  delivery: z.enum(['saved', 'sending', 'received', 'refused']),
  /** The paper of the receipt (回执), as sure as a ticket's; null where it has none. */
  paper: z
    .object({
      /** Out of which printer: a roll, or A4. */
      device: z.enum(['ticket', 'document']),
      /** Which paper of this filing: 0 is the receipt itself, then its 补打 by their count. */
      copy: z.number().int().nonnegative(),
      state: z.enum(['intended', 'sending', 'sent', 'printed', 'failed', 'unknown']),
      settled: z.boolean(),
      reason: z.string().optional(),
    })
    .nullable(),
})
export type FilingView = z.infer<typeof FilingView>

export const SessionView = z.object({
  id: z.string(),
  agreed: z.boolean(),
  person: MaskedPerson.nullable(),
  /** They have booked something at this hall today. */
  booked: z.boolean(),
  sheet: SheetView.nullable(),
  printing: PrintingView.nullable(),
  filing: FilingView.nullable(),
  clock: ClockView,
})
export type SessionView = z.infer<typeof SessionView>

/** An operator has closed the hall at this terminal: no number is given until it is opened again, or today. */
export const ClosureView = z.object({
  reason: z.enum(['emergency', 'power', 'equipment', 'network', 'ended-early']),
  until: z.enum(['reopened', 'day-end']),
})
export type ClosureView = z.infer<typeof ClosureView>

/** Everything on screen that changes by itself; sent whole at once when the page begins to watch, then at each change. */
export const TerminalView = z.object({
  /** The terminal's time in milliseconds since 1970, for the clock in the corner. */
  now: z.number(),
  /** The hall's business day, `2026-11-21`. */
  businessDay: z.string(),
  session: SessionView.nullable(),
  card: CardView,
  socialCard: SocialCardView,
  printer: PrinterView,
  document: DocumentView,
  closure: ClosureView.nullable(),
})
export type TerminalView = z.infer<typeof TerminalView>
