import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pixelsPerMillimetre } from '../../renderer/kiosk/millimetres.ts'
import { typingZh } from '../../renderer/strings/typing-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { until } from '../journeys/processes.ts'
import { checkMillimetres } from './check-screen.ts'
import { PORTRAIT } from './chromium-page.ts'
import { examine } from './looks.ts'
import { openParts, type OpenParts } from './parts/open-parts.ts'

let parts: OpenParts
beforeAll(async () => {
  parts = await openParts()
}, 120_000)
afterAll(() => parts.close())

describe('the camera (needs Chromium)', () => {
  let page: Page
  beforeAll(async () => {
    ;({ page } = await parts.open(['camera']))
  })
  beforeEach(() => keepStreams(page))
  afterAll(() => page.context().close())
  const shown = (state: string) => page.locator(`.camera[data-state="${state}"]`).waitFor()
  const heard = () => page.evaluate(() => window.parts.said)

  it('gives one frame as it is, small enough, and is off by then', async () => {
    await page.evaluate(() => window.parts.showCamera())
    await shown('on')
    expect(await examine(page, 'zh')).toEqual([])
    await page.getByRole('button', { name: zh.components.camera.take, exact: true }).click()
    await shown('taken')
    const { frames, faults } = await heard()
    expect([frames.length, faults.length]).toEqual([1, 0])
    const [frame = ''] = frames
    expect(frame.length).toBeLessThan(1_500_000)
    const size = await page.evaluate(async (frame) => {
      const picture = new Image()
      picture.src = `data:image/jpeg;base64,${frame}`
      await picture.decode()
      return [picture.naturalWidth, picture.naturalHeight]
    }, frame)
    expect(size).toEqual([1280, 720])
    expect(await streams(page)).toEqual({ asked: [{ audio: false, video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } } }], tracks: ['video ended'] })
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.srcObject)).toBeNull()
  })

  it('is off when the page goes, also while it is still starting', async () => {
    await page.evaluate(() => window.parts.showCamera())
    await shown('on')
    await page.evaluate(() => {
      window.parts.leave()
      window.parts.showCamera()
      window.parts.leave()
    })
    await page.evaluate(async () => {
      window.parts.showCamera()
      // The effect runs, the camera starts, and before it is there the page has gone.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      window.parts.leave()
    })
    await until(async () => {
      const { asked, tracks } = await streams(page)
      return tracks.length === asked.length && tracks.every((track) => track === 'video ended') ? true : null
    })
    expect((await heard()).faults).toEqual([])
  })

  it.each([
    ['NotAllowedError', 'refused'],
    ['NotFoundError', 'none'],
    ['NotReadableError', 'broken'],
  ])('says once why there is none: %s', async (error, fault) => {
    await page.evaluate((name) => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('', name)
      }
      window.parts.showCamera()
    }, error)
    await page.locator('.camera[data-state="off"] .state-attention').waitFor()
    expect((await heard()).faults).toEqual([fault])
  })

  it.each([
    ['DEVICE_0', 'told'],
    ['device_1', 'told'],
    ['device_1', 'withheld until one was opened'],
  ])('is the one that is configured, %s, its label %s', async (named, labels) => {
    await page.evaluate(([name, told]) => {
      navigator.mediaDevices.enumerateDevices = async () => {
        const devices = await MediaDevices.prototype.enumerateDevices.call(navigator.mediaDevices)
        const shown = told === 'told' || (window.keptTracks ?? []).length > 0
        return devices.map(({ kind, deviceId, label }) => ({ kind, deviceId, label: shown ? label : '' }) as MediaDeviceInfo)
      }
      window.parts.showCamera(name)
    }, [named, labels])
    await shown('on')
    const live = await page.evaluate(() => (window.keptTracks ?? []).filter(({ readyState }) => readyState === 'live').map(({ label }) => label))
    expect(live).toEqual([expect.stringContaining(named.toLowerCase())])
    await page.evaluate(() => window.parts.leave())
  })

  it('is none where the one that is configured is not there, whatever others are', async () => {
    await page.evaluate(() => {
      Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices')
      window.parts.showCamera('Document Camera')
    })
    await shown('off')
    expect((await heard()).faults).toEqual(['none'])
    expect((await streams(page)).asked).toEqual([])
  })

  it('says so when it is pulled out', async () => {
    await page.evaluate(() => window.parts.showCamera())
    await shown('on')
    await page.evaluate(() => window.keptTracks?.[0]?.dispatchEvent(new Event('ended')))
    await shown('off')
    expect((await heard()).faults).toEqual(['broken'])
    expect((await streams(page)).tracks).toEqual(['video ended'])
  })
})

describe('the keys of letters and digits (needs Chromium)', () => {
  it('type what is on them, and can be read and touched in every look', async () => {
    const { page } = await parts.open()
    await page.evaluate(() => window.parts.showLetters('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-'))
    for (const key of ['A', '-', zh.keypad.delete]) await page.getByRole('button', { name: key, exact: true }).click()
    expect((await page.evaluate(() => window.parts.said)).keys).toEqual(['A', '-', 'delete'])
    expect(await examine(page, 'zh')).toEqual([])
    await page.evaluate(() => window.parts.speak('en'))
    expect(await examine(page, 'en')).toEqual([])
    await page.context().close()
  })

  it('scroll where they have no room', async () => {
    const { page } = await parts.open()
    await page.setViewportSize({ width: 1080, height: 480 })
    await page.evaluate(() => Object.assign(document.documentElement.dataset, { type: 'large' }))
    await page.evaluate(() => window.parts.showLetters('23456789ABCDEFGHJKLMNPQRSTUVWXYZ'))
    await page.getByRole('button', { name: zh.scroll.down, exact: true }).click()
    await page.getByRole('button', { name: 'Z', exact: true }).click()
    const found = await checkMillimetres(page, pixelsPerMillimetre({ ...PORTRAIT, diagonal: 21.5 }), { large: true })
    // This screen is too low for the buttons that scroll it to be as far apart as they should.
    expect(found.filter(({ rule, what }) => rule === 'cut' || what.includes('letter'))).toEqual([])
    expect((await page.evaluate(() => window.parts.said)).keys).toEqual(['Z'])
    await page.context().close()
  })
})

