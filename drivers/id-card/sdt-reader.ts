import type { CalendarDay } from './calendar-day.ts'
import type { Pace } from './pace.ts'
import { afterReply, commandOf, statusOf } from './reader-cycle.ts'
import type { Reply, Turn } from './reader-cycle.ts'
import { decodeResidentCard } from './resident-card.ts'
import { BASE_HEADER_BYTES, TEXT_BYTES } from './sdt-codes.ts'
import type { Answer, Log, SdtLine } from './sdt-line.ts'
import { verdictOf } from './status.ts'
import type { CardReaderStatus } from './status.ts'

/** So many commands in a row without an answer, and nobody is at the other end of the line. */
const MAX_UNANSWERED = 3

/**
 * Watches a reader over one line: probe, search, select, read, watch the card lie there, and again. Tells `report` the
 * status in every state. Ends when the line is lost or nobody answers, with the reason for the operator; never throws.
 */
export async function watchReader(
  line: SdtLine,
  watch: {
    readonly pace: Pace
    readonly today: () => CalendarDay
    readonly report: (status: CardReaderStatus) => void
    /** Called for every understood answer: the line is worth keeping. */
    readonly answered: () => void
    readonly log: Log
  },
): Promise<string> {
  const report = (turn: Turn): void => {
    const status = statusOf(turn.state)
    if (status !== null) watch.report(status)
  }
  let turn: Turn = { state: { at: 'probing' }, pause: 'none' }
  let unanswered = 0
  while (unanswered < MAX_UNANSWERED) {
    if (turn.pause !== 'none') {
      report(turn)
      await line.rest(turn.pause === 'poll' ? watch.pace.pollMs : watch.pace.reprobeMs)
    }
    // The command is on its way before anybody is told: what a listener does costs a read no time.
    const asked = line.ask(commandOf(turn.state))
    report(turn)
    const answer = await asked
    if (answer.kind === 'lost') return answer.fault.detail
    if (answer.kind === 'answer') {
      unanswered = 0
      watch.answered()
    } else unanswered += 1
    turn = afterReply(turn.state, replyOf(answer, turn, watch))
  }
  return 'the reader does not answer'
}

/** What an answer comes to; of its data only a card's photo outlives this call. */
function replyOf(
  answer: Exclude<Answer, { kind: 'lost' }>,
  turn: Turn,
  watch: { readonly today: () => CalendarDay; readonly log: Log },
): Reply {
  if (answer.kind !== 'answer') return { kind: 'no-answer' }
  const { status, data } = answer
  if (turn.state.at !== 'selected' || status !== 'ok') {
    data.fill(0)
    return { kind: 'verdict', verdict: verdictOf(status) }
  }
  const card = decodeResidentCard(data, watch.today())
  if (card.ok) {
    data.fill(0, 0, BASE_HEADER_BYTES + TEXT_BYTES)
    watch.log('card-read', { failuresBefore: turn.state.trouble.failures, warnings: card.value.warnings.join(' ') })
    return { kind: 'content', content: { kind: 'card', card: card.value } }
  }
  data.fill(0)
  watch.log('card-not-decoded', { because: card.fault.kind })
  return card.fault.kind === 'other-document'
    ? { kind: 'content', content: { kind: 'other-document' } }
    : { kind: 'verdict', verdict: 'failed' }
}
