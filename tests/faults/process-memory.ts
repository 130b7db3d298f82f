import { open, readFile } from 'node:fs/promises'

const CHUNK_BYTES = 16 * 1024 * 1024

/**
 * Looks through all writable memory of a process, which is what a core file of it would hold. Linux only; allowed to
 * whoever started the process. Answers how often each needle was found.
 */
export async function countInMemory(pid: number, needles: readonly Buffer[]): Promise<number[]> {
  const counts = needles.map(() => 0)
  const overlap = Math.max(...needles.map((needle) => needle.length)) - 1
  const memory = await open(`/proc/${pid}/mem`, 'r')
  try {
    for (const { from, to } of writableRegions(await readFile(`/proc/${pid}/maps`, 'utf8'))) {
      for (let at = from; at < to; at += CHUNK_BYTES - overlap) {
        const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, to - at))
        const { bytesRead } = await memory.read(chunk, 0, chunk.length, at).catch(gone)
        const seen = chunk.subarray(0, bytesRead)
        for (const [index, needle] of needles.entries()) counts[index] = (counts[index] ?? 0) + occurrences(seen, needle)
      }
    }
  } finally {
    await memory.close()
  }
  return counts
}

function writableRegions(maps: string): { readonly from: number; readonly to: number }[] {
  return maps.split('\n').flatMap((line) => {
    const [, from, to, mode, name] = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? []
    if (!from || !to || !mode?.startsWith('rw') || name?.startsWith('[v')) return []
    return [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }]
  })
}

/** A region that was unmapped meanwhile, or reserved and never touched, has no bytes. */
function gone(error: unknown): { bytesRead: number } {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EIO' || code === 'EFAULT') return { bytesRead: 0 }
  throw error
}

function occurrences(bytes: Buffer, needle: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1)) count += 1
  return count
}
