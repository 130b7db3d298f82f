import assert from 'node:assert/strict'
import path from 'node:path'
import { ok, type Result } from '../../drivers/result.ts'
import { tellLeftOut } from '../configuration/call-clips.ts'
import { loadHall } from '../configuration/configuration.ts'
import type { HallServerConfiguration } from '../configuration/hall-server-file.ts'
import { watchGoodFile } from '../configuration/watch-file.ts'
import { hallPagesContract } from '../contract/hall-pages.ts'
import { hallRoadInto, hallTerminalContract, terminalRoadInto } from '../contract/server.ts'
import { devicesHealth, hallHealth, type DevicesHealth, type HallHealth } from '../enrolment/hall-health.ts'
import { enrolPlaces } from '../enrolment/places.ts'
import type { CallSocket } from '../host/calls.ts'
import { openHallHost } from '../host/hall-host.ts'
import type { HallListen } from '../host/listen.ts'
import { auditSigner } from '../ledger/audit-signature.ts'
import type { MachineKey } from '../ledger/machine-key.ts'
import { hardwareHealth, type DeviceHealth } from '../operations/health.ts'
import type { Log } from '../operations/log.ts'
import { openPlatform } from '../platform/client.ts'
import { eventsOverApi } from '../platform/events-over-api.ts'
import { createBoardFeed } from '../queue/board-feed.ts'
import { boardProcedures } from '../queue/board-procedures.ts'
import { businessDay } from '../queue/calendar.ts'
import { createCalling } from '../queue/calling/create-calling.ts'
import { evaluationsAtWindows } from '../queue/evaluation/at-window.ts'
import { withCitizensWords } from '../queue/evaluation/delivered-words.ts'
import type { EvaluationStore } from '../queue/evaluation/evaluation-store.ts'
import { createEvaluations } from '../queue/evaluation/evaluations.ts'
import { createHallWaits } from '../queue/hall-waits.ts'
import { managerProcedures } from '../queue/statistics/manager-procedures.ts'
import type { PostgresOutbox } from '../queue/store/postgres-outbox.ts'
import { openWindowHardware } from '../queue/window-hardware.ts'
import { windowProcedures } from '../queue/window-procedures.ts'
import { deliverFromHall, type HallDelivery, type HallPlatform } from './delivery.ts'
import { openHallKeeping } from './hall-keeping.ts'
import { numbersAtServer } from './number-at-server.ts'
import type { HallStore } from './hall-store.ts'
import { watchStore } from './store-watch.ts'
import { createTerminalFeed } from './terminal-feed.ts'
import { terminalProcedures } from './terminal-procedures.ts'

/** What `GET /health` of a hall server answers; it never holds anything of a person. */
export interface HallServerHealth extends HallHealth {
  readonly version: string
  readonly uptimeSeconds: number
  readonly server: string
  readonly hall: string
  readonly epoch: number
  /** `goneSince`: ISO 8601, while PostgreSQL does not answer. */
  readonly database: { readonly ok: boolean; readonly goneSince: string | null; readonly clocksAgree: boolean }
  /** Null while PostgreSQL cannot be asked. */
  readonly outbox: Awaited<ReturnType<PostgresOutbox['waiting']>> | null
  /** Whether the outbox leaves; null while another server of the hall is at it. */
  readonly platform: HallDelivery['view']
  readonly terminals: DevicesHealth
  /** The call pads and window displays that hang on this server, as a terminal tells of its own. */
  readonly devices: Readonly<Record<string, DeviceHealth>>
}

export interface HallServer {
  readonly listen: HallListen
  close(): Promise<void>
}

