import { strict as assert } from 'node:assert'
import { readdir, readlink, rename, rm, mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CardReaderOptions } from '../../../drivers/id-card/card-reader.ts'
import type { HidFraming } from '../../../drivers/id-card/hid-framing.ts'
import { overHid } from '../../../drivers/id-card/hid-line.ts'
import { overUsb } from '../../../drivers/id-card/usb-line.ts'
import { openHid } from '../../../drivers/ports/hid.ts'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { openUsb } from '../../../drivers/ports/usb.ts'
import { cardReaderWire } from '../../../main/configuration/card-reader-wire.ts'
import {
  startCardReader,
  startCardReaderOnHid,
  startCardReaderOnPty,
  startCardReaderOnUsb,
  type CardReaderSimulator,
} from '../../../simulators/card-reader/card-reader.ts'
import type { HidReaderDevice } from '../../../simulators/card-reader/hid-line.ts'
import type { Pipes, UsbReaderDevice } from '../../../simulators/card-reader/usb-line.ts'

/** A reader whose line is cut, and which is plugged in again each time. */
export interface Plug {
  /** What is plugged in now. */
  readonly reader: () => CardReaderSimulator
  readonly wire: Pick<CardReaderOptions, 'open' | 'transport'>
  /** So many devices, lines or handles that this process has not let go. */
  readonly held: () => number | Promise<number>
  readonly clear: () => Promise<void>
}

/** `down` is called whenever the line is cut, before it is mended. */
export type PlugIn = (down: () => void) => Promise<Plug>

export const onTcp: PlugIn = async (down) => {
  const reader = await startCardReader({ listen: { host: '127.0.0.1', port: 0 } })
  const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  const before = sockets()
  whenCut(reader, down)
  return {
    reader: () => reader,
    wire: { open: openPort(reader.url), transport: 'tcp' },
    held: () => sockets() - before,
    clear: () => reader.close(),
  }
}

export function onHid(framing: HidFraming): PlugIn {
  return (down) => {
    const { reader, plugIn } = startCardReaderOnHid(framing)
    const open = new Set<HidReaderDevice>()
    let plugged = plugIn()
    const stop = whenCut(reader, () => {
      down()
      powerUp(reader)
      plugged = plugIn()
    })
    const library = {
      devicesAsync: () => Promise.resolve([{ path: '/dev/hidraw0' }]),
      HIDAsync: {
        open() {
          const device = plugged
          const closeDevice = device.close.bind(device)
          open.add(device)
          device.close = () => {
            open.delete(device)
            return closeDevice()
          }
          return Promise.resolve(device)
        },
      },
    }
    return Promise.resolve({
      reader: () => reader,
      wire: { open: overHid(() => openHid({ vendorId: 0x10c4, productId: 0x0007 }, () => Promise.resolve(library)), framing), transport: 'usb' as const },
      held: () => open.size,
      clear() {
        stop()
        return reader.close()
      },
    })
  }
}

export function onUsb(pipes: Pipes): PlugIn {
  return (down) => {
    const { reader, plugIn } = startCardReaderOnUsb(pipes)
    const devices: UsbReaderDevice[] = [plugIn()]
    const stop = whenCut(reader, () => {
      down()
      powerUp(reader)
      devices.push(plugIn())
    })
    const library = { usb: { getDeviceList: () => devices.slice(-1) } }
    return Promise.resolve({
      reader: () => reader,
      wire: { open: overUsb(() => openUsb({ vendorId: 0x0400, productId: 0xc35a }, () => Promise.resolve(library))), transport: 'usb' as const },
      held: () => devices.reduce((sum, { held }) => sum + Number(held.open) + Number(held.claimed) + held.transfers, 0),
      clear() {
        stop()
        return reader.close()
      },
    })
  }
}

/** A serial device by the name that udev gives it, whichever number the system does. */
export const onPty: PlugIn = async (down) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-plug-'))
  const name = path.join(folder, 'reader')
  let stop = (): unknown => undefined
  let mended: Promise<unknown> = Promise.resolve()
  const plugIn = async (): Promise<CardReaderSimulator> => {
    const onPty = await startCardReaderOnPty()
    assert(onPty.kind === 'open', onPty.kind === 'open' ? '' : onPty.reason)
    stop = whenCut(onPty.reader, () => {
      down()
      mended = mend()
    })
    await symlink(onPty.reader.url.replace(/^serial:|\?.*$/g, ''), `${name}-to-be`)
    await rename(`${name}-to-be`, name)
    return onPty.reader
  }
  const mend = async (): Promise<void> => {
    const { card, faults } = reader
    await reader.close()
    reader = await plugIn()
    if (card !== undefined) reader.place(card)
    for (const fault of faults.take('status')) reader.faults.add('status', fault)
  }
  let reader = await plugIn()
  return {
    reader: () => reader,
    wire: cardReaderWire({ port: `serial:${name}?baudRate=115200`, framing: 'plain64' }, () => undefined),
    held: openTerminals,
    async clear() {
      stop()
      await mended
      await reader.close()
      await rm(folder, { recursive: true })
    },
  }
}

function whenCut(reader: CardReaderSimulator, cut: () => void): () => unknown {
  let was = reader.connected
  return reader.onChange(() => {
    const before = was
    was = reader.connected
    if (before && !was) cut()
  })
}

/** What loses its power with its line forgets what it had selected. */
function powerUp(reader: CardReaderSimulator): void {
  if (reader.card !== undefined) reader.place(reader.card)
}

async function openTerminals(): Promise<number> {
  const names = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => 'closed meanwhile')))
  return names.filter((file) => file.startsWith('/dev/pts/')).length
}
