import { lineOf } from '../error-line.ts'
import { err, ok, type Result } from '../result.ts'
import type { PortFault } from './port.ts'
import { LIBUSB, libusbNumber, loadUsb, type UsbDevice, type UsbEndpoint, type UsbInterface } from './usb-library.ts'
import { usbPipes, type UsbPipes } from './usb-pipes.ts'

/** The class of an interface that follows no standard. */
const VENDOR_SPECIFIC = 0xff
const BULK = 2
const INTERRUPT = 3

/**
 * Opens the USB device of these ids for this process alone: its vendor-specific interface, else the first that has pipes
 * both ways. Never rejects.
 */
export async function openUsb(
  place: { readonly vendorId: number; readonly productId: number },
  load?: () => Promise<unknown>,
): Promise<Result<UsbPipes, PortFault>> {
  const library = await loadUsb(load)
  if (!library.ok) return library
  try {
    const device = library.value.usb
      .getDeviceList()
      .find(({ deviceDescriptor: { idVendor, idProduct } }) => idVendor === place.vendorId && idProduct === place.productId)
    if (device === undefined) return err({ kind: 'not-found', detail: 'no such USB device is connected' })
    device.open()
    return claim(device)
  } catch (error) {
    return err(openingFault(error))
  }
}

/** Takes the interface of a device that was just opened; where it cannot, the device is closed again. */
function claim(device: UsbDevice): Result<UsbPipes, PortFault> {
  const fitting = (device.interfaces ?? []).filter((one) => pipesOf(one, 'in').length > 0 && pipesOf(one, 'out').length > 0)
  const chosen = fitting.find(({ descriptor }) => descriptor.bInterfaceClass === VENDOR_SPECIFIC) ?? fitting[0]
  if (chosen === undefined) {
    device.close()
    return err({ kind: 'refused', detail: 'the USB device has no pair of bulk pipes: is it another kind of reader (hid:, serial:)?' })
  }
  try {
    chosen.claim()
  } catch (error) {
    device.close()
    return err(openingFault(error))
  }
  return ok(usbPipes(device, chosen, { in: pipesOf(chosen, 'in'), out: pipesOf(chosen, 'out') }))
}

/** In the order of their addresses. Some makers declare them as interrupt pipes, which carry the same. */
function pipesOf(one: UsbInterface, direction: 'in' | 'out'): readonly UsbEndpoint[] {
  return one.endpoints
    .filter((endpoint) => endpoint.direction === direction && (endpoint.transferType === BULK || endpoint.transferType === INTERRUPT))
    .toSorted((a, b) => a.address - b.address)
}

function openingFault(error: unknown): PortFault {
  const words = lineOf(error)
  switch (libusbNumber(error)) {
    case LIBUSB.noDevice:
      return { kind: 'not-found', detail: `the USB device has just gone (${words})` }
    case LIBUSB.busy:
      return { kind: 'busy', detail: `another program or a driver of the system holds the USB device (${words})` }
    case LIBUSB.accessDenied:
      return { kind: 'refused', detail: `the USB device cannot be opened (${words}): is its udev rule installed?` }
    case LIBUSB.notSupported:
      return { kind: 'refused', detail: `the USB device cannot be opened (${words}): on Windows it needs the driver WinUSB` }
    default:
      return { kind: 'broken', detail: `the USB device cannot be opened (${words})` }
  }
}
