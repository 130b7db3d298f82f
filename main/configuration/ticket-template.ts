import assert from 'node:assert'
import { z } from 'zod'
import { inRom, printable } from '../../printers/escpos/gb18030.ts'
import {
  NUMBER_TIMES,
  OTHER_TIMES,
  USUAL_STYLE,
  type BlockStyle,
  type TicketBlock,
} from '../../printers/ticket/template.ts'
import { logoFile } from './logo-file.ts'

/** 40 plain lines are 16 cm of paper; no hall hands out more. */
const MOST_BLOCKS = 40
const MOST_BLANK_LINES = 10
const MOST_CHARACTERS = 200

/** What no ROM has would have to be drawn; and where no font had it either, it would stop every ticket of the hall. */
const words = z
  .string({ error: 'expected a text' })
  .max(MOST_CHARACTERS, `expected at most ${MOST_CHARACTERS} characters`)
  .refine((text) => printable(text).trim() !== '', 'expected a text with something to print')
  .refine(
    (text) => Array.from(printable(text)).every((character) => inRom(character.codePointAt(0) ?? 0)),
    'expected characters that every ticket printer has (two-byte GB18030: no emoji, no rare characters)',
  )

function wholeNumber(what: string, allowed: { readonly least: number; readonly most: number }) {
  const expected = `expected ${what}: a whole number from ${allowed.least} to ${allowed.most}`
  return z.int({ error: expected }).min(allowed.least, expected).max(allowed.most, expected)
}

function styleKeys(usual: BlockStyle, sizes: { readonly least: number; readonly most: number }) {
  return {
    align: z.enum(['left', 'centre', 'right'], { error: 'expected left, centre or right' }).default(usual.align),
    size: wholeNumber('a size', sizes).default(usual.size),
    bold: z.boolean({ error: 'expected true or false' }).default(usual.bold),
  }
}

function styled<Name extends keyof typeof USUAL_STYLE>(block: Name) {
  const sizes = block === 'number' ? NUMBER_TIMES : OTHER_TIMES
  return z.strictObject(styleKeys(USUAL_STYLE[block], sizes)).transform((style) => ({ block, ...style }))
}

function plain<Name extends 'issued' | 'holder' | 'qr' | 'rule'>(block: Name) {
  return z.strictObject({}).transform(() => ({ block }))
}

/** Each block by the name it has in the file, with what may stand behind the name. */
const BLOCKS = {
  hall: styled('hall'),
  number: styled('number'),
  business: styled('business'),
  department: styled('department'),
  where: styled('where'),
  windows: styled('windows'),
  ahead: styled('ahead'),
  issued: plain('issued'),
  holder: plain('holder'),
  qr: plain('qr'),
  notices: styled('notices'),
  rule: plain('rule'),
  text: z
    .preprocess(
      (written) => (typeof written === 'string' ? { zh: written } : written),
      z.strictObject({ zh: words, en: words.optional(), ...styleKeys(USUAL_STYLE.text, OTHER_TIMES) }),
    )
    .transform(({ en, ...text }) => ({ block: 'text' as const, ...text, ...(en === undefined ? {} : { en }) })),
  blank: z
    .preprocess(
      (written) => (isMap(written) && Object.keys(written).length === 0 ? 1 : written),
      wholeNumber('empty lines', { least: 1, most: MOST_BLANK_LINES }),
    )
    .transform((count) => ({ block: 'blank' as const, count })),
}

function blocksIn(folder: string | null) {
  return { ...BLOCKS, logo: logoFile(folder).transform((logo) => ({ block: 'logo' as const, logo })) }
}

const NAMES = Object.keys(blocksIn(null))
/** What one may want twice; of everything else a second is a slip. */
const REPEATABLE: ReadonlySet<TicketBlock['block']> = new Set(['rule', 'text', 'blank'])

/** `hall`, `hall:` or `hall: { size: 2 }`: one name, with what it says of itself. */
function blockIn(folder: string | null) {
  return z.preprocess(
    (written) => {
      if (typeof written === 'string') return { [written]: {} }
      if (!isMap(written)) return written
      return Object.fromEntries(Object.entries(written).map(([name, options]) => [name, options ?? {}]))
    },
    z
      .custom<Readonly<Record<string, unknown>>>(isOneBlock, `expected one of the blocks ${NAMES.join(', ')}`)
      .pipe(z.strictObject(blocksIn(folder)).partial())
      .transform((written): TicketBlock => {
        const one = Object.values(written).find((each) => each !== undefined)
        assert(one, 'a map of one known name has one block')
        return one
      }),
  )
}

/** What no block can say of itself; asked only where each is in order, so that a slip in the number is told as such. */
const wholeTicket = z.custom<TicketBlock[]>().superRefine((blocks, check) => {
  const names = blocks.map((each) => each.block)
  names.forEach((name, at) => {
    if (REPEATABLE.has(name) || names.indexOf(name) === at) return
    check.addIssue({ code: 'custom', path: [at], message: `expected ${name} once; it stands above already` })
  })
  if (names.includes('number')) return
  check.addIssue({ code: 'custom', message: 'expected a block number: without it nobody knows when they are called' })
})

/**
 * `ticket:` of hall.yaml: what the hall's tickets look like, from top to bottom. The number stands on each exactly
 * once; the marks 演示 and 补打 and the line of a number given offline are not the hall's to lay out. Pictures lie in
 * `folder`.
 */
export function ticketTemplateFile(folder: string | null) {
  return z
    .array(blockIn(folder), { error: `expected a list of blocks (${NAMES.join(', ')})` })
    .max(MOST_BLOCKS, `expected at most ${MOST_BLOCKS} blocks`)
    .pipe(wholeTicket)
}

function isOneBlock(written: unknown): boolean {
  if (!isMap(written)) return false
  const names = Object.keys(written)
  return names.length === 1 && names.every((name) => NAMES.includes(name))
}

function isMap(written: unknown): written is Readonly<Record<string, unknown>> {
  return typeof written === 'object' && written !== null && !Array.isArray(written)
}
