import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { CalendarDay } from './calendar-day.ts'
import { decodeIdentityDocument, decodeNewestAddress, textEnd, wipeCard } from './identity-document.ts'
import type { Pace } from './pace.ts'
import { afterReply, asAllowed, commandOf, statusOf, withheld } from './reader-cycle.ts'
import type { Choice, ReaderState, Reply, Turn } from './reader-cycle.ts'
import type { SdtCommand } from './sdt-codes.ts'
import type { Answer, Log, SdtLine } from './sdt-line.ts'
import { verdictOf } from './status.ts'
import type { CardReaderStatus } from './status.ts'

/** What a self-test of the reader found wrong. */
export type SelfTestFault =
  /** No line to the reader, or it was lost meanwhile; `detail` is for the operator and the log. */
  | { readonly kind: 'disconnected'; readonly detail: string }
  /** The line is there and the reader says nothing, or nothing that can be understood. */
  | { readonly kind: 'no-answer' }
  /** Its security module failed its own test or has no authorisation. */
  | { readonly kind: 'out-of-order' }

/** So many commands in a row without an answer, and nobody is at the other end of the line. */
const MAX_UNANSWERED = 3

export interface ReaderWatch {
  readonly pace: Pace
  readonly choice: Choice
  readonly today: () => CalendarDay
  /** Whether a card may be selected and read this moment. */
  readonly mayRead: () => boolean
  readonly report: (status: CardReaderStatus) => void
  /** Called for every understood answer: the line is worth keeping. */
  readonly answered: () => void
  readonly log: Log
}

export interface WatchedReader {
  /** Resolves when the line is lost or nobody answers, with the reason for the operator; never rejects. */
  readonly ended: Promise<string>
  /** What was read is dropped within this call when it may not be kept; a card that waits is read when it may be. */
  mayReadChanged(): void
  /** Asks the security module for its status at the next pause of the watch: never into the reading of a card. */
  selfTest(): Promise<Result<void, SelfTestFault>>
}

/**
 * Watches a reader over one line: probe, search, select, read, watch the card lie there, and again. Tells `report` the
 * status in every state. A card is selected and read only while `mayRead`.
 */
export function watchReader(line: SdtLine, watch: ReaderWatch): WatchedReader {
  let turn: Turn = { state: { at: 'probing' }, pause: 'none' }
  /** The command that waits for its answer; null between two. */
  let asked: SdtCommand | null = null
  let allowed = watch.mayRead()
  let changes = 0
  const testers: ((tested: Result<void, SelfTestFault>) => void)[] = []

  const tellTesters = (tested: Result<void, SelfTestFault>): void => {
    for (const tell of testers.splice(0)) tell(tested)
  }

  /** A card that was read and that nobody is told of any more is wiped; one that was told, whoever is told wipes. */
  const move = (next: Turn): void => {
    if (turn.state.at === 'read' && next.state.at !== 'read' && next.state.at !== 'lying') wipeCard(turn.state.card)
    turn = next
  }

  const report = (state: ReaderState): void => {
    const status = statusOf(state)
    if (status !== null) watch.report(status)
  }
  const lookWhetherAllowed = (): void => {
    allowed = watch.mayRead()
    move(asAllowed(turn, allowed))
  }

  /** The turn that follows an answer. Not async: nothing of what was read outlives it but the turn. */
  const take = (answer: Exclude<Answer, { kind: 'lost' }>): void => {
    allowed = watch.mayRead()
    // What a read brings for somebody who may no longer be read is wiped, not decoded.
    if (!allowed && (asked === watch.choice.read || turn.state.at === 'read')) move({ ...turn, state: withheld(turn.state) })
    move(afterReply(turn.state, replyOf(answer, turn.state, watch)))
    asked = null
    move(asAllowed(turn, allowed))
  }

  const run = async (): Promise<string> => {
    let unanswered = 0
    while (unanswered < MAX_UNANSWERED) {
      const changesBefore = changes
      if (turn.pause !== 'none') report(turn.state)
      // Told of a change by one of those who were just told: there is nothing left to wait for.
      if (turn.pause !== 'none' && changes === changesBefore) {
        await line.rest(turn.pause === 'poll' ? watch.pace.pollMs : watch.pace.reprobeMs)
      }
      if (turn.pause !== 'none' && testers.length > 0) tellTesters(testedBy(await line.ask('status')))
      lookWhetherAllowed()
      asked = commandOf(turn.state, watch.choice)
      // The command is on its way before anybody is told: what a listener does costs a read no time.
      const answering = line.ask(asked)
      report(turn.state)
      const answer = await answering
      if (answer.kind === 'lost') return answer.fault.detail
      if (answer.kind === 'answer') {
        unanswered = 0
        watch.answered()
      } else unanswered += 1
      take(answer)
    }
    return 'the reader does not answer'
  }

  return {
    ended: run().then((detail) => {
      if (turn.state.at === 'read') wipeCard(turn.state.card)
      tellTesters(err({ kind: 'disconnected', detail }))
      return detail
    }),
    mayReadChanged() {
      const before = allowed
      allowed = watch.mayRead()
      if (allowed === before) return
      if (!allowed) {
        const state = withheld(turn.state)
        // The answer to a select is waited for: it tells whether a search will still find the card.
        if (asked !== 'select') move({ ...turn, state })
        report(state)
      } else if (turn.state.at === 'unread' || turn.state.at === 'withheld') {
        changes += 1
        line.endRest()
      }
    },
    selfTest: () => new Promise((resolve) => void testers.push(resolve)),
  }
}

/** A reader that answers at all is there, whatever it thinks of this command. */
function testedBy(answer: Answer): Result<void, SelfTestFault> {
  if (answer.kind === 'lost') return err({ kind: 'disconnected', detail: answer.fault.detail })
  if (answer.kind !== 'answer') return err({ kind: 'no-answer' })
  return verdictOf(answer.status) === 'out-of-order' ? err({ kind: 'out-of-order' }) : ok(undefined)
}

/** What an answer comes to; of its data only a card's photo and fingerprints outlive this call. */
function replyOf(
  answer: Exclude<Answer, { kind: 'lost' }>,
  state: ReaderState,
  watch: Pick<ReaderWatch, 'today' | 'log' | 'choice'>,
): Reply {
  if (answer.kind !== 'answer') return { kind: 'no-answer' }
  const { status, data } = answer
  if (state.at === 'read' && (status === 'ok' || status === 'no-item')) {
    const address = status === 'ok' ? decodeNewestAddress(data) : null
    data.fill(0)
    return { kind: 'newest-address', address }
  }
  if (state.at !== 'selected' || status !== 'ok') {
    data.fill(0)
    return { kind: 'verdict', verdict: verdictOf(status) }
  }
  const read = watch.choice.read === 'readBase' ? 'text-and-photo' : 'with-fingerprints'
  const card = decodeIdentityDocument(data, watch.today(), read)
  if (card.ok) {
    data.fill(0, 0, textEnd(read))
    const { kind, warnings } = card.value
    watch.log('card-read', { kind, failuresBefore: state.trouble.failures, warnings: warnings.join(' ') })
    return { kind: 'card', card: card.value }
  }
  data.fill(0)
  watch.log('card-not-decoded', { because: card.fault.kind })
  return { kind: 'verdict', verdict: 'failed' }
}
