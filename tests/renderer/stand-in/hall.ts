import { ORPCError } from '@orpc/server'
import type { TerminalFacts } from '../../../main/contract/facts.ts'
import type { BookingView, BusinessView, TicketView } from '../../../main/contract/kiosk.ts'
import { terminalContract } from '../../../main/contract/server.ts'
import type { CardView, ClosureView, FilingView, MaskedPerson, PaperFault, PrinterView, SessionView, SheetView, SocialCardView, TerminalView } from '../../../main/contract/view.ts'
import { AUTHORITY_AS_IT_IS, type AuthorityScript, createAuthority } from './authority.ts'
import { COUNTER_AS_IT_OPENS, type CounterScript, createCounter } from './counter.ts'
import { createEvaluation, type GivenHere, EVALUATION_AS_IT_IS, type EvaluationScript } from './evaluation.ts'
import { createFilings, FILINGS_AS_THEY_ARE, type FilingScript, type FilingsHeard } from './filings.ts'
import { createProgress, PROGRESS_AS_IT_IS, type ProgressScript } from './progress.ts'
import { createScanDesk, SCANS_AS_THEY_ARE, type ScanScript } from './scans.ts'
import { createGuides, GUIDES_AS_THEY_ARE, type GuideScript } from './guides.ts'
import { BUSINESSES, BUSY_COUNTER, BUSY_OUTBOX, FACTS, NOW, WELL_COUNTER } from './specimens.ts'

/** What a test scripts: how things stand in front of the page. */
export interface Script extends CounterScript, AuthorityScript, GuideScript, FilingScript, ProgressScript, ScanScript, EvaluationScript {
  card: CardView
  socialCard: SocialCardView
  printer: PrinterView
  /** How a card of this session's person is read; `slowly` until it changes. */
  reads: 'well' | 'not' | 'slowly'
  /** Whose card it is. */
  holder: MaskedPerson
  /** How the next sheets end; null leaves them in the printer. */
  sheetEnds: Pick<SheetView, 'state' | 'settled' | 'reason'> | null
  /** The person waits already. */
  already: 'no' | 'yes'
  /** The hall server cannot be asked: numbers are the terminal's own. */
  offline: boolean
  /** Calls of these names fail as a lost answer does. */
  lost: readonly string[]
  /** Calls of these names answer WRONG_STEP. */
  wrongStep: readonly string[]
  /** Calls of these names never answer. */
  silent: readonly string[]
  /** Where not, the door opens and the answer that says so never comes. */
  answersAtTheDoor: boolean
  businesses: readonly BusinessView[]
  byScreen: boolean
  /** Of the holder of the card; null where they have booked nothing. */
  bookings: readonly BookingView[] | null
  clock: SessionView['clock']
  /** An operator has closed the hall at this terminal. */
  closure: ClosureView | null
  /** The hall's file has changed since the page loaded. */
  facts: Partial<TerminalFacts>
}

/** Every number request that came, for tests of retries. */
export interface Heard extends FilingsHeard {
  readonly takeNumber: string[]
  /** What was declared with each of them. */
  readonly declared: string[]
  readonly calls: string[]
  /** Request ids of the operator's 补打. */
  readonly reprints: string[]
  /** Request ids of guides on paper. */
  readonly guidePrints: string[]
  /** Versions of the notice. */
  readonly agreed: number[]
  /** What was reported as wrong. */
  readonly disputes: { readonly requestId: string; readonly filing: string; readonly what: string }[]
  /** Evaluations that were given, each try of each. */
  readonly evaluations: GivenHere[]
  /** Certificates whose print was asked for. */
  readonly prints: { readonly requestId: string; readonly copies: number; readonly purpose: string | null }[]
}

