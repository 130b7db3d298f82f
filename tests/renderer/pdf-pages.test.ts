import { strict as assert } from 'node:assert'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeCertificate } from '../../printers/certificate/compose.ts'
import type { Masked } from '../../renderer/components/pdf/personal-text.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { until } from '../journeys/processes.ts'
import { readPdf } from '../printers/certificate/read-pdf.ts'
import { shipped, specimenFonts, SPECIMENS } from '../printers/certificate/specimens.ts'
import { examine } from './looks.ts'
import { foreignPdf } from './parts/foreign-pdf.ts'
import { openParts, type OpenParts } from './parts/open-parts.ts'

const NUMBER = '11010519491231002X'
const MASKED: Masked = { name: '样**', number: '110***********002X' }
/** 样本一 in GBK, as a file with a predefined encoding has it. */
const NAME_IN_GBK = '<D1F9B1BED2BB>'

/** A part of page 1 in points from its lower left corner. */
interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

let parts: OpenParts
beforeAll(async () => {
  parts = await openParts()
}, 120_000)
afterAll(() => parts.close())

describe('the pages of a certificate on screen (needs Chromium)', () => {
  let page: Page
  let complaints: readonly string[]
  beforeAll(async () => {
    ;({ page, complaints } = await parts.open())
  })
  afterAll(() => page.context().close())

  it.each(Object.keys(SPECIMENS))('show %s with name and number covered from the first moment', async (name) => {
    const pdf = composed(name)
    const shown = readPdf(pdf).pages[0]?.runs ?? []
    const cells = shown.filter(({ text }) => text === '样本一' || text === NUMBER)
    const places = cells.map(({ text, x, y, size }) => ({ x, y, width: text === NUMBER ? size * 9 : size * 3, height: size * 0.7 }))
    await watchFrames(page, places)
    await show(page, pdf)
    expect(await page.locator('.pdf-masked').textContent()).toBe(zh.components.pdf.masked)
    const seen = await seenFrames(page)
    expect(seen.length).toBeGreaterThan(0)
    for (const frame of seen) expect(frame.map((place) => place.colours)).toEqual(places.map(() => 1))
    const [whole] = await lookAt(page, [{ x: 0, y: 0, width: 595, height: 842 }])
    expect(whole?.dark).toBeGreaterThan(0.01)
    expect(whole?.dark).toBeLessThan(0.3)
    // Without a mask the name is there to be read: what was covered before was not an empty place.
    const names = places.filter((_, at) => cells[at]?.text === '样本一')
    await show(page, pdf, { number: '' })
    for (const { dark } of await lookAt(page, names)) expect(dark).toBeGreaterThan(0.1)
  })

  it('read fonts and encodings that the file does not bring from files of their own origin', async () => {
    const lines = [`BT /S 24 Tf 60 700 Td ${NAME_IN_GBK} Tj ET`, 'BT /L 24 Tf 60 600 Td (Helvetica) Tj ET', `BT /L 24 Tf 60 500 Td (110105 1949) Tj 200 0 Td (1231002X) Tj ET`]
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await show(page, foreignPdf([lines.join('\n')]))
    const [name, plain, number, rest] = await lookAt(page, [
      { x: 60, y: 700, width: 72, height: 20 },
      { x: 60, y: 600, width: 100, height: 18 },
      { x: 60, y: 500, width: 120, height: 18 },
      { x: 260, y: 500, width: 90, height: 18 },
    ])
    expect([name?.colours, number?.colours, rest?.colours]).toEqual([1, 1, 1])
    expect(plain?.dark).toBeGreaterThan(0.1)
    expect(asked.filter((url) => /GBK-EUC-H-.*\.bcmap$|Foxit\w+-.*\.pfb$|Liberation.*\.ttf$/.test(url)).length).toBeGreaterThan(1)
    expect(asked.filter((url) => new URL(url).origin !== new URL(page.url()).origin)).toEqual([])
  })

  it('are turned, drawn larger as sharp as the screen is, and covered in every size', async () => {
    const pages = Array.from({ length: 10 }, (_, at) => `BT /L 20 Tf 60 700 Td (${NUMBER}) Tj ET 0 g 100 ${100 + at * 50} 60 20 re f`)
    const covered = { x: 60, y: 700, width: 180, height: 15 }
    await watchFrames(page, [covered])
    await show(page, foreignPdf(pages))
    const [press, shut] = [(name: string) => page.getByRole('button', { name, exact: true }).click(), (name: string) => page.getByRole('button', { name, exact: true }).getAttribute('aria-disabled')]
    expect(await shut(zh.components.pdf.before)).toBe('true')
    for (let number = 2; number <= 10; number += 1) {
      await press(zh.components.pdf.after)
      await page.getByText(`第 ${number} 页，共 10 页`).waitFor()
      await page.locator('.pdf-paper[aria-busy="false"] canvas').waitFor()
      const [bar] = await lookAt(page, [{ x: 102, y: 102 + (number - 1) * 50, width: 56, height: 16 }])
      expect(bar?.dark).toBe(1)
    }
    expect(await shut(zh.components.pdf.after)).toBe('true')
    for (const key of [zh.components.pdf.larger, zh.components.pdf.larger, zh.components.pdf.larger]) await press(key)
    const sharp = () => page.evaluate(() => {
      const [paper, canvas] = [document.querySelector('.pdf-paper'), document.querySelector<HTMLCanvasElement>('.pdf-paper canvas')]
      return canvas !== null && paper !== null && Math.abs(canvas.width - paper.clientWidth * devicePixelRatio) <= 1
    })
    await until(async () => ((await sharp()) ? true : null))
    await press(zh.scroll.down)
    await press(zh.components.pdf.right)
    await until(() => page.evaluate(() => {
      const zone = document.querySelector('.pdf-zone')
      return zone !== null && zone.scrollTop > 0 && zone.scrollLeft > 0 ? true : null
    }))
    const seen = await seenFrames(page)
    expect(seen.length).toBeGreaterThan(10)
    expect(seen.filter(([place]) => place?.colours !== 1)).toEqual([])
  })

  it('are veiled where their text cannot be told, and say so', async () => {
    // A grating finer than print: of a scan nothing so fine is left.
    const bars = Array.from({ length: 40 }, (_, at) => `${100 + at * 4} 400 1 40 re f`).join(' ')
    await show(page, foreignPdf([`0 g ${bars}`]))
    const [grating] = await lookAt(page, [{ x: 110, y: 405, width: 120, height: 30 }])
    expect(grating?.dark).toBe(0)
    expect(await page.locator('.pdf-masked').textContent()).toBe(zh.components.pdf.veiled)
  })

  it('say so where the file is none, and where one page of it is none', async () => {
    await page.evaluate(([pdf, masked]) => window.parts.showPdf(pdf, masked), [btoa('no PDF at all'), MASKED] as const)
    await page.getByText(zh.components.pdf.broken).waitFor()
    // The second page of this one is a stream.
    const odd = foreignPdf(['0 g', '0 g', '0 g']).toString('latin1').replace('9 0 R', '8 0 R')
    await show(page, Buffer.from(odd, 'latin1'))
    await page.getByRole('button', { name: zh.components.pdf.after, exact: true }).click()
    await page.getByText(zh.components.pdf.pageBroken).waitFor()
    await page.getByRole('button', { name: zh.components.pdf.before, exact: true }).click()
    await page.locator('.pdf-paper[aria-busy="false"] canvas').waitFor()
    expect(await page.getByText(zh.components.pdf.pageBroken).count()).toBe(0)
  })

  it('say so where the worker cannot run', async () => {
    const { page: other } = await parts.open()
    await other.route('**/pdf.worker*', (route) => route.abort())
    await other.evaluate(([pdf, masked]) => window.parts.showPdf(pdf, masked), [foreignPdf(['0 g']).toString('base64'), MASKED] as const)
    await other.getByText(zh.components.pdf.broken).waitFor()
    expect(other.workers().length).toBe(0)
    await other.context().close()
  })

  it('leave nothing behind: no worker, font, picture or address', async () => {
    const pdf = composed('no-criminal-record')
    await show(page, pdf)
    await page.evaluate(() => Object.assign(window, { kept: document.querySelector('.pdf-paper canvas') }))
    expect(page.workers().length).toBe(1)
    const fonts = () => page.evaluate(() => [...document.fonts].filter(({ family }) => /^["']?g_d/.test(family)).length)
    expect(await fonts()).toBeGreaterThan(0)
    await page.evaluate(() => window.parts.leave())
    await until(async () => (page.workers().length === 0 && (await fonts()) === 0 ? true : null))
    expect(await page.evaluate(() => [Reflect.get(window, 'kept').width, Reflect.get(window, 'kept').height, document.querySelectorAll('canvas').length])).toEqual([0, 0, 0])
  })

  it('leave no worker when they go before the file is open', async () => {
    const pdf = composed('no-criminal-record')
    await show(page, pdf)
    await page.evaluate(async ([pdf, masked]) => {
      for (let time = 0; time < 5; time += 1) {
        window.parts.showPdf(pdf, masked)
        await new Promise((resolve) => setTimeout(resolve, time * 20))
      }
      window.parts.leave()
    }, [pdf.toString('base64'), MASKED] as const)
    await until(() => (page.workers().length === 0 ? true : null))
    expect(await page.locator('#kiosk').innerHTML()).toBe('')
  })

  it('bring pdfjs with them only when they are asked for', async () => {
    const html = await readFile(join(parts.folder, 'tests/renderer/parts/index.html'), 'utf8')
    const first = [...html.matchAll(/assets\/[\w.-]+\.js/g)].map(([file]) => file)
    expect(first.length).toBeGreaterThan(0)
    for (const file of first) expect(await readFile(join(parts.folder, file), 'utf8')).not.toContain('GlobalWorkerOptions')
    expect((await readdir(join(parts.folder, 'assets'))).filter((file) => /^pdf\.worker.*\.mjs$/.test(file))).toHaveLength(1)
  })

  it('can be read and touched in every look', async () => {
    const pdf = composed('social-insurance')
    await show(page, pdf)
    expect(await examine(page, 'zh')).toEqual([])
    await page.evaluate(() => window.parts.speak('en'))
    await page.getByRole('button', { name: 'Larger', exact: true }).click()
    expect(await examine(page, 'en')).toEqual([])
  })

  it('have done nothing by now that the policy of the page forbids', () => {
    expect(complaints).toEqual([])
  })
})

const FONTS = specimenFonts()
const TEMPLATES = await shipped(FONTS)

function composed(name: string): Buffer {
  const [template, content] = [TEMPLATES.get(name), SPECIMENS[name]]
  assert(template && content)
  const made = composeCertificate(content, template, FONTS)
  assert(made.ok)
  return Buffer.from(made.value.pdf)
}

async function show(page: Page, pdf: Buffer, masked: Masked = MASKED): Promise<void> {
  await page.evaluate(([pdf, masked]) => window.parts.showPdf(pdf, masked), [pdf.toString('base64'), masked] as const)
  await page.locator('.pdf-paper[aria-busy="false"] canvas').waitFor()
}

/** How many colours a place has, and what share of it is dark. One colour is a cover, or bare paper. */
interface Seen {
  readonly colours: number
  readonly dark: number
}

declare global {
  interface Window {
    look?: (canvas: HTMLCanvasElement, places: readonly Place[]) => Seen[]
    seen?: Seen[][]
    watch?: MutationObserver
  }
}

/** From here on, each canvas that comes into the page is looked at in the moment it comes. */
async function watchFrames(page: Page, places: readonly Place[]): Promise<void> {
  await lookAt(page, [])
  await page.evaluate((places) => {
    window.seen = []
    window.watch?.disconnect()
    window.watch = new MutationObserver((changes) => {
      for (const change of changes) {
        for (const node of change.addedNodes) {
          if (node instanceof HTMLCanvasElement && node.width > 0) window.seen?.push(window.look?.(node, places) ?? [])
        }
      }
    })
    window.watch.observe(document.body, { childList: true, subtree: true })
  }, places)
}

const seenFrames = (page: Page) => page.evaluate(() => window.seen ?? [])

/** What is on the paper now in these places, of a page as large as A4. */
async function lookAt(page: Page, places: readonly Place[]): Promise<readonly Seen[]> {
  return page.evaluate((places) => {
    window.look = (canvas, wanted) => {
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no picture')
      const scale = canvas.width / 595.28
      return wanted.map(({ x, y, width, height }) => {
        const { data } = context.getImageData(x * scale, canvas.height - (y + height) * scale, width * scale, height * scale)
        const pixels = new Uint32Array(data.buffer)
        const dark = pixels.filter((_, at) => (data[at * 4] ?? 0) + (data[at * 4 + 1] ?? 0) + (data[at * 4 + 2] ?? 0) < 384)
        return { colours: new Set(pixels).size, dark: dark.length / pixels.length }
      })
    }
    const canvas = document.querySelector<HTMLCanvasElement>('.pdf-paper canvas')
    return canvas === null ? [] : window.look(canvas, places)
  }, places)
}
