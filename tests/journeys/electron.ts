import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe } from 'vitest'
import { electronWords } from '../../main/shell/arguments.ts'
import type { Source } from '../../main/shell/messages.ts'
import { findElectron, sandboxFlags } from '../../main/shell/programs.ts'
import type { Ready } from '../../main/shell/ready.ts'
import { environment } from './browser.ts'
import { canOpenDisplay, ended, openDisplay } from './display.ts'
import { kill, processesBelow } from './processes.ts'
import { BUILT } from './built.ts'

/**
 * `describe` for what only a real Electron shows. Without one on the machine the tests are skipped by name, their names
 * beginning with what they need; where CI promises one, its absence is a failure.
 */
export function describeElectron(name: string, tests: () => void): void {
  const here = findElectron() !== null && canOpenDisplay()
  // Where CI was to bring one and could not, it says so loudly and sets this: then Chromium alone is the gate.
  const promised = process.env['CI'] === 'true' && process.env['YIMEN_WITHOUT_ELECTRON'] !== '1'
  describe.skipIf(!here && !promised)(`needs Electron: ${name}`, () => {
    tests()
  })
}

/** A real Electron that runs the built shell on a screen of its own, driven by Playwright. */
export interface ElectronRun {
  readonly app: ElectronApplication
  readonly page: Page
  /** What the shell printed when its page could be used. */
  readonly ready: Ready
  /** Ends Electron, its screen and its files. */
  readonly close: () => Promise<void>
}

/** Starts Electron with a hall and waits for its ready line. The fault of a start is thrown with what it printed. */
export async function launchElectron(options: {
  readonly source: Source
  readonly size?: { readonly width: number; readonly height: number }
  /** Chromium's own, beside those of the shell. */
  readonly flags?: readonly string[]
}): Promise<ElectronRun> {
  const binary = findElectron()
  if (binary === null || !existsSync(BUILT.electron)) throw new Error('no Electron binary, or nothing built')
  const display = await openDisplay(options.size ?? { width: 1080, height: 1920 })
  const profile = await mkdtemp(path.join(tmpdir(), 'yimen-electron-test-'))
  const words = electronWords({ source: options.source, listen: { host: '127.0.0.1', port: 0 }, profile })
  let child: ChildProcess | null = null
  const close = async () => {
    if (child !== null) {
      // A page that a test has stopped does not notice that Electron has gone.
      const below = await processesBelow(child.pid ?? 0)
      await ended(child)
      for (const process of below) kill(process.pid)
    }
    await display.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const app = await _electron.launch({
      executablePath: binary,
      args: [BUILT.electron, ...sandboxFlags(), ...(options.flags ?? []), ...words],
      // Playwright would leave the sandbox out for everybody; only root has to do without it.
    chromiumSandbox: sandboxFlags().length === 0,
    env: { ...environment(), DISPLAY: display.name },
    })
    child = app.process()
    const ready = await readyOf(app)
    return { app, page: await app.firstWindow(), ready, close }
  } catch (error) {
    await close()
    throw error
  }
}

function readyOf(app: ElectronApplication): Promise<Ready> {
  const child = app.process()
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString()
      const ready = /^ready (\{.*\})$/m.exec(printed)?.[1]
      if (ready !== undefined) resolve(JSON.parse(ready) as Ready)
    })
    child.stderr?.on('data', (bytes: Buffer) => {
      printed += bytes.toString()
    })
    child.once('exit', (code) => reject(new Error(`Electron ended with ${code} before it was ready:\n${printed}`)))
  })
}