export function createHall(overrides: Partial<TerminalFacts>) {
  const loaded: TerminalFacts = { ...FACTS, ...overrides }
  const script: Script = {
    card: { state: 'absent' },
    socialCard: { state: 'none' },
    printer: { state: 'ready', paperLow: false },
    holder: { name: '张*', number: '110***********002X', assurance: 'card' },
    reads: 'well',
    sheetEnds: { state: 'printed', settled: true },
    already: 'no',
    offline: false,
    lost: [],
    wrongStep: [],
    silent: [],
    answersAtTheDoor: true,
    businesses: BUSINESSES,
    byScreen: true,
    bookings: null,
    clock: { phase: 'running', warnsInMs: 60_000 },
    closure: null,
    facts: {},
    ...COUNTER_AS_IT_OPENS,
    ...AUTHORITY_AS_IT_IS,
    ...GUIDES_AS_THEY_ARE,
    ...FILINGS_AS_THEY_ARE,
    ...PROGRESS_AS_IT_IS,
    ...SCANS_AS_THEY_ARE,
    ...EVALUATION_AS_IT_IS,
  }
  const facts = (): TerminalFacts => ({ ...loaded, ...script.facts })
  const heard: Heard = { takeNumber: [], declared: [], calls: [], reprints: [], agreed: [], prints: [], guidePrints: [], disputes: [], evaluations: [], answers: [], sent: [], pages: [], reprinted: [] }
  let session: SessionView | null = null
  let sessions = 0
  let reprints = 0
  let listeners: (() => void)[] = []

  const changed = () => {
    for (const listener of listeners.splice(0)) listener()
  }
  const view = (): TerminalView => ({
    now: NOW,
    businessDay: '2026-11-21',
    session: session === null ? null : { ...session, clock: script.clock },
    card: script.card,
    socialCard: script.socialCard,
    printer: script.printer,
    document: script.document,
    closure: script.closure,
  })
  const inSession = (change: Partial<SessionView>) => {
    if (session !== null) session = { ...session, ...change }
    changed()
  }
  /** A card that lies there when a session ends was left behind. */
  function ended(): void {
    if (session !== null && script.card.state === 'present') script.card = { state: 'present', leftBehind: true }
    if (session !== null && script.socialCard.state === 'present') script.socialCard = { state: 'present', leftBehind: true }
    session = null
    changed()
  }
  async function called(name: string): Promise<void> {
    heard.calls.push(name)
    if (script.silent.includes(name)) await new Promise(() => {})
    if (script.lost.includes(name)) throw new ORPCError('INTERNAL_SERVER_ERROR', { message: 'lost on the way' })
    if (script.wrongStep.includes(name)) throw new ORPCError('WRONG_STEP', { defined: true, status: 409, data: { needs: 'session' } })
  }
  const ticketOf = (business: BusinessView): TicketView => ({
    ticketId: `${business.code}-1`,
    number: script.offline ? 'X1007' : `${business.code}007`,
    ...(script.offline ? { offline: true as const } : {}),
    business: business.name,
    ahead: business.waiting,
    ...(business.wait === undefined ? {} : { wait: business.wait }),
    where: { zh: '一楼东侧等候区', en: 'the east waiting area, ground floor' },
    windows: business.windows,
    issuedAt: '14:05',
  })
  const print = (ticketId: string, reprint: number) => {
    inSession({ sheet: { ticketId, reprint, state: 'sending', settled: false } })
    const ends = script.sheetEnds
    if (ends !== null) setTimeout(() => inSession({ sheet: { ticketId, reprint, ...ends } }), 30)
  }
  const fault = (): PaperFault | null => (script.printer.state === 'not-ready' ? script.printer.reason : null)

  const { kiosk } = terminalContract
  const counter = createCounter({
    script,
    heard,
    called,
    next: () => new Promise<void>((resolve) => listeners.push(resolve)),
    changed,
    close: (closure) => {
      script.closure = closure
    },
  })
  const authority = createAuthority({ script, heard, called, session: () => session, inSession, ended })
  const scanDesk = createScanDesk({ script, called, next: () => new Promise<void>((resolve) => listeners.push(resolve)), changed, inSession })
  const applications = createFilings({ script, heard, called, session: () => session, inSession, takeScan: scanDesk.take })
  const router = terminalContract.router({
    operator: counter.router,
    proof: authority.proof,
    certificates: authority.certificates,
    guide: createGuides({ script, heard, called, inSession }),
    progress: createProgress({ script, heard, called, session: () => session, ended, beginSupplement: (filing) => applications.beginSupplement(filing) }),
    filings: applications.procedures,
    evaluation: createEvaluation({ script, heard, called }),
    kiosk: {
      hello: kiosk.hello.handler(async () => {
        await called('hello')
        ended()
        return facts()
      }),
      watch: kiosk.watch.handler(async function* watch() {
        for (;;) {
          const next = new Promise<void>((resolve) => listeners.push(resolve))
          yield view()
          await next
        }
      }),
      ...scanDesk.procedures,
      open: kiosk.open.handler(async () => {
        await called('open')
        if (session === null) {
          sessions += 1
          session = { id: `session-${sessions}`, agreed: false, person: null, booked: false, sheet: null, printing: null, filing: null, clock: script.clock }
        }
        changed()
        if (!script.answersAtTheDoor) await new Promise(() => {})
        return { session: session.id, facts: facts() }
      }),
      touch: kiosk.touch.handler(async () => {
        await called('touch')
        if (script.clock.phase === 'warning') script.clock = { phase: 'running', warnsInMs: 60_000 }
        changed()
      }),
      end: kiosk.end.handler(async () => {
        await called('end')
        ended()
      }),
      businesses: kiosk.businesses.handler(async () => {
        await called('businesses')
        return [...script.businesses]
      }),
      agree: kiosk.agree.handler(async ({ input }) => {
        await called('agree')
        heard.agreed.push(input.version)
        inSession({ agreed: true })
      }),
      identifyByCard: kiosk.identifyByCard.handler(async () => {
        await called('identifyByCard')
        while (script.reads === 'slowly') await new Promise<void>((resolve) => listeners.push(resolve))
        const own = [script.card, script.socialCard].some((card) => card.state === 'present' && !card.leftBehind)
        if (script.reads === 'not' || !own) return { outcome: 'no-card', card: script.card }
        const person = script.holder
        inSession({ person, booked: script.bookings !== null })
        return { outcome: 'identified', person, booked: script.bookings !== null }
      }),
      identifyByNumber: kiosk.identifyByNumber.handler(async ({ input }) => {
        await called('identifyByNumber')
        if (input.document === 'hk-macao-travel-permit' && !/^[HM]/.test(input.number)) return { outcome: 'wrong', reason: 'first-letter' }
        if (input.number.length !== 18) return { outcome: 'wrong', reason: input.number.length === 15 ? 'old-15-digits' : 'length' }
        if (input.number.startsWith('99')) return { outcome: 'wrong', reason: 'region' }
        const person = { number: '110***********002X', assurance: 'typed' } as const
        inSession({ person })
        return { outcome: 'identified', person }
      }),
      bookings: kiosk.bookings.handler(async () => {
        await called('bookings')
        return [...(script.bookings ?? [])]
      }),
      takeNumber: kiosk.takeNumber.handler(async ({ input }) => {
        heard.takeNumber.push(input.requestId)
        heard.declared.push(input.green ?? 'nothing')
        await called('takeNumber')
        const business = script.businesses.find(({ code }) => code === input.business)
        if (business === undefined) throw new ORPCError('BAD_REQUEST')
        if (business.availability.state !== 'open') return { outcome: 'not-available', availability: business.availability }
        if (script.already === 'yes') {
          return { outcome: 'already-waiting', ticket: session?.person?.assurance === 'card' ? ticketOf(business) : null }
        }
        const reason = fault()
        if (reason !== null && input.paper === 'ticket') return { outcome: 'no-paper', reason, byScreen: script.byScreen }
        const booking = script.bookings?.find(({ id }) => id === input.appointment)
        const ticket = { ...ticketOf(business), ...(booking === undefined ? {} : { slot: booking.slot }) }
        if (input.paper === 'ticket') print(ticket.ticketId, 0)
        return { outcome: 'issued', ticket: { ...ticket, ...(input.green === undefined ? {} : { green: true as const }) }, paper: input.paper }
      }),
      reprint: kiosk.reprint.handler(async ({ input }) => {
        await called('reprint')
        const business = script.businesses.find(({ code }) => input.ticketId.startsWith(code))
        const reason = fault()
        if (reason !== null) return { outcome: 'no-paper', reason }
        if (business === undefined) return { outcome: 'no-longer-waiting' }
        reprints += 1
        print(input.ticketId, reprints)
        return { outcome: 'reprinting', ticket: ticketOf(business), count: reprints }
      }),
    },
  })
  return {
    router,
    heard,
    businesses: BUSINESSES,
    counters: { well: WELL_COUNTER, busy: BUSY_COUNTER, busyOutbox: BUSY_OUTBOX },
    /** The terminal's own clock signs the operator out. */
    signOutOperator: counter.signOut,
    /** Changes how things stand; the page hears of it. */
    set: (change: Partial<Script>) => {
      Object.assign(script, change)
      changed()
    },
    /** What becomes of the copies that are being printed, and of their paper. */
    print: authority.print,
    /** What becomes of the application that was handed in, and of its receipt. */
    file: (change: Omit<FilingView, 'receipt'>) => {
      const filing = session?.filing ?? null
      if (filing !== null) inSession({ filing: { ...filing, ...change } })
    },
    /** The session ends without the page's doing. */
    endSession: ended,
    /** The terminal process is gone: nobody listens at the other end any more. */
    forget: () => {
      listeners = []
      session = null
      counter.signOut()
    },
  }
}

export type StandInHall = ReturnType<typeof createHall>
