import type { SignInFault } from './operators.ts'

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
