import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filingZh } from '../../renderer/strings/filing-zh.ts'
import { filingMaterialsZh as words } from '../../renderer/strings/filing-materials-zh.ts'
import { evaluationZh } from '../../renderer/strings/evaluation-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { type StandInHall, startStandIn } from './chromium-page.ts'
import { FILING_MATERIALS_SCREENS, files, heldReceipt, MORE_FILING_MATERIALS_SCREENS, READY, takes, takesPages, toCamera, toItems, toMaterial, toReview, toPhone } from './filing-materials-screens.ts'
import { inThisRun, lookAtScreen, LONG } from './looks.ts'
import { atHome, fromHome } from './screens.ts'

declare global {
  interface Window {
    keptCanvases?: HTMLCanvasElement[]
    keptStreams?: MediaStreamTrack[]
  }
}

/** Keeps every canvas and camera track that the page makes from here on. */
async function keepPictures(page: Page): Promise<void> {
  await page.evaluate(() => {
    const canvases: HTMLCanvasElement[] = []
    const tracks: MediaStreamTrack[] = []
    Object.assign(window, { keptCanvases: canvases, keptStreams: tracks })
    const create = document.createElement.bind(document)
    const kept = (name: string, options?: ElementCreationOptions) => {
      const made = create(name, options)
      if (made instanceof HTMLCanvasElement) canvases.push(made)
      return made
    }
    Object.assign(document, { createElement: kept })
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await MediaDevices.prototype.getUserMedia.call(navigator.mediaDevices, constraints)
      tracks.push(...stream.getTracks())
      return stream
    }
  })
}

/** Pixels that are still somewhere, and cameras that are still on. */
const left = (page: Page) =>
  page.evaluate(() => ({
    pixels: (window.keptCanvases ?? []).reduce((sum, { width, height }) => sum + width * height, 0),
    made: window.keptCanvases?.length ?? 0,
    live: (window.keptStreams ?? []).filter(({ readyState }) => readyState === 'live').length,
  }))

