import type { HallDevice, HallDevices } from './hall-devices.ts'

/** What `GET /health` tells of the hall's windows and boards. */
export interface HallHealth {
  readonly windows: DevicesHealth
  readonly boards: DevicesHealth
}

export interface DevicesHealth {
  readonly enrolled: number
  readonly connected: number
  /** Of whichever was there last, ISO 8601; null where none ever was. */
  readonly lastSeenAt: string | null
}

export function hallHealth(devices: Pick<HallDevices, 'list'>, connected: ReadonlySet<string>): HallHealth {
  return { windows: devicesHealth('window', devices, connected), boards: devicesHealth('board', devices, connected) }
}

export function devicesHealth(kind: HallDevice['place']['kind'], devices: Pick<HallDevices, 'list'>, connected: ReadonlySet<string>): DevicesHealth {
  const all = devices.list().filter(({ place }) => place.kind === kind)
  const seen = all.flatMap(({ lastSeenAt }) => (lastSeenAt === null ? [] : [lastSeenAt.toISOString()]))
  return { enrolled: all.length, connected: all.filter(({ id }) => connected.has(id)).length, lastSeenAt: seen.toSorted().at(-1) ?? null }
}
