import type { DisputedMatter, FilingEntry, FilingState, FilingView, WaitingHere, Waits } from '../contract/progress.ts'
import type { FilingProgress } from '../platform/platform.ts'
import { businessDay, type HallCalendar } from '../queue/calendar.ts'
import { hallTime } from '../queue/hall-time.ts'
import { filingClock } from './filing-clock.ts'
import type { FilingHere, WaitingFiling } from './filings-here.ts'
import { canBeGivenHere } from './supplement.ts'

/**
 * How far a filing has come, as the page shows it: what the platform told, by the hall's calendar and days. `here`: what
 * the authority asks for was given at this terminal.
 */
export function filingView(told: FilingProgress, calendar: HallCalendar, now: Date, here: FilingHere | null = null): FilingView {
  const day = (instant: string) => businessDay(new Date(instant), calendar.timeZone)
  const maybe = (instant: string | undefined) => (instant === undefined ? null : day(instant))
  const today = businessDay(now, calendar.timeZone)
  const state = stateOf(told)
  const specials = (told.specials ?? []).map(({ name, reason, from, until }) => ({
    name,
    reason: reason ?? null,
    from: day(from),
    until: maybe(until),
  }))
  const supplement = told.state === 'supplement' ? told.supplement : undefined
  const result = told.state === 'finished' ? told.result : undefined
  const collect = result?.ways.find((way) => way.kind === 'collect')
  return {
    id: told.id,
    title: told.title,
    authority: told.authority,
    state,
    waits: told.state === 'supplement' && here !== null && here.stands !== 'refused' ? 'handed-in' : waitsOf(told),
    filedOn: day(told.filedAt),
    supplementBy: supplement?.by ?? null,
    acceptedOn: maybe(told.acceptedAt),
    steps: told.steps.map(({ name, at, note }) => ({ name, on: day(at), note: note ?? null })),
    clock: filingClock(
      {
        acceptedOn: maybe(told.acceptedAt),
        endedOn: endOf(told, maybe),
        promised: told.promisedDays ?? null,
        promisedBy: told.promisedBy ?? null,
        specials,
      },
      calendar,
      today,
    ),
    specials,
    supplement:
      supplement === undefined
        ? null
        : {
            askedOn: day(supplement.askedAt),
            by: supplement.by,
            left: calendarDays(today, supplement.by),
            items: supplement.items.map(({ name, why }) => ({ name, why: why ?? null })),
            where: supplement.where,
            here: here === null && canBeGivenHere(supplement, today),
            handedIn: here && { receipt: here.receipt, ...whenOf(here, calendar), stands: here.stands },
          },
    result:
      result === undefined
        ? null
        : {
            on: day(result.at),
            name: result.name ?? null,
            print: result.ways.some((way) => way.kind === 'print'),
            collect:
              collect === undefined
                ? null
                : { where: collect.where, hours: collect.hours ?? null, bring: [...collect.bring], until: collect.until ?? null },
          },
    refusal:
      told.refusal === undefined
        ? null
        : {
            reason: told.refusal.reason,
            document: told.refusal.document ?? null,
            objections: told.refusal.objections.map(({ way, to, within }) => ({ way, to, within })),
          },
    disputes: (told.disputes ?? []).map(({ what, at, answer }) => ({ what, on: day(at), answer: answer ?? null })),
    disputable: disputableOf(state),
  }
}

/** What waits here, as the page shows it. */
export function waitingView({ receipt, title, stands, supplementOf, ...filed }: WaitingFiling, calendar: HallCalendar): WaitingHere {
  return { receipt, title, ...whenOf(filed, calendar), stands: stands === 'refused' ? stands : 'saved', supplement: supplementOf !== null }
}

function whenOf({ filedAt }: Pick<FilingHere, 'filedAt'>, { timeZone }: HallCalendar): { readonly on: string; readonly at: string } {
  const [on = '', at = ''] = hallTime(timeZone).dateAndTime(filedAt).split(' ')
  return { on, at }
}

export function filingEntry({ id, title, authority, state, waits, filedOn, supplementBy }: FilingView): FilingEntry {
  return { id, title, authority, state, waits, filedOn, supplementBy }
}

/** 办结 says that it is decided, not how: a refusal and an end without a decision are told apart from what was granted. */
function stateOf({ state, result }: FilingProgress): FilingState {
  if (state !== 'finished') return state
  return result === undefined || result.outcome === 'granted' ? 'finished' : result.outcome
}

function waitsOf({ state, specials, result }: FilingProgress): Waits {
  switch (state) {
    case 'received':
      return 'acceptance'
    case 'supplement':
      return 'supplement'
    case 'accepted':
    case 'in-progress':
      return (specials ?? []).some(({ until }) => until === undefined) ? 'procedure' : 'decision'
    case 'finished':
      if (result?.ways.some(({ kind }) => kind === 'print') === true) return 'print'
      return result?.ways.some(({ kind }) => kind === 'collect') === true ? 'collect' : 'nothing'
    case 'not-accepted':
    case 'returned':
      return 'nothing'
  }
}

/** When the clock stopped for good: with the result, or with the last step of what was never decided. */
function endOf({ state, result, steps }: FilingProgress, day: (instant: string | undefined) => string | null): string | null {
  if (state === 'finished') return day(result?.at ?? steps.at(-1)?.at)
  return state === 'not-accepted' || state === 'returned' ? day(steps.at(-1)?.at) : null
}

function disputableOf(state: FilingState): DisputedMatter[] {
  const ofState: Partial<Record<FilingState, DisputedMatter>> = {
    supplement: 'already-given',
    finished: 'wrong-result',
    refused: 'wrong-result',
  }
  const own = ofState[state]
  return ['wrong-step', 'wrong-date', ...(own === undefined ? [] : [own]), 'not-mine', 'other']
}

/** From one day to another; both `2026-11-22`. */
function calendarDays(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
