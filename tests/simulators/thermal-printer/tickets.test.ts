import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PrintedTicket, ThermalPrinterOptions } from '../../../simulators/thermal-printer/thermal-printer.ts'
import { CHINESE, CUT, CUT_HERE, INITIALIZE, PAPER_FENCE, processId, raster, size } from './commands.ts'
import { gb18030 } from './gb18030.ts'
import { hostOf, printer } from './host.ts'
import { dotsOf, inked } from './picture.ts'

/** The 14 mm between the head and the blade: the white head of every ticket. */
const LEADER = 112
const LINE = 34

interface Printed {
  readonly tickets: readonly PrintedTicket[]
  readonly errors: readonly string[]
}

/** Prints and cuts what the bytes say, and waits until it is done. */
async function print(
  bytes: readonly (readonly number[])[],
  options: Partial<ThermalPrinterOptions> = {},
): Promise<Printed> {
  const simulator = await printer(options)
  const host = await hostOf(simulator)
  host.send(INITIALIZE, CHINESE, ...bytes, PAPER_FENCE)
  await host.hears(1)
  return { tickets: simulator.tickets, errors: simulator.errors }
}

async function ticket(
  ...bytes: readonly (readonly number[])[]
): Promise<PrintedTicket & { readonly dots: readonly string[] }> {
  const { tickets, errors } = await print([...bytes, CUT])
  expect(errors).toEqual([])
  const [first] = tickets
  if (first === undefined) throw new Error('nothing was cut')
  return { ...first, png: first.png, dots: dotsOf(first.png) }
}

const NUMBER_TICKET = [
  [0x1b, 0x61, 1],
  size(2, 2),
  gb18030('社保大厅 A0123\n'),
  size(1, 1),
  gb18030('城乡居民养老保险参保登记\n'),
  [0x1b, 0x61, 0],
  [0x1b, 0x45, 1],
  gb18030('前面等候 12 人'),
  [0x1b, 0x45, 0],
  gb18030(' 请到三层办理\n'),
  [0x1c, 0x2d, 1],
  gb18030('补打'),
  [0x1c, 0x2d, 0],
  [0x1d, 0x42, 1],
  gb18030(' REPRINT '),
  [0x1d, 0x42, 0],
  gb18030('《①Ⅷ￥》\n'),
  raster(4, 8, Array.from({ length: 32 }, (_, i) => (i < 4 || i >= 28 ? 0xff : [0x80, 0, 0, 0x01][i % 4] ?? 0))),
]

describe('a number ticket', () => {
  test.each([
    ['80 mm', 576],
    ['58 mm', 384],
  ] as const)('on %s paper is dot by dot the picture that a person has looked at', async (_name, widthDots) => {
    const { tickets, errors } = await print([...NUMBER_TICKET, CUT, processId('0001')], { widthDots })
    const png = tickets[0]?.png ?? Buffer.alloc(0)
    const golden = join(import.meta.dirname, 'golden', `number-ticket-${widthDots}.png`)
    // Look at the picture before it is committed.
    if (process.env['RENEW_GOLDEN'] === '1') writeFileSync(golden, png)
    expect(dotsOf(png)).toEqual(dotsOf(readFileSync(golden)))
    expect(errors).toEqual([])
    expect(tickets[0]).toMatchObject({ id: 1, cut: true, widthDots, errors: [] })
  })

  test('reads as it was written', async () => {
    const { text } = await ticket(...NUMBER_TICKET)
    expect(text.split('\n')).toEqual([
      '社保大厅 A0123',
      '城乡居民养老保险参保登记',
      '前面等候 12 人 请到三层办理',
      '补打 REPRINT 《①Ⅷ￥》',
    ])
  })
})

