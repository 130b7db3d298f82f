import { strict as assert } from 'node:assert'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, symlink } from 'node:fs/promises'
import path from 'node:path'
import { environment } from '../journeys/browser.ts'
import { writeConfiguration } from '../terminal-process.ts'
import { seeHome } from './home-on-screen.ts'
import { startTerminal } from './running-terminal.ts'
import { temporaryFolder, tidily } from './tidily.ts'

/** Milliseconds of each run. */
export interface StartUpFigures {
  /** The built terminal, `--shell none`, with a ledger that is there already: from its spawning to its `ready` line. */
  readonly terminal: readonly number[]
  /** Node that does nothing but print a line. */
  readonly bareNode: readonly number[]
  /** `npm start`, which builds first and opens the demonstration hall: to `ready`, and to home in a fresh Chromium. */
  readonly npmReady: readonly number[]
  readonly npmHome: readonly number[]
  /** The build alone. */
  readonly build: readonly number[]
}

export function startUpBench(options: { readonly runs: number }): Promise<StartUpFigures> {
  return tidily(async (later) => {
    const folder = await temporaryFolder(later)
    const configuration = await writeConfiguration(folder, {})
    const checkout = path.join(folder, 'checkout')
    await copyCheckout(checkout)
    // Begins the ledger, and is not counted.
    await startAndStop(folder, configuration)

    const figures: Record<keyof StartUpFigures, number[]> = { terminal: [], bareNode: [], npmReady: [], npmHome: [], build: [] }
    for (let run = 0; run < options.runs; run += 1) {
      figures.bareNode.push(await untilReady(process.execPath, ['--eval', 'console.log("ready")'], folder))
      figures.terminal.push(await startAndStop(folder, configuration))
      figures.build.push(await untilEnd('npm', ['run', '--silent', 'build'], checkout))
      const from = performance.now()
      const words = ['start', '--', '--shell', 'none', '--listen', '127.0.0.1:0']
      const ready = await untilReady('npm', words, checkout, async (line) => {
        const { url } = JSON.parse(line.slice('ready '.length)) as { readonly url: string }
        await seeHome(url)
        figures.npmHome.push(performance.now() - from)
      })
      figures.npmReady.push(ready)
    }
    return figures
  })
}

const ROOT = path.resolve(import.meta.dirname, '../..')
const SOURCES = ['package.json', 'tsconfig.json', 'electron.vite.config.ts', 'main', 'drivers', 'printers', 'renderer', 'simulators']

/** A checkout of its own, so that the build under measurement does not pull the one under test from beneath its feet. */
async function copyCheckout(to: string): Promise<void> {
  for (const source of SOURCES) await cp(path.join(ROOT, source), path.join(to, source), { recursive: true })
  await symlink(path.join(ROOT, 'node_modules'), path.join(to, 'node_modules'), 'dir')
}

async function startAndStop(folder: string, configuration: string): Promise<number> {
  const from = performance.now()
  const terminal = await startTerminal(folder, configuration)
  const milliseconds = performance.now() - from
  await terminal.stop()
  return milliseconds
}

/** What an installer's own shell would not have set: a test run's NODE_ENV would build React for development. */
function outsideEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment()).filter(([name]) => !/^(NODE_ENV|NODE_OPTIONS|VITE|VITEST.*|npm_.*|INIT_CWD|DISPLAY|WAYLAND_DISPLAY)$/.test(name)),
  )
}

/** From the spawning to the line that begins with `ready`; then `look`, then the whole process group is ended. */
async function untilReady(
  command: string,
  words: readonly string[],
  folder: string,
  look: (line: string) => Promise<void> = async () => {},
): Promise<number> {
  const from = performance.now()
  const child = spawn(command, words, {
    cwd: folder,
    env: outsideEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const closed = once(child, 'close')
  let printed = ''
  let complained = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text))
  try {
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        const found = /^ready.*$/m.exec(printed)
        // A line is whole when its end has come.
        if (found && printed.length > found.index + found[0].length) resolve(found[0])
      })
      child.once('error', reject)
      void closed.then(() => reject(new Error(`it ended before it was ready:\n${printed}\n${complained}`)))
    })
    const milliseconds = performance.now() - from
    await look(line)
    return milliseconds
  } finally {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await closed
  }
}

async function untilEnd(command: string, words: readonly string[], folder: string): Promise<number> {
  const from = performance.now()
  const child = spawn(command, words, { cwd: folder, env: outsideEnvironment(), stdio: 'ignore' })
  const [status] = (await once(child, 'close')) as [number | null]
  assert.equal(status, 0, `${command} ${words.join(' ')} failed`)
  return performance.now() - from
}
