import { openPort } from '../../drivers/ports/open-port.ts'
import type { WindowBuses } from '../configuration/terminal-file.ts'
import type { Log } from '../operations/log.ts'
import type { Operators } from '../operations/operators.ts'
import type { Calling, HallPicture } from './calling/calling.ts'
import { groupsOf, type CallingHall } from './calling/windows-of-hall.ts'
import { joinDisplays, type Displays } from './displays.ts'
import { watchHall } from './hall-watch.ts'
import { joinPads, type Pads, type PadsParts } from './pads.ts'
import type { QueueStore } from './store/queue-store.ts'
import { windowFace } from './window-face.ts'

/** What hangs on this machine of the hardware at the hall's windows; null is a bus that it lacks. */
export interface WindowHardware {
  readonly callPads: Pads['driver'] | null
  readonly windowDisplays: Displays['driver'] | null
  /** Resolves when no key is at work and no line open any more. */
  close(): Promise<void>
}

/** Opens the pads and displays of `terminal.yaml` or `hall-server.yaml` and keeps them at what the hall does. */
export function openWindowHardware(parts: {
  readonly devices: WindowBuses
  readonly calling: Calling
  readonly operators: Pick<Operators, 'isStaff'>
  readonly store: Pick<QueueStore, 'onNews'>
  /** The hall's file as it is in use now. */
  readonly hall: () => CallingHall
  readonly onLevel: PadsParts['onLevel']
  readonly log: Log
  readonly onFault: (error: unknown) => void
}): WindowHardware {
  const { devices, calling, log, onFault } = parts
  const faceOf = (picture: HallPicture, window: string) =>
    windowFace(picture, window, groupsOf(parts.hall(), window).flat(), parts.hall().hall.timeZone)
  const pads = devices.callPads
    ? joinPads({
        open: openPort(devices.callPads.port),
        pads: devices.callPads.pads,
        calling,
        isStaff: (name) => parts.operators.isStaff(name),
        faceOf,
        onLevel: parts.onLevel,
        log: (event, facts) => log.info({ device: 'callPads', ...facts }, event),
        onFault,
      })
    : null
  const displays = devices.windowDisplays
    ? joinDisplays({
        open: openPort(devices.windowDisplays.port),
        displays: devices.windowDisplays.displays,
        faceOf,
        log: (event, facts) => log.info({ device: 'windowDisplays', ...facts }, event),
      })
    : null
  const watch =
    pads === null && displays === null
      ? null
      : watchHall({
          calling,
          store: parts.store,
          onPicture(picture) {
            pads?.saw(picture)
            displays?.saw(picture)
          },
          onFault,
        })
  return {
    callPads: pads?.driver ?? null,
    windowDisplays: displays?.driver ?? null,
    async close() {
      await Promise.all([watch?.close(), pads?.close(), displays?.close()])
    },
  }
}
