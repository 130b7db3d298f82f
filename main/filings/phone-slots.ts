import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PlatformFault } from '../platform/fault.ts'
import type { PhoneUploadWish, Platform } from '../platform/platform.ts'

export type PhonePlatform = Pick<Platform, 'openPhoneUpload' | 'phoneUpload' | 'phoneFile' | 'settlePhoneUpload'>

/** A place to which a phone may send: what the platform calls it, and where the phone finds it. */
export interface PhoneSlot {
  readonly key: string
  readonly uploadId: string
  /** Below the platform's public address. */
  readonly path: string
}

/**
 * The places that this terminal has asked for. Each is in the ledger before it is asked for and until it is settled, so that
 * none stays open behind a session or a power cut; what the platform cannot be told ends there by its own time.
 */
export interface PhoneSlots {
  open(wish: PhoneUploadWish, signal?: AbortSignal): Promise<Result<PhoneSlot, PlatformFault>>
  /** The terminal has all of it. */
  taken(slot: PhoneSlot): Promise<void>
  /** Settles whatever was opened and is not settled yet; never rejects for what the platform does. */
  sweep(): Promise<void>
}

interface Row {
  readonly slot_key: string
  readonly upload_id: string | null
  readonly until: string
}

const MINUTE_MS = 60_000

export function createPhoneSlots({ ledger, platform, now }: {
  readonly ledger: Pick<Ledger, 'transact' | 'read'>
  readonly platform: PhonePlatform
  readonly now: () => Date
}): PhoneSlots {
  /** Asked for just now, and not answered yet. */
  const opening = new Set<string>()
  const forget = (key: string) => ledger.transact((tx) => tx.write('DELETE FROM phone_slot WHERE slot_key = ?', [key]))

  async function settle({ slot_key, upload_id, until }: Row): Promise<void> {
    // Of one whose answer was lost nobody has the address: its time ends it.
    const told = upload_id === null || until <= now().toISOString() ? ok(undefined) : await platform.settlePhoneUpload(upload_id, { outcome: 'closed' })
    if (told.ok) await forget(slot_key)
  }

  async function opened(key: string, wish: PhoneUploadWish, signal: AbortSignal | undefined): Promise<Result<PhoneSlot, PlatformFault>> {
    const until = new Date(now().getTime() + wish.minutes * MINUTE_MS).toISOString()
    await ledger.transact((tx) => tx.write('INSERT INTO phone_slot (slot_key, until) VALUES (?, ?)', [key, until]))
    const answered = await platform.openPhoneUpload(wish, key, signal)
    if (!answered.ok) {
      await forget(key)
      return err(answered.fault)
    }
    const { id, path } = answered.value
    await ledger.transact((tx) => tx.write('UPDATE phone_slot SET upload_id = ? WHERE slot_key = ?', [id, key]))
    return ok({ key, uploadId: id, path })
  }

  return {
    async open(wish, signal) {
      const key = randomUUID()
      opening.add(key)
      try {
        return await opened(key, wish, signal)
      } finally {
        opening.delete(key)
      }
    },

    async taken({ key, uploadId }) {
      const told = await platform.settlePhoneUpload(uploadId, { outcome: 'taken' })
      if (told.ok) await forget(key)
    },

    async sweep() {
      const rows = await ledger.read<Row>('SELECT slot_key, upload_id, until FROM phone_slot')
      await Promise.all(rows.filter(({ slot_key }) => !opening.has(slot_key)).map(settle))
    },
  }
}
