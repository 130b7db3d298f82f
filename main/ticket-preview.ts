/**
 * `npm run ticket-preview -- --hall hall.yaml --out ticket.png [--width 58|80]`: what the hall's ticket will look like.
 * The bytes are those the terminal would send, drawn dot by dot by the virtual printer in a process of its own, which
 * shares nothing with the encoder. Exit status 2 and one line where the hall file has a fault, 1 where drawing fails.
 */
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { outlineFonts } from '../printers/escpos/outline-glyph.ts'
import { rareFonts } from '../printers/rare-fonts.ts'
import { GENERIC_58MM, GENERIC_80MM, type PrinterProfile } from '../printers/escpos/profile.ts'
import { encodeTicket } from '../printers/ticket/ticket.ts'
import { loadHall } from './configuration/configuration.ts'
import { specimenTicket } from './queue/specimen-ticket.ts'
import { parsePreview } from './shell/arguments.ts'

const OUT = path.dirname(fileURLToPath(import.meta.url))
const FONT = path.join(OUT, '../../printers/certificate/fonts/NotoSansSC-Regular.ttf')
const PROFILES: Readonly<Record<58 | 80, PrinterProfile>> = { 58: GENERIC_58MM, 80: GENERIC_80MM }
const EXIT = { done: 0, failed: 1, refused: 2 } as const

process.exitCode = await run()

async function run(): Promise<number> {
  const words = parsePreview(process.argv.slice(2))
  if (!words.ok) return tell(words.fault.line, EXIT.refused)
  const { hallFile, picture, paperMm } = words.value
  const hall = await loadHall(hallFile)
  if (!hall.ok) return tell(hall.fault.line, EXIT.refused)

  const profile = PROFILES[paperMm]
  const job = encodeTicket(specimenTicket(hall.value), profile, outlineFonts([FONT], rareFonts(path.join(path.dirname(FONT), 'rare'))), hall.value.ticket)
  if (!job.ok) return tell(`${path.basename(hallFile)}: its ticket cannot be printed: ${job.fault.kind}`, EXIT.refused)
  const png = await drawn(job.value.bytes, profile.widthDots)
  if (png === null) return tell('the virtual printer could not draw the ticket', EXIT.failed)
  try {
    await writeFile(picture, png)
  } catch (error) {
    return tell(`${picture}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`, EXIT.failed)
  }
  return EXIT.done
}

/** Null when the printer found the bytes wrong; what it said stands on standard error. */
async function drawn(job: Uint8Array, widthDots: number): Promise<Buffer | null> {
  const printer = spawn(process.execPath, [path.join(OUT, 'draw-job.js'), String(widthDots)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => {
    printer.once('close', resolve)
    printer.once('error', () => resolve(null))
  })
  // It may end before it has read everything; its exit status says so.
  printer.stdin.on('error', () => printer.stdin.destroy())
  printer.stdin.end(job)
  const [png, status] = await Promise.all([buffer(printer.stdout), ended])
  return status === 0 && png.length > 0 ? png : null
}

function tell(line: string, status: number): number {
  process.stderr.write(`yimen: ${line}\n`)
  return status
}
