import { z } from 'zod'
import { HallPlace } from './enrol.ts'

const Instant = z.number()

/** What is let into a hall: pages, and at a hall server terminals too. */
const EnrolledPlace = z.discriminatedUnion('kind', [...HallPlace.options, z.object({ kind: z.literal('terminal'), terminal: z.string() })])
export type EnrolledPlace = z.infer<typeof EnrolledPlace>

/** Who asks to be let into the hall, and who has been, as a manager sees them. */
export const EnrolmentsView = z.object({
  /** The hall's clock when this was said, milliseconds since 1970. */
  now: Instant,
  /** IANA name, as `Asia/Shanghai`. */
  timeZone: z.string(),
  /** The first that asked first. */
  pairings: z.array(
    z.object({
      pairing: z.string(),
      /** Six digits, which stand on that machine too. */
      code: z.string(),
      place: EnrolledPlace,
      /** The network address it asks from. */
      address: z.string(),
      leftSeconds: z.number().int(),
    }),
  ),
  devices: z.array(
    z.object({
      device: z.string(),
      place: EnrolledPlace,
      /** Of a terminal: what stands behind the X of the numbers that it gives alone. */
      mark: z.string().nullable(),
      enrolledAt: Instant,
      /** Null: by the command line. */
      enrolledBy: z.string().nullable(),
      /** At whichever server of the hall, to two minutes. */
      lastSeenAt: Instant.nullable(),
      /** To the server that says this. */
      connected: z.boolean(),
      /** When two pages were last seen with its credential at once: it may have been copied. */
      usedTwiceAt: Instant.nullable(),
      signedIn: z.object({ name: z.string(), since: Instant }).nullable(),
      /** The page that asks. */
      own: z.boolean(),
    }),
  ),
})
export type EnrolmentsView = z.infer<typeof EnrolmentsView>
