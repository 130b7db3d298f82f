/**
 * Draws what a printer would make of the bytes on standard input, as a PNG on standard output: one strip from its first
 * line to the cut. The one argument is the dots across the paper, 384 or 576. What is wrong with the bytes is told on
 * standard error, and the exit status is 1.
 */
import { buffer } from 'node:stream/consumers'

import { pngOf } from './thermal-printer/png.ts'
import { createPrinter } from './thermal-printer/printer.ts'
import { loadCharacterRom } from './thermal-printer/rom/character-rom.ts'

const widthDots = Number(process.argv[2])
const rom = await loadCharacterRom()
const job = await buffer(process.stdin)

const printer = createPrinter(
  { rom, widthDots, speedMmPerSecond: 'instant' },
  {
    answer: () => true,
    complain(offset, message) {
      process.stderr.write(`offset ${offset}: ${message}\n`)
      process.exitCode = 1
    },
    delivered({ rows }) {
      process.stdout.write(pngOf(rows, widthDots))
    },
    changed: () => undefined,
  },
)
printer.receive(job)
