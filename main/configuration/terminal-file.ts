import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { z } from 'zod'
import { HID_FRAMINGS } from '../../drivers/id-card/hid-framing.ts'
import { parsePortUrl, type PortUrl } from '../../drivers/ports/port-url.ts'
import { GENERIC_80MM, PRINTER_PROFILES } from '../../printers/escpos/profile.ts'
import { Place } from '../contract/facts.ts'
import { platformAddress } from '../platform/address.ts'
import { HallPagesPlace, readHallTls } from './hall-pages-place.ts'
import { HallServer, readAuthority } from './hall-server-place.ts'

export const PLATFORM_ADDRESS = 'expected https://HOST/PATH, or http:// on this machine, without a name or password'

const KEY = 'expected { file: PATH } or { credential: NAME }'
/** Where the machine's key comes from. */
export const KeySource = z.union([z.strictObject({ file: z.string().min(1) }, KEY), z.strictObject({ credential: z.string().min(1) }, KEY)], KEY)

const pixels = z.number().int().positive()

/** A port as a URL (design, "A port is a URL"). */
function port(...forms: readonly PortForm[]) {
  return z
    .string(`expected a port: ${forms.map((form) => PORT_SHAPES[form]).join(' or ')}`)
    .refine((text) => forms.some((form) => isPort(text, form)), {
      error: (issue) =>
        `expected a port: ${forms.map((form) => PORT_SHAPES[form]).join(' or ')}, found ${JSON.stringify(issue.input)}`,
    })
}

type PortForm = PortUrl['kind'] | 'ipp'
const PORT_SHAPES: Readonly<Record<PortForm, string>> = {
  serial: 'serial:PATH?baudRate=N',
  tcp: 'tcp://HOST:PORT',
  hid: 'hid:VID:PID',
  usb: 'usb:VID:PID',
  ipp: 'ipp://HOST[:PORT]/PATH',
}

function isPort(text: string, form: PortForm): boolean {
  if (form === 'ipp') return /^ipps?:\/\/[^/]+\/.+$/.test(text)
  const parsed = parsePortUrl(text)
  return parsed.ok && parsed.value.kind === form
}

/** The relay behind which a device has its power (drivers/relay/power.ts says how it is to be wired). */
const Power = z.strictObject({ relay: port('serial', 'tcp'), channel: relayChannel() }, 'expected { relay: PORT, channel: 1 to 8 }')

function relayChannel() {
  const expected = 'expected a channel of the relay, 1 to 8'
  return z.literal([1, 2, 3, 4, 5, 6, 7, 8], {
    error: (issue) => (issue.input === undefined ? expected : `${expected}, found ${JSON.stringify(issue.input)}`),
  })
}

const MEDICAL_INSURANCE = 'expected the path of a .mjs module that exports readMedicalInsurance'

/** The module that opens the vendor's medical-insurance library. */
const medicalInsurance = z.strictObject({ module: z.string(MEDICAL_INSURANCE).regex(/\.m?js$/, MEDICAL_INSURANCE) }, 'expected { module: PATH }').optional()

/** Where social-security cards are put in: a reader of the system's PC/SC service, or the demonstration's slot at the end of a line. */
const SocialCardDevice = z.discriminatedUnion('driver', [
  z.strictObject({
    driver: z.literal('pcsc'),
    /** A part of the reader's name as the system has it, where the machine has several. */
    reader: nameOfReader().optional(),
    medicalInsurance,
  }),
  z.strictObject({ driver: z.literal('virtual'), port: port('tcp'), medicalInsurance }),
])

function nameOfReader() {
  const expected = 'expected a part of the name of a card reader'
  return z.string(expected).trim().min(1, expected).max(200)
}

/** As the hall's file names it, `3` as well as `"3"`. */
function hallWindow() {
  const expected = 'expected a window of the hall, such as 3'
  return z.union([z.string(expected).trim().min(1, expected).max(16, expected), z.number(expected).int(expected).positive(expected).transform(String)], expected)
}

