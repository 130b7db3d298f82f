import { z } from 'zod'
import { GENERIC_80MM, PRINTER_PROFILES } from '../../printers/escpos/profile.ts'
import { Place } from '../contract/facts.ts'
import { platformAddress } from '../platform/address.ts'

const PLATFORM_ADDRESS = 'expected https://HOST/PATH, or http:// on this machine, without a name or password'

const pixels = z.number().int().positive()

/** A port as a URL (design, "A port is a URL"). */
function port(...forms: readonly PortForm[]) {
  return z
    .string(`expected a port: ${forms.map((form) => PORT_FORMS[form].shape).join(' or ')}`)
    .refine((text) => forms.some((form) => PORT_FORMS[form].pattern.test(text)), {
      error: (issue) =>
        `expected a port: ${forms.map((form) => PORT_FORMS[form].shape).join(' or ')}, found ${JSON.stringify(issue.input)}`,
    })
}

type PortForm = 'serial' | 'tcp' | 'ipp'
const PORT_FORMS: Record<PortForm, { readonly shape: string; readonly pattern: RegExp }> = {
  serial: { shape: 'serial:PATH?baudRate=N', pattern: /^serial:[^?]+(\?baudRate=\d+)?$/ },
  tcp: { shape: 'tcp://HOST:PORT', pattern: /^tcp:\/\/[^/:]+:\d{1,5}$/ },
  ipp: { shape: 'ipp://HOST[:PORT]/PATH', pattern: /^ipps?:\/\/[^/]+\/.+$/ },
}

/** The relay behind which a device has its power (drivers/relay/power.ts says how it is to be wired). */
const Power = z.strictObject({ relay: port('serial', 'tcp'), channel: relayChannel() }, 'expected { relay: PORT, channel: 1 to 8 }')

function relayChannel() {
  const expected = 'expected a channel of the relay, 1 to 8'
  return z.literal([1, 2, 3, 4, 5, 6, 7, 8], {
    error: (issue) => (issue.input === undefined ? expected : `${expected}, found ${JSON.stringify(issue.input)}`),
  })
}

/** A built-in profile by name, or a file as `npm run probe` writes it. */
function printerProfile() {
  const shape = `${[...PRINTER_PROFILES.keys()].join(', ')} or the path of a .json file that npm run probe has written`
  return z.string(`expected ${shape}`).refine((text) => PRINTER_PROFILES.has(text) || text.endsWith('.json'), {
    error: (issue) => `expected ${shape}, found ${JSON.stringify(issue.input)}`,
  })
}

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
      camera: Place.optional(),
    })
    .default({}),
  data: z.string().min(1),
  key: z.union([z.strictObject({ file: z.string().min(1) }), z.strictObject({ credential: z.string().min(1) })], {
    error: 'expected { file: PATH } or { credential: NAME }',
  }),
  hallFile: z.string().min(1),
  catalogue: z.string().min(1).optional(),
  devices: z
    .strictObject({
      idCard: z
        .strictObject({ driver: z.literal('sdt'), port: port('serial', 'tcp'), power: Power.optional() })
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
      // Read by the installer's file already, driven by later journeys.
      scanner: z.strictObject({ driver: z.literal('serial-scanner'), port: port('serial', 'tcp') }).optional(),
    })
    .default({}),
  /** Asked in turn for characters that the product's own fonts lack: names in CJK extensions B and beyond. */
  fonts: z.strictObject({ fallback: z.array(z.string().min(1)).default([]) }).default({ fallback: [] }),
  server: z
    .strictObject({
      hall: z.literal('embedded', 'expected embedded: a hall server cannot be used by this version'),
    })
    .default({ hall: 'embedded' }),
  platform: z
    .strictObject({
      url: z.string().refine((text) => platformAddress(text).ok, PLATFORM_ADDRESS).optional(),
      credential: z.strictObject({ file: z.string().min(1) }).optional(),
      /** What a phone opens: below it `t/` a ticket, `g/` an item’s guide. Without it no QR is printed or shown. */
      publicUrl: z.url({ protocol: /^https?$/ }).optional(),
    })
    .refine(({ url, credential }) => (url === undefined) === (credential === undefined), 'expected url and credential together')
    .optional(),
})
export type TerminalFile = z.output<typeof TerminalFile>
