import { lineOf } from '../../drivers/error-line.ts'
import { loadUsb } from '../../drivers/ports/usb-library.ts'
import { loadSmartCard } from '../../drivers/social-card/pcsc.ts'

/** The native libraries as they are loaded; a test gives its own. */
export interface DeviceLibraries {
  readonly serial: () => Promise<{ readonly SerialPort: { list(): Promise<readonly SerialPlace[]> } }>
  readonly hid: () => Promise<{ devicesAsync(): Promise<readonly HidPlace[]> }>
  readonly usb?: () => Promise<unknown>
  readonly pcsc?: () => Promise<unknown>
}

interface SerialPlace {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly pnpId?: string | undefined
}

interface HidPlace {
  readonly vendorId: number
  readonly productId: number
  readonly product?: string | undefined
  readonly usagePage?: number | undefined
}

const LIBRARIES: DeviceLibraries = { serial: () => import('serialport'), hid: () => import('node-hid') }

/** Readers on bulk pipes; what else hangs on USB is an adapter, a hub or a camera, and none of theirs. */
const USB_READERS: ReadonlyMap<string, string> = new Map([
  ['0400:C35A', 'an ID card reader (部标)'],
  ['0316:5020', 'an ID card reader (新中新)'],
  ['0483:5750', 'an ID card reader on STM32'],
  ['28E9:028A', 'an ID card reader on GD32'],
])
const POINT_OF_SALE = 0x8c

/**
 * What an installer can write in `terminal.yaml` on this machine, line by line: each device that is connected with its
 * port, each kind that cannot be asked with the reason. Opens none of them. Never rejects.
 */
export async function connectedDevices(libraries: DeviceLibraries = LIBRARIES): Promise<string> {
  const kinds: readonly (readonly [title: string, find: () => Promise<readonly string[]>])[] = [
    ['Serial ports (the rate is of ID card readers; scanners have 9600 or 115200, call pads and window displays 9600)', () => serialPorts(libraries)],
    ['USB HID', () => hidDevices(libraries)],
    ['USB', () => usbReaders(libraries)],
    ['PC/SC', () => cardReaders(libraries)],
  ]
  let text = ''
  for (const [title, find] of kinds) {
    const lines = await find().catch((error: unknown) => [`cannot be asked (${lineOf(error)})`])
    text += `${title}:\n${(lines.length === 0 ? ['none is connected'] : lines).map((line) => `  ${line}\n`).join('')}`
  }
  return text
}

async function serialPorts({ serial }: DeviceLibraries): Promise<readonly string[]> {
  const ports = await (await serial()).SerialPort.list()
  return ports.map(({ path, manufacturer, pnpId }) => {
    // The name that stays when another device is plugged in.
    const stable = path.startsWith('/dev/') && pnpId !== undefined ? `/dev/serial/by-id/${pnpId}` : path
    return described(`serial:${stable}?baudRate=115200`, manufacturer)
  })
}

async function hidDevices({ hid }: DeviceLibraries): Promise<readonly string[]> {
  const devices = await (await hid()).devicesAsync()
  const lines = devices.map(({ vendorId, productId, product, usagePage }) =>
    described(`hid:${idsOf(vendorId, productId)}`, usagePage === POINT_OF_SALE ? `${product ?? ''} (a scanner, HID-POS)`.trim() : product),
  )
  // One device has a place for each of its collections.
  return [...new Set(lines)]
}

async function usbReaders({ usb }: DeviceLibraries): Promise<readonly string[]> {
  const library = await loadUsb(usb)
  if (!library.ok) return [library.fault.detail]
  const ids = library.value.usb.getDeviceList().map(({ deviceDescriptor: { idVendor, idProduct } }) => idsOf(idVendor, idProduct))
  return ids.filter((id) => USB_READERS.has(id)).map((id) => described(`usb:${id}`, USB_READERS.get(id)))
}

async function cardReaders({ pcsc }: DeviceLibraries): Promise<readonly string[]> {
  const library = await loadSmartCard(pcsc)
  if (!library.ok) return [library.fault.detail]
  const context = new library.value.Context()
  try {
    return context.listReaders().map(({ name }) => `reader: ${JSON.stringify(name)}`)
  } finally {
    context.close()
  }
}

function idsOf(vendorId: number, productId: number): string {
  return [vendorId, productId].map((id) => id.toString(16).toUpperCase().padStart(4, '0')).join(':')
}

function described(port: string, words: string | undefined): string {
  return words === undefined || words === '' ? port : `${port}   ${words}`
}