describe('the keys to type with (needs Chromium)', () => {
  let page: Page
  let complaints: readonly string[]
  beforeAll(async () => {
    ;({ page, complaints } = await parts.open())
  })
  afterAll(() => page.context().close())
  const key = (name: string) => page.getByRole('button', { name, exact: true })
  const typed = async () => (await page.evaluate(() => window.parts.said.typed)).at(-1)
  /** Once its words are there, it hears a keyboard. */
  const showText = async (most: number, first = '') => {
    await page.evaluate(([most, first]) => window.parts.showTyping('text', most, first), [most, first] as const)
    await page.getByText(typingZh.hint).waitFor()
  }
  const becomes = (text: string) => until(async () => ((await typed()) === text ? true : null))

  it('write hanzi for letters of pinyin, letters, digits and marks', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.evaluate(() => window.parts.showTyping('text', 20))
    for (const letter of 'sfz') await key(letter).click()
    await key('身份证').click()
    await becomes('身份证')
    for (const letter of 'zhangwei') await key(letter).click()
    // The rest goes on with what the first pick has left.
    await key(typingZh.after).click()
    await key(typingZh.before).click()
    await key('张').click()
    await key('伟').click()
    await becomes('身份证张伟')
    for (const name of [typingZh.mode.symbols, '1', typingZh.symbol.hash, typingZh.left, typingZh.delete]) await key(name).click()
    await becomes('身份证张伟#')
    for (const name of [typingZh.mode.letters, typingZh.upper, 'Q', typingZh.space]) await key(name).click()
    await becomes('身份证张伟Q #')
    await key(typingZh.clear).click()
    await becomes('')
    await key(typingZh.done).click()
    await becomes('done')
    expect(asked.filter((url) => url.includes('words')).map((url) => new URL(url).origin)).toEqual([new URL(page.url()).origin])
  })

  it('are also those of a keyboard, however fast', async () => {
    await showText(8)
    await page.keyboard.type('banlijuzhuzheng 3,', { delay: 0 })
    await becomes('办理居住证3，')
    await page.keyboard.type('yi')
    await page.locator('.typing-candidate').first().waitFor()
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Escape')
    await page.keyboard.type('yunnan ')
    await page.getByText(typingZh.full.replace('{{most}}', '8')).waitFor()
    expect(await typed()).toBe('办理居住证3，')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await becomes('done')
  })

  it('can be read and touched in every look', async () => {
    await showText(40, '云南省示例县')
    for (const letter of 'shenqingbanlijuzhuzheng') await page.keyboard.press(letter)
    await key('申请办理居住证').waitFor()
    expect(await examine(page, 'zh')).toEqual([])
    await page.evaluate(() => window.parts.showTyping('latin', 200, 'Room 301, Building 2, 18 Example Road. '.repeat(5)))
    await page.evaluate(() => window.parts.speak('en'))
    await key('123 #').click()
    expect(await examine(page, 'en')).toEqual([])
    await page.evaluate(() => window.parts.showTyping('digits', 11, '138'))
    await key('8').click()
    expect(await typed()).toBe('1388')
    expect(await examine(page, 'en')).toEqual([])
    await page.evaluate(() => window.parts.speak('zh'))
  })

  it('leave nothing behind: no worker, no store', async () => {
    await showText(20)
    await page.keyboard.type('shili')
    await page.locator('.typing-candidate').first().waitFor()
    expect(page.workers().length).toBe(1)
    await page.evaluate(() => window.parts.leave())
    await until(async () => (page.workers().length === 0 ? true : null))
    const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.cookie])
    expect(kept).toEqual([0, 0, 0, ''])
    expect(complaints).toEqual([])
  })

  it('go on with letters where pinyin cannot be had, and keep what was typed', async () => {
    const { page: other } = await parts.open()
    await other.route('**/words*.bin', (route) => route.abort())
    await other.evaluate(() => window.parts.showTyping('text', 20))
    await other.getByRole('button', { name: 'l', exact: true }).click()
    await until(async () => ((await other.evaluate(() => window.parts.said.typed)).at(-1) === 'l' ? true : null))
    await other.getByText(typingZh.broken).waitFor()
    expect(await other.getByRole('button', { name: typingZh.mode.pinyin }).count()).toBe(0)
    await other.context().close()
  })
})

declare global {
  interface Window {
    keptTracks?: MediaStreamTrack[]
    keptAsked?: unknown[]
  }
}

/** Keeps what the page asks of its camera from here on, and what it gets. */
async function keepStreams(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tracks: MediaStreamTrack[] = []
    const asked: unknown[] = []
    Object.assign(window, { keptTracks: tracks, keptAsked: asked })
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      asked.push(constraints)
      const stream = await MediaDevices.prototype.getUserMedia.call(navigator.mediaDevices, constraints)
      tracks.push(...stream.getTracks())
      return stream
    }
  })
}

const streams = (page: Page) =>
  page.evaluate(() => ({
    asked: window.keptAsked ?? [],
    tracks: (window.keptTracks ?? []).map(({ kind, readyState }) => `${kind} ${readyState}`),
  }))
