import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, onTestFinished, test } from 'vitest'
import { bindPages, boundReader, type BoundPages } from '../../../main/filings/bound-pages.ts'
import { inspectPdf } from '../../../printers/certificate/inspect-pdf.ts'
import { frame, greyJpeg, jpegOf, scan, segment, EOI, SOI, TABLES } from './jpegs.ts'
import { pdfOf, picturesIn } from './pictures-in-pdf.ts'

/** qpdf and poppler are not here. In CI they must be: there their test runs, and fails without them. */
const NO_READERS = ['qpdf --version', 'pdfinfo -v'].some((line) => spawnSync(line, { shell: true }).status !== 0) && process.env['CI'] !== 'true'

const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const refOf = (jpeg: Buffer) => ({ id: idOf(jpeg), bytes: jpeg.length })
const GREY = Buffer.concat([SOI, TABLES, frame(300, 400, 1), scan(Buffer.from('grey')), EOI])

async function bound(...jpegs: readonly Buffer[]): Promise<BoundPages> {
  const binding = await bindPages(jpegs.map(refOf), (id) => Promise.resolve(Buffer.from(jpegs.find((jpeg) => idOf(jpeg) === id) ?? [])))
  if ('lost' in binding) throw new Error('a page was lost')
  return binding
}

test('pages are one PDF in their order, each picture in it byte for byte, on a page of its proportions within A4', async () => {
  const [upright, wide] = [jpegOf(5_000, 1_000, 2_000), jpegOf(70_000, 2_000, 1_000)]
  const pdf = await pdfOf(wide, GREY, upright)
  expect(picturesIn(pdf).map(idOf)).toEqual([wide, GREY, upright].map(idOf))
  const read = await getDocument({ data: Uint8Array.from(pdf), stopAtErrors: true, isEvalSupported: false }).promise
  const sizes = await Promise.all([1, 2, 3].map(async (page) => (await read.getPage(page)).view.map((side) => Math.round(side))))
  expect(sizes).toEqual([
    [0, 0, 842, 421],
    [0, 0, 595, 794],
    [0, 0, 421, 842],
  ])
  expect((await read.getMetadata()).info).toMatchObject({ Producer: 'Yimen', PDFFormatVersion: '1.4' })
  await read.destroy()
  expect(pdf.toString('latin1').match(/\/(DeviceRGB|DeviceGray)/g)).toEqual(['/DeviceRGB', '/DeviceGray', '/DeviceRGB'])
  expect(pdf.toString('latin1')).not.toMatch(/\/(JavaScript|JS|OpenAction|AA|Creat|Mod|Title|Author|Metadata|EmbeddedFile)/)
})

test('the table of objects leads to each of them, so that no reader has to repair it', async () => {
  // Of A4's proportions, since it is a printer's reader that looks.
  const pdf = await pdfOf(jpegOf(900, 1_000, 1_414), jpegOf(900, 1_414, 1_000))
  expect(await inspectPdf(pdf)).toEqual({ ok: true, value: { pages: 2 } })
})

test('the same pages are the same bytes, in another order others, and what was said of them holds', async () => {
  const pages = [jpegOf(900), jpegOf(1_200)] as const
  const [one, two, turned] = [await bound(...pages), await bound(...pages), await bound(pages[1], pages[0])]
  expect(two).toEqual(one)
  expect(turned.sha256).not.toBe(one.sha256)
  const pdf = await pdfOf(...pages)
  expect([one.sha256, one.bytes, one.pages]).toEqual([idOf(pdf), pdf.length, 2])
})

test('is read from anywhere in parts that are the whole, each page once as they go on, and nothing of a page stays', async () => {
  const pages = [jpegOf(700), jpegOf(400), jpegOf(800)]
  const binding = await bound(...pages)
  const given: Buffer[] = []
  const reader = boundReader(binding, (id) => {
    const copy = Buffer.from(pages.find((page) => idOf(page) === id) ?? [])
    given.push(copy)
    return Promise.resolve(copy)
  })
  const parts: Buffer[] = []
  for (let offset = 0; offset < binding.bytes; offset += 97) parts.push((await reader.part(offset, 97)) ?? Buffer.alloc(0))
  expect(idOf(Buffer.concat(parts))).toBe(binding.sha256)
  expect(given).toHaveLength(3)
  reader.close()
  expect(given.every((copy) => copy.every((byte) => byte === 0))).toBe(true)
  expect(await boundReader(binding, () => Promise.resolve(null)).part(binding.bytes - 1_000, 1_000)).toBeNull()
  // What stands before the first page and behind the last one needs no page.
  expect((await boundReader(binding, () => Promise.resolve(null)).part(0, 9))?.toString()).toBe('%PDF-1.4\n')
})

test('names every page that can no longer be read, and one that is no picture', async () => {
  const [here, gone, odd] = [jpegOf(300), jpegOf(300), Buffer.concat([SOI, segment(0xdb, Buffer.alloc(3)), EOI])]
  const binding = await bindPages([here, gone, odd].map(refOf), (id) => {
    const found = [here, odd].find((jpeg) => idOf(jpeg) === id)
    return Promise.resolve(found ? Buffer.from(found) : null)
  })
  expect(binding).toEqual({ lost: [idOf(gone), idOf(odd)] })
})

test.skipIf(NO_READERS)('is found without a fault by other readers (needs qpdf and poppler)', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-bound-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'pages.pdf')
  await writeFile(file, await pdfOf(greyJpeg(320, 480), greyJpeg(800, 400)))
  const checked = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' })
  expect({ status: checked.status, told: checked.stdout + checked.stderr }).toEqual({ status: 0, told: expect.stringContaining('No syntax or stream encoding errors') })
  const { stdout } = spawnSync('pdfinfo', [file], { encoding: 'utf8' })
  expect(stdout).toMatch(/^Pages: +2$/m)
  expect(spawnSync('pdfimages', ['-list', file], { encoding: 'utf8' }).stdout.match(/ jpeg /g)).toHaveLength(2)
  expect(stdout).toMatch(/^Producer: +Yimen$/m)
  expect(stdout).toMatch(/^JavaScript: +no$/m)
  expect(stdout).not.toMatch(/^(Title|Author|Creator|CreationDate|ModDate):/m)
})
