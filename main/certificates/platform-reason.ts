import type { PlatformReason } from '../contract/platform-reason.ts'
import type { PlatformFault } from '../platform/fault.ts'

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
