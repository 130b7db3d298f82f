import type { TerminalClient } from '../../main/contract/client.ts'
import type { GreenGround } from '../../main/contract/green-channel.ts'
import type { BusinessView, TakeNumberOutcome, TicketView } from '../../main/contract/kiosk.ts'
import { type Answer, asking } from './asking.ts'
import { cardLies, cardsToRead } from './card-on-reader.ts'
import { type CertificateWalk, certificateWalk } from './certificate/walk.ts'
import { type Change, changed } from './changes.ts'
import type { Wire } from './connection.ts'
import { connect } from './connection.ts'
import {
  type Comfort,
  type Errand,
  FIRST_STATE,
  identified,
  type KioskState,
  nextStep,
  type NumberIntent,
  type Page,
  type Paper,
  type Retry,
  standsOutside,
  TAKING_HOLDS,
} from './state.ts'
import { keptOnLeaving } from './filing/pages.ts'
import { type WalkParts, walkParts } from './walk-parts.ts'

/** All that a person can do on the kiosk page, and the one state it leads to. */
export interface Walk {
  readonly state: () => KioskState
  readonly subscribe: (listener: () => void) => () => void
  readonly again: () => void
  readonly open: () => void
  readonly touched: () => void
  readonly go: (page: Page) => void
  readonly back: () => void
  readonly home: () => void
  readonly help: (help: KioskState['help']) => void
  readonly comfort: (comfort: Partial<Comfort>) => void
  readonly businesses: () => Promise<Answer<BusinessView[]>>
  readonly choose: (business: BusinessView) => void
  /** From wherever the person stands, through agreement and card as far as they are wanted. */
  readonly begin: (errand: Errand) => void
  readonly agree: (errand: Errand) => void
  /** A card lies there that may be this person's. Resolves to whether it was read. */
  readonly cardLaid: () => Promise<boolean>
  readonly key: (key: string) => void
  readonly confirmNumber: () => void
  readonly takeNumber: (business: BusinessView, paper: Paper, appointment?: string, green?: GreenGround) => void
  readonly retry: (retry: Retry) => void
  readonly reprint: (ticket: TicketView) => void
  readonly certificate: CertificateWalk
  /** What the walk of a journey is made of that comes with its pages. */
  readonly parts: WalkParts
  readonly finish: () => void
  readonly end: () => void
  /** The operator's screen comes over the citizen's, or goes. */
  readonly operator: (door: 'open' | 'closed') => void
  /** The wire as it is now, for the operator's own calls; null without one. */
  readonly client: () => TerminalClient | null
}

/** A touch is reported at most once in this time, milliseconds; during the countdown each one is. */
const TOUCH_EVERY = 1000

/** The door opens at once or the terminal is not well: opening reads no card and moves no paper, milliseconds. */
const PATIENCE_AT_THE_DOOR = 4000

