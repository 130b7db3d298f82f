import type { SmsStep } from './pages.ts'

/** `ended`: only a new code helps. */
export type CodeStanding = 'typing' | 'complete' | 'checking' | 'ended'

/** How a code stands that was sent; `secondsLeft` is its time. A code in whose place a newer one was sent may still be typed. */
export function codeStanding(step: Extract<SmsStep, { readonly state: 'typing' | 'checking' }>, secondsLeft: number): CodeStanding {
  if (step.state === 'checking') return 'checking'
  if (secondsLeft === 0 || (step.said?.kind === 'ended' && step.said.reason === 'expired')) return 'ended'
  return step.typed.length === step.sent.digits ? 'complete' : 'typing'
}
