import type { EnrolledPlace, EnrolmentsView } from '../contract/enrolments.ts'
import { hallPagesContract, type HallSeat } from '../contract/hall-pages.ts'
import type { SignIn } from '../operations/sign-ins.ts'
import type { HallDevice, HallPlace } from './hall-devices.ts'
import type { HallPagesDesk } from './operator-procedures.ts'

interface NoOneThere {
  readonly SIGNED_OUT: () => Error
}

/** Who asks to be let into the hall, who is, and what a manager says to it: by the rules of an operator at a terminal's screen, under the own name. */
export function enrolmentAtDesk(parts: {
  readonly hallPages: HallPagesDesk
  readonly signedIn: () => Promise<readonly SignIn[]>
  readonly whoActs: (seat: HallSeat, errors: NoOneThere) => Promise<string>
  /** At once, and whenever it may be otherwise. */
  readonly changes: (signal: AbortSignal | undefined) => AsyncIterable<unknown>
  readonly now: () => Date
  readonly timeZone: () => string
}) {
  const { hallPages, whoActs } = parts
  const { pairings, devices } = hallPages
  const { manager: contract } = hallPagesContract
  const actorAt = async (seat: HallSeat, errors: NoOneThere) => `operator:${await whoActs(seat, errors)}`

  return {
    enrolments: contract.enrolments.handler(async function* enrolments({ context, errors, signal }) {
      for await (const _ of parts.changes(signal)) {
        await whoActs(context, errors)
        yield await enrolmentsView(hallPages, { own: context.device, signIns: await parts.signedIn(), now: parts.now(), timeZone: parts.timeZone() })
      }
    }),

    approve: contract.approve.handler(async ({ context, input, errors }) => {
      const by = await actorAt(context, errors)
      return { done: await pairings.approve(input.pairing, input.code, by) }
    }),

    refuse: contract.refuse.handler(async ({ context, input, errors }) => {
      const by = await actorAt(context, errors)
      return { done: await pairings.refuse(input.pairing, by) }
    }),

    revoke: contract.revoke.handler(async ({ context, input, errors }) => {
      const by = await actorAt(context, errors)
      return { done: await devices.revoke(input.device, by) }
    }),
  }
}

async function enrolmentsView(
  { pairings, devices, connected }: HallPagesDesk,
  at: { readonly own: string; readonly signIns: readonly SignIn[]; readonly now: Date; readonly timeZone: string },
): Promise<EnrolmentsView> {
  const there = connected()
  const signInAt = new Map(at.signIns.map((signIn) => [signIn.device, signIn]))
  const asking = await pairings.list()
  return {
    now: at.now.getTime(),
    timeZone: at.timeZone,
    pairings: asking.map(({ id, code, place, address, leftMs }) => ({ pairing: id, code, place: placeOf(place), address, leftSeconds: Math.ceil(leftMs / 1000) })),
    devices: devices.list().map((each) => ({ ...deviceOf(each), connected: there.has(each.id), signedIn: signedInOf(signInAt.get(each.id)), own: each.id === at.own })),
  }
}

function deviceOf({ id, place, mark, enrolledAt, enrolledBy, lastSeenAt, usedTwiceAt }: HallDevice) {
  return {
    device: id,
    place: placeOf(place),
    mark,
    enrolledAt: enrolledAt.getTime(),
    enrolledBy: enrolledBy.startsWith('operator:') ? enrolledBy.slice('operator:'.length) : null,
    lastSeenAt: lastSeenAt?.getTime() ?? null,
    usedTwiceAt: usedTwiceAt?.getTime() ?? null,
  }
}

function signedInOf(signIn: SignIn | undefined) {
  return signIn === undefined ? null : { name: signIn.operator.name, since: signIn.since.getTime() }
}

function placeOf(place: HallPlace): EnrolledPlace {
  return place.kind === 'terminal' ? { kind: place.kind, terminal: place.terminal } : place
}
