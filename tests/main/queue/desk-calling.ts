import { err, ok } from '../../../drivers/result.ts'
import type { Calling, CallFault, Clerk } from '../../../main/queue/calling/calling.ts'
import type { QueueTicket, TicketChange, WindowState } from '../../../main/queue/store/queue-store.ts'
import { minutes, waitingTicket } from './window-tickets.ts'

/** A hall that calls in the order of its list: as much of calling as hardware at a window makes use of. */
export function deskCalling(numbers: readonly string[], windows: Readonly<Record<string, Partial<WindowState>>>) {
  const tickets = new Map(numbers.map((number) => [`ticket-${number}`, waitingTicket(number)]))
  const states = new Map<string, WindowState>(
    Object.entries(windows).map(([window, state]) => [
      window,
      { window, state: 'open', clerk: '李丽', pauseReason: null, since: minutes(0), ordinaryInARow: 0, ...state },
    ]),
  )
  const asked: string[] = []
  const listeners = new Set<() => void>()
  const news = (): void => {
    for (const listener of listeners) listener()
  }

  const change = (clerk: Clerk, act: string, ticketId: string, from: readonly QueueTicket['status'][], to: TicketChange) => {
    const ticket = tickets.get(ticketId)
    asked.push(`${clerk.window} ${clerk.name} ${act} ${ticket?.number}`)
    if (ticket === undefined) return Promise.resolve(err<CallFault>({ kind: 'unknown-ticket' }))
    if (!from.includes(ticket.status)) return Promise.resolve(err<CallFault>({ kind: 'not-now', ticket }))
    const changed = { ...ticket, ...to }
    tickets.set(ticketId, changed)
    news()
    return Promise.resolve(ok(changed))
  }
  const setState = (clerk: Clerk, state: 'open' | 'paused' | 'closed', pauseReason: string | null) => {
    asked.push(`${clerk.window} ${clerk.name} ${state}${pauseReason === null ? '' : ` ${pauseReason}`}`)
    const changed: WindowState = { window: clerk.window, state, clerk: clerk.name, pauseReason, since: minutes(1), ordinaryInARow: 0 }
    states.set(clerk.window, changed)
    news()
    return Promise.resolve(changed)
  }
  const here = (window: string) => [...tickets.values()].find((one) => one.window === window && (one.status === 'called' || one.status === 'serving'))
  const notHere = (): never => {
    throw new Error('no hardware asks for this')
  }

  const calling: Calling = {
    open: (clerk) => setState(clerk, 'open', null),
    close: async (clerk) => ok(await setState(clerk, 'closed', null)),
    pause: async (clerk, reason) => ok(await setState(clerk, 'paused', reason)),
    resume: async (clerk) => ok(await setState(clerk, 'open', null)),
    callNext(clerk) {
      const ticket = here(clerk.window)
      if (ticket !== undefined) return Promise.resolve(err({ kind: 'window-busy', ticket }))
      const next = [...tickets.values()].find(({ status }) => status === 'waiting')
      if (next === undefined) return Promise.resolve(err({ kind: 'nobody-waits' }))
      return change(clerk, 'calls', next.ticketId, ['waiting'], { status: 'called', window: clerk.window, calls: 1, lastCalledAt: minutes(2) })
    },
    recall: (clerk, _, ticketId) => change(clerk, 'recalls', ticketId, ['called'], { calls: 2 }),
    start: (clerk, _, ticketId) => change(clerk, 'starts', ticketId, ['called'], { status: 'serving' }),
    finish: (clerk, _, ticketId) => change(clerk, 'finishes', ticketId, ['serving'], { status: 'done' }),
    hold: (clerk, _, ticketId, reason) => change(clerk, 'holds', ticketId, ['called', 'serving'], { status: 'held', reason }),
    callBack: (clerk, _, ticketId) => change(clerk, 'calls back', ticketId, ['held'], { status: 'called' }),
    pass: (clerk, _, ticketId, reason) => change(clerk, 'passes', ticketId, ['called'], { status: 'no-show', reason }),
    transfer: (clerk, _, ticketId, to, reason) =>
      change(clerk, `transfers to ${JSON.stringify(to)}`, ticketId, ['called', 'serving'], { status: 'waiting', window: null, reason }),
    callTicket: notHere,
    takeBack: notHere,
    top: notHere,
    cancel: notHere,
    picture: () =>
      Promise.resolve({
        seq: asked.length,
        businessDay: '2026-11-23',
        windows: [...states.values()],
        tickets: [...tickets.values()].filter(({ status }) => status !== 'done'),
        served: {},
      }),
  }
  return {
    calling,
    store: {
      onNews(listener: () => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    /** What was done, and by whom. */
    asked,
    /** Somebody takes a number. */
    arrives(number: string): void {
      tickets.set(`ticket-${number}`, waitingTicket(number))
      news()
    },
  }
}
