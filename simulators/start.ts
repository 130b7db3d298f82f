/**
 * The hall on a desk, as a process of its own: reader, both printers, platform and the page to play with them, all on loopback.
 * Takes the address of the hall's windows and boards, to which the desk leads. Says where they are in one line on standard output, `simulators {"reader":…,"socialCard":…,"printer":…,"document":…,"desk":…,"platform":…}`, and ends with 0
 * on SIGTERM or when its standard input closes, so that it never outlives the terminal that started it.
 */
import { once } from 'node:events'

import { startA4Printer } from './a4-printer/a4-printer.ts'
import { startCardReader } from './card-reader/card-reader.ts'
import { SPECIMENS } from './card-reader/specimens.ts'
import { startDesk } from './desk/desk.ts'
import { startPlatform } from './platform/platform.ts'
import { startSocialCardSlot } from './social-card/slot.ts'
import { SOCIAL_SPECIMENS } from './social-card/specimens.ts'
import { startLineScanner } from './scanner/line-scanner.ts'
import { startThermalPrinter } from './thermal-printer/thermal-printer.ts'

const LISTEN = { host: '127.0.0.1', port: 0 } as const

/** A real card takes 0.8 to 1.5 s to be read; shorter, and nobody would see that it is read. */
const CARD_READ_MS = 800

/** A slow printer of its kind, in mm/s, so that one sees the paper come. */
const PRINT_SPEED = 100

/** An office laser that has been woken. */
const PAGES_PER_MINUTE = 20

const stopped = Promise.race([
  once(process, 'SIGTERM'),
  once(process, 'SIGINT'),
  once(process.stdin.resume(), 'close'),
])

const reader = await startCardReader({ listen: LISTEN, pace: { baud: 115_200 } })
for (const command of ['read-base', 'read-base-fingerprint'] as const) {
  reader.faults.add(command, { kind: 'slow', milliseconds: CARD_READ_MS }, Infinity)
}
const slot = await startSocialCardSlot(LISTEN)
const scanner = await startLineScanner(LISTEN)
const printer = await startThermalPrinter({ listen: LISTEN, speedMmPerSecond: PRINT_SPEED })
const document = await startA4Printer({ listen: LISTEN, pagesPerMinute: PAGES_PER_MINUTE })
const platform = await startPlatform({ listen: LISTEN, terminal: 'DEMO' })
const desk = await startDesk({ reader, slot, scanner, printer, a4: document, platform, specimens: SPECIMENS, socialCards: SOCIAL_SPECIMENS, hall: process.argv[2] ?? null, port: 0 })
const access = {
  url: platform.url,
  token: platform.credential,
  catalogueKey: platform.catalogueKey.export({ format: 'der', type: 'spki' }).toString('base64'),
}
console.log(`simulators ${JSON.stringify({ reader: reader.url, socialCard: slot.url, scanner: scanner.url, printer: printer.url, document: document.url, desk: desk.url, platform: access })}`)

await stopped
await Promise.all([desk.close(), platform.close(), document.close(), printer.close(), scanner.close(), slot.close(), reader.close()])
process.stdin.destroy()
