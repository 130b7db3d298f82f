import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, assert, beforeEach, describe, expect, test } from 'vitest'
import { loadHall } from '../../../main/configuration/configuration.ts'
import { GENERIC_80MM } from '../../../printers/escpos/profile.ts'
import { DEFAULT_TEMPLATE, type TicketTemplate } from '../../../printers/ticket/template.ts'
import { emblem, pngOfPixels, WHITE } from '../../printers/ticket/emblem.ts'
import { HALL_YAML } from './specimen-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-template-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function read(ticket: string) {
  const file = path.join(folder, 'hall.yaml')
  await writeFile(file, HALL_YAML + ticket)
  return loadHall(file)
}

async function templateOf(ticket: string): Promise<TicketTemplate | undefined | string> {
  const hall = await read(ticket)
  return hall.ok ? hall.value.ticket : hall.fault.line
}

/** The line told for a template of these blocks, with its place in the file counted from `ticket:`. */
async function toldFor(...blocks: readonly string[]): Promise<string> {
  const hall = await read(`ticket:\n${blocks.map((each) => `  - ${each}\n`).join('')}`)
  if (hall.ok) return 'accepted'
  const before = HALL_YAML.split('\n').length - 1
  return hall.fault.line.replace(/^hall\.yaml:(\d+)/, (_, line: string) => `hall.yaml:+${Number(line) - before}`)
}

