import { ORPCError } from '@orpc/server'
import type { Result } from '../../drivers/result.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import { hallPagesContract, type HallSeat } from '../contract/hall-pages.ts'
import type { WindowOutcome } from '../contract/window.ts'
import type { Operators } from '../operations/operators.ts'
import { changePinOutcome, shutOutcome } from '../operations/shut-outcome.ts'
import { createBroadcast } from '../session/broadcast.ts'
import { businessDay } from './calendar.ts'
import type { Calling, CallFault, Clerk, HallPicture } from './calling/calling.ts'
import type { HallWaitsNow } from './hall-waits.ts'
import type { QueueStore, QueueTicket, WindowState } from './store/queue-store.ts'
import { issueForStaff, type GiveNumber } from './staff-issuing.ts'
import { windowTicket, windowView } from './window-view.ts'

/** How often the hall is read though no news came, milliseconds: a hint may be missed, and a page takes silence for a lost line. */
const READ_EVERY = 5_000

/** Who sits at a window, and at which page he said so. */
interface SignIn {
  readonly device: string
  readonly name: string
  readonly businessDay: string
}

interface NoOneThere {
  readonly SIGNED_OUT: () => Error
}

/**
 * What the windows' pages ask. Who is signed in is kept in memory, one for each window: staff sit there all day, so it
 * lasts until they sign out, somebody signs in at another page of that window, the business day ends, or the page's
 * enrolment is revoked.
 */
