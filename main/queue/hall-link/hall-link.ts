import { safe } from '@orpc/client'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Log } from '../../operations/log.ts'
import type { QueueHall } from '../availability.ts'
import { businessDay } from '../calendar.ts'
import type { Evaluations } from '../evaluation/evaluations.ts'
import { ledgerEvaluations } from '../evaluation/ledger-evaluations.ts'
import { waitsAsTold } from '../hall-waits.ts'
import type { Queue } from '../queue.ts'
import { createLedgerStore } from '../store/ledger-store.ts'
import type { HallWaits } from '../waiting-time.ts'
import { pairTerminal, readCredential, type AskHall, type PairingState } from './credential.ts'
import { hallClock } from './hall-clock.ts'
import { evaluationsOfHall } from './hall-evaluations.ts'
import { createHallQueue } from './hall-queue.ts'
import { openHallLine, type DialHall, type HallClient, type HallLine, type LineState } from './line.ts'
import { createMerging } from './merging.ts'
import { createMirror } from './mirror.ts'
import * as sql from './statements.ts'

/** How a terminal stands with its hall server, for its operator and its health. */
export interface HallLinkState {
  readonly line: LineState | PairingState
  /** Since when it stands so. */
  readonly since: Date
  /** Numbers given here alone that the hall does not know yet. */
  readonly waiting: number
  /** Of today, those that it did not take: with the number of the earlier ticket where the holder has one, else staff must see to it. */
  readonly notTaken: readonly { readonly number: string; readonly instead: string | null }[]
}

export interface HallLink {
  readonly queue: Queue
  /** As the hall's boards say them; null while it cannot be asked, or where its server does not tell. */
  readonly waits: () => HallWaits | null
  /** Evaluations at this terminal, whose own are those of its ledger. */
  readonly evaluations: (own: Evaluations) => Evaluations
  /** A bad one was given here: whoever manages the hall hears that there is one. */
  readonly badCasesChanged: () => void
  /** The hall's time, whatever the machine's clock says. */
  readonly now: () => Date
  readonly state: HallLinkState
  close(): Promise<void>
}

/** What the hall did not answer is brought to it again, though no news come in between. */
const BRING_EVERY_MS = 5_000
/** Nobody waits for it. */
const TOLD_WITHIN_MS = 15_000

