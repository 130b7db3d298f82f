import { oc } from '@orpc/contract'
import { z } from 'zod'
import { PlatformReason } from './platform-reason.ts'
import { WRONG_STEP } from './steps.ts'
import { MaskedPerson } from './view.ts'

const Confirmed = z.object({ outcome: z.literal('confirmed'), person: MaskedPerson })
const Failed = z.object({ outcome: z.literal('failed'), reason: PlatformReason })

export const SendCodeOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('sent'),
    /** Masked, as `138****0000`. */
    phone: z.string(),
    /** How long the code is, 4 to 8. */
    digits: z.number().int(),
    againAfterSeconds: z.number().int(),
    expiresInSeconds: z.number().int(),
  }),
  /** The platform knows no phone of this person. */
  z.object({ outcome: z.literal('no-phone') }),
  z.object({ outcome: z.literal('too-many') }),
  Failed,
])
export type SendCodeOutcome = z.infer<typeof SendCodeOutcome>

export const CheckCodeOutcome = z.discriminatedUnion('outcome', [
  Confirmed,
  z.object({ outcome: z.literal('wrong'), attemptsLeft: z.number().int() }),
  /** Its time is over, or a newer code was sent. */
  z.object({ outcome: z.literal('ended'), reason: z.enum(['expired', 'replaced']) }),
  /** The third wrong code of this session: it has ended, and everything of the person is wiped. */
  z.object({ outcome: z.literal('shut-out') }),
  Failed,
])
export type CheckCodeOutcome = z.infer<typeof CheckCodeOutcome>

export const CompareFaceOutcome = z.discriminatedUnion('outcome', [
  Confirmed,
  /** 0 leaves the other ways. */
  z.object({ outcome: z.literal('no-match'), attemptsLeft: z.number().int() }),
  /** The card is no longer there, or has no photo. */
  z.object({ outcome: z.literal('no-photo') }),
  Failed,
])
export type CompareFaceOutcome = z.infer<typeof CompareFaceOutcome>

export const ClerkConfirmsOutcome = z.discriminatedUnion('outcome', [
  Confirmed,
  z.object({ outcome: z.literal('wrong'), triesLeft: z.number().int() }),
  z.object({ outcome: z.literal('waiting'), seconds: z.number().int() }),
  z.object({ outcome: z.literal('locked') }),
])
export type ClerkConfirmsOutcome = z.infer<typeof ClerkConfirmsOutcome>

/** The photo on the card that lies on the reader. */
export const CardPhoto = z.object({
  format: z.enum(['png', 'jpeg']),
  /** The whole file, at most 45,000 bytes. */
  content: z.base64(),
})
export type CardPhoto = z.infer<typeof CardPhoto>

const step = oc.errors({ WRONG_STEP })

/**
 * The second factor: that whoever laid the card is the one on it. Each needs a session whose person was identified by
 * card, and what is proven ends with it.
 */
export const proof = {
  sendCode: step.output(SendCodeOutcome),
  checkCode: step.input(z.object({ code: z.string().regex(/^[0-9]{4,8}$/) })).output(CheckCodeOutcome),
  /** One frame of the camera, JPEG in base64. It is kept nowhere. */
  compareFace: step.input(z.object({ frame: z.base64().max(2_800_000) })).output(CompareFaceOutcome),
  /**
   * For a clerk who compares person and card: null where this terminal makes no pictures of photos (`photoDecoder`), the
   * card has none or lies there no more. It is kept nowhere.
   */
  cardPhoto: step.output(CardPhoto.nullable()),
  /** All staff of this terminal: each of them may be the clerk who confirms. */
  clerks: oc.output(z.array(z.string())),
  /** A clerk has looked at card and person and gives name and PIN; names are those of `clerks`. */
  clerkConfirms: step.input(z.object({ name: z.string().max(64), pin: z.string().max(64) })).output(ClerkConfirmsOutcome),
}
