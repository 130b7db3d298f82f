import type { EventEmitter } from 'node:events'
import { lineOf } from '../error-line.ts'
import { err, ok, type Result } from '../result.ts'
import type { PortFault } from './port.ts'

/** The part of the `node-hid` module that is used here. */
export interface HidLibrary {
  devicesAsync(vendorId: number, productId: number): Promise<readonly HidPlace[]>
  readonly HIDAsync: { open(path: string): Promise<HidDevice> }
}

interface HidPlace {
  readonly path?: string | undefined
  readonly usagePage?: number | undefined
}

interface HidDevice extends EventEmitter {
  write(report: Buffer): Promise<number>
  sendFeatureReport(report: Buffer): Promise<number>
  close(): Promise<void>
}

/** A HID device: whole reports, the report id first where the device has several. */
export interface HidPort {
  /** One listener at a time; reports that come while there is none are dropped. */
  onReport(listener: (report: Buffer) => void): void
  write(report: readonly number[]): Promise<Result<void, PortFault>>
  sendFeatureReport(report: readonly number[]): Promise<Result<void, PortFault>>
  /** Hears `null` when this side closed the device, else what broke it; a listener that comes late is told at once. */
  onClose(listener: (fault: PortFault | null) => void): void
  /** Never rejects; closing a closed device does nothing. */
  close(): Promise<void>
}

/**
 * Opens the HID device of these ids; of one that has several collections the one of `usagePage`. `load` brings the native
 * library when the first is opened: where it, or libudev, is missing, HID devices are missing and say why, and everything
 * else works. Never rejects.
 */
export async function openHid(
  place: { readonly vendorId: number; readonly productId: number; readonly usagePage?: number },
  load: () => Promise<HidLibrary> = () => import('node-hid'),
): Promise<Result<HidPort, PortFault>> {
  const library = await load().then(ok, (error: unknown) =>
    err<PortFault>({ kind: 'broken', detail: `the HID library cannot be loaded (${lineOf(error)})` }),
  )
  if (!library.ok) return library
  try {
    const places = await library.value.devicesAsync(place.vendorId, place.productId)
    // Linux before 5.10 and libusb name no usage page: then the device itself must do.
    const wanted = places.find(({ usagePage }) => usagePage === place.usagePage) ?? places.find(({ usagePage }) => usagePage === undefined || place.usagePage === undefined)
    if (wanted?.path === undefined) return err({ kind: 'not-found', detail: 'no such HID device is connected' })
    return ok(hidPort(await library.value.HIDAsync.open(wanted.path)))
  } catch (error) {
    return err({ kind: 'refused', detail: `the HID device cannot be opened (${lineOf(error)}): is its udev rule installed?` })
  }
}

const CLOSED: PortFault = { kind: 'closed', detail: 'the device is closed' }

function hidPort(device: HidDevice): HidPort {
  let end: { readonly fault: PortFault | null } | null = null
  let hear: ((report: Buffer) => void) | null = null
  const closeListeners: ((fault: PortFault | null) => void)[] = []
  const ended = (fault: PortFault | null): void => {
    if (end !== null) return
    end = { fault }
    for (const listener of closeListeners.splice(0)) listener(fault)
  }
  device.on('data', (report: Buffer) => {
    if (end === null) hear?.(report)
  })
  let letGo: Promise<void> | null = null
  /** Once, whoever ends it: a device that was pulled out keeps its handle until it is closed. */
  const close = (): Promise<void> => (letGo ??= device.close().catch(() => undefined))
  // Pulled out: the library says it once, and whatever is asked of the device afterwards fails.
  device.on('error', (error: unknown) => {
    ended({ kind: 'broken', detail: lineOf(error) })
    void close()
  })
  const done = async (act: () => Promise<number>): Promise<Result<void, PortFault>> => {
    if (end !== null) return err(end.fault ?? CLOSED)
    try {
      await act()
      return ok(undefined)
    } catch (error) {
      return err({ kind: 'broken', detail: lineOf(error) })
    }
  }
  return {
    onReport(listener) {
      hear = listener
    },
    write: (report) => done(() => device.write(Buffer.from(report))),
    sendFeatureReport: (report) => done(() => device.sendFeatureReport(Buffer.from(report))),
    onClose(listener) {
      const { fault } = end ?? {}
      if (fault === undefined) closeListeners.push(listener)
      else queueMicrotask(() => listener(fault))
    },
    close() {
      ended(null)
      return close()
    },
  }
}
