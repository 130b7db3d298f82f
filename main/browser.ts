import { fork, spawn, type ChildProcess } from 'node:child_process'
import { newAdmission, newToken } from './host/admission.ts'
import { originOf } from './host/listen.ts'
import type { Log } from './operations/log.ts'
import { keepTerminal, type TerminalChild } from './shell/keeper.ts'
import { pageStart, type FromTerminal } from './shell/messages.ts'
import { openProfile, writeKioskPreferences } from './shell/profile.ts'
import { sandboxFlags } from './shell/programs.ts'
import { readyLine } from './shell/ready.ts'
import type { Shell, ShellEnd, ShellOptions } from './shell/shell.ts'

/** A page that has not called by then is not coming: Chromium is started again. A cold start takes about 2 s. */
const PAGE_LIMIT_MS = 15_000
const BROWSER_RESTART_DELAY_MS = 1_000
const BROWSER_CLOSE_LIMIT_MS = 1_000
/** So often may Chromium end before the page was ever used; then this machine cannot show it. */
const BROWSER_TRIES = 3

/**
 * The browser shell: a terminal process of plain Node and Chromium in kiosk mode, each started again when it ends. The
 * restarted process gets the port and the cookie of this run, so that the page, which shows 请稍候 meanwhile, reconnects.
 */
export function openBrowserShell(
  options: ShellOptions & {
    readonly chromium: string
    /** out/main/terminal-process.js */
    readonly terminal: string
  },
): Shell {
  const { log } = options
  let admission = newAdmission()
  let listen = options.listen
  let browser: Browser | null = null
  let everCalled = false
  let unusedTries = 0
  let closing = false
  let pageLimit: NodeJS.Timeout | undefined
  let pending: NodeJS.Timeout | undefined
  let settle: (end: ShellEnd) => void = () => {}
  const end = new Promise<ShellEnd>((resolve) => {
    settle = resolve
  })

  function openWindow(): void {
    if (closing) return
    clearTimeout(pending)
    admission = { ...admission, token: newToken() }
    keeper.running()?.send({ type: 'admit', token: admission.token ?? '' })
    expectPage()
    browser = openBrowser(options.chromium, {
      address: `${originOf(listen)}/?token=${admission.token}`,
      flags: KIOSK_FLAGS,
      camera: originOf(listen),
      log,
    })
    void browser.ended.then((how) => {
      browser = null
      clearTimeout(pageLimit)
      if (closing) return
      unusedTries = everCalled ? 0 : unusedTries + 1
      if (unusedTries === BROWSER_TRIES) {
        settle({ kind: 'failed', line: `${options.chromium} ended before its page could be used (${how})` })
        return
      }
      log.error({ how }, 'the browser ended; starting it again')
      pending = setTimeout(openWindow, BROWSER_RESTART_DELAY_MS)
    })
  }

  function expectPage(): void {
    clearTimeout(pageLimit)
    pageLimit = setTimeout(() => {
      log.error('the page does not call; starting the browser again')
      browser?.kill()
    }, PAGE_LIMIT_MS)
  }

  function heard(message: FromTerminal): void {
    switch (message.type) {
      case 'started':
        listen = message.listen
        if (browser === null) openWindow()
        else expectPage()
        break
      case 'admitted':
        admission = { ...admission, token: null }
        break
      case 'called':
        clearTimeout(pageLimit)
        if (!everCalled) options.print(readyLine(`${originOf(listen)}/`, 'browser'))
        everCalled = true
        break
      case 'left':
        expectPage()
        break
      case 'stop':
        log.info('an operator ends the program')
        close().catch((error: unknown) => settle({ kind: 'failed', line: `the shell does not end: ${String(error)}` }))
        break
      case 'restart':
      case 'refused':
        break
    }
  }

  const keeper = keepTerminal(
    () => forkTerminal(options.terminal),
    () => pageStart({ ...options, listen }, { admission, lockKeys: true }),
    {
      onMessage: heard,
      onGone: () => clearTimeout(pageLimit),
      onRefused: (line) =>
        settle(
          line === null
            ? { kind: 'failed', line: 'the terminal process ended before it had started; its log says why' }
            : { kind: 'refused', line },
        ),
    },
    log,
  )

  async function close(): Promise<void> {
    closing = true
    clearTimeout(pageLimit)
    clearTimeout(pending)
    const ended = browser?.ended
    browser?.kill()
    await Promise.all([keeper.close(), ended])
    settle({ kind: 'closed' })
  }

  return { end, close }
}

/** The desk page of the demonstration hall, in a window of its own beside the kiosk. */
export function openDeskWindow(chromium: string, desk: string, log: Log): Browser {
  return openBrowser(chromium, { address: desk, flags: ['--window-size=760,1000'], camera: null, log })
}

/** Chromium with a profile of its own that is wiped when it ends. */
export interface Browser {
  readonly ended: Promise<string>
  kill(): void
}

/** The whole screen, and none of the gestures that lead out of a page. */
const KIOSK_FLAGS = [
  '--kiosk',
  '--window-position=0,0',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--autoplay-policy=no-user-gesture-required',
]

/** No first-run page, no bubble, no service of the browser's maker. */
const QUIET_FLAGS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-breakpad',
  '--disable-session-crashed-bubble',
  '--hide-crash-restore-bubble',
  '--noerrdialogs',
  '--deny-permission-prompts',
  '--password-store=basic',
  '--lang=zh-CN',
  '--disable-dev-shm-usage',
  '--disable-features=Translate,TouchpadOverscrollHistoryNavigation',
]

/**
 * The address stands on Chromium's command line, where other users of the machine can read it: its token is worth one
 * exchange, which Chromium makes within moments, and a thief's exchange would leave the kiosk visibly shut out.
 * The debugging pipe is there for its closing: Chromium ends with this process, however that ends.
 */
function openBrowser(
  chromium: string,
  { address, flags, camera, log }: {
    readonly address: string
    readonly flags: readonly string[]
    /** The origin that may use the camera. */
    readonly camera: string | null
    readonly log: Log
  },
): Browser {
  const profile = openProfile(log)
  writeKioskPreferences(profile, camera)
  const child = spawn(
    chromium,
    [
      ...QUIET_FLAGS,
      ...sandboxFlags(),
      ...flags,
      '--remote-debugging-pipe',
      `--user-data-dir=${profile.folder}`,
      `--app=${address}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  )
  for (const pipe of child.stdio.slice(3)) pipe?.on('error', () => pipe.destroy())
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `status ${code}`))
  }).finally(() => profile.wipe())
  return {
    ended,
    kill: () => {
      // In order, so that its helper processes have ended when the profile is wiped.
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), BROWSER_CLOSE_LIMIT_MS).unref()
    },
  }
}

/** The terminal process in plain Node, over the channel of `fork`. */
function forkTerminal(entry: string): TerminalChild {
  const child: ChildProcess = fork(entry, [], { stdio: ['ignore', 2, 'inherit', 'ipc'] })
  return {
    send: (message) => {
      if (child.connected) child.send(message)
    },
    kill: () => child.kill('SIGKILL'),
    onMessage: (heard) => {
      child.on('message', (message) => heard(message as FromTerminal))
    },
    onExit: (ended) => {
      child.once('exit', ended)
    },
  }
}
