import type { Result } from '../../drivers/result.ts'
import type { SignInFault } from './operators.ts'
import type { PinFault } from './pin.ts'

/** What a page hears of a PIN that opened nothing. */
export function shutOutcome(fault: SignInFault) {
  switch (fault.kind) {
    case 'wrong':
      return { outcome: 'wrong' as const, triesLeft: fault.triesLeft }
    case 'waiting':
      return { outcome: 'waiting' as const, seconds: fault.seconds }
    case 'locked':
      return { outcome: 'locked' as const }
  }
}

/** What a page hears of a PIN that was to be changed. */
export function changePinOutcome(changed: Result<unknown, SignInFault | PinFault>) {
  if (changed.ok) return { outcome: 'changed' as const }
  const { fault } = changed
  return 'line' in fault ? { outcome: 'bad-pin' as const, reason: fault.kind } : shutOutcome(fault)
}
