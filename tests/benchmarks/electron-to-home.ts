import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { findElectron, sandboxFlags } from '../../main/shell/programs.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { environment } from '../journeys/browser.ts'
import { canOpenDisplay, openDisplay } from '../journeys/display.ts'
import { launchElectron } from '../journeys/electron.ts'
import { writeConfiguration } from '../terminal-process.ts'
import { SCREEN } from './home-on-screen.ts'
import { temporaryFolder, tidily } from './tidily.ts'

/** Milliseconds of each run, from the opening of a screen on which Electron starts. */
export interface ElectronFigures {
  /** The built shell with its terminal process: to home, the first screen touched as soon as it can be. */
  readonly home: readonly number[]
  /** A window with one button and nothing behind it. */
  readonly bareWindow: readonly number[]
}

/** Null where there is no Electron or no display to open it on. */
export function electronToHomeBench(options: { readonly runs: number }): Promise<ElectronFigures | null> {
  const binary = findElectron()
  if (binary === null || !canOpenDisplay()) return Promise.resolve(null)
  return tidily(async (later) => {
    const folder = await temporaryFolder(later)
    const file = await writeConfiguration(folder, {})
    const bare = path.join(folder, 'bare.cjs')
    await writeFile(bare, BARE_WINDOW)
    const figures = { home: [] as number[], bareWindow: [] as number[] }
    // The first of each begins the ledger and warms the disk, and is not counted.
    for (let run = 0; run <= options.runs; run += 1) {
      const bareWindow = await untilButton(binary, bare)
      const home = await untilHome(file)
      if (run > 0) {
        figures.bareWindow.push(bareWindow)
        figures.home.push(home)
      }
    }
    return figures
  })
}

const BARE_WINDOW = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow(${JSON.stringify(SCREEN)}).loadURL('data:text/html,<button>bare</button>'))`

async function untilHome(file: string): Promise<number> {
  const from = performance.now()
  const run = await launchElectron({ source: { kind: 'file', file }, size: SCREEN })
  try {
    await run.page.locator('.kiosk:not([inert]) .attract').click()
    await run.page.getByRole('button', { name: zh.home.name['take-number'], exact: true }).waitFor()
    return performance.now() - from
  } finally {
    await run.close()
  }
}

async function untilButton(binary: string, main: string): Promise<number> {
  const from = performance.now()
  const display = await openDisplay(SCREEN)
  try {
    const app = await _electron.launch({
      executablePath: binary,
      args: [main, ...sandboxFlags()],
      chromiumSandbox: sandboxFlags().length === 0,
      env: { ...environment(), DISPLAY: display.name },
    })
    const page = await app.firstWindow()
    await page.getByRole('button', { name: 'bare' }).waitFor()
    const milliseconds = performance.now() - from
    const closed = new Promise((resolve) => app.process().once('exit', resolve))
    await app.close()
    await closed
    return milliseconds
  } finally {
    await display.close()
  }
}
