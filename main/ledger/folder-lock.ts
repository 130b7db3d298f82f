import { open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { faultOfError, inUseFault, type LedgerFault } from './faults.ts'

/** Held by a terminal as long as it runs on a data folder. */
export interface FolderLock {
  /** The terminal before this one did not end in order: a crash or a power cut. */
  readonly afterCrash: boolean
  release(): Promise<void>
  /** Releases, but leaves a crash to be noticed by the next holder too. */
  releaseAsFound(): Promise<void>
}

/** What `terminal.lock` holds, as JSON. */
interface Holder {
  readonly pid: number
  /** When that process took the lock; for people who look at the file. */
  readonly since: string
}

/** Folders that this very process holds: its own pid in a lock is otherwise a leftover (in a container it recurs). */
const heldHere = new Set<string>()

/**
 * One terminal for one data folder. `terminal.lock` tells a second one which process has it. The file alone decides
 * nothing once its process is gone; and since an operating system gives out a pid again, a living pid counts only while
 * `isLedgerLocked` finds the ledger itself locked (SQLite's exclusive lock ends with its process, on every system).
 */
export async function lockFolder(
  folder: string,
  ledgerFile: string,
  isLedgerLocked: () => Promise<boolean | 'no-ledger'>,
): Promise<Result<FolderLock, LedgerFault>> {
  const file = path.join(folder, 'terminal.lock')
  const name = path.resolve(folder)
  if (heldHere.has(name)) return err(inUseFault(ledgerFile, process.pid))
  heldHere.add(name)
  const taken = await take(file, ledgerFile, isLedgerLocked)
  if (!taken.ok) {
    heldHere.delete(name)
    return taken
  }
  const afterCrash = taken.value === 'leftover'
  const release = async (leaveFile: boolean) => {
    if (!leaveFile) await rm(file, { force: true })
    heldHere.delete(name)
  }
  return ok({ afterCrash, release: () => release(false), releaseAsFound: () => release(afterCrash) })
}

async function take(
  file: string,
  ledgerFile: string,
  isLedgerLocked: () => Promise<boolean | 'no-ledger'>,
): Promise<Result<'fresh' | 'leftover', LedgerFault>> {
  try {
    if (await create(file)) return ok('fresh')
    const holder = await readHolder(file)
    if (holder !== null && holder.pid !== process.pid && isAlive(holder.pid)) {
      const locked = await isLedgerLocked()
      // before there is a ledger nothing but the pid can be asked
      if (locked !== false) return err(inUseFault(ledgerFile, holder.pid))
    }
    await rm(file, { force: true })
    if (await create(file)) return ok('leftover')
    // somebody else took the leftover over in the same moment
    return err(inUseFault(ledgerFile, (await readHolder(file))?.pid ?? null))
  } catch (error) {
    const fault = faultOfError(error, ledgerFile)
    if (fault === null) throw error
    return err(fault)
  }
}

/** False when the lock is there already. */
async function create(file: string): Promise<boolean> {
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() }
  try {
    const handle = await open(file, 'wx')
    try {
      await handle.writeFile(JSON.stringify(holder))
    } catch (error) {
      await rm(file, { force: true })
      throw error
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Who holds the lock; null when the file does not say (a power cut while it was written). */
export async function readHolder(file: string): Promise<{ readonly pid: number } | null> {
  const text = await readFile(file, 'utf8')
  const pid = /"pid":(\d+)/.exec(text)?.[1]
  return pid === undefined ? null : { pid: Number(pid) }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0) // signal 0 only asks, on Windows too
    return true
  } catch (error) {
    // EPERM: it lives, under another user
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
