import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import type { PhotoDecoder } from '../../drivers/id-card/photo-decoder.ts'
import { platformReason } from '../certificates/platform-reason.ts'
import { terminalContract } from '../contract/server.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { Operators } from '../operations/operators.ts'
import { shutOutcome } from '../operations/shut-outcome.ts'
import type { PlatformFault } from '../platform/fault.ts'
import type { Person, Platform } from '../platform/platform.ts'
import type { Identity } from './identity.ts'
import type { PersonVerification } from './person-verification.ts'
import { askerOf, provenPerson, type Proof } from './proof.ts'
import type { Session, Sessions } from './sessions.ts'
import { wipedBase64 } from './wiped-base64.ts'

/** So many wrong codes end a session, however many codes were sent: who guesses begins with the card again. */
const MOST_WRONG_CODES = 3

/** How long somebody who waits for a code is left in peace. */
const CODE_TAKES_MS = 120_000

/** Handlers of the second factor: a code by SMS, the face, or a clerk who looks. */
export function proofProcedures(parts: {
  readonly sessions: Sessions
  /** Null where the terminal has none: then only a clerk can confirm. */
  readonly platform: Pick<Platform, 'startVerification' | 'checkVerification'> | null
  readonly faces: PersonVerification | null
  /** Whose photo a face is compared with; null where the terminal has no reader. */
  readonly reader: Pick<CardReader, 'status'> | null
  /** Null where no picture is made of photos. */
  readonly photos: PhotoDecoder | null
  readonly operators: Pick<Operators, 'vouch' | 'list'>
  /** A PIN was looked at: nothing of it need stay in memory. */
  readonly onPin: () => void
  readonly now: () => Date
  /** Writes into the audit log how the person of a session was proven. */
  readonly recordProof: (proven: { readonly session: string; readonly by: 'sms' | 'face' }) => Promise<void>
}) {
  const { sessions, platform, faces } = parts
  const { proof } = terminalContract
  /** Of one identity: a code that went to one person proves nothing of another who stands in the same session. */
  const sent = new WeakMap<Identity, SentCode>()
  const wrongCodes = new WeakMap<Session, number>()
  const key = () => newIdentifier(parts.now())

  type Errors = { readonly WRONG_STEP: (about: { data: { needs: 'session' | 'card' | 'code-sent' } }) => Error }

  /**
   * The session and the card in it that is to be proven. Asked again after each wait: a session may end meanwhile, or its
   * person identify otherwise.
   */
  function whose(errors: Errors, before?: Standing) {
    const session = sessions.current
    if (session === null || (before !== undefined && session !== before.session)) throw errors.WRONG_STEP({ data: { needs: 'session' } })
    const { identity } = session
    const asker = askerOf(identity, null)
    if (identity === null || asker === null || (before !== undefined && identity !== before.identity)) {
      throw errors.WRONG_STEP({ data: { needs: 'card' } })
    }
    sessions.touch()
    return { session, identity, person: asker.person }
  }

  /** On the card of this person, as long as it lies there: then it is wiped. */
  function photoOf(person: Standing['person']): Buffer | null {
    const status = parts.reader?.status
    const lies = status?.state === 'present' && status.card.number === person.number && status.card.photo.length > 0
    return lies ? status.card.photo : null
  }

  function proven(errors: Errors, standing: Standing, given: Proof) {
    const { session, identity } = whose(errors, standing)
    session.proof = given
    sent.delete(identity)
    sessions.changed()
    return { outcome: 'confirmed' as const, person: provenPerson(identity, given) }
  }

  function sentOutcome({ phone, digits, againAt, expiresAt }: SentCode) {
    const seconds = (until: number) => Math.max(0, Math.round((until - parts.now().getTime()) / 1000))
    return { outcome: 'sent' as const, phone, digits, againAfterSeconds: seconds(againAt), expiresInSeconds: seconds(expiresAt) }
  }

  return {
    sendCode: proof.sendCode.handler(async ({ errors, signal }) => {
      const standing = whose(errors)
      if (platform === null) return { outcome: 'failed', reason: 'not-available' }
      const before = sent.get(standing.identity)
      // Whoever went back and comes again has it on the phone already; each further one counts with the platform.
      if (before !== undefined && parts.now().getTime() < before.againAt) return sentOutcome(before)
      const started = await platform.startVerification(standing.person, key(), signal)
      whose(errors, standing)
      if (!started.ok) {
        if (isProblem(started.fault, 'no-phone-known')) return { outcome: 'no-phone' }
        if (started.fault.kind === 'busy' && started.fault.status === 429) return { outcome: 'too-many' }
        return failed(started.fault)
      }
      const { id, phone, digits, resendAfterSeconds, expiresAt } = started.value
      const now = parts.now().getTime()
      // Until when it lives is told by the platform's clock; that is right within seconds, and the platform has the last word.
      const code = { id, phone, digits, againAt: now + resendAfterSeconds * 1000, expiresAt: Date.parse(expiresAt) }
      sent.set(standing.identity, code)
      // A phone is looked for in a pocket and looked at, and nobody touches the screen meanwhile.
      sessions.grant(CODE_TAKES_MS)
      return sentOutcome(code)
    }),

    checkCode: proof.checkCode.handler(async ({ input, errors, signal }) => {
      const standing = whose(errors)
      const { session, identity } = standing
      const id = sent.get(identity)?.id
      if (platform === null || id === undefined) throw errors.WRONG_STEP({ data: { needs: 'code-sent' } })
      const checked = await platform.checkVerification(id, input.code, key(), signal)
      whose(errors, standing)
      if (!checked.ok) return failed(checked.fault)
      const { value } = checked
      if (value.outcome === 'confirmed') {
        await parts.recordProof({ session: session.id, by: 'sms' })
        return proven(errors, standing, { by: 'sms', id: value.proof })
      }
      const guessed = value.outcome === 'wrong' || value.reason === 'wrong-codes'
      if (!guessed) {
        sent.delete(identity)
        return { outcome: 'ended', reason: value.reason === 'replaced' ? 'replaced' : 'expired' }
      }
      const wrong = (wrongCodes.get(session) ?? 0) + 1
      wrongCodes.set(session, wrong)
      if (wrong >= MOST_WRONG_CODES || value.outcome === 'ended') {
        sessions.end('wrong-codes')
        return { outcome: 'shut-out' }
      }
      return { outcome: 'wrong', attemptsLeft: Math.min(MOST_WRONG_CODES - wrong, value.attemptsLeft) }
    }),

    compareFace: proof.compareFace.handler(async ({ input, errors, signal }) => {
      const standing = whose(errors)
      const { session, person } = standing
      if (faces === null) return { outcome: 'failed', reason: 'not-available' }
      const photo = photoOf(person)
      if (photo === null) return { outcome: 'no-photo' }
      const frame = Buffer.from(input.frame, 'base64')
      const cardPhoto = { format: 'wlt' as const, content: photo }
      const compared = await faces.compareFace({ person, frame, cardPhoto }, key(), signal)
      frame.fill(0)
      whose(errors, standing)
      if (!compared.ok) return isProblem(compared.fault, 'no-photo-known') ? { outcome: 'no-photo' } : failed(compared.fault)
      if (!compared.value.match) return { outcome: 'no-match', attemptsLeft: compared.value.attemptsLeft }
      await parts.recordProof({ session: session.id, by: 'face' })
      return proven(errors, standing, { by: 'face', id: compared.value.proof })
    }),

    cardPhoto: proof.cardPhoto.handler(async ({ errors }) => {
      const standing = whose(errors)
      const photo = photoOf(standing.person)
      const picture = (photo === null ? null : await parts.photos?.decode(photo)) ?? null
      try {
        // Where the card was taken away meanwhile, its photo went with it.
        if (picture === null || photoOf(whose(errors, standing).person) !== photo) return null
        return { format: picture.format, content: wipedBase64(picture.bytes) }
      } finally {
        picture?.bytes.fill(0)
      }
    }),

    clerks: proof.clerks.handler(async () => (await parts.operators.list()).map(({ name }) => name)),

    clerkConfirms: proof.clerkConfirms.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      const vouched = await parts.operators.vouch(input.name, input.pin, standing.session.id).finally(parts.onPin)
      whose(errors, standing)
      if (!vouched.ok) return shutOutcome(vouched.fault)
      return proven(errors, standing, { by: 'clerk', clerk: vouched.value.name })
    }),
  }
}

interface Standing {
  readonly session: Session
  readonly identity: Identity
  readonly person: Person
}

/** The code that was sent last. Milliseconds since 1970. */
interface SentCode {
  /** The platform's. */
  readonly id: string
  /** Masked. */
  readonly phone: string
  readonly digits: number
  readonly againAt: number
  readonly expiresAt: number
}

function isProblem(fault: PlatformFault, code: string): boolean {
  return fault.kind === 'problem' && fault.code === code
}

function failed(fault: PlatformFault) {
  return { outcome: 'failed' as const, reason: platformReason(fault) }
}
