import type { Result } from '../../../drivers/result.ts'
import type { QueueTicket } from '../store/queue-store.ts'
import type { CallFault } from './calling.ts'

export type Answer = Result<QueueTicket, CallFault>

/** Fields of a ticket that JSON has only as text. */
const INSTANTS: ReadonlySet<string> = new Set<keyof QueueTicket>([
  'issuedAt',
  'rank',
  'slotFrom',
  'topAt',
  'firstCalledAt',
  'lastCalledAt',
  'servingAt',
  'endedAt',
])

/** An answer as it is kept, beside what was asked: another act under the same id is none of its repeats. */
export function keptText(asked: readonly unknown[], answer: Answer): string {
  return JSON.stringify({ asked: JSON.stringify(asked), answer })
}

export function keptAnswer(text: string, asked: readonly unknown[]): Answer | 'of-another-act' {
  const kept = JSON.parse(text, (key: string, value: unknown) => (INSTANTS.has(key) && typeof value === 'string' ? new Date(value) : value)) as {
    readonly asked: string
    readonly answer: Answer
  }
  return kept.asked === JSON.stringify(asked) ? kept.answer : 'of-another-act'
}
