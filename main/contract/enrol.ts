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

/** `GET /enrol/places`: what there is to be in this hall. */
export const EnrolPlaces = z.object({
  hall: LocalText,
  /** At whose operator's screen it is let in; null: at the hall server's. */
  terminal: z.string().nullable(),
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
  /** `none`: void, answered and heard, or never asked for. `too-many`: too many ask; later again. */
  z.object({ state: z.enum(['refused', 'none', 'too-many']) }),
])
export type EnrolStanding = z.infer<typeof EnrolStanding>
