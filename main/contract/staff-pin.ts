import { z } from 'zod'

/** A PIN as it is typed: whether it is one, the answer says. */
export const Pin = z.string().max(64)

/** A PIN that opened nothing, and was counted. */
export const SHUT = [
  z.object({ outcome: z.literal('wrong'), triesLeft: z.number().int() }),
  z.object({ outcome: z.literal('waiting'), seconds: z.number().int() }),
  /** Until another operator or the command line unlocks. */
  z.object({ outcome: z.literal('locked') }),
] as const

/** A new PIN that is none to take. */
export const BadPin = z.object({ outcome: z.literal('bad-pin'), reason: z.enum(['not-digits', 'wrong-length', 'one-digit', 'run', 'like-the-name']) })

export const ChangePinOutcome = z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('changed') }), ...SHUT, BadPin])
export type ChangePinOutcome = z.infer<typeof ChangePinOutcome>
