import type { Event } from './requests.ts'

/** An event that the platform has, and how often the terminal told it. */
export interface TakenEvent extends Event {
  readonly terminal: string
  readonly told: number
}

export interface Problem {
  readonly code: string
  readonly title: string
}

/** What becomes of an event that the platform does not have yet. */
export type EventJudgement =
  { readonly outcome: 'taken' } | { readonly outcome: 'refused' | 'later'; readonly problem: Problem }

export interface EventBook {
  /** In the order in which they were taken. */
  readonly events: readonly TakenEvent[]
  /** How many events came, those told again and those not taken among them. */
  readonly heard: number
  /** From now on each new event is judged so before the platform acts on it; without it all are taken. */
  judge(event: (event: Event) => EventJudgement): void
  take(terminal: string, events: readonly Event[]): { readonly results: readonly unknown[] }
}

const DIFFERS: Problem = { code: 'event-differs', title: '同一编号的事件内容不同 · Another event has this id' }

/** Takes each event once, by its id, when whoever acts on events takes it; keeps all in memory. */
export function createEventBook(hear: (terminal: string, event: Event) => EventJudgement): EventBook {
  const taken = new Map<string, { readonly terminal: string; readonly event: Event; told: number }>()
  let judgement: (event: Event) => EventJudgement = () => ({ outcome: 'taken' })
  let heard = 0

  function outcomeOf(terminal: string, event: Event): unknown {
    heard += 1
    const before = taken.get(event.id)
    if (before !== undefined) {
      before.told += 1
      const same = before.terminal === terminal && canonical(before.event) === canonical(event)
      return same ? { id: event.id, outcome: 'known' } : { id: event.id, outcome: 'refused', problem: DIFFERS }
    }
    const judged = judgement(event)
    if (judged.outcome !== 'taken') return { id: event.id, ...judged }
    const acted = hear(terminal, event)
    if (acted.outcome !== 'taken') return { id: event.id, ...acted }
    taken.set(event.id, { terminal, event, told: 1 })
    return { id: event.id, ...judged }
  }

  return {
    get events() {
      return [...taken.values()].map(({ terminal, event, told }) => ({ ...event, terminal, told }))
    },
    get heard() {
      return heard
    },
    judge(event) {
      judgement = event
    },
    take: (terminal, events) => ({ results: events.map((event) => outcomeOf(terminal, event)) }),
  }
}

/** The payload's fields may come in any order. */
function canonical({ id, subject, kind, at, payload }: Event): string {
  const fields = Object.entries(payload).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([id, subject, kind, at, fields])
}
