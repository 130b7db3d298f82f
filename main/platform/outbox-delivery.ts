import type { DeliveryView } from '../contract/operator.ts'
import { type DueEvent, type EventEnd, LONGEST_PUT_OFF_MS, type Outbox } from '../ledger/outbox.ts'
import type { Log } from '../operations/log.ts'
import { backOff } from './back-off.ts'
import type { DeliveredEvent, EventAnswer, EventPort, PlatformFault, Problem } from './event-port.ts'
import { shelfReason } from './shelf-reason.ts'

/** As many as the platform takes in one request. */
const LARGEST_BATCH = 500
/** Bounds the memory; those forgotten are found again. */
const MOST_SUSPECTS = 500

export interface OutboxDelivery {
  readonly view: DeliveryView
  /** Resolves when what became of the batch in flight is in the ledger, or the batch was given up: it is sent again. */
  close(): Promise<void>
}

/**
 * Brings the outbox to the platform, one batch in flight: at start, when something is appended, and after a back-off. It
 * remembers nothing that the ledger does not: an answer that was lost is asked for again under the same ids, and the
 * platform says that it knows them.
 */
export function deliverOutbox(parts: {
  readonly outbox: Pick<Outbox, 'due' | 'nextDueAt' | 'record' | 'onNews'>
  readonly platform: Pick<EventPort, 'deliver'>
  readonly now: () => Date
  /** As `Math.random`. */
  readonly random: () => number
  readonly log: Log
  readonly onChange: () => void
  /** What only the ledger or a bug can do; it is tried again after a back-off. */
  readonly onFault: (error: unknown) => void
}): OutboxDelivery {
  const { outbox, platform, now, random, log } = parts
  const closing = new AbortController()
  // What the last run left is looked for first.
  let view: DeliveryView = { state: 'delivering', lastFault: null }
  let lastFault: PlatformFault | null = null
  let failures = 0
  let largest = LARGEST_BATCH
  /** Batches that the platform has answered. */
  let answered = 0
  /** Its value when a request for one event alone last failed. */
  let answeredAtLastAlone = 0
  /** Its value when the platform refused the request for this event alone, by the event's id. */
  const suspectedAt = new Map<string, number>()
  let news = false
  let wake: (() => void) | null = null
  const stopNews = outbox.onNews(() => {
    news = true
    wake?.()
  })
  const running = run()

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await step()
      } catch (error) {
        parts.onFault(error)
        await restAfterFailure(0)
      }
    }
  }

  async function step(): Promise<void> {
    news = false
    const batch = await outbox.due(largest)
    if (closing.signal.aborted) return
    if (batch.length === 0) return await restUntilNews()
    show({ state: 'delivering', lastFault: lastFault && told(lastFault) })
    const answer = await platform.deliver(batch.map(asDelivered), closing.signal)
    if (answer.ok) await heard(batch, answer.value)
    else if (!closing.signal.aborted) await failed(batch, answer.fault)
  }

  async function heard(batch: readonly DueEvent[], answers: readonly EventAnswer[]): Promise<void> {
    if (lastFault !== null) log.info('the platform answers again')
    lastFault = null
    answered += 1
    largest = Math.min(LARGEST_BATCH, largest * 2)
    const ends = endsOf(batch, answers, (tries) => later(backOff(tries, random)))
    const shelved = ends.filter(({ end }) => end === 'shelved').map(({ id }) => id)
    if (shelved.length > 0) log.error({ events: shelved }, 'the platform refused these events; they are on the shelf')
    await outbox.record(ends)
    for (const { id } of batch) suspectedAt.delete(id)
    failures = 0
  }

  async function failed(batch: readonly DueEvent[], fault: PlatformFault): Promise<void> {
    if (lastFault?.kind !== fault.kind) log.warn({ fault: fault.kind, line: fault.line }, 'the platform takes no events')
    lastFault = fault
    if (fault.kind === 'refused-credential') return await restAfterFailure(0)
    const problem = fault.kind === 'broken-answer' ? fault.problem : undefined
    const atLeast = fault.kind === 'busy' ? (fault.retryAfterMs ?? 0) : 0
    const [event, ...further] = batch
    if (event !== undefined && further.length === 0) {
      const takesOthers = await failedAlone(event, problem)
      if (problem === undefined || !takesOthers) await restAfterFailure(atLeast)
      return
    }
    // One of them may be at fault, whether the platform says so or breaks down over it: the half that holds it is found,
    // until it is alone. Nor does a large batch ever get through a line that is slow rather than dead.
    largest = Math.ceil(batch.length / 2)
    if (problem === undefined) await restAfterFailure(atLeast)
  }

  /** Puts the event off, or on the shelf. Answers whether others were taken since an event failed alone. */
  async function failedAlone(event: DueEvent, problem: Problem | undefined): Promise<boolean> {
    const { id } = event
    const takesOthers = answered > answeredAtLastAlone
    answeredAtLastAlone = answered
    const since = suspectedAt.get(id)
    if (problem !== undefined && since !== undefined && answered > since) {
      // Refused alone, and again after others were taken: it is the event, and not what every request has.
      log.error({ events: [id] }, 'the platform refused a request for this event; it is on the shelf')
      await outbox.record([{ id, end: 'shelved', reason: shelfReason(problem) }])
      suspectedAt.delete(id)
      return takesOthers
    }
    if (problem !== undefined && since === undefined) {
      if (suspectedAt.size >= MOST_SUSPECTS) suspectedAt.clear()
      suspectedAt.set(id, answered)
    }
    await outbox.record([{ id, end: 'put-off', until: later(backOff(event.tries, random)) }])
    return takesOthers
  }

  /** Nobody who appends ends this rest: a platform that is down is not asked again for every number taken. */
  async function restAfterFailure(atLeast: number): Promise<void> {
    const delay = Math.min(LONGEST_PUT_OFF_MS, Math.max(atLeast, backOff(failures, random)))
    failures += 1
    show({ state: 'waiting', nextTryAt: later(delay).getTime(), lastFault: lastFault && told(lastFault) })
    await rest(delay, () => false)
  }

  async function restUntilNews(): Promise<void> {
    const dueAt = await outbox.nextDueAt()
    if (dueAt === null) {
      show({ state: 'idle' })
      return await rest(null, () => news)
    }
    const delay = Math.min(LONGEST_PUT_OFF_MS, Math.max(0, dueAt.getTime() - now().getTime()))
    show({ state: 'waiting', nextTryAt: later(delay).getTime(), lastFault: lastFault && told(lastFault) })
    await rest(delay, () => news)
  }

  /** Until the time has passed, where there is one, or `isOver`, or the end of the terminal. */
  async function rest(milliseconds: number | null, isOver: () => boolean): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      wake = () => {
        if (isOver() || closing.signal.aborted) resolve()
      }
      if (milliseconds !== null) timer = setTimeout(resolve, milliseconds)
      wake()
    })
    wake = null
    clearTimeout(timer)
  }

  function show(next: DeliveryView): void {
    const changes = next.state !== view.state || next.state === 'waiting'
    view = next
    if (changes) parts.onChange()
  }

  function later(milliseconds: number): Date {
    return new Date(now().getTime() + milliseconds)
  }

  return {
    get view() {
      return view
    },
    async close() {
      stopNews()
      closing.abort()
      wake?.()
      await running
    },
  }
}

