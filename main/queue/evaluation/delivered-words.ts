import type { Ledger } from '../../ledger/ledger.ts'
import type { DeliveredEvent, EventPort } from '../../platform/event-port.ts'
import { wordsPlace } from './evaluations.ts'

/**
 * The same way to the platform, on which an evaluation takes along what was written with it: neither outbox nor log ever
 * hold it. Where its time is over (`policy.retentionDays.evaluation`) the evaluation goes without.
 */
export function withCitizensWords(port: EventPort, ledger: Pick<Ledger, 'read' | 'envelopes'>): EventPort {
  async function withWords(event: DeliveredEvent): Promise<DeliveredEvent> {
    const { kind, subject, payload } = event
    if (kind !== 'evaluation.given' || payload['written'] !== true) return event
    const [row] = await ledger.read<{ readonly key_id: string; readonly words: Buffer }>('SELECT key_id, words FROM evaluation WHERE evaluation_id = ?', [subject])
    const words = row && (await ledger.envelopes.open(row.words, { ...wordsPlace(subject), keyId: row.key_id }))
    return { ...event, payload: { ...payload, words: words?.ok === true ? words.value : null } }
  }
  return {
    ...port,
    deliver: async (events, signal) => port.deliver(await Promise.all(events.map(withWords)), signal),
  }
}
