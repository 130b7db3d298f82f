import type { MergedAtHall, TakenAtHall } from '../contract/hall-terminal.ts'
import type { BadCasesAtTerminal } from '../contract/manager.ts'
import { hallTerminalContract } from '../contract/server.ts'
import { businessDay } from '../queue/calendar.ts'
import type { CallingHall } from '../queue/calling/windows-of-hall.ts'
import type { Evaluations } from '../queue/evaluation/evaluations.ts'
import { issueNumber, type IssueResult } from '../queue/issuing.ts'
import { mergeTicket, type TicketToMerge } from '../queue/merging.ts'
import type { PersonOfTicket, QueueStore, QueueTicket } from '../queue/store/queue-store.ts'
import { QueueStoreFenced, QueueStoreUnavailable } from '../queue/store/unavailable.ts'
import type { TerminalFeed } from './terminal-feed.ts'

interface NotNow {
  readonly HALL_UNAVAILABLE: () => Error
}

/** What terminals ask of the hall server, over whatever engine holds the queue. */
export function terminalProcedures(parts: {
  readonly store: Pick<QueueStore, 'transact' | 'tickets' | 'ticketsBetween'>
  readonly feed: Pick<TerminalFeed, 'news'>
  readonly evaluations: Evaluations
  readonly tellBadCases: (told: BadCasesAtTerminal) => Promise<void>
  readonly epoch: number
  readonly hall: () => CallingHall & { readonly hall: { readonly code: string } }
  readonly now: () => Date
  /** The queue could not be asked, or is another server's. */
  readonly onFault: (error: unknown) => void
}) {
  const { store, hall, now } = parts
  const { hello, watch, take, waitingTicketOf, isHolder, merge, evaluation, tellBadCases } = hallTerminalContract
  const dayOf = (instant: Date) => businessDay(instant, hall().hall.timeZone)

  /** What a terminal hears of a queue that cannot be asked, so that it goes on alone. */
  function asToldBy(error: unknown, errors: NotNow): unknown {
    if (!(error instanceof QueueStoreUnavailable) && !(error instanceof QueueStoreFenced)) return error
    parts.onFault(error)
    return errors.HALL_UNAVAILABLE()
  }

  async function asked<Value>(errors: NotNow, ask: () => Promise<Value>): Promise<Value> {
    try {
      return await ask()
    } catch (error) {
      throw asToldBy(error, errors)
    }
  }

  return {
    hello: hello.handler(({ context: { terminal, mark } }) => ({ hall: hall().hall.code, terminal, mark, epoch: parts.epoch, now: now() })),

    watch: watch.handler(async function* ({ signal, errors }) {
      try {
        yield* parts.feed.news(signal)
      } catch (error) {
        throw asToldBy(error, errors)
      }
    }),

    take: take.handler(({ input, context: { terminal }, errors }) =>
      asked(errors, async () => {
        const { requestId, business, paper, bornOn } = input
        const request = {
          requestId,
          business,
          person: personIn(input.person),
          origin: 'kiosk',
          paper,
          bornOn,
          ...(input.precedence === null ? {} : { precedence: input.precedence }),
        } as const
        return takenAtHall(
          await store.transact((tx) => {
            const instant = now()
            return issueNumber(tx, request, { hall: hall(), instant, day: dayOf(instant), terminal, intend: () => null })
          }),
        )
      }),
    ),

    waitingTicketOf: waitingTicketOf.handler(({ input, errors }) =>
      asked(errors, () => store.transact((tx) => tx.ticketOfPerson(dayOf(now()), input.business, holder(input.person)))),
    ),

    isHolder: isHolder.handler(({ input, errors }) =>
      asked(errors, () => store.transact(async (tx) => (await tx.isOf(input.ticketId, holder(input.person))) === true)),
    ),

    merge: merge.handler(({ input, context: { terminal }, errors }) =>
      asked(errors, async () => {
        const lastGiven = await lastGivenTo(terminal)
        const businesses = hall().businesses.map(({ code }) => code)
        const outcomes: MergedAtHall[] = []
        // Each is kept by itself: a line that breaks loses no answer but the last.
        for (const { ticket, person, lost } of input.tickets) {
          const merged: TicketToMerge = { ticket, person: personIn(person), lost }
          const outcome = await store.transact((tx) => {
            const instant = now()
            return mergeTicket(tx, merged, { instant, day: dayOf(instant), terminal, businesses, lastGiven })
          })
          outcomes.push(outcome)
        }
        return outcomes
      }),
    ),

    evaluation: {
      standing: evaluation.standing.handler(({ input: { ticketId }, errors }) =>
        asked(errors, async () => ((await servedTicket(ticketId)) === null ? 'closed' : await parts.evaluations.standing('ticket', ticketId))),
      ),

      give: evaluation.give.handler(({ input: { requestId, ticketId, verdict }, errors }) =>
        asked(errors, async () => {
          const ticket = await servedTicket(ticketId)
          if (ticket === null) throw errors.NOT_SERVED()
          const about = { matter: 'ticket', subject: ticketId, service: ticket.business, channel: 'kiosk', window: null } as const
          return await parts.evaluations.give({ requestId, ...about, verdict, mayAppend: true })
        }),
      ),
    },

    tellBadCases: tellBadCases.handler(({ input, context: { terminal }, errors }) => asked(errors, () => parts.tellBadCases({ terminal, ...input }))),
  }

  async function servedTicket(ticketId: string): Promise<QueueTicket | null> {
    const [ticket] = await store.tickets([ticketId])
    return ticket?.status === 'done' ? ticket : null
  }

  async function lastGivenTo(terminal: string): Promise<Date | null> {
    const today = dayOf(now())
    const own = (await store.ticketsBetween(today, today)).filter((each) => each.terminal === terminal && each.origin === 'kiosk')
    return own.reduce<Date | null>((last, { issuedAt }) => (last === null || issuedAt > last ? issuedAt : last), null)
  }
}

type Holder = Pick<PersonOfTicket, 'number' | 'name'> & { readonly document?: PersonOfTicket['document'] | undefined }

function holder({ document, number, name }: Holder): PersonOfTicket {
  return { number, name, ...(document === undefined ? {} : { document }) }
}

function personIn(person: Holder | null): PersonOfTicket | null {
  return person === null ? null : holder(person)
}

function takenAtHall(issued: IssueResult): TakenAtHall {
  if (issued.outcome === 'issued') return issued
  return issued.outcome === 'already-waiting' ? issued : { outcome: issued.outcome }
}