describe('the ticket template in hall.yaml', () => {
  test('may be left out: tickets then look as they always have', async () => {
    expect(await templateOf('')).toBeUndefined()
  })

  test('is, as the README shows it, one that works', async () => {
    const readme = await readFile(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8')
    const example = /```yaml\n(# hall\.yaml\n.*?)```/s.exec(readme)?.[1] ?? ''
    await writeFile(path.join(folder, 'hall.yaml'), example)
    await writeFile(path.join(folder, 'emblem.png'), emblem(96))
    const hall = await loadHall(path.join(folder, 'hall.yaml'))
    expect(hall.ok ? hall.value.ticket?.length : hall.fault.line).toBe(16)
  })

  test('of nothing but names is laid out as each block usually is', async () => {
    const names = 'hall, rule, business, department, number, rule, where, windows, ahead, rule, issued, holder, notices, qr'
    expect(await templateOf(`ticket: [${names}]\n`)).toEqual(DEFAULT_TEMPLATE)
  })

  test('says for each block side, size and weight, and has words in both languages', async () => {
    const written = `ticket:
  - number: { size: 8, align: left, bold: true }
  - text: { zh: 欢迎光临, en: Welcome, align: right, size: 3, bold: true }
  - text: 谢谢
  - rule:
  - blank
  - blank: 3
  - where: { bold: false }
`
    expect(await templateOf(written)).toEqual([
      { block: 'number', align: 'left', size: 8, bold: true },
      { block: 'text', zh: '欢迎光临', en: 'Welcome', align: 'right', size: 3, bold: true },
      { block: 'text', zh: '谢谢', align: 'centre', size: 1, bold: false },
      { block: 'rule' },
      { block: 'blank', count: 1 },
      { block: 'blank', count: 3 },
      { block: 'where', align: 'centre', size: 2, bold: false },
    ])
  })
})

describe('the logo in a hall’s ticket template', () => {
  test('is a PNG beside the hall file, wherever the terminal was started, and read once for all tickets', async () => {
    await mkdir(path.join(folder, 'pictures'))
    await writeFile(path.join(folder, 'pictures/emblem.png'), emblem(96))
    const template = await templateOf('ticket: [{ logo: pictures/emblem.png }, number]\n')
    assert(typeof template === 'object')
    const first = template[0]
    assert(first?.block === 'logo')
    await rm(path.join(folder, 'pictures'), { recursive: true })
    const { width } = first.logo.bitmapFor(GENERIC_80MM.widthDots)
    expect(width).toBe(96)
    expect(first.logo.bitmapFor(GENERIC_80MM.widthDots)).toBe(first.logo.bitmapFor(GENERIC_80MM.widthDots))
  })

  const unusable: readonly (readonly [string, Buffer | 'a folder' | 'nothing', RegExp])[] = [
    ['is not there', 'nothing', /^hall\.yaml:\+3: ticket\.1\.logo: expected a PNG: \S+emblem\.png: there is no such file$/],
    ['is a folder', 'a folder', /: ticket\.1\.logo: expected a PNG: \S+emblem\.png is no file$/],
    ['is another kind of picture', Buffer.from('GIF89a'), /: ticket\.1\.logo: expected a PNG: \S+emblem\.png is none$/],
    ['has been cut short', emblem(96).subarray(0, -20), /: ticket\.1\.logo: expected a PNG: \S+emblem\.png is damaged$/],
    ['has too many pixels', pngOfPixels(2, 1153, () => WHITE), /emblem\.png has 2 × 1153 pixels; at most 1152 a side are printed$/],
    ['is too large a file', Buffer.alloc(12_000_001), /emblem\.png has 12000001 bytes; at most 12000000 are read$/],
  ]
  test.each(unusable)('is refused with its place when it %s', async (_, file, told) => {
    if (file === 'a folder') await mkdir(path.join(folder, 'emblem.png'))
    else if (file !== 'nothing') await writeFile(path.join(folder, 'emblem.png'), file)
    expect(await toldFor('number', 'logo: emblem.png')).toMatch(told)
  })

  test('is refused without a path, and twice', async () => {
    await writeFile(path.join(folder, 'emblem.png'), emblem(96))
    expect(await toldFor('number', 'logo')).toMatch(/^hall\.yaml:\+3: ticket\.1\.logo: expected the path of a PNG/)
    const twice = await toldFor('number', 'logo: emblem.png', 'logo: emblem.png')
    expect(twice).toMatch(/^hall\.yaml:\+4: ticket\.2: expected logo once; it stands above already$/)
  })
})

describe('a ticket template that cannot be used is one line with its place and the reason', () => {
  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a block nobody knows', ['number', 'nummer'], /^hall\.yaml:\+3: ticket\.1: expected one of the blocks hall, number, /],
    ['two blocks in one', ['{ number: {}, hall: {} }'], /^hall\.yaml:\+2: ticket\.0: expected one of the blocks/],
    ['no block at all', ['number', '12'], /^hall\.yaml:\+3: ticket\.1: expected one of the blocks/],
    ['a mark that is not a hall’s', ['number', 'reprint'], /^hall\.yaml:\+3: ticket\.1: expected one of the blocks/],
    ['a name that every object has', ['number', 'constructor'], /^hall\.yaml:\+3: ticket\.1: expected one of the blocks/],
    ['a size too large', ['number', 'hall', 'where: { size: 4 }'], /^hall\.yaml:\+4: ticket\.2\.where\.size: expected a size: a whole number from 1 to 3$/],
    ['a size that is a word', ['number', 'hall: { size: large }'], /^hall\.yaml:\+3: ticket\.1\.hall\.size: expected a size/],
    ['a size between two', ['number: { size: 4.5 }'], /^hall\.yaml:\+2: ticket\.0\.number\.size: expected a size/],
    ['a number smaller than the rest may be', ['number: { size: 3 }'], /^hall\.yaml:\+2: ticket\.0\.number\.size: expected a size: a whole number from 4 to 8$/],
    ['a slip in the number that stands below others', ['hall', 'number: { size: 12 }'], /^hall\.yaml:\+3: ticket\.1\.number\.size: expected a size/],
    ['a side that paper has not', ['number', 'ahead: { align: center }'], /^hall\.yaml:\+3: ticket\.1\.ahead\.align: expected left, centre or right$/],
    ['a weight in words', ['number', 'ahead: { bold: heavy }'], /^hall\.yaml:\+3: ticket\.1\.ahead\.bold: expected true or false$/],
    ['an option nobody knows', ['number', 'qr: { size: 2 }'], /^hall\.yaml:\+3: ticket\.1\.qr\.size: no such key is known here$/],
    ['no number', ['hall', 'rule'], /^hall\.yaml:\+2: ticket: expected a block number: without it/],
    ['two numbers', ['number', 'rule', 'number: { size: 5 }'], /^hall\.yaml:\+4: ticket\.2: expected number once; it stands above already$/],
    ['a part twice', ['number', 'holder', 'holder'], /^hall\.yaml:\+4: ticket\.2: expected holder once; it stands above already$/],
    ['an empty text', ['number', 'text: { zh: " " }'], /^hall\.yaml:\+3: ticket\.1\.text\.zh: expected a text with something to print$/],
    ['English alone', ['number', 'text: { en: Welcome }'], /^hall\.yaml:\+3: ticket\.1\.text\.zh: expected a text$/],
    ['a text without words', ['number', 'text'], /^hall\.yaml:\+3: ticket\.1\.text\.zh: expected a text$/],
    ['a text without end', ['number', `text: ${'长'.repeat(201)}`], /^hall\.yaml:\+3: ticket\.1\.text\.zh: expected at most 200 characters$/],
    ['a sign that would stop every ticket', ['number', 'text: { zh: 欢迎, en: "Hello 🙂" }'], /^hall\.yaml:\+3: ticket\.1\.text\.en: expected characters that every ticket printer has/],
    ['metres of empty paper', ['number', 'blank: 11'], /^hall\.yaml:\+3: ticket\.1\.blank: expected empty lines: a whole number from 1 to 10$/],
    ['a ticket without end', ['number', ...Array.from({ length: 40 }, () => 'rule')], /^hall\.yaml:\+2: ticket: expected at most 40 blocks$/],
  ]
  test.each(wrong)('%s', async (_, blocks, told) => {
    expect(await toldFor(...blocks)).toMatch(told)
  })

  test('something that is no list', async () => {
    expect(await templateOf('ticket: large\n')).toMatch(/^hall\.yaml:\d+: ticket: expected a list of blocks \(hall, /)
  })
})
