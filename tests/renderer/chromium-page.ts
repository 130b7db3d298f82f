import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { sandboxFlags } from '../../main/shell/programs.ts'
import { environment, findChromium } from '../journeys/browser.ts'
import type { React } from './stand-in/build.ts'

export interface StandInHall {
  /**
   * The page loaded anew at the closed door, its terminal begun anew with it, in place of the one that was open; what it
   * complains of on the console is collected in `complaints`. `react`: 'development' for who asks what it complains of.
   * `fresh`: when Chromium stalled on the one that was open.
   */
  readonly open: (how?: { readonly react?: React; readonly fresh?: boolean }) => Promise<OpenedPage>
  readonly close: () => Promise<void>
}

interface OpenedPage {
  readonly page: Page
  readonly complaints: readonly string[]
}

export const PORTRAIT = { width: 1080, height: 1920 } as const
export const LANDSCAPE = { width: 1920, height: 1080 } as const

/**
 * Opens the kiosk page with its stand-in terminal in one headless Chromium; the run's own build of it (`stand-in/once-a-run.ts`).
 * `camera`: Chromium's own moving pattern, bright at one moment and dark at another; or a still of one brightness, 0 to 255.
 */
export async function startStandIn({ camera }: { readonly camera?: 'pattern' | { readonly still: number } } = {}): Promise<StandInHall> {
  const urls = inject('standIn')
  const still = typeof camera === 'object' ? await stillPicture(camera.still) : null
  const browser = await launchHeadless([
    ...(camera === undefined ? [] : ['--use-fake-device-for-media-stream']),
    ...(still === null ? [] : [`--use-file-for-fake-video-capture=${still.file}`]),
  ])
  const context: BrowserContext = await browser.newContext({ viewport: PORTRAIT, hasTouch: true, reducedMotion: 'reduce' })
  if (camera !== undefined) await context.grantPermissions(['camera'])
  context.setDefaultTimeout(30_000)
  const built = new Set<React>()
  let opened: { readonly page: Page; readonly complaints: string[] } | null = null
  /** A process, and the fonts that it has read, serve one page after the other: made anew each time they cost twice as much. */
  const pageFor = async (fresh: boolean) => {
    if (!fresh && opened?.page.isClosed() === false) {
      await opened.page.setViewportSize(PORTRAIT)
      return opened
    }
    // A page that stalls may never close; the browser takes it along.
    void opened?.page.close().catch(() => undefined)
    const page = await context.newPage()
    opened = { page, complaints: [] }
    const { complaints } = opened
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    return opened
  }
  return {
    open: async ({ react = 'production', fresh = false } = {}) => {
      const url = urls[react]
      if (!built.has(react)) {
        // The first to ask waits for the build here, and whoever asks hears why there is none.
        const asked = await fetch(url)
        if (!asked.ok) throw new Error(`no page to open: ${await asked.text()}`)
        built.add(react)
      }
      const { page, complaints } = await pageFor(fresh)
      complaints.length = 0
      await page.goto(url)
      await page.locator('.attract').waitFor()
      return { page, complaints }
    },
    close: async () => {
      await browser.close()
      await still?.remove()
    },
  }
}

/** A film of one picture, as Chromium takes one for a camera's (YUV4MPEG2, 4:2:0); grey all over. */
async function stillPicture(brightness: number): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'yimen-still-'))
  const file = join(folder, 'still.y4m')
  const pixels = 640 * 480
  const frame = Buffer.concat([Buffer.alloc(pixels, brightness), Buffer.alloc(pixels / 2, 128)])
  await writeFile(file, Buffer.concat([Buffer.from('YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\nFRAME\n'), frame]))
  return { file, remove: () => rm(folder, { recursive: true }) }
}

/** A headless Chromium for a page of the tests. */
export async function launchHeadless(flags: readonly string[] = []): Promise<Browser> {
  const found = await findChromium()
  return chromium.launch({
    executablePath: found.file,
    headless: true,
    chromiumSandbox: sandboxFlags().length === 0 && found.flags.length === 0,
    env: { ...environment(), ...found.environment },
    args: [...found.flags, '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', ...flags],
  })
}