/** Opens the wire and walks beside the person. */
export function startWalk(): Walk {
  let state: KioskState = FIRST_STATE
  let client: TerminalClient | null = null
  let touchedAt = Number.NEGATIVE_INFINITY
  let askedSince = Number.NEGATIVE_INFINITY
  /** Cards laid on the reader while the identify page watched, to tell one laid anew from the one that was missed. */
  let laid = 0
  const listeners = new Set<() => void>()

  const change = (next: Change) => {
    const after = changed(state, next)
    if (after === state) return
    if (wishIsOut(after.page) && !wishIsOut(state.page)) askedSince = performance.now()
    state = after
    for (const listener of listeners) listener()
  }
  const parts = walkParts({ state: () => state, change, client: () => client })
  const { go, ask, askAgain, here, failed } = parts
  const certificate = certificateWalk(parts)

  const wire: Wire = connect({
    up: (fresh) => {
      client = fresh
      void greet(fresh)
    },
    down: () => {
      client = null
      change({ type: 'unlinked' })
    },
    elsewhere: () => {
      client = null
      change({ type: 'elsewhere' })
    },
  })

  async function greet(fresh: TerminalClient): Promise<void> {
    const hello = await asking((signal) => fresh.kiosk.hello(undefined, { signal }))
    if (client !== fresh) return
    if (hello.kind !== 'answered') {
      wire.drop()
      return
    }
    change({ type: 'linked', facts: hello.value })
    await Promise.race([watch(fresh), listenToScanner(fresh)])
    if (client === fresh) wire.drop()
  }

  /** Whoever touched the screen is told to wait while the wire is made anew; a wire that closes slowly does not hide it. */
  function begin(): void {
    client = null
    change({ type: 'unlinked' })
    wire.drop()
  }

  /** Resolves when the watch ends, for whatever reason; the wire is then of no use. */
  async function watch(fresh: TerminalClient): Promise<void> {
    await asking(async () => {
      for await (const view of await fresh.kiosk.watch()) {
        if (client !== fresh) return
        change({ type: 'seen', view, at: performance.now() })
      }
    })
  }

  async function listenToScanner(fresh: TerminalClient): Promise<void> {
    await asking(async () => {
      const { listenToScans } = await import('./scanned/listen.ts')
      await listenToScans(fresh, { ...parts, verifyPaper: certificate.verify })
    })
  }

  const step = (errand: Errand, agreed: boolean) => go(nextStep(errand, state.view?.session ?? null, agreed))
  const setOut = (errand: Errand) => step(errand, state.view?.session?.agreed ?? false)

  function take(intent: NumberIntent): void {
    if (client === null) return
    go({ at: 'taking', intent })
    void here(
      askAgain((to, signal) => to.kiosk.takeNumber({ ...intent, business: intent.business.code }, { signal })),
      (answer) => (answer.kind === 'answered' ? go(pageOf(answer.value, intent)) : failed(answer, { errand: 'number', intent })),
    )
  }

  const held = () => wishIsOut(state.page) && performance.now() - askedSince < TAKING_HOLDS

  async function cardLaid(): Promise<boolean> {
    laid += 1
    const { page } = state
    if (page.at !== 'identify' || page.reading === 'asking') return false
    const { errand } = page
    const seen = laid
    let read = false
    change({ type: 'reading', reading: 'asking' })
    await here(
      ask((to, signal) => to.kiosk.identifyByCard(undefined, { signal })),
      (answer) => {
        if (answer.kind !== 'answered') failed(answer, errand.kind)
        else if (answer.value.outcome === 'identified') {
          read = true
          go(identified(errand, state.view?.session ?? null, answer.value.booked))
        } else change({ type: 'reading', reading: 'missed' })
      },
    )
    const laidAnew = laid !== seen && cardsToRead(state.view) > 0
    return !read && laidAnew ? cardLaid() : read
  }

  function open(): void {
    const asked = client
    if (asked === null) return
    // Whoever is in by now needs no answer; whoever still stands outside is in front of a terminal that is not well.
    const beginWhereOutside = () => {
      if (client === asked && standsOutside(state.page)) begin()
    }
    const tooLong = setTimeout(beginWhereOutside, PATIENCE_AT_THE_DOOR)
    void asking((signal) => asked.kiosk.open(undefined, { signal })).then((answer) => {
      clearTimeout(tooLong)
      if (client !== asked) return
      if (answer.kind === 'answered') change({ type: 'opened', ...answer.value })
      else beginWhereOutside()
    })
  }

  function end(): void {
    void ask((to, signal) => to.kiosk.end(undefined, { signal }))
    change({ type: 'wiped' })
  }

  function finish(): void {
    if (cardLies(state)) go({ at: 'take-card' })
    else end()
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    again: wire.again,
    open,
    touched: () => {
      // The operator's touches are not the citizen's: a session that was left open ends in its time.
      if (state.operator.state === 'open') return
      const counting = state.view?.session?.clock.phase === 'warning'
      if (!counting && performance.now() - touchedAt < TOUCH_EVERY) return
      touchedAt = performance.now()
      void ask((to, signal) => to.kiosk.touch(undefined, { signal }))
    },
    go,
    back: () => {
      if (state.help === 'closed' && held()) return
      if (state.help === 'closed' && state.page.at === 'home') finish()
      else change({ type: 'back' })
    },
    home: () => {
      if (!held()) go(keptOnLeaving(state.page) ?? { at: 'home' })
    },
    help: (help) => change({ type: 'help', help }),
    comfort: (comfort) => change({ type: 'comforted', comfort }),
    businesses: () => ask((to, signal) => to.kiosk.businesses(undefined, { signal })),
    choose: (business) => setOut({ kind: 'number', business }),
    begin: setOut,
    agree: (errand) => {
      const version = state.facts?.consent.version
      if (version === undefined) return
      void here(
        ask((to, signal) => to.kiosk.agree({ version }, { signal })),
        (answer) => (answer.kind === 'answered' ? step(errand, true) : failed(answer, errand.kind)),
      )
    },
    cardLaid,
    key: (key) => change({ type: 'key', key }),
    confirmNumber: () => {
      const { page } = state
      if (page.at !== 'keypad' || page.entry.state === 'checking') return
      const { business, entry } = page
      const { document, typed } = entry
      go({ at: 'keypad', business, entry: { document, state: 'checking', typed } })
      void here(
        ask((to, signal) => to.kiosk.identifyByNumber({ document, number: typed }, { signal })),
        (answer) => {
          if (answer.kind !== 'answered') failed(answer, 'number')
          else if (answer.value.outcome === 'identified') go({ at: 'confirm', business })
          else go({ at: 'keypad', business, entry: { document, state: 'wrong', typed, fault: answer.value.reason, position: answer.value.position } })
        },
      )
    },
    takeNumber: (business, paper, appointment, green) => {
      // A trembling hand touches twice before the page has gone.
      if (state.page.at === 'taking') return
      const { unanswered } = state
      const same = unanswered?.business.code === business.code && unanswered.paper === paper && unanswered.appointment === appointment && unanswered.green === green
      take({ requestId: same ? unanswered.requestId : crypto.randomUUID(), business, paper, appointment, green })
    },
    retry: (retry) => {
      if (retry.errand === 'number') take(retry.intent)
      else if (retry.errand === 'certificate') certificate.retry(retry.intent)
      else go({ at: 'filing-sending', intent: retry.intent })
    },
    reprint: (ticket) => {
      const { page } = state
      if (client === null || (page.at === 'ticket' && page.reprint?.state === 'asking')) return
      const requestId = crypto.randomUUID()
      go({ at: 'ticket', ticket, paper: 'ticket', reprint: { state: 'asking', requestId } })
      void here(
        askAgain((to, signal) => to.kiosk.reprint({ requestId, ticketId: ticket.ticketId }, { signal })),
        (answer) => {
          if (answer.kind === 'wrong-step') failed(answer, 'number')
          else if (answer.kind === 'no-answer') go({ at: 'no-reprint', ticket, reason: 'no-answer' })
          else if (answer.value.outcome === 'reprinting')
            go({ at: 'ticket', ticket: answer.value.ticket, paper: 'ticket', reprint: { state: 'begun', count: answer.value.count } })
          else if (answer.value.outcome === 'no-paper') go({ at: 'no-reprint', ticket, reason: answer.value.reason })
          else go({ at: 'no-reprint', ticket, reason: 'over' })
        },
      )
    },
    certificate,
    parts,
    finish,
    end,
    operator: (door) => change({ type: 'operator', door }),
    client: () => client,
  }
}

/** A wish is with the terminal, and its answer comes soon. */
function wishIsOut({ at }: Page): boolean {
  return at === 'taking' || at === 'print-asked' || at === 'filing-sending'
}

function pageOf(outcome: TakeNumberOutcome, intent: NumberIntent): Page {
  const { business } = intent
  switch (outcome.outcome) {
    case 'issued':
      return { at: 'ticket', ticket: outcome.ticket, paper: outcome.paper, reprint: { state: 'none' } }
    case 'already-waiting':
      return { at: 'already', business, ticket: outcome.ticket }
    case 'not-available':
      return { at: 'refused', business, availability: outcome.availability }
    case 'no-paper':
      return { at: 'no-paper', intent, reason: outcome.reason, byScreen: outcome.byScreen }
  }
}
