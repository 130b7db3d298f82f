import type { CertificateDecided, CertificateSettled } from './requests.ts'

/** What the platform knows of the paper of a copy that it authorised. */
export type PaperState =
  /** Nothing was told of it yet. */
  | 'authorised'
  | 'printed'
  /** A printer that cannot confirm has taken it. */
  | 'sent'
  /** It may lie in the tray or not. */
  | 'unknown'
  /** Nothing came out. */
  | 'failed'
  /** It came out and is of no use, or nobody looks for it any more. */
  | 'spoiled'

/** A copy that is of no use any more: its number says so, and it does not count against the person. */
export function isRevokedIn(state: PaperState): boolean {
  return state === 'failed' || state === 'spoiled'
}

/** What a copy becomes by a terminal's word of how its sheets ended; null where that contradicts what was told before. */
export function afterSettled(before: PaperState, told: CertificateSettled['state']): PaperState | null {
  return before === 'authorised' || before === told ? told : null
}

const DECIDED: Readonly<Record<CertificateDecided['decision'], Partial<Readonly<Record<PaperState, PaperState>>>>> = {
  'came-out': { unknown: 'printed' },
  spoiled: { printed: 'spoiled', sent: 'spoiled', unknown: 'spoiled', spoiled: 'spoiled' },
  void: { unknown: 'spoiled', failed: 'failed' },
}

/** What a copy becomes by what a person found; null where that contradicts what was told before. */
export function afterDecided(before: PaperState, told: CertificateDecided['decision']): PaperState | null {
  return DECIDED[told][before] ?? null
}
