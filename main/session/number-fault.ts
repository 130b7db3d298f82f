import type { NumberFault as DriverFault } from '../../drivers/id-card/resident-number.ts'
import type { NumberFault } from '../contract/kiosk.ts'

/** Why a typed number is wrong, as a screen can explain it. */
export function numberFault(fault: DriverFault): NumberFault {
  if (fault.kind === 'length') return fault.typed === 'old-15-digit' ? 'old-15-digits' : 'length'
  return fault.kind
}