/** Puts a hall server together over its open queue. The fault is one line for the installer: a port that is taken. */
export async function openHallServer(options: {
  readonly configuration: HallServerConfiguration
  readonly hallStore: HallStore
  readonly version: string
  /** Where the build's pages are. */
  readonly appFolder: string
  readonly now: () => Date
  readonly log: Log
  readonly say: (line: string) => void
  /** It cannot go on, for this reason. */
  readonly end: (line: string) => void
}): Promise<Result<HallServer, { readonly line: string }>> {
  const { configuration, now, log } = options
  const { store } = options.hallStore
  const startedAt = performance.now()
  let hall = configuration.hall
  const currentHall = () => hall
  const watch = watchStore({
    async ask() {
      await store.transact((tx) => tx.lastEvent())
      const [row] = await store.database.read<{ readonly now: Date }>('SELECT clock_timestamp() AS now FROM yimen.head WHERE hall = $1')
      return row?.now ?? now()
    },
    now,
    say: options.say,
    onFenced: options.end,
    onFault: (error) => logFault(error),
  })
  function logFault(error: unknown): void {
    log.error({ error: error instanceof Error ? error.stack : typeof error }, 'a call to the hall server failed')
  }
  const onFault = (error: unknown) => {
    if (!watch.note(error)) logFault(error)
  }

  const keeping = await openHallKeeping(options.hallStore, { now, onChange: () => managerSide.changed(), onFault })
  const { devices, pairings, operators, outbox } = keeping
  const today = () => businessDay(now(), hall.hall.timeZone)
  const timeIsKnown = () => watch.clocksAgree
  const calling = createCalling({ store, hall: currentHall, now, timeIsKnown })
  const waits = createHallWaits({ line: calling.picture, hall: currentHall, now })
  const give = numbersAtServer({ store, hall: currentHall, server: configuration.server, now })
  const windowSide = windowProcedures({ calling, store, operators, hall: currentHall, waits, give, now })
  let connected: ReadonlySet<string> = new Set()
  const managerSide = managerProcedures({
    store,
    operators,
    hall: currentHall,
    hallPages: { devices, pairings, connected: () => connected },
    evaluations: { store: keeping.evaluations, readAt: 'server', atTerminals: () => keeping.terminalCases.all(), onRectified: () => undefined },
    now,
  })
  const evaluations = createEvaluations({
    store: keeping.evaluations,
    calendar: () => ({ ...hall.calendar, timeZone: hall.hall.timeZone }),
    now,
    onBad: managerSide.changed,
  })
  const boardFeed = createBoardFeed({
    store,
    calling,
    hall: currentHall,
    waits,
    elsewhere: () => devices.elsewhere().flatMap(({ id, place }) => (place.kind === 'board' && place.window === null ? [{ id, area: place.area }] : [])),
    now,
    onFault,
  })
  const terminalFeed = createTerminalFeed({ store, calling, waits, epoch: store.epoch, hall: currentHall, now, onFault })
  devices.onRevoked((device) => void operators.signOut(device).catch(onFault))
  const pages = hallRoadInto(
    hallPagesContract.router({ window: windowSide.procedures, board: boardProcedures({ feed: boardFeed }), manager: managerSide.procedures }),
    onFault,
  )
  const terminals = terminalRoadInto(
    hallTerminalContract.router(
      terminalProcedures({
        store,
        feed: terminalFeed,
        evaluations,
        async tellBadCases(told) {
          await keeping.terminalCases.tell(told)
          managerSide.changed()
        },
        epoch: store.epoch,
        hall: currentHall,
        now,
        onFault,
      }),
    ),
    onFault,
  )
  const hardware = openWindowHardware({
    devices: configuration.devices,
    calling,
    operators,
    store,
    hall: currentHall,
    onLevel: evaluationsAtWindows({ store, evaluations, businessDay: today, now }),
    log,
    onFault,
  })
  const connecting = (connected: Promise<void>) => {
    connected.catch((error: unknown) => log.error({ error: String(error) }, 'a socket of the hall could not be connected'))
  }

  const delivery = deliverFromHall({
    store,
    outbox,
    platform: configuration.platform && platformOf(configuration.platform, { key: options.hallStore.key, evaluations: keeping.evaluations, now }),
    hall: currentHall,
    now,
    timeIsKnown,
    log,
    onChange: () => undefined,
    onFault,
  })

  async function health(): Promise<HallServerHealth> {
    // Whoever watches asks exactly to learn that PostgreSQL is away: they do not wait for it.
    const waiting = watch.goneSince === null ? await outbox.waiting().catch(() => null) : null
    const { goneSince } = watch
    return {
      version: options.version,
      uptimeSeconds: Math.floor((performance.now() - startedAt) / 1000),
      server: configuration.server,
      hall: hall.hall.code,
      epoch: store.epoch,
      database: { ok: goneSince === null, goneSince: goneSince?.toISOString() ?? null, clocksAgree: watch.clocksAgree },
      outbox: waiting,
      platform: delivery.view,
      ...hallHealth(devices, connected),
      terminals: devicesHealth('terminal', devices, connected),
      devices: hardwareHealth(hardware),
    }
  }

  tellLeftOut(hall.policy.calls.clips, log)
  const stopHallWatch = watchGoodFile(configuration.hallFile, loadHall, {
    changed(next) {
      hall = next
      tellLeftOut(next.policy.calls.clips, log)
      log.info('the hall file has changed and is in use')
    },
    faulty: (line) => log.error({ line }, 'the hall file is faulty; the last good one stays in use'),
  })
  async function closeParts(): Promise<void> {
    stopHallWatch()
    windowSide.close()
    managerSide.close()
    boardFeed.close()
    terminalFeed.close()
    await Promise.all([watch.close(), delivery.close(), hardware.close()])
    await keeping.close()
  }

  const host = await openHallHost({
    access: configuration.access,
    listenKey: 'listen',
    folder: path.join(options.appFolder, 'out', 'renderer'),
    service: {
      devices,
      pairings,
      places: () => enrolPlaces(hall, { terminal: null, demonstration: false }),
      clips: () => hall.policy.calls.clips,
      demonstrate: null,
      health,
      connect: (socket, seat) => connecting(pages.upgrade(socket, { context: seat })),
      connectTerminal(socket: CallSocket, { id, place, mark }) {
        if (place.kind !== 'terminal' || mark === null) return
        connecting(terminals.upgrade(socket, { context: { device: id, terminal: place.terminal, mark } }))
      },
      onChange: (there) => {
        connected = there
        managerSide.changedSoon()
      },
    },
    log,
  })
  if (!host.ok) {
    await closeParts()
    return host
  }
  return ok({
    listen: host.value.listen,
    async close() {
      await host.value.close()
      await closeParts()
    },
  })
}

/**
 * The servers of a hall are one to the platform, under one id: what one has sent is known when another sends it again, and
 * their audit log is one, signed by the key that they share.
 */
function platformOf(
  access: NonNullable<HallServerConfiguration['platform']>,
  { key, evaluations, now }: { readonly key: MachineKey; readonly evaluations: EvaluationStore; readonly now: () => Date },
): HallPlatform {
  const { id, url, token, catalogueKey } = access
  const opened = openPlatform({ url, credential: token, catalogueKey, terminal: id, now })
  assert(opened.ok, 'the configuration has an address that the client takes')
  return { port: withCitizensWords(eventsOverApi(opened.value), evaluations), name: id, signAuditHead: auditSigner(key) }
}
