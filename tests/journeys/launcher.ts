import { spawn } from 'node:child_process'
import { environment } from './browser.ts'
import { BUILT } from './built.ts'
import type { Ready } from '../../main/shell/ready.ts'

/** `npm start` as a process of its own: what it prints, how it ends. */
export interface Launched {
  readonly pid: number
  /**
   * The next ready line that has not been asked for yet; rejected with all that was printed when it ends without one.
   */
  readonly ready: () => Promise<Ready>
  readonly ended: Promise<{ readonly status: number | null; readonly printed: string; readonly complained: string }>
  readonly kill: (signal: NodeJS.Signals) => void
}

/** Starts the built launcher with these words after `npm start --`, in this folder. */
export function launch(
  words: readonly string[],
  options: { readonly folder: string; readonly env?: Readonly<Record<string, string>> },
): Launched {
  const child = spawn(process.execPath, [BUILT.start, ...words], {
    cwd: options.folder,
    env: { ...environment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let complained = ''
  let given = 0
  let look = () => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text
  })
  const ended = new Promise<Awaited<Launched['ended']>>((resolve) => {
    child.once('close', (status) => resolve({ status, printed, complained }))
  })
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => child.kill(signal),
    ready: () =>
      new Promise((resolve, reject) => {
        look = () => {
          const line = [...printed.matchAll(/^ready (\{.*\})$/gm)][given]?.[1]
          if (line === undefined) return
          given += 1
          look = () => {}
          resolve(JSON.parse(line) as Ready)
        }
        look()
        void ended.then(({ status }) => reject(new Error(`it ended with ${status}:\n${printed}\n${complained}`)))
      }),
  }
}
