import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { CallClips } from '../../../main/configuration/call-clips.ts'
import type { HallPagesAccess, HallTls } from '../../../main/configuration/hall-pages-place.ts'
import type { EnrolPlaces } from '../../../main/contract/enrol.ts'
import type { HallSeat } from '../../../main/contract/hall-pages.ts'
import { createHallDevices } from '../../../main/enrolment/hall-devices.ts'
import { ledgerDevices } from '../../../main/enrolment/ledger-devices.ts'
import { pairingsInMemory } from '../../../main/enrolment/pairing-store.ts'
import { createPairings } from '../../../main/enrolment/pairings.ts'
import type { CallSocket } from '../../../main/host/calls.ts'
import { openHallHost } from '../../../main/host/hall-host.ts'
import { openLog } from '../../../main/operations/log.ts'
import { dataFolder, KEY, open } from '../ledger/fixture.ts'

const PLACES: EnrolPlaces = {
  hall: { zh: '示例大厅', en: 'Example hall' },
  terminal: 'K01',
  demonstration: false,
  windows: ['1', '2', '3'],
  areas: [{ zh: '一楼东区', en: 'Ground floor, east' }],
}

/** The hall's server over a real ledger, its pages empty; `ran` is moved by `passes`. */
export async function tinyHall(options: { readonly tls?: HallTls; readonly demonstration?: boolean; readonly clips?: CallClips } = {}) {
  const folder = await dataFolder()
  for (const page of ['window', 'board', 'manager', 'enrol']) {
    await mkdir(path.join(folder, 'pages', page), { recursive: true })
    await writeFile(path.join(folder, 'pages', page, 'index.html'), `<head></head>the ${page} page`)
  }
  const ledger = await open(path.join(folder, 'data'))
  let ran = 0
  let connected: ReadonlySet<string> = new Set()
  const faults: unknown[] = []
  const seats: HallSeat[] = []
  const sockets: CallSocket[] = []
  const onChange = () => undefined
  const devices = await createHallDevices({ store: ledgerDevices(ledger), key: KEY, now: () => new Date(), onChange, onFault: (error) => faults.push(error) })
  const pairings = createPairings({
    store: pairingsInMemory({ ran: () => ran, audit: (entry) => ledger.transact((tx) => ledger.audit.append(tx, entry)) }),
    devices,
    onChange,
  })
  const access: HallPagesAccess = { listen: { host: '127.0.0.1', port: 0 }, tls: options.tls ?? null }
  const opened = await openHallHost({
    access,
    listenKey: 'hall.listen',
    folder: path.join(folder, 'pages'),
    log: openLog('silent'),
    service: {
      devices,
      pairings,
      clips: () => options.clips,
      places: () => ({ ...PLACES, demonstration: options.demonstration ?? false }),
      demonstrate: options.demonstration === true ? () => Promise.resolve() : null,
      connectTerminal: null,
      health: null,
      connect: (socket, seat) => {
        seats.push(seat)
        sockets.push(socket)
      },
      onChange: (now) => (connected = now),
    },
  })
  if (!opened.ok) throw new Error(opened.fault.line)
  const host = opened.value
  onTestFinished(async () => {
    await host.close()
    await devices.close()
  })
  return {
    host,
    authority: `127.0.0.1:${host.listen.port}`,
    devices,
    pairings,
    ledger,
    seats,
    sockets,
    faults,
    connected: () => connected,
    passes: (milliseconds: number) => void (ran += milliseconds),
    events: async () =>
      (await ledger.read<{ actor: string; event: string }>("SELECT actor, event FROM audit WHERE event LIKE 'hall-device.%' ORDER BY seq")).map(
        ({ actor, event }) => `${actor} ${event}`,
      ),
  }
}
export type TinyHall = Awaited<ReturnType<typeof tinyHall>>