describe('the print head', () => {
  test('gives ASCII 12 dots and a hanzi 24, times their size', async () => {
    // Reversed white space shows the whole cell; so does a reversed ideographic space.
    const { dots } = await ticket([0x1d, 0x42, 1], gb18030(' \n　\n'), size(3, 2), gb18030(' \n'))
    expect(inked(dots, LEADER, LEADER + LINE)).toEqual({ left: 0, right: 11, top: LEADER, bottom: LEADER + 23 })
    expect(inked(dots, LEADER + LINE, LEADER + 2 * LINE)).toMatchObject({ right: 23, bottom: LEADER + LINE + 23 })
    expect(inked(dots, LEADER + 2 * LINE)).toMatchObject({ right: 35, bottom: LEADER + 2 * LINE + 47 })
  })

  test('aligns text and images left, centre and right within the margins', async () => {
    const black = raster(2, 1, [0xff, 0xff])
    const { dots } = await ticket(
      [0x1d, 0x4c, 16, 0],
      [0x1d, 0x57, 0, 2],
      [0x1b, 0x61, 0],
      black,
      [0x1b, 0x61, 1],
      black,
      [0x1b, 0x61, 2],
      black,
    )
    const edges = [0, 1, 2].map((i) => inked(dots, LEADER + i, LEADER + i + 1))
    expect(edges).toMatchObject([
      { left: 16, right: 31 },
      { left: 16 + 248, right: 16 + 263 },
      { left: 16 + 496, right: 16 + 511 },
    ])
  })

  test('moves the paper by the line spacing set, by dots and by lines', async () => {
    const plain = await ticket(gb18030('A\n'))
    const wide = await ticket([0x1b, 0x33, 60], gb18030('A\n'), [0x1b, 0x32])
    const fed = await ticket(gb18030('A'), [0x1b, 0x4a, 100], [0x1b, 0x64, 3])
    expect(plain.heightDots).toBe(LEADER + LINE)
    expect(wide.heightDots).toBe(LEADER + 60)
    expect(fed.heightDots).toBe(LEADER + 100 + 3 * LINE)
  })

  test('doubles an image when told to', async () => {
    const { dots } = await ticket([0x1d, 0x76, 0x30, 3, 1, 0, 1, 0, 0xc0])
    expect(inked(dots)).toEqual({ left: 0, right: 3, top: LEADER, bottom: LEADER + 1 })
  })

  test('sets a small picture into a line, as for a rare character', async () => {
    const columns = Array.from({ length: 24 * 3 }, () => 0xff)
    const { dots, text } = await ticket(gb18030('王'), [0x1b, 0x2a, 33, 24, 0, ...columns], gb18030('\n'))
    expect(text).toBe('王\ufffc')
    expect(dots.slice(LEADER, LEADER + 24).map((row) => row.slice(24, 60))).toEqual(
      Array.from({ length: 24 }, () => '#'.repeat(24) + '.'.repeat(12)),
    )
  })

  test('underlines what is to be underlined, in the thickness asked for', async () => {
    const { dots } = await ticket([0x1b, 0x2d, 2], gb18030('  '), [0x1b, 0x2d, 0], gb18030('  \n'))
    expect(inked(dots)).toEqual({ left: 0, right: 23, top: LEADER + 22, bottom: LEADER + 23 })
  })

  test('breaks a line that is too long by itself', async () => {
    const { text, dots } = await ticket(gb18030(`${'大'.repeat(25)}\n`))
    expect(text).toBe(`${'大'.repeat(24)}\n大`)
    expect(inked(dots, LEADER + LINE)).toMatchObject({ left: expect.closeTo(1, -1) })
  })
})

describe('the blade', () => {
  test('is 14 mm behind the head: cut without a feed, the last lines stay for the next ticket', async () => {
    const { tickets } = await print([gb18030('A\nB\nC\nD\n'), CUT_HERE, gb18030('E\n'), CUT])
    expect(tickets.map(({ text }) => text)).toEqual(['A', 'B\nC\nD\nE'])
  })

  test('cuts nothing where nothing has been fed', async () => {
    const { tickets } = await print([gb18030('A\n'), CUT, CUT_HERE])
    expect(tickets.map(({ text }) => text)).toEqual(['A'])
  })
})

describe('what a real head spoils is told', () => {
  const cases: readonly (readonly [name: string, bytes: readonly number[], error: string])[] = [
    ['a hanzi across the right edge', gb18030(`${'A'.repeat(47)}大\n`), 'straddles the right edge'],
    ['alignment within a line', [0x41, 0x1b, 0x61, 1, 0x0a], 'a change of align in the middle of a line has no effect'],
    ['a cut within a line', [0x41, ...CUT], 'GS V in the middle of a line'],
    ['an image within a line', [0x41, ...raster(1, 1, [0])], 'GS v 0 in the middle of a line'],
    ['an image wider than the paper', raster(73, 1, [...new Uint8Array(73)]), 'wider than the print area'],
    ['a margin beyond the paper', [0x1d, 0x4c, 0x40, 0x02], 'the left-margin reaches beyond the paper'],
    ['a code of the user-defined area', [0xaa, 0xa1, 0x0a], 'a two-byte code without a glyph in the ROM'],
    ['native QR', [0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30], 'unsupported: native QR'],
    ['a native barcode', [0x1d, 0x6b, 0x49, 4, 0x7b, 0x42, 0x41, 0x30], 'unsupported: native barcodes (GS k)'],
  ]
  test.each(cases)('%s', async (_name, bytes, error) => {
    const { errors } = await print([bytes, CUT])
    expect(errors).toEqual([expect.stringMatching(/^offset \d+: /)])
    expect(errors[0]).toContain(error)
  })

  test('and belongs to its own ticket, not to those before and after', async () => {
    const { tickets } = await print([gb18030('A\n'), CUT, [0x1b, 0x7a], gb18030('B\n'), CUT, gb18030('C\n'), CUT])
    expect(tickets.map(({ errors }) => errors.length)).toEqual([0, 1, 0])
  })
})