/** A device's address on its bus. */
function busAddress(most: number) {
  const expected = `expected an address on the bus, 1 to ${most}`
  return z.number(expected).int(expected).min(1, expected).max(most, expected)
}

/** Two devices of one address would speak at once. */
function eachOnce<Device>(devices: readonly Device[], addressOf: (device: Device) => number): boolean {
  return new Set(devices.map(addressOf)).size === devices.length
}

const CALL_PADS = 'expected { port: PORT, pads: [{ address: 1, window: 3 }] }'
/** Call pads and evaluators on one bus (drivers/call-pad). */
const CallPadBus = z.strictObject(
  {
    port: port('serial', 'tcp'),
    pads: z
      .array(z.strictObject({ address: busAddress(255), window: hallWindow() }, 'expected { address: 1, window: 3 }'), CALL_PADS)
      .min(1, CALL_PADS)
      .refine((pads) => eachOnce(pads, ({ address }) => address), 'expected each address once'),
  },
  CALL_PADS,
)

const WINDOW_DISPLAYS = 'expected { port: PORT, displays: [{ unit: 1, window: 3 }] }'
/** 7-segment displays on one Modbus RTU bus (drivers/window-display). */
const WindowDisplayBus = z.strictObject(
  {
    port: port('serial', 'tcp'),
    displays: z
      .array(z.strictObject({ unit: busAddress(247), window: hallWindow() }, 'expected { unit: 1, window: 3 }'), WINDOW_DISPLAYS)
      .min(1, WINDOW_DISPLAYS)
      .refine((displays) => eachOnce(displays, ({ unit }) => unit), 'expected each unit once'),
  },
  WINDOW_DISPLAYS,
)

/** What hangs at the windows of a hall, on this machine: of a terminal that counts by itself, or of a hall server. */
export const WindowBuses = z.strictObject({ callPads: CallPadBus.optional(), windowDisplays: WindowDisplayBus.optional() })
export type WindowBuses = z.output<typeof WindowBuses>

const cameraLabel = z.string('expected a part of the label of a camera').trim().min(1, 'expected a part of the label of a camera').max(200)

/** Which camera looks at papers and which at faces, by a part of what the system calls it. */
const Cameras = z
  .strictObject({ paper: cameraLabel.optional(), face: cameraLabel.optional() }, 'expected { paper: LABEL, face: LABEL }, or one of them')
  .refine(({ paper, face }) => paper !== undefined || face !== undefined, 'expected { paper: LABEL, face: LABEL }, or one of them')

/** A built-in profile by name, or a file as `npm run probe` writes it. */
function printerProfile() {
  const shape = `${[...PRINTER_PROFILES.keys()].join(', ')} or the path of a .json file that npm run probe has written`
  return z.string(`expected ${shape}`).refine((text) => PRINTER_PROFILES.has(text) || text.endsWith('.json'), {
    error: (issue) => `expected ${shape}, found ${JSON.stringify(issue.input)}`,
  })
}

const PHOTO_DECODER = 'expected the path of a .mjs module that exports decodePhoto'