export function windowProcedures(parts: {
  readonly calling: Calling
  readonly store: Pick<QueueStore, 'onNews'>
  readonly operators: Pick<Operators, 'signInAtWindow' | 'changePinAtWindow'>
  readonly hall: () => HallFile
  readonly waits: HallWaitsNow
  readonly give: GiveNumber
  readonly now: () => Date
}) {
  const { calling, operators, hall, now } = parts
  const { window: contract } = hallPagesContract
  const signIns = new Map<string, SignIn>()
  const news = createBroadcast(() => null)

  /** One reading of the hall for all who watch: made when the first of them asks after a change. */
  let picture: Promise<HallPicture> | null = null
  function changed(): void {
    picture = null
    news.changed()
  }
  function currentPicture(): Promise<HallPicture> {
    if (picture !== null) return picture
    const reading = calling.picture()
    picture = reading
    // what could not be read is told to those who asked; the next asks anew
    reading.catch(() => {
      if (picture === reading) picture = null
    })
    return reading
  }
  const forgetNews = parts.store.onNews(changed)
  const reading = setInterval(changed, READ_EVERY)

  function windowOf(seat: HallSeat): string {
    if (seat.place.kind !== 'window') throw new ORPCError('FORBIDDEN', { message: 'this page is enrolled for no window' })
    return seat.place.window
  }

  function clerkAt(seat: HallSeat): Clerk | null {
    const window = windowOf(seat)
    const signIn = signIns.get(window)
    if (signIn === undefined || signIn.device !== seat.device) return null
    if (signIn.businessDay === businessDay(now(), hall().hall.timeZone)) return { window, name: signIn.name }
    signIns.delete(window)
    return null
  }

  function whoActs(seat: HallSeat, errors: NoOneThere): Clerk {
    const clerk = clerkAt(seat)
    if (clerk === null) throw errors.SIGNED_OUT()
    return clerk
  }

  type Act = { readonly context: HallSeat; readonly errors: NoOneThere }

  async function onTicket({ context, errors }: Act, act: (clerk: Clerk) => Promise<Result<QueueTicket, CallFault>>): Promise<WindowOutcome> {
    const clerk = whoActs(context, errors)
    const done = await act(clerk)
    return done.ok ? { outcome: 'done', ticket: windowTicket(done.value, clerk.window) } : refused(done.fault)
  }

  async function onWindow({ context, errors }: Act, act: (clerk: Clerk) => Promise<Result<WindowState, CallFault>>): Promise<WindowOutcome> {
    const done = await act(whoActs(context, errors))
    return done.ok ? { outcome: 'done', ticket: null } : refused(done.fault)
  }

  const procedures = {
    watch: contract.watch.handler(async function* watch({ context, signal }) {
      const window = windowOf(context)
      for await (const _ of news.values(signal)) {
        const at = await currentPicture()
        const clerk = clerkAt(context)?.name ?? null
        yield windowView({ picture: at, hall: hall(), window, clerk, waits: parts.waits.of(at), now: now() })
      }
    }),

    signIn: contract.signIn.handler(async ({ context, input }) => {
      const window = windowOf(context)
      const signedIn = await operators.signInAtWindow(input.name, input.pin, window)
      if (!signedIn.ok) return shutOutcome(signedIn.fault)
      const { name } = signedIn.value
      await calling.open({ window, name })
      signIns.set(window, { device: context.device, name, businessDay: businessDay(now(), hall().hall.timeZone) })
      changed()
      return { outcome: 'signed-in', clerk: name }
    }),

    signOut: contract.signOut.handler(async (call) => {
      const outcome = await onWindow(call, (clerk) => calling.close(clerk))
      if (outcome.outcome === 'done') {
        signIns.delete(windowOf(call.context))
        changed()
      }
      return outcome
    }),

    changePin: contract.changePin.handler(async ({ input, context, errors }) => {
      const { window, name } = whoActs(context, errors)
      return changePinOutcome(await operators.changePinAtWindow(name, input.pin, input.next, window))
    }),

    pause: contract.pause.handler((call) => onWindow(call, (clerk) => calling.pause(clerk, call.input.reason))),
    resume: contract.resume.handler((call) => onWindow(call, (clerk) => calling.resume(clerk))),
    issue: contract.issue.handler(({ input, context, errors }) => issueForStaff(input, whoActs(context, errors), parts)),
    callNext: contract.callNext.handler((call) => onTicket(call, (clerk) => calling.callNext(clerk, call.input.requestId))),
    callTicket: contract.callTicket.handler((call) =>
      onTicket(call, (clerk) => calling.callTicket(clerk, call.input.requestId, call.input.ticketId)),
    ),
    recall: contract.recall.handler((call) => onTicket(call, (clerk) => calling.recall(clerk, call.input.requestId, call.input.ticketId))),
    start: contract.start.handler((call) => onTicket(call, (clerk) => calling.start(clerk, call.input.requestId, call.input.ticketId))),
    finish: contract.finish.handler((call) => onTicket(call, (clerk) => calling.finish(clerk, call.input.requestId, call.input.ticketId))),
    addItem: contract.addItem.handler((call) =>
      onTicket(call, (clerk) => calling.addItem(clerk, call.input.requestId, call.input.ticketId, call.input.item)),
    ),
    itemDone: contract.itemDone.handler((call) =>
      onTicket(call, (clerk) => calling.itemDone(clerk, call.input.requestId, call.input.ticketId, call.input.index, call.input.done)),
    ),
    hold: contract.hold.handler((call) =>
      onTicket(call, (clerk) => calling.hold(clerk, call.input.requestId, call.input.ticketId, call.input.reason)),
    ),
    callBack: contract.callBack.handler((call) =>
      onTicket(call, (clerk) => calling.callBack(clerk, call.input.requestId, call.input.ticketId)),
    ),
    pass: contract.pass.handler((call) =>
      onTicket(call, (clerk) => calling.pass(clerk, call.input.requestId, call.input.ticketId, call.input.reason)),
    ),
    takeBack: contract.takeBack.handler((call) =>
      onTicket(call, (clerk) => calling.takeBack(clerk, call.input.requestId, call.input.ticketId)),
    ),
    transfer: contract.transfer.handler((call) =>
      onTicket(call, (clerk) => calling.transfer(clerk, call.input.requestId, call.input.ticketId, call.input.to, call.input.reason)),
    ),
    top: contract.top.handler((call) =>
      onTicket(call, (clerk) => calling.top(clerk, call.input.requestId, call.input.ticketId, call.input.on, call.input.reason)),
    ),
    cancel: contract.cancel.handler((call) =>
      onTicket(call, (clerk) => calling.cancel(clerk, call.input.requestId, call.input.ticketId, call.input.reason)),
    ),
  }

  return {
    procedures,
    /** The enrolment of a page has ended: whoever was signed in there no longer is. The window stays as it stands. */
    revoked(device: string): void {
      for (const [window, signIn] of signIns) if (signIn.device === device) signIns.delete(window)
      changed()
    },
    close(): void {
      clearInterval(reading)
      forgetNews()
      news.end()
    },
  }
}

function refused(fault: CallFault): WindowOutcome {
  return {
    outcome: 'refused',
    reason: fault.kind,
    number: 'ticket' in fault ? fault.ticket.number : null,
    waitMs: 'waitMs' in fault ? fault.waitMs : null,
  }
}
