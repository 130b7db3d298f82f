import { pathToFileURL } from 'node:url'
import { openCardReader, type CardReader } from '../../drivers/id-card/card-reader.ts'
import { openPhotoDecoder, type PhotoDecoder } from '../../drivers/id-card/photo-decoder.ts'
import { openScanner, type Scanner } from '../../drivers/scanner/scanner.ts'
import { openMedicalInsurance, type MedicalInsuranceReader } from '../../drivers/social-card/medical-insurance.ts'
import { openSocialCardReader, type SocialCardReader } from '../../drivers/social-card/social-card-reader.ts'
import { cardReaderWire } from '../configuration/card-reader-wire.ts'
import { socialCardWire } from '../configuration/social-card-wire.ts'
import { scannerWire } from '../configuration/scanner-wire.ts'
import type { TerminalFile } from '../configuration/terminal-file.ts'
import type { CardPlace } from '../session/card-seat.ts'
import type { Log } from '../operations/log.ts'
import { createHeldCodes, type HeldCodes } from '../session/held-codes.ts'
import { createScans, type Scans } from '../session/scans.ts'

/** What this terminal reads people's documents and codes with; null is a device that it lacks. */
export interface Readers {
  readonly card: CardReader | null
  /** The slot of social-security cards. */
  readonly socialCard: SocialCardReader | null
  readonly scanner: Scanner | null
  /** What the vendor's library says of the insured whose card is in the slot; null where none is configured. */
  readonly insurance: MedicalInsuranceReader | null
  /** Makes pictures of the photos on cards; null where none is configured. */
  readonly photos: PhotoDecoder | null
  /** What a scanner reads, for whoever waits for it. */
  readonly scans: Scans
  /** The codes that wait for their use. */
  readonly held: HeldCodes
  /** Resolves when no line to a reader is open any more. `scans` ends by itself. */
  close(): Promise<void>
}

export function openReaders(parts: {
  readonly devices: TerminalFile['devices']
  /** The calendar day in the hall. */
  readonly today: () => { readonly year: number; readonly month: number; readonly day: number }
  /** Nothing of a card is read before its holder has agreed to it. */
  readonly mayReadCard: (at: CardPlace) => boolean
  /** Whoever stands there, by the session's id. Null: nobody to whom a code would say anything, and none is read. */
  readonly session: () => string | null
  readonly now: () => Date
  readonly log: Log
}): Readers {
  const { devices, log } = parts
  const logCard = (event: string, facts: object): void => log.info({ device: 'idCard', ...facts }, event)
  const card = devices.idCard
    ? openCardReader({
        ...cardReaderWire(devices.idCard, logCard),
        today: parts.today,
        mayRead: () => parts.mayReadCard('idCard'),
      })
    : null
  const socialCard = devices.socialCard
    ? openSocialCardReader({
        ...socialCardWire(devices.socialCard),
        today: parts.today,
        mayRead: () => parts.mayReadCard('socialCard'),
        log: (event, facts) => log.info({ device: 'socialCard', ...facts }, event),
      })
    : null
  const library = devices.socialCard?.medicalInsurance
  const insurance = library === undefined ? null : openMedicalInsurance({ module: pathToFileURL(library.module) })
  const decoder = devices.idCard?.photoDecoder
  const photos = decoder === undefined ? null : openPhotoDecoder({ module: pathToFileURL(decoder), log: logCard })
  const held = createHeldCodes()
  const scans = createScans({ session: parts.session, held, now: parts.now })
  const scanner = devices.scanner
    ? openScanner({
        wire: scannerWire(devices.scanner.port),
        mayRead: () => parts.session() !== null,
        onCode: (code) => scans.heard(code),
        log: (event, facts) => log.info({ device: 'scanner', ...facts }, event),
      })
    : null
  return {
    card,
    socialCard,
    scanner,
    insurance,
    photos,
    scans,
    held,
    async close() {
      await Promise.all([card?.close(), socialCard?.close(), scanner?.close()])
    },
  }
}
