import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Shell, ShellOptions } from './shell/shell.ts'
import { openLog } from './operations/log.ts'
import { freeLoopback } from './host/free-port.ts'
import { authorityOf } from './host/listen.ts'
import { parseStart, type ShellName } from './shell/arguments.ts'
import { openBrowserShell, openDeskWindow } from './browser.ts'
import { fetchElectron } from './shell/electron-fetch.ts'
import { openElectronShell } from './shell/electron-launcher.ts'
import type { Source } from './shell/messages.ts'
import { findChromium, findElectron, hasDisplay } from './shell/programs.ts'
import { EXIT } from './shell/ready.ts'
import { demonstrationCredential, readSource } from './shell/source.ts'
import { openSimulators } from './shell/simulators.ts'

/**
 * What `npm start` runs, in plain Node: reads the command line and the configuration, chooses a shell and stays its
 * parent. It never loads electron, because loading it downloads what is not there.
 */
const OUT = path.dirname(fileURLToPath(import.meta.url))
const APP_FOLDER = path.join(OUT, '..', '..')

/** Everything ends within 3 s (design); what has not ended by then ends with this process. */
const STOP_LIMIT_MS = 2_800

const NO_ELECTRON =
  'Electron is not there: `npx install-electron` fetches it, or ELECTRON_OVERRIDE_DIST_PATH names its folder'
const NO_CHROMIUM = 'no Chromium, Chrome or Edge is installed: `apt-get install chromium` gets one'

const log = openLog()
/** What must end before this process does, the latest opened first. */
const closers: (() => Promise<void>)[] = []
let stopping = false
/** The demonstration's desk page, until a window shows it. */
let deskPage: string | null = null
let kioskShell: ShellName | null = null

// Whoever reads our lines may stop reading; the terminal goes on.
process.stdout.on('error', (error) => log.warn({ error: error.message }, 'nobody reads standard output'))
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    void stop(EXIT.done)
  })
}
void run().then(stop, (error: unknown) => {
  log.fatal({ error: error instanceof Error ? error.stack : String(error) }, 'the launcher ends on a bug')
  return stop(EXIT.failed)
})

/** Resolves with the exit status. */
async function run(): Promise<number> {
  const words = parseStart(process.argv.slice(2))
  if (!words.ok) return refuse(words.fault.line)
  const named = words.value.shell
  const { file } = words.value
  const source: Source | null = file === null ? await demonstration() : { kind: 'file', file: path.resolve(file) }
  if (source === null) return EXIT.failed
  const configuration = await readSource(source)
  if (!configuration.ok) return refuse(configuration.fault.line)

  const options = { source, listen: words.value.listen, appFolder: APP_FOLDER, log, print }
  let status: number = EXIT.failed
  for (const name of named === null ? usualShells() : [named]) {
    const opened = await openShell(name, options)
    if (typeof opened === 'string') {
      complain(opened)
      continue
    }
    kioskShell = name
    closers.push(opened.close)
    const end = await opened.end
    closers.splice(closers.indexOf(opened.close), 1)
    if (end.kind === 'refused') return refuse(end.line)
    if (end.kind === 'closed') return EXIT.done
    complain(end.line)
    status = EXIT.failed
  }
  return status
}

/** The shells to try where none was asked for. Without a display no window can be opened. */
function usualShells(): readonly ShellName[] {
  if (hasDisplay()) return ['electron', 'browser', 'none']
  complain('no display: set DISPLAY or WAYLAND_DISPLAY to open a window; until then a browser opens the address below')
  return ['none']
}

/** A shell that starts, or the line that says what is missing. */
async function openShell(name: ShellName, options: ShellOptions): Promise<Shell | string> {
  if (name === 'electron') {
    const overridden = (process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '') !== ''
    const mayFetch = options.source.kind === 'demonstration' && !overridden
    if (findElectron() === null && mayFetch) await fetchElectron(APP_FOLDER, complain)
    const binary = findElectron()
    if (binary === null) return NO_ELECTRON
    return openElectronShell({ ...options, binary, entry: path.join(OUT, 'electron.js') })
  }
  if (name === 'browser') {
    const chromium = findChromium()
    if (chromium === null) return NO_CHROMIUM
    return openBrowserShell({ ...options, chromium, terminal: path.join(OUT, 'terminal-process.js') })
  }
  // The other shells leave ledger and drivers to their terminal process, and this launcher light.
  const { openNoShell } = await import('./shell/no-shell.ts')
  return openNoShell(options)
}

/** The demonstration hall: its hardware simulated in a process of its own, its desk page beside the kiosk. */
async function demonstration(): Promise<Source | null> {
  const hall = authorityOf(await freeLoopback())
  const simulators = await openSimulators(path.join(OUT, 'simulators.js'), `http://${hall}`)
  if (!simulators.ok) {
    complain(simulators.fault.line)
    return null
  }
  const { reader, socialCard, scanner, printer, document, desk, platform, close } = simulators.value
  closers.push(close)
  deskPage = desk
  print(`desk ${desk}`)
  print(`hall http://${hall}/`)
  const { url, ...credential } = platform
  const folder = path.resolve('data', 'demonstration')
  await mkdir(folder, { recursive: true })
  // Not on a command line, where everybody on the machine would read it.
  await writeFile(demonstrationCredential(folder), JSON.stringify(credential), { mode: 0o600 })
  return { kind: 'demonstration', folder, reader, socialCard, scanner, printer, document, platform: url, hall }
}

async function stop(status: number): Promise<void> {
  if (stopping) return
  stopping = true
  const limit = setTimeout(() => {
    log.error('not everything ended in time')
    process.exit(status)
  }, STOP_LIMIT_MS)
  for (const close of closers.reverse()) await close()
  clearTimeout(limit)
  process.exit(status)
}

function refuse(line: string): number {
  complain(line)
  return EXIT.refused
}

function complain(line: string): void {
  process.stderr.write(`yimen: ${line}\n`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
  if (line.startsWith('ready ')) openDesk()
}

/** Once the kiosk's page can be used, the desk opens beside it, where this machine can show a second window. */
function openDesk(): void {
  const chromium = hasDisplay() ? findChromium() : null
  if (deskPage === null || chromium === null || kioskShell === 'none') return
  const window = openDeskWindow(chromium, deskPage, log)
  deskPage = null
  closers.push(async () => {
    window.kill()
    await window.ended
  })
}
