import type { DeliveredEvent, EventPort } from '../../platform/event-port.ts'
import type { EvaluationStore } from './evaluation-store.ts'

/**
 * The same way to the platform, on which an evaluation takes along what was written with it: neither outbox nor log ever
 * hold it. Where its time is over (`policy.retentionDays.evaluation`) the evaluation goes without.
 */
export function withCitizensWords(port: EventPort, store: Pick<EvaluationStore, 'wordsOf'>): EventPort {
  async function withWords(event: DeliveredEvent): Promise<DeliveredEvent> {
    const { kind, subject, payload } = event
    if (kind !== 'evaluation.given' || payload['written'] !== true) return event
    return { ...event, payload: { ...payload, words: await store.wordsOf(subject) } }
  }
  return {
    ...port,
    deliver: async (events, signal) => port.deliver(await Promise.all(events.map(withWords)), signal),
  }
}
