import { ORPCError } from '@orpc/server'
import type { Result } from '../../drivers/result.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import { hallPagesContract, type HallSeat } from '../contract/hall-pages.ts'
import type { WindowOutcome } from '../contract/window.ts'
import type { Operators } from '../operations/operators.ts'
import type { SignIn } from '../operations/sign-ins.ts'
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

/** The hall, and who is signed in at its pages. */
interface Reading {
  readonly picture: HallPicture
  readonly signIns: readonly SignIn[]
}

interface NoOneThere {
  readonly SIGNED_OUT: () => Error
}

/**
 * What the windows' pages ask. One of the staff is signed in at each window: they sit there all day, so it lasts until they
 * sign out, somebody signs in at another page of that window, the business day ends, the page's enrolment is revoked, or
 * their PIN is changed elsewhere. The window stays as it stands: whoever signs in again goes on with who is there.
 */
export function windowProcedures(parts: {
  readonly calling: Calling
  readonly store: Pick<QueueStore, 'onNews'>
  readonly operators: Pick<Operators, 'signInAtWindow' | 'changePinAtWindow' | 'signedInAt' | 'signedIn' | 'signOut' | 'onPutOut'>
  readonly hall: () => HallFile
  readonly waits: HallWaitsNow
  readonly give: GiveNumber
  readonly now: () => Date
}) {
  const { calling, operators, hall, now } = parts
  const { window: contract } = hallPagesContract
  const today = () => businessDay(now(), hall().hall.timeZone)
  const news = createBroadcast(() => null)

  /** One reading of the hall for all who watch: made when the first of them asks after a change. */
  let reading: Promise<Reading> | null = null
  function changed(): void {
    reading = null
    news.changed()
  }
  function currentReading(): Promise<Reading> {
    if (reading !== null) return reading
    const begun = read()
    reading = begun
    // what could not be read is told to those who asked; the next asks anew
    begun.catch(() => {
      if (reading === begun) reading = null
    })
    return begun
  }
  async function read(): Promise<Reading> {
    const signIns = await operators.signedIn(today())
    return { signIns, picture: await calling.picture() }
  }
  const forgetNews = parts.store.onNews(changed)
  const readAgain = setInterval(changed, READ_EVERY)
  operators.onPutOut(changed)

  function seatOf({ device, place }: HallSeat) {
    if (place.kind !== 'window') throw new ORPCError('FORBIDDEN', { message: 'this page is enrolled for no window' })
    return { device, window: place.window }
  }

  async function whoActs(at: HallSeat, errors: NoOneThere): Promise<Clerk> {
    const seat = seatOf(at)
    const clerk = await operators.signedInAt(seat, today())
    if (clerk === null) throw errors.SIGNED_OUT()
    return { window: seat.window, name: clerk.name }
  }

  /** Whoever has signed in and not come to the window, as the hall could not be asked in between, signs in anew. */
  function clerkIn({ signIns, picture }: Reading, at: HallSeat): string | null {
    const { device, window } = seatOf(at)
    const name = signIns.find((each) => each.device === device && each.window === window)?.operator.name
    const sits = picture.windows.find((each) => each.window === window)
    return name !== undefined && sits?.clerk === name && sits.state !== 'closed' ? name : null
  }

  async function leave(device: string): Promise<void> {
    await operators.signOut(device)
    changed()
  }

  type Act = { readonly context: HallSeat; readonly errors: NoOneThere }

  async function onTicket({ context, errors }: Act, act: (clerk: Clerk) => Promise<Result<QueueTicket, CallFault>>): Promise<WindowOutcome> {
    const clerk = await whoActs(context, errors)
    const done = await act(clerk)
    return done.ok ? { outcome: 'done', ticket: windowTicket(done.value, clerk.window) } : refused(done.fault)
  }

  async function onWindow({ context, errors }: Act, act: (clerk: Clerk) => Promise<Result<WindowState, CallFault>>): Promise<WindowOutcome> {
    const done = await act(await whoActs(context, errors))
    return done.ok ? { outcome: 'done', ticket: null } : refused(done.fault)
  }

  const procedures = {
    watch: contract.watch.handler(async function* watch({ context, signal }) {
      const { window } = seatOf(context)
      for await (const _ of news.values(signal)) {
        const at = await currentReading()
        const { picture } = at
        yield windowView({ picture, hall: hall(), window, clerk: clerkIn(at, context), waits: parts.waits.of(picture), now: now() })
      }
    }),

    signIn: contract.signIn.handler(async ({ context, input }) => {
      const seat = seatOf(context)
      const signedIn = await operators.signInAtWindow(input.name, input.pin, seat, today())
      if (!signedIn.ok) return shutOutcome(signedIn.fault)
      const { name } = signedIn.value
      await calling.open({ window: seat.window, name })
      changed()
      return { outcome: 'signed-in', clerk: name }
    }),

    signOut: contract.signOut.handler(async (call) => {
      const outcome = await onWindow(call, (clerk) => calling.close(clerk))
      if (outcome.outcome === 'done') await leave(call.context.device)
      return outcome
    }),

    changePin: contract.changePin.handler(async ({ input, context, errors }) => {
      const { name } = await whoActs(context, errors)
      return changePinOutcome(await operators.changePinAtWindow(name, input.pin, input.next, seatOf(context)))
    }),

    pause: contract.pause.handler((call) => onWindow(call, (clerk) => calling.pause(clerk, call.input.reason))),
    resume: contract.resume.handler((call) => onWindow(call, (clerk) => calling.resume(clerk))),
    issue: contract.issue.handler(async ({ input, context, errors }) => issueForStaff(input, await whoActs(context, errors), parts)),
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
    close(): void {
      clearInterval(readAgain)
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