function asDelivered({ id, subject, kind, at, payload }: DueEvent): DeliveredEvent {
  return { id, subject, kind, at: at.toISOString(), payload }
}

/** One end for each event of the batch, and none for anything else that the platform may have named. */
function endsOf(
  batch: readonly DueEvent[],
  answers: readonly EventAnswer[],
  laterAfter: (tries: number) => Date,
): readonly EventEnd[] {
  const answerOf = new Map<string, EventAnswer>()
  const contradictory = new Set<string>()
  for (const answer of answers) {
    const before = answerOf.get(answer.id)
    if (before !== undefined && before.outcome !== answer.outcome) contradictory.add(answer.id)
    answerOf.set(answer.id, answer)
  }
  return batch.map(({ id, tries }) => {
    const answer = contradictory.has(id) ? undefined : answerOf.get(id)
    switch (answer?.outcome) {
      case 'taken':
      case 'known':
        return { id, end: 'delivered' }
      case 'refused':
        return { id, end: 'shelved', reason: shelfReason(answer?.problem) }
      // Nobody knows whether it has one that it left out or answered twice differently: asked again, it will say.
      case 'later':
      case undefined:
        return { id, end: 'put-off', until: laterAfter(tries) }
    }
  })
}

function told({ kind, line }: PlatformFault): { readonly kind: PlatformFault['kind']; readonly line: string } {
  return { kind, line }
}
