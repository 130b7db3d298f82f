import { app, ipcMain, MessageChannelMain, powerSaveBlocker, type BrowserWindow, type IpcMainEvent } from 'electron'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHANNEL, PAGE_ADDRESS, PAGE_ORIGIN } from './electron/channels.ts'
import { lockApplication, openLockedSession } from './electron/lockdown.ts'
import { announcePageScheme, servePages } from './electron/page-protocol.ts'
import { forkUtilityTerminal, type UtilityTerminal } from './electron/utility-terminal.ts'
import { countCrashes, watchHeart } from './electron/watch.ts'
import { openWindow } from './electron/window.ts'
import { originOf, type Listen } from './host/listen.ts'
import { openPages } from './host/pages.ts'
import { openLog } from './operations/log.ts'
import { parseElectron, type ElectronArguments } from './shell/arguments.ts'
import { keepTerminal, type Keeper } from './shell/keeper.ts'
import { EXIT, readyLine } from './shell/ready.ts'

/**
 * The Electron shell: one locked window that shows `app://kiosk/`, and the terminal in a utility process. It holds no
 * business of its own; it hands the page a port to the terminal process and sees that both are alive.
 */
const OUT = path.dirname(fileURLToPath(import.meta.url))
/** How soon a page that could not be loaded is tried again. */
const LOAD_AGAIN_MS = 1_000

const log = openLog()

// A bug in this process must not open Electron's dialog over the page: whoever watches starts afresh.
process.on('uncaughtException', (error) => {
  log.fatal({ error: error.stack }, 'the window process ends on a bug')
  app.exit(EXIT.failed)
})

/** The launcher's channel closes when the launcher ends, however that happens; a packaged build has no launcher. */
const hasLauncher = process.send !== undefined

const words = parseElectron(process.argv.slice(1))
if (words.ok) {
  prepare(words.value)
  // Not a top-level await: Electron becomes ready only after this module has been evaluated.
  void app.whenReady().then(() => run(words.value))
} else {
  refuse(words.fault.line)
}

function prepare(options: ElectronArguments): void {
  // enableSandbox overrides --no-sandbox, with which alone Chromium runs as root. The launcher gives that switch to
  // root and to nobody else; given by anybody else it has no effect.
  const rootWithout = process.getuid?.() === 0 && app.commandLine.hasSwitch('no-sandbox')
  if (!rootWithout) app.enableSandbox()
  if (options.profile !== null) app.setPath('userData', options.profile)
  for (const name of ['disable-pinch', 'disable-quic', 'noerrdialogs']) app.commandLine.appendSwitch(name)
  app.commandLine.appendSwitch('overscroll-history-navigation', '0')
  announcePageScheme()
  lockApplication()
  // The window only ever ends with the process.
  app.on('window-all-closed', () => log.error('the window is gone'))
}

