import type { IdentityDocument } from './identity-document.ts'
import type { SdtStatus } from './sdt-codes.ts'

/** What the card reader has for whoever asks. */
export type CardReaderStatus =
  /** No line to a reader that answers. `detail` is for the operator and the log. */
  | { readonly state: 'disconnected'; readonly detail: string }
  | { readonly state: 'absent' }
  /** A card lies there; nothing of it has been read, or what was read has been dropped: it may not be read now. */
  | { readonly state: 'unread' }
  | { readonly state: 'reading' }
  /** Lasts as long as the card lies there and may be read. After that photo and fingerprints in `card` are zeros. */
  | { readonly state: 'present'; readonly card: IdentityDocument }
  | { readonly state: 'unreadable'; readonly reason: UnreadableReason }

export type UnreadableReason =
  /** 请将证件移开后重新放置: read three times in vain. */
  | 'remove-and-place-again'
  /** The reader says that it does not know this kind of card: a bank card, say. */
  | 'unknown-card'
  /** The reader's security module failed its self-test or has no authorisation; the operator has to see to it. */
  | 'reader-out-of-order'

/** What an answer means for the reading of a card, whichever command it answers. */
export type Verdict =
  | 'done'
  | 'found'
  | 'no-card'
  /** Reading again, from the search on, may help. */
  | 'failed'
  | 'unknown-card'
  | 'out-of-order'

/** GA 467's status, as the reference's "Sequence, timing, retry, removal" acts on it. */
const VERDICTS: Readonly<Record<SdtStatus, Verdict>> = {
  ok: 'done',
  // An item that a card does not have was asked of a card that is there.
  'no-item': 'done',
  found: 'found',
  'no-card': 'no-card',
  'unknown-card-type': 'unknown-card',
  'self-test-failed': 'out-of-order',
  'not-authorised': 'out-of-order',
  'card-rejects-sam': 'failed',
  'sam-rejects-card': 'failed',
  'verification-failed': 'failed',
  'not-found-yet': 'failed',
  'fingerprint-failed': 'failed',
  'information-length': 'failed',
  'read-failed': 'failed',
  'random-failed': 'failed',
  'write-failed': 'failed',
  'select-failed': 'failed',
  'host-checksum': 'failed',
  'host-length': 'failed',
  'illegal-command': 'failed',
  'not-permitted': 'failed',
  'unrecognised-error': 'failed',
  'login-failed': 'failed',
  unlisted: 'failed',
}

export function verdictOf(status: SdtStatus): Verdict {
  return VERDICTS[status]
}

/** Answers that say nothing of the card: the reader misheard, or says what no table explains. Asked again, once. */
export function isWorthAsking(status: SdtStatus): boolean {
  return status === 'host-checksum' || status === 'host-length' || status === 'unlisted'
}

/** Whether two statuses would be told apart by somebody who watches. */
export function sameStatus(a: CardReaderStatus, b: CardReaderStatus): boolean {
  if (a.state === 'disconnected' && b.state === 'disconnected') return a.detail === b.detail
  if (a.state === 'present' && b.state === 'present') return a.card === b.card
  if (a.state === 'unreadable' && b.state === 'unreadable') return a.reason === b.reason
  return a.state === b.state
}
