import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { findChromium as findSystemChromium, sandboxFlags } from '../../main/shell/programs.ts'
import type { HallOnADesk } from '../hall-on-a-desk.ts'

/** A Chromium that a journey can drive. */
export interface TestChromium {
  readonly file: string
  /** What it needs around it: the libraries and fonts that a bare machine lacks. */
  readonly environment: Readonly<Record<string, string>>
  readonly flags: readonly string[]
}

/** An open page in a browser of its own. */
export interface OpenPage {
  readonly page: Page
  readonly context: BrowserContext
  readonly close: () => Promise<void>
}

/**
 * The system's Chromium, Chrome or Edge, or else the headless one that @sparticuz/chromium carries in its package.
 * YIMEN_TEST_CHROMIUM=package asks for the latter, to try it on a machine that has both.
 */
export async function findChromium(): Promise<TestChromium> {
  const system = process.env['YIMEN_TEST_CHROMIUM'] === 'package' ? null : findSystemChromium()
  if (system !== null) return { file: system, environment: {}, flags: [] }
  return unpackChromium()
}

/** Of a page, in CSS pixels. */
interface PageSize {
  readonly width: number
  readonly height: number
  /** One that shows a moving pattern. */
  readonly camera?: boolean
}

/** Opens an address in a headless Chromium of exactly this size in CSS pixels. */
export async function openPage(url: string, size: PageSize): Promise<OpenPage> {
  const browser = await launch(size)
  const close = () => browser.close()
  try {
    return { ...(await openContext(browser, url, size)), close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * A hall's terminal, and its page in a Chromium of this size: how a journey opens both. One browser serves all tests of
 * the file and ends after them; each page has a context of its own, in which nothing is left of the one before. To be
 * called where tests are declared.
 */
export function inChromium(size: PageSize) {
  let browser: Promise<Browser> | null = null
  afterAll(async () => (await browser)?.close())
  return async (hall: HallOnADesk) => {
    const { ready } = await hall.start()
    browser ??= launch(size)
    const { page, context } = await openContext(await browser, ready.url, size)
    return { page, context, close: () => context.close(), terminalPid: () => Promise.resolve(ready.pid) }
  }
}

async function launch({ camera = false }: PageSize): Promise<Browser> {
  const found = await findChromium()
  return chromium.launch({
    executablePath: found.file,
    headless: true,
    chromiumSandbox: sandboxFlags().length === 0 && found.flags.length === 0,
    env: { ...environment(), ...found.environment },
    args: [...found.flags, '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required', ...(camera ? ['--use-fake-device-for-media-stream'] : [])],
  })
}

async function openContext(browser: Browser, url: string, { camera = false, ...size }: PageSize): Promise<Omit<OpenPage, 'close'>> {
  const context = await browser.newContext({ viewport: size, hasTouch: true, locale: 'zh-CN' })
  try {
    if (camera) await context.grantPermissions(['camera'])
    const page = await context.newPage()
    await page.goto(url)
    return { page, context }
  } catch (error) {
    await context.close()
    throw error
  }
}

/** This process's environment without what is not set. */
export function environment(): Record<string, string> {
  const entries = Object.entries(process.env)
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/**
 * Unpacks the carried Chromium once for each user of this machine. The package believes to be in AWS Lambda: told that
 * it is, it also unpacks the nss libraries that a bare Debian lacks. It runs in a child because it changes the
 * environment of the process that asks.
 */
async function unpackChromium(): Promise<TestChromium> {
  const folder = path.join(tmpdir(), `yimen-test-chromium-147-${process.getuid?.() ?? 'user'}`)
  if (!existsSync(folder)) {
    await mkdir(tmpdir(), { recursive: true })
    const fresh = await mkdtemp(`${folder}-`)
    const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    })
    // Its own list names Lambda's folders only; with no font at all Chromium draws nothing, not even in a page's own.
    await writeFile(path.join(fresh, 'fonts', 'fonts.conf'), fontList(path.join(folder, 'fonts')))
    // Another run may have been quicker.
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }))
  }
  return {
    file: path.join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: path.join(folder, 'fonts'),
    },
    // Its zygote cannot set up a sandbox without the helper that the package leaves out, and without one its pages find
    // fonts only inside the browser's own process.
    flags: ['--single-process', '--no-zygote', '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  }
}

function fontList(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${path.join(folder, 'cache')}</cachedir></fontconfig>
`
}
