import { randomUUID } from 'node:crypto'
import { startA4Printer, type A4PrinterSimulator } from '../../../simulators/a4-printer/a4-printer.ts'
import { startCardReader, type CardReaderSimulator } from '../../../simulators/card-reader/card-reader.ts'
import { SPECIMENS, specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { startDesk, type Desk } from '../../../simulators/desk/desk.ts'
import { startSocialCardSlot, type SocialCardSlot } from '../../../simulators/social-card/slot.ts'
import { SOCIAL_SPECIMENS } from '../../../simulators/social-card/specimens.ts'
import { startLineScanner, type LineScanner } from '../../../simulators/scanner/line-scanner.ts'
import { startPlatform, type PlatformSimulator } from '../../../simulators/platform/platform.ts'
import { standInPrinter, type StandInPrinter } from './stand-in-printer.ts'

const LISTEN = { host: '127.0.0.1', port: 0 } as const

/** A desk and what stands on it. */
export interface DeskHall {
  readonly reader: CardReaderSimulator
  readonly slot: SocialCardSlot
  readonly scanner: LineScanner
  readonly printer: StandInPrinter
  readonly a4: A4PrinterSimulator
  readonly platform: PlatformSimulator
  readonly desk: Desk
  /** Opens a desk anew at the same devices. */
  openDesk(): Promise<Desk>
  close(): Promise<void>
}

export async function setUpDeskHall(): Promise<DeskHall> {
  const reader = await startCardReader({ listen: LISTEN })
  const slot = await startSocialCardSlot(LISTEN)
  const scanner = await startLineScanner(LISTEN)
  const printer = standInPrinter()
  const a4 = await startA4Printer({ listen: LISTEN })
  const platform = await startPlatform({ listen: LISTEN, terminal: 'K01' })
  const openDesk = (): Promise<Desk> => startDesk({ reader, slot, scanner, printer, a4, platform, specimens: SPECIMENS, socialCards: SOCIAL_SPECIMENS, hall: null, port: 0 })
  let desk = await openDesk()
  return {
    reader,
    slot,
    scanner,
    printer,
    a4,
    platform,
    get desk() {
      return desk
    },
    openDesk: async () => (desk = await openDesk()),
    close: async () => {
      await Promise.all([desk.close(), platform.close(), a4.close(), scanner.close(), slot.close(), reader.close()])
    },
  }
}

/** Has the platform send a code to the phone of a specimen with a resident card. */
export async function sendCode(platform: PlatformSimulator, specimen: string): Promise<string> {
  const { number, name } = specimenOf(specimen).face
  const response = await fetch(`${platform.url}/person/verifications`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${platform.credential}`,
      'yimen-terminal': platform.terminal,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ person: { document: 'resident-card', number, name } }),
  })
  if (response.status !== 201) throw new Error(`no code: ${response.status}`)
  return platform.sentCodes.at(-1)?.code ?? ''
}

/** Resolves when so many sheets lie in the output tray. */
export function sheetsOut(a4: A4PrinterSimulator, sheets: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (a4.outputs.length !== sheets) return
      forget()
      resolve()
    }
    const forget = a4.onChange(look)
    look()
  })
}
