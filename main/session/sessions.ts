import { randomUUID } from 'node:crypto'
import type { Printing } from '../certificates/printing.ts'
import type { FilingView, SheetView, SessionView } from '../contract/view.ts'
import { startIdleClock, type IdleClock } from './idle-clock.ts'
import { wipeIdentity, type Identity } from './identity.ts'
import { provenPerson, type Proof } from './proof.ts'

/** One person in front of the terminal, from the first touch to the wipe. */
export interface Session {
  readonly id: string
  /** Version of the notice that was agreed to, once for the session. */
  agreed: number | null
  /** The record of the agreement on its way into the ledger. */
  agreeing: Promise<void> | null
  identity: Identity | null
  /** That this person is the one on the card; of this identity only. */
  proof: Proof | null
  /** Whoever laid the card has booked something at this hall today. */
  booked: boolean
  /** The last sheet asked for in this session, as far as it is known. */
  sheet: SheetView | null
  /** The certificates or the guide asked for last in this session. */
  printing: Pick<Printing, 'view' | 'moving' | 'taken' | 'abandoned'> | null
  /** The application handed in last in this session. */
  filing: FilingView | null
  /** Tickets issued in this session: their holder needs no card to have a spoiled sheet again. */
  readonly ownTickets: Set<string>
  /** Reprints that this session has asked for: request id to ticket. */
  readonly reprints: Map<string, string>
}

/** At most one session is open: the terminal has one screen and one person in front of it. */
export interface Sessions {
  readonly current: Session | null
  /** Opens a session, or answers the open one. */
  open(): Session
  touch(): void
  /** Ends and wipes. `onEnd` listeners hear of it first, while the session is still known. */
  end(why: SessionEnd): void
  /** What is offered now stays offered for so long, whether the screen is touched or not. */
  grant(milliseconds: number): void
  /** For so long nobody is even asked whether they are still there: what the page says is to be seen. */
  undisturbed(milliseconds: number): void
  /** While true no clock runs: a card is being read or paper moves. */
  hold(held: boolean): void
  view(): SessionView | null
  /** Something of the session has changed that a page shows. */
  changed(): void
}

export type SessionEnd = 'done' | 'idle' | 'page-loaded' | 'another-card' | 'wrong-codes' | 'operator' | 'terminal-ends'

export function createSessions(options: {
  readonly policy: () => { readonly idleSeconds: number; readonly warningSeconds: number }
  readonly onChange: () => void
  readonly onEnd: (session: Session, why: SessionEnd) => void
}): Sessions {
  let session: Session | null = null
  let clock: IdleClock | null = null
  let held = false

  function end(why: SessionEnd): void {
    if (!session) return
    const ended = session
    options.onEnd(ended, why)
    clock?.stop()
    clock = null
    session = null
    if (ended.identity) wipeIdentity(ended.identity)
    ended.identity = null
    ended.proof = null
    ended.printing?.abandoned()
    ended.printing = null
    ended.filing = null
    ended.ownTickets.clear()
    ended.reprints.clear()
    options.onChange()
  }

  return {
    get current() {
      return session
    },
    open() {
      if (session) return session
      const { idleSeconds, warningSeconds } = options.policy()
      session = {
        id: randomUUID(),
        agreed: null,
        agreeing: null,
        identity: null,
        proof: null,
        booked: false,
        sheet: null,
        printing: null,
        filing: null,
        ownTickets: new Set(),
        reprints: new Map(),
      }
      clock = startIdleClock({
        idleMs: idleSeconds * 1000,
        warningMs: warningSeconds * 1000,
        onChange: options.onChange,
        onEnd: () => end('idle'),
      })
      clock.hold(held)
      options.onChange()
      return session
    },
    touch() {
      clock?.touch()
    },
    end,
    grant(milliseconds) {
      clock?.grant(milliseconds)
    },
    undisturbed(milliseconds) {
      clock?.grant(milliseconds + options.policy().warningSeconds * 1000)
    },
    hold(now) {
      held = now
      clock?.hold(now)
    },
    view() {
      if (!session || !clock) return null
      return {
        id: session.id,
        agreed: session.agreed !== null,
        person: session.identity && provenPerson(session.identity, session.proof),
        booked: session.booked,
        sheet: session.sheet,
        printing: session.printing?.view ?? null,
        filing: session.filing,
        clock: clock.view(),
      }
    },
    changed: options.onChange,
  }
}
