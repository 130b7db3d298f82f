import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { err, ok, type Result } from '../../drivers/result.ts'

/** The simulated hardware of the demonstration hall, in a process of its own and over real wires. */
export interface Simulators {
  /** `tcp://127.0.0.1:…` of the card reader and of the ticket printer. */
  readonly reader: string
  /** `tcp://127.0.0.1:…` of the slot of social-security cards. */
  readonly socialCard: string
  /** `tcp://127.0.0.1:…` of the scanner of codes. */
  readonly scanner: string
  readonly printer: string
  /** `ipp://127.0.0.1:…` of the A4 printer. */
  readonly document: string
  /** `http://127.0.0.1:…`: the page to place cards and tear off tickets. */
  readonly desk: string
  /** The reference platform: its address, and the credential of the demonstration's terminal. */
  readonly platform: { readonly url: string; readonly token: string; readonly catalogueKey: string }
  readonly close: () => Promise<void>
}

const CLOSE_LIMIT_MS = 1_000

/**
 * Starts `entry` (out/main/simulators.js); `hall`: where the windows and boards are to which its desk leads. It ends when its standard input closes, so it never outlives this process.
 */
export function openSimulators(entry: string, hall: string): Promise<Result<Simulators, { readonly line: string }>> {
  const child = spawn(process.execPath, [entry, hall], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const close = () => {
    child.stdin.end()
    const limit = setTimeout(() => child.kill('SIGKILL'), CLOSE_LIMIT_MS)
    return ended.finally(() => clearTimeout(limit))
  }
  // It may end before what we write to it has left.
  child.stdin.on('error', () => child.stdin.destroy())
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const printed = /^simulators (\{.*\})$/.exec(line)?.[1]
      if (printed !== undefined) resolve(ok({ ...(JSON.parse(printed) as Omit<Simulators, 'close'>), close }))
    })
    void ended.then(() => resolve(err({ line: `${entry}: the simulators ended before they were ready` })))
  })
}
