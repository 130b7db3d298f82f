import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** 110 MB on a slow line; whoever is cut off from the network is told within this time. */
const FETCH_LIMIT_MS = 120_000

/**
 * Lets the electron package fetch its binary, as a checkout that was just cloned needs once. Only for the demonstration
 * hall: an installed terminal fetches nothing. Whether it came is seen by looking for it again.
 */
export async function fetchElectron(appFolder: string, say: (line: string) => void): Promise<void> {
  const script = path.join(appFolder, 'node_modules', 'electron', 'install.js')
  if (!existsSync(script)) return
  say('Electron is not there yet and is fetched once (about 110 MB) …')
  await new Promise<void>((resolve) => {
    // What it prints on failure is a stack trace; the one line that helps is the caller's.
    const child = spawn(process.execPath, [script], { stdio: 'ignore', timeout: FETCH_LIMIT_MS, killSignal: 'SIGKILL' })
    // Whoever stops the launcher meanwhile does not leave a download behind.
    const end = () => child.kill('SIGKILL')
    process.once('exit', end)
    child.once('close', () => process.removeListener('exit', end))
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
}
