import { lineOf } from '../error-line.ts'
import { err, ok, type Result } from '../result.ts'
import type { PortFault } from './port.ts'

/** The part of the `usb` module (libusb) that is used here. */
export interface UsbLibrary {
  readonly usb: {
    /** Not 0 where libusb could not begin; there are no devices then. */
    readonly INIT_ERROR?: number
    getDeviceList(): readonly UsbDevice[]
  }
}

export interface UsbDevice {
  readonly deviceDescriptor: { readonly idVendor: number; readonly idProduct: number }
  /** There while the device is open. */
  readonly interfaces?: readonly UsbInterface[] | undefined
  open(): void
  close(): void
}

export interface UsbInterface {
  readonly descriptor: { readonly bInterfaceClass: number }
  readonly endpoints: readonly UsbEndpoint[]
  claim(): void
  release(done: (error?: Error) => void): unknown
}

export interface UsbEndpoint {
  readonly direction: 'in' | 'out'
  readonly address: number
  readonly transferType: number
  readonly descriptor: { readonly wMaxPacketSize: number }
  /** `timeout` in ms, 0 for ever. `done` is called once for a transfer that was submitted, cancelled or not. */
  makeTransfer(timeout: number, done: (error: Error | undefined, buffer: Buffer, length: number) => void): UsbTransfer
  clearHalt(done: (error: Error | undefined) => void): unknown
}

export interface UsbTransfer {
  submit(buffer: Buffer): unknown
  cancel(): unknown
}

/** libusb's own numbers: of what became of a transfer, and, below zero, of a call that failed. */
export const LIBUSB = {
  timedOut: 2,
  stalled: 4,
  deviceGone: 5,
  accessDenied: -3,
  noDevice: -4,
  busy: -6,
  notSupported: -12,
} as const

/** 0, which is no failure, where the error is none of libusb's. */
export function libusbNumber(error: unknown): number {
  return typeof error === 'object' && error !== null && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0
}

/**
 * Loads the native library when the first USB device is opened: where it, or the system's libudev, is missing, USB readers
 * are missing and say why, and everything else works.
 */
export async function loadUsb(load: () => Promise<unknown> = () => import('usb')): Promise<Result<UsbLibrary, PortFault>> {
  try {
    const library = await load()
    if (!isLibrary(library)) return err({ kind: 'broken', detail: 'the USB library is of another version' })
    const { INIT_ERROR: began = 0 } = library.usb
    return began === 0 ? ok(library) : err({ kind: 'broken', detail: `libusb cannot begin on this machine (${began})` })
  } catch (error) {
    return err({ kind: 'broken', detail: `the USB library cannot be loaded (${lineOf(error)}): is libudev installed?` })
  }
}

function isLibrary(module: unknown): module is UsbLibrary {
  return typeof module === 'object' && module !== null && 'usb' in module && typeof module.usb === 'object'
}
