import type { AddClerkOutcome, HallPagesView } from '../contract/operator.ts'
import { terminalContract } from '../contract/server.ts'
import type { WhoActs } from '../operations/operator-session.ts'
import type { Operators } from '../operations/operators.ts'
import type { HallDevices } from './hall-devices.ts'
import type { Pairings } from './pairings.ts'

/** What an operator looks after of the hall's windows and boards, and a manager at a desk. */
export interface HallPagesDesk {
  readonly devices: Pick<HallDevices, 'list' | 'revoke'>
  readonly pairings: Pick<Pairings, 'list' | 'approve' | 'refuse'>
  /** Devices that are connected now. */
  readonly connected: () => ReadonlySet<string>
}

/** Windows, boards and those that want to be one, as an operator sees them. */
export async function hallPagesView({ devices, pairings, connected }: HallPagesDesk): Promise<HallPagesView> {
  const there = connected()
  return {
    pairings: (await pairings.list()).flatMap(({ id, code, place, address, leftMs }) =>
      place.kind === 'terminal' ? [] : [{ pairing: id, code, place, address, leftSeconds: Math.ceil(leftMs / 1000) }],
    ),
    devices: devices.list().flatMap(({ place, ...each }) => (place.kind === 'terminal' ? [] : [{
      device: each.id,
      place,
      enrolledAt: each.enrolledAt.getTime(),
      enrolledBy: each.enrolledBy.replace(/^operator:/, ''),
      lastSeenAt: each.lastSeenAt?.getTime() ?? null,
      connected: there.has(each.id),
      usedTwiceAt: each.usedTwiceAt?.getTime() ?? null,
    }])),
  }
}

/** Who is let in as a window or a board, who no longer is, and who may sign in there. */
export function hallPagesProcedures(parts: {
  /** Null where this terminal serves no windows and boards. */
  readonly hallPages: HallPagesDesk | null
  readonly operators: Pick<Operators, 'add' | 'list'>
  readonly whoActs: WhoActs
  /** A PIN has been given. */
  readonly onPin: () => void
}) {
  const { hallPages, operators, whoActs } = parts
  const { operator } = terminalContract
  return {
    approvePairing: operator.approvePairing.handler(async ({ input, errors }) => {
      const by = `operator:${whoActs(errors)}`
      return { done: (await hallPages?.pairings.approve(input.pairing, input.code, by)) ?? false }
    }),

    refusePairing: operator.refusePairing.handler(async ({ input, errors }) => {
      const by = `operator:${whoActs(errors)}`
      return { done: (await hallPages?.pairings.refuse(input.pairing, by)) ?? false }
    }),

    revokeDevice: operator.revokeDevice.handler(async ({ input, errors }) => {
      const by = `operator:${whoActs(errors)}`
      return { done: (await hallPages?.devices.revoke(input.device, by)) ?? false }
    }),

    clerks: operator.clerks.handler(async ({ errors }) => {
      whoActs(errors)
      return (await operators.list()).filter(({ role }) => role === 'clerk').map(({ name }) => name)
    }),

    addClerk: operator.addClerk.handler(async ({ input, errors }): Promise<AddClerkOutcome> => {
      const name = whoActs(errors)
      const added = await operators.add(input.name, input.pin, 'clerk', { kind: 'operator', name }).finally(parts.onPin)
      if (added.ok) return { outcome: 'added', name: added.value.name }
      const { kind } = added.fault
      if (kind === 'taken') return { outcome: 'taken' }
      if (kind === 'bad-name' || kind === 'unknown' || kind === 'own-lock') return { outcome: 'bad-name' }
      return { outcome: 'bad-pin', reason: kind }
    }),
  }
}
