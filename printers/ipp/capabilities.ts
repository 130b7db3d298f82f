import { OPERATION } from './client.ts'
import { numbersOf, textsOf, type Attribute } from './message.ts'

/** Of GB/T 148 and PWG 5101.1; some printers offer US letter unless this is asked for. */
export const A4 = 'iso_a4_210x297mm'

/** What a printer can do, as far as it matters to a certificate. */
export interface Capabilities {
  readonly lacks: 'a4' | 'pdf' | null
  readonly createJob: boolean
  readonly validateJob: boolean
  readonly twoSided: boolean
  /** Whether it says anything of a job template attribute; what it lacks is not asked of it. */
  readonly supports: (name: 'print-scaling' | 'print-color-mode' | 'sides', value: string) => boolean
  /** A queue of CUPS, whose count of pages is its filter's. */
  readonly isQueue: boolean
  /**
   * Whether "completed" is the device's own word. A queue of CUPS waits for the device only behind `ipp:` and `ipps:`;
   * behind usb:, socket:, lpd: and others it means that all bytes were handed over (m0wfo/cups#3), and a queue that does
   * not say what is behind it is taken for such a one.
   */
  readonly confirms: boolean
}

/** What `capabilitiesOf` looks at, to be asked for. */
export const CAPABILITY_ATTRIBUTES = [
  'operations-supported',
  'document-format-supported',
  'media-supported',
  'sides-supported',
  'print-scaling-supported',
  'print-color-mode-supported',
  'cups-version',
  'device-uri',
] as const

export function capabilitiesOf(attributes: readonly Attribute[]): Capabilities {
  const says = (name: string): readonly string[] => textsOf(attributes, name)
  const operations = new Set(numbersOf(attributes, 'operations-supported'))
  const [deviceUri = ''] = says('device-uri')
  const isQueue = says('cups-version').length > 0 || deviceUri !== ''
  return {
    lacks: lackOf(says('media-supported'), says('document-format-supported')),
    createJob: operations.has(OPERATION.createJob) && operations.has(OPERATION.sendDocument),
    validateJob: operations.has(OPERATION.validateJob),
    twoSided: says('sides-supported').includes('two-sided-long-edge'),
    // One that lists nothing may know it all the same, and may ignore it (RFC 8011, section 5.2).
    supports: (name, value) => says(`${name}-supported`).length === 0 || says(`${name}-supported`).includes(value),
    isQueue,
    confirms: !isQueue || /^ipps?:/i.test(deviceUri) || /^dnssd:.*\._ipps?\./i.test(deviceUri),
  }
}

/** One that lists no media or formats is not refused for it: Validate-Job decides. */
function lackOf(media: readonly string[], formats: readonly string[]): 'a4' | 'pdf' | null {
  if (media.length > 0 && !media.includes(A4)) return 'a4'
  if (formats.length > 0 && !formats.some((format) => format.toLowerCase() === 'application/pdf')) return 'pdf'
  return null
}
