import type { HallPagesAccess } from '../configuration/hall-pages-place.ts'
import { hallPagesContract, type HallPagesRouter } from '../contract/hall-pages.ts'
import type { HallDevices } from '../enrolment/hall-devices.ts'
import { enrolPlaces } from '../enrolment/places.ts'
import { hallHealth, type HallHealth } from '../enrolment/hall-health.ts'
import type { HallPagesDesk } from '../enrolment/operator-procedures.ts'
import { pairingsInMemory } from '../enrolment/pairing-store.ts'
import { createPairings } from '../enrolment/pairings.ts'
import type { HallPagesService } from '../host/hall-host.ts'
import type { Operators } from '../operations/operators.ts'
import { createBoardFeed } from '../queue/board-feed.ts'
import { boardProcedures } from '../queue/board-procedures.ts'
import { ledgerEvaluations } from '../queue/evaluation/ledger-evaluations.ts'
import { managerProcedures } from '../queue/statistics/manager-procedures.ts'
import type { GiveNumber } from '../queue/staff-issuing.ts'
import { windowProcedures } from '../queue/window-procedures.ts'
import type { CallingSide } from './calling-side.ts'
import type { Ground } from './ground.ts'

/** What a terminal does for the windows and boards of its hall. */
export interface HallSide {
  readonly access: HallPagesAccess
  readonly router: HallPagesRouter
  /** What the hall's server needs; how a socket meets the router is the server's matter. */
  readonly service: Omit<HallPagesService, 'connect'>
  readonly desk: HallPagesDesk
  readonly health: () => HallHealth
  /** A bad evaluation was given, or a device was let in: who manages the hall hears of it at once. */
  changed(): void
  close(): Promise<void>
}

/** Who sits at the windows of the demonstration, and who manages it; the desk page says so beside the way there. */
const DEMONSTRATION_STAFF = [
  { name: '演示员', role: 'clerk' },
  { name: '演示主任', role: 'manager' },
] as const
const DEMONSTRATION_PIN = '271828'

export function openHallSide(
  ground: Ground,
  { store, calling, waits }: CallingSide,
  parts: { readonly access: HallPagesAccess; readonly devices: HallDevices; readonly operators: Operators; readonly give: GiveNumber; readonly onChange: () => void },
): HallSide {
  const { configuration, ledger, hall, now } = ground
  const { devices, operators } = parts
  const windowSide = windowProcedures({ calling, store, operators, hall, waits, give: parts.give, now })
  const feed = createBoardFeed({ store, calling, hall, waits, elsewhere: () => [], now, onFault: ground.onFault })
  const hallChanged = () => {
    managerSide.changed()
    parts.onChange()
  }
  const pairings = createPairings({
    store: pairingsInMemory({
      ran: () => performance.now(),
      audit: (entry) => ledger.transact((tx) => ledger.audit.append(tx, entry)),
    }),
    devices,
    onChange: hallChanged,
  })
  let connected: ReadonlySet<string> = new Set()
  const desk: HallPagesDesk = { devices, pairings, connected: () => connected }
  const evaluations = { store: ledgerEvaluations(ledger), readAt: 'terminal', atTerminals: async () => [], onRectified: parts.onChange } as const
  const managerSide = managerProcedures({ store, operators, hall, hallPages: desk, evaluations, now })
  devices.onRevoked((device) => void operators.signOut(device).catch(ground.onFault))

  async function demonstrate(): Promise<void> {
    const there = await operators.list()
    for (const { name, role } of DEMONSTRATION_STAFF) {
      // Two pages at once: the second is told that the first has added them.
      if (!there.some((each) => each.name === name)) await operators.add(name, DEMONSTRATION_PIN, role, { kind: 'command-line' })
    }
  }

  return {
    access: parts.access,
    router: hallPagesContract.router({ window: windowSide.procedures, board: boardProcedures({ feed }), manager: managerSide.procedures }),
    service: {
      devices,
      pairings,
      places: () => enrolPlaces(hall(), { terminal: configuration.machine.terminal.id, demonstration: configuration.demonstration }),
      clips: () => hall().policy.calls.clips,
      demonstrate: configuration.demonstration ? demonstrate : null,
      connectTerminal: null,
      health: null,
      onChange(now) {
        connected = now
        managerSide.changedSoon()
        parts.onChange()
      },
    },
    desk,
    health: () => hallHealth(devices, connected),
    changed: managerSide.changed,
    async close() {
      windowSide.close()
      managerSide.close()
      feed.close()
      await devices.close()
    },
  }
}
