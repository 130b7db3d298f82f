import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * Puts `bytes` into `file` so that after a power cut there is either the whole file or none: written beside it,
 * flushed, renamed, and the folder flushed. Rejects with the file system's error, and then nothing of it lies beside.
 */
export async function writeDurably(file: string, bytes: Uint8Array | string, mode: number): Promise<void> {
  const beside = `${file}.new`
  const handle = await open(beside, 'w', mode)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } catch (error) {
    await handle.close()
    await rm(beside, { force: true })
    throw error
  }
  await handle.close()
  await renameDurably(beside, file)
}

/** A rename that a power cut cannot undo. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to)
  await flushFolder(path.dirname(to))
}

/** What was made, renamed or removed in a folder stays so. */
export async function flushFolder(name: string): Promise<void> {
  if (process.platform === 'win32') return // NTFS journals names, and Windows cannot flush a folder's handle
  const folder = await open(name, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
