import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { LocalText } from './text.ts'

/** A call as the public may know it: a number and a window, never a name. */
export const BoardCall = z.object({
  /** Grows with each call and re-call: what was announced once is not announced again. */
  seq: z.number().int(),
  number: z.string(),
  window: z.string(),
  /** 1 for the first call of the ticket. */
  calls: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number(),
})
export type BoardCall = z.infer<typeof BoardCall>

export const BoardView = z.object({
  /** The hall's clock when this was said. */
  now: z.number(),
  hall: LocalText,
  /** Null: the whole hall. */
  area: LocalText.nullable(),
  businessDay: z.string(),
  /** The latest first, at most seven: the current and the last six, each ticket once. */
  calls: z.array(BoardCall),
  businesses: z.array(z.object({ code: z.string(), name: LocalText, waiting: z.number().int() })),
  windows: z.array(z.object({ window: z.string(), state: z.enum(['closed', 'open', 'paused']), number: z.string().nullable() })),
  notices: z.array(LocalText),
  /** Whether calls are spoken at this board now (its setting, and not in quiet hours), and how loud, 0 to 1. */
  voice: z.object({ on: z.boolean(), volume: z.number(), languages: z.array(z.enum(['zh', 'en'])) }),
})
export type BoardView = z.infer<typeof BoardView>

/** What a board's page may ask. Which area it shows, or which window it hangs over, is known from its enrolment. */
export const board = {
  /** The whole view at once, then again at each change, and at least every fifteen seconds: silence longer is a lost line. */
  watch: oc.output(eventIterator(BoardView)),
}
