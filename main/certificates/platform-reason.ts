import type { PlatformFault } from '../platform/fault.ts'

/** Why the platform gave nothing, as ledger and screen know it; a problem that it names is told by its own code. */
export type PlatformReason =
  | 'platform-unreachable'
  | 'platform-busy'
  | 'platform-refuses-terminal'
  | 'platform-broken'
  /** The answer was somebody else's certificate: nothing of it was kept. */
  | 'another-person'
  | 'yearly-limit-reached'
  | 'assurance-too-low'
  | 'not-available'

/** Codes of the written API that a person is to be told of in words of their own. */
const TOLD: ReadonlySet<string> = new Set<PlatformReason>(['yearly-limit-reached', 'assurance-too-low'])

export function platformReason(fault: PlatformFault): PlatformReason {
  switch (fault.kind) {
    case 'unreachable':
      return 'platform-unreachable'
    case 'busy':
    case 'resting':
      return 'platform-busy'
    case 'refused-credential':
      return 'platform-refuses-terminal'
    case 'broken-answer':
      return fault.what === 'another-person' ? 'another-person' : 'platform-broken'
    case 'problem':
      return TOLD.has(fault.code) ? (fault.code as PlatformReason) : 'not-available'
  }
}
