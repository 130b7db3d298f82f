import type { FilingFault } from '../contract/filings.ts'
import type { PlatformFault } from '../platform/fault.ts'

/** Why the platform gave nothing, as somebody who files is told. */
export function platformFault(fault: PlatformFault): FilingFault {
  switch (fault.kind) {
    case 'unreachable':
    case 'busy':
    case 'resting':
      return 'platform-unreachable'
    case 'problem':
      return fault.code === 'assurance-too-low' ? 'assurance-too-low' : 'platform-refuses'
    case 'refused-credential':
    case 'broken-answer':
      return 'platform-refuses'
  }
}
