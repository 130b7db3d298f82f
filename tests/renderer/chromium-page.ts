import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { sandboxFlags } from '../../main/shell/programs.ts'
import { environment, findChromium } from '../journeys/browser.ts'
import { buildStandIn, serveStandIn } from './stand-in/build.ts'

export interface StandInHall {
  /** A fresh page at the closed door; what it complains of on the console is collected in `complaints`. */
  readonly open: () => Promise<{ readonly page: Page; readonly complaints: readonly string[] }>
  readonly close: () => Promise<void>
}

export const PORTRAIT = { width: 1080, height: 1920 } as const
export const LANDSCAPE = { width: 1920, height: 1080 } as const

/** Builds the kiosk page with its stand-in terminal once and opens it in one headless Chromium. */
export async function startStandIn({ camera = false }: { /** One that shows a moving pattern. */ readonly camera?: boolean } = {}): Promise<StandInHall> {
  const folder = await mkdtemp(join(tmpdir(), 'yimen-stand-in-'))
  await buildStandIn(folder)
  const { url, server } = await serveStandIn(folder)
  const browser = await launchHeadless(camera ? ['--use-fake-device-for-media-stream'] : [])
  const context: BrowserContext = await browser.newContext({ viewport: PORTRAIT, hasTouch: true, reducedMotion: 'reduce' })
  if (camera) await context.grantPermissions(['camera'])
  context.setDefaultTimeout(10_000)
  return {
    open: async () => {
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(url)
      await page.locator('.attract').waitFor()
      return { page, complaints }
    },
    close: async () => {
      await browser.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
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
