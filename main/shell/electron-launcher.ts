import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { parseListen } from '../host/listen.ts'
import { electronWords } from './arguments.ts'
import { openProfile } from './profile.ts'
import { sandboxFlags } from './programs.ts'
import { EXIT, type Ready } from './ready.ts'
import type { Shell, ShellEnd, ShellOptions } from './shell.ts'

/** Within the launcher's own 2.7 s, and longer than Electron gives its terminal process. */
const CLOSE_LIMIT_MS = 2_500
const RESTART_DELAY_MS = 500

/**
 * Electron as a child of plain Node. A channel joins the two: when the launcher ends, however it ends, the channel
 * closes and Electron closes the terminal and itself. A crash of Electron starts it again.
 */
export function openElectronShell(options: ShellOptions & { readonly binary: string; readonly entry: string }): Shell {
  const { log } = options
  const profile = openProfile(log)
  let listen = options.listen
  let everReady = false
  let closing = false
  let child: ChildProcess | null = null
  let settle: (end: ShellEnd) => void = () => {}
  let pending: NodeJS.Timeout | undefined
  const end = new Promise<ShellEnd>((resolve) => {
    settle = (ended) => {
      profile.wipe()
      resolve(ended)
    }
  })

  function launch(): void {
    const { ELECTRON_RUN_AS_NODE: _never, ...env } = process.env
    const words = electronWords({ source: options.source, listen, profile: profile.folder })
    const launched = spawn(options.binary, [options.entry, ...sandboxFlags(), ...words], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env,
      windowsHide: false,
    })
    child = launched
    let refusal = 'the terminal could not start'
    launched.on('message', (message: { readonly refused?: string }) => {
      refusal = message.refused ?? refusal
    })
    createInterface({ input: launched.stdout ?? process.stdin }).on('line', (line) => {
      if (!line.startsWith('ready ')) return
      // A restart keeps the port that was free the first time.
      const taken = parseListen(new URL((JSON.parse(line.slice('ready '.length)) as Ready).url).host)
      if (taken.ok) listen = taken.value
      everReady = true
      options.print(line)
    })
    launched.once('error', (error) => settle({ kind: 'failed', line: `Electron does not start: ${error.message}` }))
    launched.once('exit', (code, signal) => {
      child = null
      if (closing || code === EXIT.done) settle({ kind: 'closed' })
      else if (code === EXIT.refused && !everReady) settle({ kind: 'refused', line: refusal })
      else if (!everReady && code !== EXIT.again) {
        settle({ kind: 'failed', line: `Electron ended before its page could be used (${signal ?? `status ${code}`})` })
      } else {
        log.error({ code, signal }, 'the window process ended; starting it again')
        pending = setTimeout(launch, RESTART_DELAY_MS)
      }
    })
  }

  launch()
  return {
    end,
    close: async () => {
      closing = true
      clearTimeout(pending)
      const ending = child
      if (ending === null) {
        settle({ kind: 'closed' })
        return
      }
      const limit = setTimeout(() => ending.kill('SIGKILL'), CLOSE_LIMIT_MS)
      if (ending.connected) ending.disconnect()
      await end
      clearTimeout(limit)
    },
  }
}
