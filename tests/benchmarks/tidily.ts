import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Says how something just opened is closed. */
export type Later = (close: () => unknown) => void

/** Does the work; afterwards, whatever came of it, closes what it opened, the latest first. */
export async function tidily<Value>(work: (later: Later) => Promise<Value>): Promise<Value> {
  const closers: (() => unknown)[] = []
  try {
    return await work((close) => closers.push(close))
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

/** A folder of its own on the machine's usual disk. */
export async function temporaryFolder(later: Later): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-bench-'))
  // A process that has just ended may still be giving its files back.
  later(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}
