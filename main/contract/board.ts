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
  /** Null: the whole hall, or one window. */
  area: LocalText.nullable(),
  /** The one window over which this board hangs; null: it shows several. */
  window: z.string().nullable(),
  /** The hall's own, by which its clock is read. */
  timeZone: z.string(),
  businessDay: z.string(),
  /** The latest first, at most ten, each ticket once: up to four that are shown large together, and the last six beside them. */
  calls: z.array(BoardCall),
  /**
   * Every call since the view before, or since `after`, in order and each once: what is shown large and spoken. None is
   * older than a minute, and the first view of a page that has seen nothing yet has none.
   */
  news: z.array(BoardCall),
  /** The last call of which this board may know: `after` of its next line. */
  seq: z.number().int(),
  /**
   * Who had two numbers, one from a terminal that was alone, goes on with the earlier: `number` is void, `by` is what they
   * are called by. For ten minutes, or until that is called; the latest first.
   */
  replaced: z.array(z.object({ number: z.string(), by: z.string() })),
  businesses: z.array(
    z.object({
      code: z.string(),
      name: LocalText,
      waiting: z.number().int(),
      /** About how long whoever takes a number now waits; absent where nobody can say. */
      wait: LocalText.optional(),
    }),
  ),
  windows: z.array(z.object({ window: z.string(), state: z.enum(['closed', 'open', 'paused']), number: z.string().nullable() })),
  notices: z.array(LocalText),
  /** Where people complain and ask, a telephone number. */
  helpLine: z.string().nullable(),
  /** Whether calls are spoken now (the hall's setting, and not in quiet hours), how loud, 0 to 1, and which of them here. */
  voice: z.object({
    on: z.boolean(),
    /** Whose calls are spoken at this very board. Of an area it is one board at a time; over one window none. */
    windows: z.array(z.string()),
    volume: z.number(),
    languages: z.array(z.enum(['zh', 'en'])),
    /** How the digit 1 is read: `yi`, or `yao` as on the telephone. */
    one: z.enum(['yi', 'yao']),
    /**
     * The hall's own recordings, in the place of those that are built in: below `clips/` and this, `names.json` and each
     * recording by its name. Null: it has none.
     */
    clips: z.string().nullable(),
  }),
})
export type BoardView = z.infer<typeof BoardView>

/** What a board's page may ask. Which area it shows, or which window it hangs over, is known from its enrolment. */
export const board = {
  /** The whole view at once, then again at each change, and at least every fifteen seconds: silence longer is a lost line. */
  watch: oc
    .input(
      z.object({
        /** The last `seq` of the line before; null: the page has just been opened. */
        after: z.number().int().nullable(),
        /** Whether the browser lets sound out: another board of the area speaks before one that waits for a touch. */
        sounds: z.boolean(),
      }),
    )
    .output(eventIterator(BoardView)),
}
