import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** zbarimg is not here. In CI it must be: there its tests run, and fail without it, instead of being passed over. */
export const NO_ZBARIMG = spawnSync('zbarimg', ['--version']).status !== 0 && process.env['CI'] !== 'true'

/** What an independent reader finds in a picture of one code, whatever else is printed beside it. */
export function codeIn(png: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'ticket-'))
  try {
    const file = join(folder, 'ticket.png')
    writeFileSync(file, png)
    return execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8', stdio: 'pipe' }).replace(/\n$/, '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
