import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** A process of this machine as /proc tells it. */
export interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/** Every process below `pid`, whatever started it. */
export async function processesBelow(pid: number): Promise<readonly Process[]> {
  const all = await allProcesses()
  const below: Process[] = []
  const parents = [pid]
  for (const parent of parents) {
    for (const process of all) {
      if (process.parent !== parent) continue
      below.push(process)
      parents.push(process.pid)
    }
  }
  return below
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    // ESRCH: there is no such process.
    return false
  }
}

/** Ends one process by its id, if it is still there. */
export function kill(pid: number): void {
  if (isRunning(pid)) process.kill(pid, 'SIGKILL')
}

/** Waits for a condition; a test's own time-out is its end. */
export async function until<Value>(look: () => Promise<Value | null> | Value | null): Promise<Value> {
  for (;;) {
    const seen = await look()
    if (seen !== null) return seen
    await pause(25)
  }
}

async function allProcesses(): Promise<readonly Process[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const read = await Promise.all(
    names.map(async (name) => {
      // A process may end while its files are read.
      const [stat, command] = await Promise.all(
        ['stat', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
      )
      // pid (name) state parent …; the name may hold spaces and brackets. A zombie (Z) is gone already.
      const [state, parent] = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ')
      return state === 'Z' || parent === undefined
        ? null
        : { pid: Number(name), parent: Number(parent), command: (command ?? '').replaceAll('\0', ' ') }
    }),
  )
  return read.filter((process) => process !== null)
}
