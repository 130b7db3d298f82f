import type { WindowTicket, WindowView } from '../../main/contract/window.ts'
import type { WindowStrings } from '../strings/strings.ts'

/** What a clerk can do at the window; its words are `act.NAME`. */
export type ActName = Exclude<keyof WindowStrings['act'], 'signOut'>
/** Acts that give a reason. */
export type ReasonedAct = Exclude<keyof WindowStrings['reason'], 'title' | 'titleOfWindow' | 'ownLabel' | 'confirm' | 'back' | 'lead'>

export type Offer =
  | { readonly possible: true; readonly ticket: WindowTicket | null }
  /** `why`: what to do first. */
  | { readonly possible: false; readonly why: WhyNot; readonly number: string }

type WhyNot = `cannot.${'noCurrent' | 'noOpenItem' | 'notCalled' | 'notServing' | 'noSelection'}` | `refused.${'window-busy' | 'window-not-open' | 'no-more-calls'}`

/** A number is called three times in all (reference hall.md 1.2). */
const CALLS_AT_MOST = 3

/**
 * What may be done now, as far as the page can see; the hall decides. `chosen`: the ticket that the clerk has chosen in the
 * lists, null for none.
 */
export function offersOf(view: WindowView, chosen: WindowTicket | null): Readonly<Record<ActName, Offer>> {
  const { current } = view
  const no = (why: WhyNot): Offer => ({ possible: false, why, number: current?.number ?? '' })
  const yes = (ticket: WindowTicket | null): Offer => ({ possible: true, ticket })
  const called = (): Offer => {
    if (current === null) return no('cannot.noCurrent')
    return current.status === 'called' ? yes(current) : no('cannot.notCalled')
  }
  const free = (ticket: WindowTicket | null): Offer => {
    if (view.state !== 'open') return no('refused.window-not-open')
    return current === null ? yes(ticket) : no('refused.window-busy')
  }
  const freeFor = (status: WindowTicket['status']): Offer => (chosen?.status === status ? free(chosen) : no('cannot.noSelection'))
  const waits = (onTop: boolean): Offer =>
    chosen?.status === 'waiting' && chosen.onTop === onTop ? yes(chosen) : no('cannot.noSelection')
  const recall = called()
  const here = current === null ? no('cannot.noCurrent') : yes(current)
  return {
    callNext: free(null),
    recall: recall.possible && (current?.calls ?? 0) >= CALLS_AT_MOST ? no('refused.no-more-calls') : recall,
    start: called(),
    finish: finishOffer(current, no, yes),
    pass: chosen?.status === 'held' ? yes(chosen) : called(),
    hold: here,
    transfer: here,
    top: waits(false),
    untop: waits(true),
    cancel: chosen !== null && chosen.status !== 'no-show' ? yes(chosen) : called(),
    // whoever stands there is served to the end
    pause: view.state === 'open' ? yes(null) : no('refused.window-not-open'),
    resume: yes(null),
    callTicket: freeFor('waiting'),
    callBack: freeFor('held'),
    takeBack: freeFor('no-show'),
  }
}

function finishOffer(current: WindowTicket | null, no: (why: WhyNot) => Offer, yes: (ticket: WindowTicket) => Offer): Offer {
  if (current === null) return no('cannot.noCurrent')
  return current.status === 'serving' ? yes(current) : no('cannot.notServing')
}

/** The one next thing. */
export function nextAct({ state, current }: Pick<WindowView, 'state' | 'current'>): ActName {
  if (current?.status === 'called') return 'start'
  if (current?.status === 'serving') return 'finish'
  return state === 'paused' ? 'resume' : 'callNext'
}

/** What one may do with a number of the lists, what Enter does first. */
export function actsOn({ status, onTop }: WindowTicket): readonly [ActName, ...ActName[]] {
  if (status === 'held') return ['callBack', 'pass', 'cancel']
  return status === 'no-show' ? ['takeBack'] : ['callTicket', onTop ? 'untop' : 'top', 'cancel']
}
