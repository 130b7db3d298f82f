import { lineOf } from '../error-line.ts'
import { rest } from '../rest.ts'
import { err, ok, type Result } from '../result.ts'
import type { PortFault } from './port.ts'
import { LIBUSB, libusbNumber, type UsbDevice, type UsbEndpoint, type UsbInterface } from './usb-library.ts'

/** A USB device that is open: pipes each way, numbered from 0 in the order of their addresses. */
export interface UsbPipes {
  readonly count: { readonly in: number; readonly out: number }
  /** One listener at a time; packets that come while there is none are dropped. A packet is the listener's own. */
  onPacket(listener: (pipe: number, packet: Buffer) => void): void
  /** Resolves when the device has taken all of it. Never rejects. */
  write(pipe: number, bytes: Uint8Array): Promise<Result<void, PortFault>>
  /** Hears, once the device is let go, `null` when this side closed it, else what broke it; a late listener is told at once. */
  onClose(listener: (fault: PortFault | null) => void): void
  /** Resolves when the device is let go. Never rejects; closing a closed device does nothing. */
  close(): Promise<void>
}

/** A reader that takes nothing in for so long hangs. */
const TAKEN_WITHIN_MS = 1_000
/** A transfer that was cancelled ends at once; where a driver of the system keeps one, the device is let go without it. */
const CANCELLED_WITHIN_MS = 1_000
/** Of wMaxPacketSize the lower bits are bytes. */
const PACKET_BYTES = 0x07ff
const CLOSED: PortFault = { kind: 'closed', detail: 'the device is closed' }

type Done = (error: unknown, buffer: Buffer, length: number) => void

/** Listens on each pipe in, one packet at a time: a longer read would wait for a short packet that some readers never send. */
export function usbPipes(
  device: UsbDevice,
  claimed: UsbInterface,
  pipes: { readonly in: readonly UsbEndpoint[]; readonly out: readonly UsbEndpoint[] },
): UsbPipes {
  let end: { readonly fault: PortFault | null } | null = null
  let letGo: Promise<void> | null = null
  const closeListeners: ((fault: PortFault | null) => void)[] = []
  let hear: ((pipe: number, packet: Buffer) => void) | null = null
  /** What the library still works on, by how to cancel it. */
  const underWay = new Set<() => void>()
  let whenIdle: (() => void) | null = null

  const over = (work: () => void): void => {
    underWay.delete(work)
    if (underWay.size === 0) whenIdle?.()
  }

  const submit = (endpoint: UsbEndpoint, timeoutMs: number, bytes: Buffer, done: Done): void => {
    const transfer = endpoint.makeTransfer(timeoutMs, (error, buffer, length) => {
      over(cancel)
      done(error, buffer, length)
    })
    const cancel = (): void => void transfer.cancel()
    underWay.add(cancel)
    try {
      transfer.submit(bytes)
    } catch (error) {
      over(cancel)
      done(error, bytes, 0)
    }
  }

  const clearHalt = (endpoint: UsbEndpoint, done: (error: unknown) => void): void => {
    const work = (): void => undefined
    underWay.add(work)
    try {
      endpoint.clearHalt((error) => {
        over(work)
        done(error)
      })
    } catch (error) {
      over(work)
      done(error)
    }
  }

  const listen = (endpoint: UsbEndpoint, pipe: number): void => {
    const room = endpoint.descriptor.wMaxPacketSize & PACKET_BYTES
    let stalled: 'no' | 'once' = 'no'
    const next = (): void => {
      if (end === null) submit(endpoint, 0, Buffer.alloc(room), take)
    }
    const take: Done = (error, buffer, length) => {
      if (end !== null) {
        buffer.fill(0)
      } else if (!isError(error)) {
        stalled = 'no'
        // An empty packet only says that the one before was the last of an answer.
        if (length > 0) hear?.(pipe, buffer.subarray(0, length))
        next()
      } else if (libusbNumber(error) === LIBUSB.stalled && stalled === 'no') {
        stalled = 'once'
        clearHalt(endpoint, (failed) => (isError(failed) ? lose(failed) : next()))
      } else lose(error)
    }
    next()
  }

  const release = async (): Promise<void> => {
    if (underWay.size > 0) {
      const idle = new AbortController()
      whenIdle = () => idle.abort()
      for (const cancel of underWay) attempt(cancel)
      if (underWay.size > 0) await rest(CANCELLED_WITHIN_MS, idle.signal)
    }
    // A device that was pulled out has nothing left to release.
    await new Promise<void>((resolve) => attempt(() => claimed.release(() => resolve()), resolve))
    attempt(() => device.close())
  }

  const finish = (fault: PortFault | null): Promise<void> => {
    end ??= { fault }
    letGo ??= release().then(() => {
      for (const listener of closeListeners.splice(0)) listener(end?.fault ?? null)
    })
    return letGo
  }
  const lose = (error: unknown): void => void finish(faultOf(error))

  for (const [pipe, endpoint] of pipes.in.entries()) listen(endpoint, pipe)
  return {
    count: { in: pipes.in.length, out: pipes.out.length },
    onPacket(listener) {
      hear = listener
    },
    write: (pipe, bytes) =>
      new Promise((resolve) => {
        const endpoint = pipes.out[pipe]
        if (end !== null || endpoint === undefined) return resolve(err(end?.fault ?? CLOSED))
        submit(endpoint, TAKEN_WITHIN_MS, Buffer.from(bytes), (error, _, length) => {
          if (!isError(error) && length === bytes.length) return resolve(ok(undefined))
          const fault = end === null ? faultOf(error) : (end.fault ?? CLOSED)
          resolve(err(fault))
          // A halt outlives the device's closing: whoever opens it next would find it.
          if (end === null && libusbNumber(error) === LIBUSB.stalled) clearHalt(endpoint, () => void finish(fault))
          else void finish(fault)
        })
      }),
    onClose(listener) {
      if (letGo === null) closeListeners.push(listener)
      else void letGo.then(() => listener(end?.fault ?? null))
    },
    close: () => finish(null),
  }
}

function isError(error: unknown): boolean {
  return error !== undefined && error !== null
}

function faultOf(error: unknown): PortFault {
  switch (libusbNumber(error)) {
    case LIBUSB.timedOut:
      return { kind: 'timed-out', detail: `the USB device took nothing in for ${TAKEN_WITHIN_MS} ms` }
    case LIBUSB.deviceGone:
    case LIBUSB.noDevice:
      return { kind: 'broken', detail: 'the USB device was pulled out' }
    case LIBUSB.stalled:
      return { kind: 'broken', detail: 'the USB device stalled' }
    default:
      return { kind: 'broken', detail: isError(error) ? lineOf(error) : 'the USB device took only a part of what was written' }
  }
}

/** What the library throws here says that there is nothing to do any more. */
function attempt(act: () => void, otherwise: () => void = () => undefined): void {
  try {
    act()
  } catch {
    otherwise()
  }
}
