import type { Result } from '../../../drivers/result.ts'
import type { QueueTicket } from '../store/queue-store.ts'
import type { CallFault } from './calling.ts'

export type Answer = Result<QueueTicket, CallFault>

type InstantField = { [Field in keyof QueueTicket]-?: Date extends QueueTicket[Field] ? Field : never }[keyof QueueTicket]

/** Fields of a ticket that JSON has only as text; the compiler counts them. */
const INSTANTS: Readonly<Record<InstantField, true>> = {
  issuedAt: true,
  rank: true,
  slotFrom: true,
  slotTo: true,
  topAt: true,
  firstCalledAt: true,
  lastCalledAt: true,
  servingAt: true,
  endedAt: true,
}

/** An answer as it is kept, beside what was asked: another act under the same id is none of its repeats. */
export function keptText(asked: readonly unknown[], answer: Answer): string {
  return JSON.stringify({ asked: JSON.stringify(asked), answer })
}

export function keptAnswer(text: string, asked: readonly unknown[]): Answer | 'of-another-act' {
  const kept = JSON.parse(text, (key: string, value: unknown) => (key in INSTANTS && typeof value === 'string' ? new Date(value) : value)) as {
    readonly asked: string
    readonly answer: Answer
  }
  return kept.asked === JSON.stringify(asked) ? kept.answer : 'of-another-act'
}
