import { SERVICES_COUNTED } from '../waiting-time.ts'
import type { QueueTransaction, WindowState } from '../store/queue-store.ts'
import { PASSED_ARE_TAKEN_BACK } from './at-window.ts'
import { ORDINARY_BETWEEN } from './call-order.ts'
import type { HallPicture } from './calling.ts'
import { windowsOf, type CallingHall } from './windows-of-hall.ts'

export async function pictureOf(tx: QueueTransaction, hall: CallingHall, day: string, at: Date): Promise<HallPicture> {
  const stored = await tx.windows()
  const neverOpened = windowsOf(hall)
    .filter((window) => !stored.some((each) => each.window === window))
    .map((window): WindowState => ({ window, state: 'closed', clerk: null, pauseReason: null, since: at, ordinaryInARow: ORDINARY_BETWEEN }))
  const passed = await tx.passed(day)
  const lastPassed = stored.flatMap(({ window }) => passed.filter((ticket) => ticket.window === window).slice(-PASSED_ARE_TAKEN_BACK))
  return {
    seq: await tx.lastEvent(),
    businessDay: day,
    windows: [...stored, ...neverOpened],
    tickets: [...(await tx.open(day)), ...lastPassed],
    services: await tx.lastServices(hall.businesses.map(({ code }) => code), SERVICES_COUNTED),
    served: await tx.served(day),
  }
}