/** terminal.yaml: this machine. Relative paths are taken from the file's own folder. */
export const TerminalFile = z.strictObject({
  terminal: z.strictObject({
    id: z.string().regex(/^[A-Za-z0-9-]{1,16}$/, 'expected 1 to 16 letters, digits or hyphens, such as K01'),
    screen: z.strictObject({ width: pixels, height: pixels, diagonal: z.number().positive() }),
  }),
  case: z
    .strictObject({
      reader: Place.optional(),
      ticket: Place.optional(),
      document: Place.optional(),
      scanner: Place.optional(),
      socialCard: Place.optional(),
      camera: Place.optional(),
    })
    .default({}),
  data: z.string().min(1),
  key: KeySource,
  hallFile: z.string().min(1),
  catalogue: z.string().min(1).optional(),
  devices: z
    .strictObject({
      idCard: z
        .strictObject({
          driver: z.literal('sdt'),
          port: port('serial', 'tcp', 'hid', 'usb'),
          /** How a reader on USB HID cuts its frames into reports; for `hid:` only. */
          framing: z.enum(HID_FRAMINGS).default('plain64'),
          power: Power.optional(),
          /** A module that makes a picture of a card's photo (`DecodePhoto`); without one no photo is shown. */
          photoDecoder: z.string(PHOTO_DECODER).regex(/\.m?js$/, PHOTO_DECODER).optional(),
        })
        .optional(),
      ticket: z
        .strictObject({
          driver: z.literal('escpos'),
          port: port('serial', 'tcp'),
          profile: printerProfile().default(GENERIC_80MM.name),
          power: Power.optional(),
        })
        .optional(),
      document: z.strictObject({ driver: z.literal('ipp'), port: port('ipp') }).optional(),
      scanner: z
        .discriminatedUnion('driver', [
          z.strictObject({ driver: z.literal('serial-scanner'), port: port('serial', 'tcp') }),
          z.strictObject({ driver: z.literal('hid-scanner'), port: port('hid') }),
        ])
        .optional(),
      socialCard: SocialCardDevice.optional(),
      camera: Cameras.optional(),
      ...WindowBuses.shape,
    })
    .default({}),
  /** Asked in turn for characters that the product's own fonts lack: names in private use, and in CJK extensions G and beyond. */
  fonts: z.strictObject({ fallback: z.array(z.string().min(1)).default([]) }).default({ fallback: [] }),
  /** Who counts this terminal's numbers: itself, or the hall's server for all terminals of the hall. */
  server: HallServer.default(null),
  /** Windows and boards of the hall, served by this terminal; without it none are. */
  hall: HallPagesPlace.optional(),
  platform: z
    .strictObject({
      url: z.string().refine((text) => platformAddress(text).ok, PLATFORM_ADDRESS).optional(),
      credential: z.strictObject({ file: z.string().min(1) }).optional(),
      /** What a phone opens: below it `t/` a ticket, `g/` an item’s guide. Without it no QR is printed or shown, and no paper comes from phones. */
      publicUrl: z.url({ protocol: /^https?$/ }).optional(),
    })
    .refine(({ url, credential }) => (url === undefined) === (credential === undefined), 'expected url and credential together')
    .optional(),
})
export type TerminalFile = z.output<typeof TerminalFile>

const BELONGS_TO_SERVER = 'windows, boards, call pads and window displays belong to the hall server that server.hall names, or to a terminal that is embedded'

/** The same, with the files that it names by a key looked for: the line of the key is told. */
export function terminalFileIn(beside: (name: string) => string) {
  return TerminalFile.superRefine(async ({ devices, hall, server }, context) => {
    if (server !== null) {
      const authority = await readAuthority(server.authority, beside)
      if (!authority.ok) context.addIssue({ code: 'custom', path: ['server', 'authority'], message: authority.fault })
      const here = { hall, 'devices.callPads': devices.callPads, 'devices.windowDisplays': devices.windowDisplays }
      for (const [key, written] of Object.entries(here)) {
        if (written !== undefined) context.addIssue({ code: 'custom', path: key.split('.'), message: `expected no ${key}: ${BELONGS_TO_SERVER}` })
      }
    }
    const tls = await readHallTls(hall?.tls, beside)
    if (!tls.ok) context.addIssue({ code: 'custom', path: ['hall', 'tls', tls.fault.key], message: tls.fault.expected })
    const modules = [
      { file: devices.idCard?.photoDecoder, path: ['devices', 'idCard', 'photoDecoder'], expected: PHOTO_DECODER },
      { file: devices.socialCard?.medicalInsurance?.module, path: ['devices', 'socialCard', 'medicalInsurance', 'module'], expected: MEDICAL_INSURANCE },
    ]
    for (const { file, path, expected } of modules) {
      if (file === undefined || (await isReadableFile(beside(file)))) continue
      context.addIssue({ code: 'custom', path, message: `${expected}; there is no such file that may be read` })
    }
  })
}

async function isReadableFile(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK)
    return (await stat(file)).isFile()
  } catch {
    // Not there, or not for this user: the key's line says so.
    return false
  }
}
