import { z } from 'zod'
import { LocalText } from './text.ts'

/** What a browser of the hall may be. */
export const HallPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('window'), window: z.string().min(1).max(16) }),
  /** Both null: the whole hall. `window`: it hangs over that one. */
  z.strictObject({ kind: z.literal('board'), area: z.string().max(64).nullable(), window: z.string().max(16).nullable() }),
  z.strictObject({ kind: z.literal('manager'), area: z.null(), window: z.null() }),
])
export type HallPlace = z.infer<typeof HallPlace>

/** `POST /enrol/terminal`: a machine that wants to be this terminal of the hall; its secret is its own. */
export const TerminalAsks = z.strictObject({ terminal: z.string().regex(/^[A-Za-z0-9-]{1,16}$/) })

/** What it is answered: the code that stands on its screen and before whoever lets it in. */
export const TerminalPairing = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), code: z.string(), secret: z.string(), leftMs: z.number() }),
  /** Too many ask; later again. */
  z.object({ state: z.literal('too-many') }),
])
export type TerminalPairing = z.infer<typeof TerminalPairing>

/** `POST /enrol/terminal/standing`. */
export const TerminalSecret = z.strictObject({ secret: z.string().min(1).max(128) })

export const TerminalStanding = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), code: z.string(), leftMs: z.number() }),
  /** Told once: from then on the credential alone says who it is. */
  z.object({ state: z.literal('enrolled'), credential: z.string(), mark: z.string() }),
  /** `none`: void, answered already, or never asked for. */
  z.object({ state: z.enum(['refused', 'none']) }),
])
export type TerminalStanding = z.infer<typeof TerminalStanding>

/** `GET /enrol/places`: what there is to be in this hall. */
export const EnrolPlaces = z.object({
  hall: LocalText,
  terminal: z.string(),
  demonstration: z.boolean(),
  windows: z.array(z.string()),
  areas: z.array(LocalText),
})
export type EnrolPlaces = z.infer<typeof EnrolPlaces>

/** What `POST /enrol/ask` (a `HallPlace`) and `POST /enrol/standing` answer; the pairing itself is known by its cookie. */
export const EnrolStanding = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), code: z.string(), place: HallPlace, leftMs: z.number() }),
  /** The browser has its credential: it goes to its page. */
  z.object({ state: z.literal('enrolled'), page: z.enum(['/window/', '/board/', '/manager/']) }),
  /** `none`: void, answered already, or never asked for. `too-many`: too many ask; later again. */
  z.object({ state: z.enum(['refused', 'none', 'too-many']) }),
])
export type EnrolStanding = z.infer<typeof EnrolStanding>
