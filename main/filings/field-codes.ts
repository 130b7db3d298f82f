import type { Result } from '../../drivers/result.ts'
import { newIdentifier } from '../ledger/identifiers.ts'
import type { PlatformFault } from '../platform/fault.ts'
import type { Platform } from '../platform/platform.ts'
import type { Identity } from '../session/identity.ts'
import type { Asker } from '../session/proof.ts'

/** So many wrong answers end a code, whatever the platform still lets: the next one goes to the phone again. */
const MOST_WRONG = 3

/** A code that was sent to the number of a field. Milliseconds since 1970. */
interface FieldCode {
  /** The platform's. */
  readonly id: string
  readonly number: string
  /** Masked. */
  readonly phone: string
  readonly digits: number
  readonly againAt: number
  wrong: number
}

export interface FieldCodes {
  /** Sends a code to this number, or answers the one that is on its way to it. */
  send(field: CodeField, number: string, signal?: AbortSignal): Promise<Result<{ readonly phone: string; readonly digits: number; readonly againAfterSeconds: number }, PlatformFault>>
  /** Null where no code is open for this field. `right` tells the number that has answered. */
  check(
    field: CodeField,
    code: string,
    signal?: AbortSignal,
  ): Promise<Result<{ readonly outcome: 'right'; readonly number: string } | { readonly outcome: 'wrong'; readonly left: number }, PlatformFault> | null>
}

/** A field of a draft of whoever was identified: a code of one person proves nothing of another. */
interface CodeField {
  readonly identity: Identity
  readonly person: Asker['person']
  readonly draft: string
  readonly key: string
}

/** Whether the number somebody wrote down is a phone they hold: a code by SMS, through the platform. */
export function createFieldCodes({ platform, now }: { readonly platform: Pick<Platform, 'startPhoneVerification' | 'checkVerification'>; readonly now: () => Date }): FieldCodes {
  const sent = new WeakMap<Identity, Map<string, FieldCode>>()
  const idempotencyKey = () => newIdentifier(now())
  const nameOf = ({ draft, key }: CodeField) => `${draft}/${key}`

  return {
    async send(field, number, signal) {
      const before = sent.get(field.identity)?.get(nameOf(field))
      const at = now().getTime()
      // Whoever went back and comes again has it on the phone already.
      if (before?.number === number && at < before.againAt) return { ok: true, value: told(before, at) }
      const started = await platform.startPhoneVerification(field.person, number, idempotencyKey(), signal)
      if (!started.ok) return started
      const { id, phone, digits, resendAfterSeconds } = started.value
      const code = { id, number, phone, digits, againAt: at + resendAfterSeconds * 1000, wrong: 0 }
      const codes = sent.get(field.identity) ?? new Map<string, FieldCode>()
      sent.set(field.identity, codes.set(nameOf(field), code))
      return { ok: true, value: told(code, at) }
    },

    async check(field, typed, signal) {
      const codes = sent.get(field.identity)
      const code = codes?.get(nameOf(field))
      if (codes === undefined || code === undefined) return null
      const checked = await platform.checkVerification(code.id, typed, idempotencyKey(), signal)
      if (!checked.ok) return checked
      const { value } = checked
      if (value.outcome === 'confirmed') {
        codes.delete(nameOf(field))
        return { ok: true, value: { outcome: 'right', number: code.number } }
      }
      code.wrong += 1
      const left = value.outcome === 'ended' ? 0 : Math.max(0, Math.min(MOST_WRONG - code.wrong, value.attemptsLeft))
      if (left === 0) codes.delete(nameOf(field))
      return { ok: true, value: { outcome: 'wrong', left } }
    },
  }
}

function told({ phone, digits, againAt }: FieldCode, at: number) {
  return { phone, digits, againAfterSeconds: Math.max(0, Math.round((againAt - at) / 1000)) }
}
