import { strict as assert } from 'node:assert'
import { pngOf } from '../../simulators/thermal-printer/png.ts'
import { createPrinter } from '../../simulators/thermal-printer/printer.ts'
import { loadCharacterRom } from '../../simulators/thermal-printer/rom/character-rom.ts'

const rom = await loadCharacterRom()

/** A sheet as the virtual printer cuts it off, and what it found wrong with the bytes. */
export interface OnPaper {
  readonly heightDots: number
  /** One pixel a dot. */
  readonly png: () => Buffer
  readonly text: string
  readonly errors: readonly string[]
}

/** What comes out for a job that ends with its cut, at once and without a wire. */
export function onPaper(job: Uint8Array, widthDots: number): OnPaper {
  const errors: string[] = []
  const sheets: OnPaper[] = []
  const printer = createPrinter(
    { rom, widthDots, speedMmPerSecond: 'instant' },
    {
      answer: () => true,
      complain: (_, message) => errors.push(message),
      delivered: ({ rows, text }) => {
        sheets.push({ heightDots: rows.length, png: () => pngOf(rows, widthDots), text, errors })
      },
      changed: () => undefined,
    },
  )
  printer.receive(job)
  const [sheet] = sheets
  assert(sheet !== undefined && sheets.length === 1)
  return sheet
}
