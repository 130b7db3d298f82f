import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchHeadless, PORTRAIT } from '../chromium-page.ts'
import { buildStandIn, serveStandIn } from '../stand-in/build.ts'

const PARTS = 'tests/renderer/parts/index.html'

/** The parts of the page each by itself, in a headless Chromium whose two cameras are drawings that move. */
export interface OpenParts {
  /** A fresh page; what it complains of on the console is collected in `complaints`. */
  readonly open: (allowed?: readonly 'camera'[]) => Promise<{ readonly page: Page; readonly complaints: readonly string[] }>
  /** The files that the build wrote, each with its size in bytes. */
  readonly folder: string
  readonly close: () => Promise<void>
}

export async function openParts(): Promise<OpenParts> {
  const folder = await mkdtemp(join(tmpdir(), 'yimen-parts-'))
  await buildStandIn(folder, 'development', PARTS)
  const { url, server } = await serveStandIn(() => Promise.resolve(folder), PARTS)
  const browser = await launchHeadless(['--use-fake-device-for-media-stream=device-count=2'])
  return {
    folder,
    open: async (allowed = []) => {
      const context = await browser.newContext({ viewport: PORTRAIT, hasTouch: true, reducedMotion: 'reduce', permissions: [...allowed] })
      context.setDefaultTimeout(30_000)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(url)
      await page.waitForFunction(() => 'parts' in window)
      return { page, complaints }
    },
    close: async () => {
      await browser.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