async function run(options: ElectronArguments): Promise<void> {
  const pages = await openPages(path.join(OUT, '..', 'renderer'), { '/': 'kiosk' }, null)
  if (!pages.ok) {
    refuse(pages.fault.line)
    return
  }
  let terminal: UtilityTerminal | null = null
  let listen: Listen = options.listen
  let window: BrowserWindow | null = null
  /** What the page that is loaded now has asked for, and what it got. */
  let port: 'unasked' | 'asked' | 'given' = 'unasked'
  let everCalled = false
  let stopping = false

  const keeper: Keeper = keepTerminal(
    () => {
      terminal = forkUtilityTerminal(path.join(OUT, 'terminal-process.js'))
      return terminal
    },
    () => ({ source: options.source, listen, appFolder: path.join(OUT, '..', '..'), page: null }),
    {
      onMessage: (message) => {
        if (message.type === 'started') {
          listen = message.listen
          window ??= show()
          handOver()
        } else if (message.type === 'called' && !everCalled) {
          everCalled = true
          process.stdout.write(`${readyLine(`${originOf(listen)}/`, 'electron')}\n`)
        } else if (message.type === 'stop') {
          log.info('an operator ends the program')
          stop()
        }
      },
      onGone: () => {
        terminal = null
        // A page that had a port gets the next one without asking again.
        if (port === 'given') port = 'asked'
        window?.webContents.send(CHANNEL.terminalGone)
      },
      onRefused: (line) => {
        if (line !== null) refuse(line)
        else app.exit(EXIT.failed)
      },
    },
    log,
  )

  /** Gives the page its end of a fresh channel, when it has asked and the terminal process runs. */
  function handOver(): void {
    if (port !== 'asked' || window === null || terminal === null || keeper.running() === null) return
    port = 'given'
    const { port1, port2 } = new MessageChannelMain()
    terminal.givePort(port1)
    window.webContents.postMessage(CHANNEL.port, null, [port2])
  }

  function show(): BrowserWindow {
    const locked = openLockedSession()
    if (pages.ok) servePages(locked, pages.value)
    const opened = openWindow(locked, path.join(OUT, '..', 'preload', 'preload.cjs'))
    const { webContents } = opened
    const afterCrash = countCrashes()
    const heart = watchHeart(() => {
      log.error('the page hangs; ending it')
      // forcefullyCrashRenderer asks the page's own process to crash, which a stopped one does not hear.
      const pid = webContents.getOSProcessId()
      if (pid > 0) process.kill(pid, 'SIGKILL')
    })
    const load = () => {
      if (stopping) return
      heart.loading()
      webContents.loadURL(PAGE_ADDRESS).catch((error: unknown) => {
        if (!stopping) log.error({ error: String(error) }, 'the page could not be loaded; trying again')
        setTimeout(load, LOAD_AGAIN_MS)
      })
    }
    webContents.on('render-process-gone', (_event, details) => {
      if (stopping) return
      const next = afterCrash()
      log.error({ reason: details.reason, next }, 'the page crashed')
      if (next === 'reload') setImmediate(load)
      else relaunch()
    })
    webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) port = 'unasked'
    })
    webContents.on('did-finish-load', () => {
      // Before the first load this never resolves.
      webContents.setVisualZoomLevelLimits(1, 1).catch((error: unknown) => {
        log.warn({ error: String(error) }, 'pinching could not be turned off')
      })
    })
    ipcMain.on(CHANNEL.beat, (event) => {
      if (isOurPage(event, opened)) heart.beat()
    })
    ipcMain.on(CHANNEL.requestPort, (event) => {
      if (!isOurPage(event, opened)) {
        log.error('a frame that is not the page asked for a port')
        return
      }
      port = 'asked'
      handOver()
    })
    load()
    return opened
  }

  app.on('child-process-gone', (_event, details) => {
    const { type, reason, exitCode } = details
    if (!stopping) log.error({ type, reason, code: exitCode }, 'a helper process ended')
  })
  powerSaveBlocker.start('prevent-display-sleep')

  const stop = () => {
    if (stopping) return
    stopping = true
    void keeper.close().then(() => app.exit(EXIT.done))
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
  process.on('disconnect', stop)
  app.on('before-quit', (event) => {
    event.preventDefault()
    stop()
  })

  /** A page that keeps crashing gets a fresh browser process under it. */
  function relaunch(): void {
    stopping = true
    void keeper.close().then(() => {
      if (!hasLauncher) app.relaunch()
      app.exit(hasLauncher ? EXIT.again : EXIT.done)
    })
  }
}

/** Only the main frame of our own page, at our own address, is heard. */
function isOurPage(event: IpcMainEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === window.webContents.mainFrame && frame.origin === PAGE_ORIGIN
}

/** One line for the installer, by the launcher when there is one, and exit status 2. */
function refuse(line: string): void {
  if (process.send === undefined) {
    process.stderr.write(`yimen: ${line}\n`)
    app.exit(EXIT.refused)
  } else {
    process.send({ refused: line }, () => app.exit(EXIT.refused))
  }
}
