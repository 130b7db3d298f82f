import type { EventJudgement } from './events.ts'
import { ProgressDisputed, type Event } from './requests.ts'

/** What a person reported as wrong with a filing (纠错). */
export interface Dispute extends ProgressDisputed {
  readonly at: string
}

export interface DisputeBook {
  readonly all: readonly Dispute[]
  hear(event: Event, isKnown: (filing: string) => boolean): EventJudgement
  /** As a filing's progress tells them. */
  of(filing: string): readonly { readonly what: string; readonly at: string }[]
}

/** Each report once by its key, passed on to nobody: the reference platform has no authority behind it. */
export function createDisputeBook(): DisputeBook {
  const byKey = new Map<string, Dispute>()
  return {
    get all() {
      return [...byKey.values()]
    },
    hear({ kind, subject, at, payload }, isKnown) {
      if (kind !== 'progress.disputed') return { outcome: 'taken' }
      const told = ProgressDisputed.safeParse(payload)
      if (!told.success || told.data.dispute !== subject) return BAD_EVENT
      if (!isKnown(told.data.filing)) return NO_SUCH_FILING
      byKey.set(told.data.dispute, { ...told.data, at })
      return { outcome: 'taken' }
    },
    of: (filing) => [...byKey.values()].filter((each) => each.filing === filing).map(({ what, at }) => ({ what, at })),
  }
}

const BAD_EVENT = refused('bad-event', '事件不符合接口规定 · The event is not as the written API says')
const NO_SUCH_FILING = refused('no-such-filing', '没有这件办件 · There is no such filing')

function refused(code: string, title: string): EventJudgement {
  return { outcome: 'refused', problem: { code, title } }
}
