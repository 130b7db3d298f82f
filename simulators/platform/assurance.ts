import { randomBytes, randomInt } from 'node:crypto'
import { knownPerson, maskedPhone } from './people.ts'
import { json, NOT_FOUND, refuse, type Reply } from './replies.ts'
import type { Assurance, Person } from './requests.ts'

/** A code as the person's phone shows it. */
export interface SentCode {
  readonly verification: string
  readonly phone: string
  readonly code: string
}

type Level = Assurance['level']

export interface AssuranceDesk {
  /** Every SMS that was sent, oldest first. */
  readonly sentCodes: readonly SentCode[]
  /** Called after each SMS; what it returns ends that. */
  onCodeSent(listener: () => void): () => void
  /** What the camera will find when next asked; a match until told otherwise. */
  setFaces(match: boolean): void
  /** To the phone that is known, or to one that the person gave: that proves the phone and no person. */
  startVerification(person: Person, given?: string): Reply
  checkVerification(id: string, code: string): Reply
  compareFace(person: Person): Reply
  /** How surely the terminal knows this person, or knew them at `at`, when what it states is true; else null. */
  levelOf(person: Person, assurance: Assurance, at?: Date): Level | null
}

const CODE_DIGITS = 6
const CODE_LIVES_MS = 5 * 60_000
const PROOF_LIVES_MS = 15 * 60_000
const WRONG_CODES = 3
const WRONG_FACES = 3
const CODES_AT_ONCE = 3
const CODES_WITHIN_MS = 10 * 60_000

interface Verification {
  readonly person: string
  readonly code: string
  readonly startedAt: number
  readonly proves: 'person' | 'phone'
  wrong: number
  state: 'open' | 'confirmed' | 'replaced'
}

/** Remembers codes and proofs in memory; keeps no picture. */
export function createAssuranceDesk(now: () => Date): AssuranceDesk {
  const sentCodes: SentCode[] = []
  const verifications = new Map<string, Verification>()
  const proofs = new Map<string, { readonly person: string; readonly level: Level; readonly until: number }>()
  const wrongFaces = new Map<string, number>()
  const listeners = new Set<() => void>()
  let facesMatch = true

  function prove(person: string, level: Level) {
    const proof = newId()
    const until = now().getTime() + PROOF_LIVES_MS
    proofs.set(proof, { person, level, until })
    return { proof, expiresAt: new Date(until).toISOString() }
  }

  return {
    sentCodes,
    onCodeSent(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    setFaces(match) {
      facesMatch = match
    },

    startVerification(person, given) {
      const phone = given ?? knownPerson(person)?.phone
      if (phone === undefined || phone === null)
        return refuse(404, 'no-phone-known', '平台没有预留手机号 · No phone is known')
      const key = keyOf(person)
      const at = now().getTime()
      const own = [...verifications.values()].filter((each) => each.person === key)
      if (own.filter((each) => at - each.startedAt < CODES_WITHIN_MS).length >= CODES_AT_ONCE) {
        return {
          ...refuse(429, 'too-many-calls', '验证码发送过于频繁 · Too many codes'),
          retryAfterSeconds: CODES_WITHIN_MS / 1000,
        }
      }
      for (const each of own) if (each.state === 'open') each.state = 'replaced'
      const id = newId()
      const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
      verifications.set(id, { person: key, code, startedAt: at, proves: given === undefined ? 'person' : 'phone', wrong: 0, state: 'open' })
      sentCodes.push({ verification: id, phone, code })
      for (const listener of listeners) listener()
      return json(201, {
        id,
        phone: maskedPhone(phone),
        digits: CODE_DIGITS,
        expiresAt: new Date(at + CODE_LIVES_MS).toISOString(),
        resendAfterSeconds: 60,
      })
    },

    checkVerification(id, code) {
      const verification = verifications.get(id)
      if (verification === undefined) return NOT_FOUND
      if (verification.state === 'replaced') return json(200, { outcome: 'ended', reason: 'replaced' })
      if (verification.wrong >= WRONG_CODES) return json(200, { outcome: 'ended', reason: 'wrong-codes' })
      const late = now().getTime() - verification.startedAt >= CODE_LIVES_MS
      // A code serves once.
      if (late || verification.state === 'confirmed') return json(200, { outcome: 'ended', reason: 'expired' })
      if (code !== verification.code) {
        verification.wrong += 1
        const attemptsLeft = WRONG_CODES - verification.wrong
        return json(
          200,
          attemptsLeft > 0 ? { outcome: 'wrong', attemptsLeft } : { outcome: 'ended', reason: 'wrong-codes' },
        )
      }
      verification.state = 'confirmed'
      if (verification.proves === 'phone') {
        const expiresAt = new Date(now().getTime() + PROOF_LIVES_MS).toISOString()
        return json(200, { outcome: 'confirmed', proof: newId(), expiresAt })
      }
      return json(200, { outcome: 'confirmed', ...prove(verification.person, 'card+sms') })
    },

    compareFace(person) {
      const key = keyOf(person)
      const wrong = wrongFaces.get(key) ?? 0
      if (wrong < WRONG_FACES && facesMatch) {
        wrongFaces.delete(key)
        return json(200, { match: true, ...prove(key, 'card+face') })
      }
      wrongFaces.set(key, Math.min(WRONG_FACES, wrong + 1))
      return json(200, { match: false, attemptsLeft: Math.max(0, WRONG_FACES - wrong - 1) })
    },

    levelOf(person, assurance, at = now()) {
      if (assurance.level === 'card' || assurance.level === 'clerk') return assurance.level
      const proof = proofs.get(assurance.proof)
      const holds = proof?.person === keyOf(person) && proof.level === assurance.level && at.getTime() < proof.until
      return holds ? assurance.level : null
    },
  }
}

/** One person among all, for maps in memory. */
export function keyOf({ document, number, name }: Person): string {
  return `${document} ${number} ${name}`
}

/** Cannot be guessed. */
export function newId(): string {
  return randomBytes(18).toString('base64url')
}