describe('from the materials to the receipt, against a scripted terminal (needs Chromium)', () => {
  let hall: StandInHall
  beforeAll(async () => {
    hall = await startStandIn({ camera: { still: 50 } })
  }, 120_000)
  afterAll(() => hall.close())

  const heard = (page: Page) => page.evaluate(() => window.standIn.heard)
  const count = async (page: Page, name: string) => (await heard(page)).calls.filter((call) => call === name).length

  it('cuts, turns and keeps a picture, and leaves no pixel and no camera to the next person', async () => {
    const walker = await atHome(hall)
    const { page, press } = walker
    await keepPictures(page)
    await toCamera(walker)
    await takes(walker)
    expect((await left(page)).live).toBe(0)
    const part = page.locator('.crop-part')
    const before = await part.boundingBox()
    const corner = page.getByRole('button', { name: words.crop.handle['top-left'], exact: true })
    const handle = await corner.boundingBox()
    if (before === null || handle === null) throw new Error('not shown')
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 150, y + 90, { steps: 3 })
    await page.mouse.up()
    const cut = await part.boundingBox()
    expect([before.width - (cut?.width ?? 0), before.height - (cut?.height ?? 0)].map(Math.round)).toEqual([150, 90])
    await corner.press('ArrowLeft')
    expect((await part.boundingBox())?.width).toBeGreaterThan(cut?.width ?? 0)
    await press(words.crop.rotate)
    const turned = await part.boundingBox()
    expect((turned?.height ?? 0) > (turned?.width ?? 0)).toBe(true)
    // What lies there is dark, and that is said before it is used.
    await page.getByText(words.crop.unclear.dark).waitFor()
    await walker.set({ picture: 'too-small' })
    await press(words.crop.use)
    await page.getByText(words.picture['too-small']).waitFor()
    await walker.set({ picture: null, lost: ['filings.addPage'] })
    await press(words.crop.use)
    await page.getByText(filingZh.fault['no-answer']).waitFor()
    await walker.set({ lost: [] })
    await press(words.crop.use)
    await page.locator('.page-card [data-state="shown"]').waitFor()
    // Refused, lost and kept: one page, by one id.
    const { pages } = await heard(page)
    expect([pages.length, new Set(pages).size]).toEqual([3, 1])
    const size = await page.locator('.page-canvas canvas').evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height])
    expect((size[1] ?? 0) > (size[0] ?? 0)).toBe(true)
    await page.evaluate(() => window.standIn.endSession())
    await page.locator('.attract').waitFor()
    const { pixels, made, live } = await left(page)
    expect([pixels, live]).toEqual([0, 0])
    expect(made).toBeGreaterThan(4)
  }, 60_000)

  it('puts pages in order, shows one large and takes one out, and 返回 leads through the material', async () => {
    const walker = await atHome(hall)
    const { page, press, sees } = walker
    await takesPages(walker, 2)
    const named = (how: string, place: number) => words.pages.move.replace('{{how}}', how).replace('{{page}}', words.pages.page.replace('{{place}}', String(place)))
    await press(named(words.pages.later, 1))
    await expect.poll(() => count(page, 'filings.arrange')).toBe(1)
    await press(named(words.pages.large, 1))
    await sees('第 1 页，共 2 页')
    await page.locator('.page-large [data-state="shown"]').waitFor()
    await press(zh.rail.back)
    await sees('经营场所使用证明')
    await press(named(words.pages.remove, 2))
    await page.getByText('拍了 1 页').waitFor()
    await press(words.one.done)
    await sees(words.list.title)
    await page.getByText('拍了 1 页').waitFor()
  }, 60_000)

  it('tells of a camera that is pulled out, or not there, with the other ways', async () => {
    const walker = await atHome(hall)
    const { page, press, sees } = walker
    await keepPictures(page)
    await toCamera(walker)
    await page.evaluate(() => window.keptStreams?.[0]?.dispatchEvent(new Event('ended')))
    await sees(words.camera.no)
    await page.getByText(words.camera.fault.broken).waitFor()
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('', 'NotFoundError')
      }
    })
    await press(words.again)
    await page.getByText(words.camera.fault.none).waitFor()
    expect((await left(page)).live).toBe(0)
    await press(words.way.owed)
    await sees(words.list.title)
    await page.getByText(words.given.owed_other.replace('{{count}}', '5')).waitFor()
  }, 60_000)

  it('shows a code, follows the phone, tells of a file that cannot be used, takes the next, and closes the code behind whoever leaves', async () => {
    const walker = await atHome(hall)
    const { page, press, sees } = walker
    await toPhone(walker)
    await page.getByText(words.phone.state.waiting).waitFor()
    await page.getByRole('button', { name: words.way.window, exact: true }).waitFor()
    await walker.set({ phone: { state: 'sent', files: 1 }, phoneRefuses: [{ place: 1, reason: 'unknown-kind' }] })
    await page.getByText(words.phone.why['unknown-kind']).waitFor()
    await walker.set({ lost: ['filings.phoneState'] })
    await page.getByText(words.phone.away).waitFor()
    await walker.set({ lost: [], phone: { state: 'sent', files: 2 }, phoneRefuses: [] })
    await sees('经营场所使用证明')
    await page.getByText('手机传了 4 页').waitFor()
    await page.getByText('PDF 文件，3 页').waitFor()
    await expect.poll(() => count(page, 'filings.closePhone')).toBe(1)
    await press(words.pages.moreByPhone)
    await page.locator('.phone-code').waitFor()
    await walker.set({ phone: null })
    await sees(words.phone.over)
    await walker.set({ phone: { state: 'waiting', files: 0 } })
    await press(words.phone.again)
    await page.getByText(words.phone.state.waiting).waitFor()
    await press(zh.rail.back)
    await page.getByText('手机传了 4 页').waitFor()
    await expect.poll(() => count(page, 'filings.closePhone')).toBe(3)
  }, 60_000)

  it('takes no other camera for papers than the one that is configured', async () => {
    const walker = await atHome(hall)
    await toMaterial(walker, 'lease', READY, { cameras: { paper: 'Document Camera' } })
    await walker.press(words.way.camera)
    await walker.page.getByText(words.camera.fault.none).waitFor()
    await walker.press(words.way.owed)
    await walker.sees(words.list.title)
    expect(await count(walker.page, 'filings.settle')).toBe(1)
  }, 60_000)

  it('gives an e-licence by reference, and says what else there is where none is found or none answers', async () => {
    const walker = await atHome(hall)
    const { page, press, sees } = walker
    await walker.set({ lost: ['filings.licences'] })
    await toMaterial(walker, 'id')
    await press(words.way.licence)
    await sees(words.licences.failed)
    await page.getByRole('button', { name: words.way.camera, exact: true }).waitFor()
    await walker.set({ lost: [], licences: { outcome: 'listed', licences: [] } })
    await press(words.again)
    await sees(words.licences.none)
    await press(zh.rail.back)
    await walker.set({ licences: { outcome: 'listed', licences: [{ id: 'id', title: { zh: '居民身份证', en: 'ID card' }, number: '110***********002X', validUntil: null }] } })
    await press(words.way.licence)
    await page.getByText(words.licences.longTerm).waitFor()
    await press('居民身份证')
    await sees(words.list.title)
    await page.getByText('电子证照：居民身份证，110***********002X').waitFor()
    expect(await count(page, 'filings.giveLicence')).toBe(1)
  }, 60_000)

  it('names all gaps at once, each one touch away', async () => {
    const walker = await atHome(hall)
    const { page, press, sees } = walker
    await walker.set({ review: { outcome: 'review', gaps: [{ kind: 'page', page: 1, title: { zh: '店铺', en: 'The shop' } }, { kind: 'material', key: 'id', name: { zh: '经营者身份证', en: 'ID card' } }], toBring: [], owed: [] } })
    await toReview(walker, READY)
    expect(await page.getByRole('button', { name: words.review.submit }).count()).toBe(0)
    await press('经营者身份证')
    await sees('经营者身份证')
    await walker.set({ review: null, sending: { outcome: 'changed', draft: READY, gaps: [{ kind: 'page', page: 1, title: { zh: '店铺', en: 'The shop' } }] } })
    await press(zh.rail.back)
    await press(words.list.review)
    const review = page.locator('.review-page')
    expect(await review.innerText()).toMatch(/样\*\*\s*110\*+002X/)
    expect(await review.innerText()).not.toMatch(/110105|13800000000|样本/)
    // Nothing there uncovers them: each part leads to its page, and that is all.
    for (const button of await review.locator('.review-part').getByRole('button').all()) expect(await button.innerText()).toBe(words.review.edit)
    await press(words.review.submit)
    await sees(words.gaps.changed)
    await page.getByRole('button', { name: '店铺', exact: true }).waitFor()
  }, 60_000)

  it('prints a receipt again, for a card that comes back too, under one id for each touch, and says of each paper only what is known of it', async () => {
    const walker = await atHome(hall)
    const { page, press } = walker
    const again = words.filed.again.name
    await walker.set({ filed: { delivery: 'saved', paper: { device: 'ticket', copy: 0, state: 'failed', settled: true } } })
    await files(walker)
    await page.locator('[data-truth="failed"]').waitFor()
    await walker.set({ receiptReprint: { outcome: 'no-paper' } })
    await press(again)
    await page.getByText(words.filed.again['no-paper']).waitFor()
    await walker.set({ receiptReprint: null, filed: { delivery: 'received', paper: { device: 'ticket', copy: 1, state: 'printed', settled: true } } })
    await press(again)
    await page.locator('[data-truth="printed"]').waitFor()
    expect(await page.getByRole('button', { name: again }).count()).toBe(0)

    await toItems(walker, [heldReceipt({ receipt: 'ANOTHER', together: ['出生登记', '户口登记'].map((zh) => ({ zh, en: zh })) })])
    await press(filingZh.receipts.way)
    await page.locator('[data-truth="held"][data-delivery="received"]').waitFor()
    await page.getByText('出生登记、户口登记', { exact: true }).waitFor()
    await press(again)
    await page.locator('[data-truth="printed"]').waitFor()
    const { reprinted } = await heard(page)
    expect(reprinted.map(({ receipt }) => receipt === 'ANOTHER')).toEqual([false, false, true])
    expect(new Set(reprinted.map(({ requestId }) => requestId)).size).toBe(3)
  })

  it('hands in under one request id for a trembling touch, lost answers and another try, and says only what is known of it', async () => {
    const walker = await atHome(hall)
    const { page, press, sees } = walker
    await walker.set({ lost: ['filings.send'], filed: { delivery: 'saved', paper: { device: 'ticket', copy: 0, state: 'sending', settled: false } } })
    await toReview(walker, READY)
    await page.getByRole('button', { name: words.review.submit, exact: true }).evaluate((button: HTMLElement) => {
      button.click()
      button.click()
    })
    await sees(zh.trouble.noAnswer)
    await walker.set({ lost: [] })
    await press(zh.trouble.again)
    await sees(words.filed.title.saved)
    await page.getByText(words.filed.delivery.saved).waitFor()
    await page.getByText(words.filed.paper.printing).waitFor()
    expect(await page.getByRole('button', { name: zh.ticket.finish, exact: true }).count()).toBe(0)
    const { sent } = await heard(page)
    expect(sent.length).toBeGreaterThan(2)
    expect(new Set(sent).size).toBe(1)
    await page.evaluate(() => window.standIn.file({ delivery: 'received', paper: { device: 'ticket', copy: 0, state: 'printed', settled: true } }))
    await sees(words.filed.title.received)
    await page.getByText(words.filed.paper.printed).waitFor()
    await page.locator('.card-asked').waitFor()
    const told = await page.locator('main').innerText()
    expect(told).not.toContain('受理')
    expect(told).toContain('2026年11月30日前补交：经营场所使用证明')
    await press(zh.ticket.finish)
    await press(evaluationZh.skip)
    await sees(zh.takeCard.title)
  }, 60_000)

  it('sends again under the same id whoever went back before the answer, and offers another try where the disk is full', async () => {
    const walker = await atHome(hall)
    const { page, press, sees } = walker
    await walker.set({ silent: ['filings.send'] })
    await files(walker, READY)
    await page.getByText(words.sending.slow).waitFor()
    await walker.set({ silent: [], sending: { outcome: 'failed', reason: 'disk-full' } })
    await press(zh.rail.back)
    await press(words.review.submit)
    await sees(words.sending.failed)
    await walker.set({ sending: null })
    await press(filingZh.again)
    await sees(words.filed.title.received)
    const { sent } = await heard(page)
    expect(sent.length).toBe(3)
    expect(new Set(sent).size).toBe(1)
  }, 60_000)

  it.each(inThisRun(LONG ? [...FILING_MATERIALS_SCREENS, ...MORE_FILING_MATERIALS_SCREENS] : FILING_MATERIALS_SCREENS))(
    '$name: can be read and touched, in every look',
    async ({ walk }) => {
      expect(await lookAtScreen(hall, { walk: fromHome(walk), whose: 'certificate' })).toEqual([])
    },
    LONG ? 240_000 : 120_000,
  )
})