/** A terminal of a hall server, from now until `close`. */
export async function openHallLink(parts: {
  readonly ledger: Ledger
  readonly hall: () => QueueHall
  readonly terminal: string
  readonly dial: DialHall
  readonly ask: AskHall
  readonly credentialFile: string
  /** The machine's clock, and a count that nobody can set. */
  readonly now: () => Date
  readonly ran: () => number
  readonly random: () => number
  readonly timeIsKnown: () => boolean
  /** What `state` says has changed. */
  readonly onChange: () => void
  readonly log: Log
  readonly onFault: (error: unknown) => void
}): Promise<HallLink> {
  const { ledger, hall, terminal, now, ran, log, onFault } = parts
  const store = createLedgerStore({ ledger, now })
  const mirror = createMirror({ ledger, store, terminal })
  const last = await mirror.lastHeard()
  await ledger.transact((tx) => tx.write(sql.HOLDERS_FORTH))
  const clock = hallClock({ last, now, ran })
  let epoch = last?.epoch ?? 0
  let mark = last?.mark ?? null
  let offsetMs = last?.offsetMs ?? 0
  const today = () => businessDay(clock.now(), hall().hall.timeZone)
  const merging = createMerging({ ledger, store, businessDay: today, now: () => clock.now() })

  const stop = new AbortController()
  let standing: HallLinkState['line'] = { state: 'connecting' }
  let since = now()
  let counted = await merging.standing()
  let line: HallLine | null = null
  let waits: HallWaits | null = null

  function stands(next: HallLinkState['line']): void {
    standing = next
    since = now()
    parts.onChange()
  }

  let bringing: Promise<void> = Promise.resolve()
  let wanted = false
  /** One bringing at a time; one that was wanted meanwhile follows. */
  function bring(): void {
    if (wanted || stop.signal.aborted) return
    wanted = true
    bringing = bringing.then(async () => {
      wanted = false
      const client = line?.state.state === 'up' ? await line.ask() : null
      if (client !== null && !stop.signal.aborted) {
        await merging.bring(client)
        await tellBadCases(client)
      }
      await count()
    }).catch(onFault)
  }

  /** What this line's server was told of last; null: nothing yet. */
  let toldOf: string | null = null
  async function tellBadCases(client: HallClient): Promise<void> {
    const counts = await ledgerEvaluations(ledger).countOpen(today())
    if (JSON.stringify(counts) === toldOf) return
    const told = await safe(client.tellBadCases(counts, { signal: AbortSignal.timeout(TOLD_WITHIN_MS) }))
    if (!told.error) toldOf = JSON.stringify(counts)
  }

  async function count(): Promise<void> {
    const before = JSON.stringify(counted)
    counted = await merging.standing()
    if (JSON.stringify(counted) !== before) parts.onChange()
  }

  const ask = async () => (line === null ? null : await line.ask())
  const doubt = () => line?.doubt()
  const queue = createHallQueue({
    ledger,
    store,
    mirror,
    hall,
    now: () => clock.now(),
    terminal,
    // After a restart no day is ended by the machine's clock while the hall is about to tell the time.
    timeIsKnown: () => clock.heard || (standing.state !== 'connecting' && parts.timeIsKnown()),
    ask,
    doubt,
    mark: () => mark,
    onAlone: bring,
  })

  /** A server that was promoted too early, or that another has replaced, is not believed. */
  function believes(said: { readonly epoch: number; readonly now: Date }, at: number): boolean {
    if (said.epoch < epoch) return false
    epoch = said.epoch
    offsetMs = clock.hear(said.now, at)
    return true
  }

  function connect(credential: string): void {
    line = openHallLine({
      dial: parts.dial,
      credential,
      onHello(hello, askedAt, answeredAt) {
        // It read its clock between the two.
        if (!believes(hello, (askedAt + answeredAt) / 2)) return false
        mark = hello.mark
        return true
      },
      async onNews(news) {
        if (mark === null || !believes(news, ran())) return false
        await mirror.lay(news, { epoch, mark, offsetMs, heardAt: news.now })
        if (news.waits !== undefined) waits = waitsAsTold(news.waits)
        else if (news.whole) waits = null
        bring()
        return true
      },
      onState(next) {
        stands(next)
        if (next.state === 'up') {
          toldOf = null
          bring()
        }
        if (next.state === 'down' && next.why === 'refused') letInAnew()
      },
      ran,
      random: parts.random,
      log,
      onFault,
    })
  }

  /** The hall no longer knows the credential: the terminal asks as on its first day, and goes on alone meanwhile. */
  function letInAnew(): void {
    line?.close().catch(onFault)
    line = null
    pair().catch(onFault)
  }

  async function pair(): Promise<void> {
    const credential = await pairTerminal({ ask: parts.ask, terminal, file: parts.credentialFile, now, signal: stop.signal, onState: stands, log })
    if (credential !== null && !stop.signal.aborted) connect(credential)
  }

  const credential = await readCredential(parts.credentialFile)
  if (credential === null) pair().catch(onFault)
  else connect(credential)
  const timer = setInterval(() => {
    if (counted.waiting > 0) bring()
  }, BRING_EVERY_MS)

  return {
    queue,
    waits: () => (line?.state.state === 'up' ? waits : null),
    evaluations: (own) => evaluationsOfHall({ own, ask, doubt }),
    badCasesChanged: bring,
    now: () => clock.now(),
    get state() {
      return { line: standing, since, ...counted }
    },
    async close() {
      stop.abort()
      clearInterval(timer)
      await line?.close()
      await bringing
    },
  }
}

/** A terminal that no longer belongs to a hall server goes on from what it knows of the hall's day. */
export async function leaveHallServer(ledger: Ledger): Promise<void> {
  const [there] = await ledger.read(sql.EVER_LINKED)
  if (there === undefined) return
  await ledger.transact((tx) => {
    tx.write(sql.HOLDERS_BACK)
    tx.write(sql.WINDOWS_OF_NOBODY)
  })
}
