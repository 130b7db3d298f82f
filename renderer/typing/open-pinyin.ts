import type { CandidateEngine, Candidates } from './engine.ts'
import type { ToWorker } from './pinyin-worker.ts'

/** The word list with its licences beside it, as files of the page's own origin. */
const FILES = import.meta.glob<string>(['./words/words.bin', './words/LICENSE.txt'], {
  query: '?url',
  import: 'default',
  eager: true,
})

interface Asked {
  readonly found: (found: Candidates) => void
  readonly lost: (reason: Error) => void
}

/**
 * Pinyin in a worker of its own, so that no key waits for a search. It rejects where the worker or its word list cannot
 * be had. When it is closed the worker ends, and with it all that was typed.
 */
export function openPinyin(): CandidateEngine {
  const thread = new Worker(new URL('./pinyin-worker.ts', import.meta.url), { type: 'module', name: 'pinyin' })
  const asked = new Map<number, Asked>()
  let last = 0
  let gone: Error | null = null
  const send = (message: ToWorker, moved: Transferable[] = []) => thread.postMessage(message, moved)
  const lose = (reason: Error) => {
    gone = reason
    for (const { lost } of asked.values()) lost(reason)
    asked.clear()
    thread.terminate()
  }
  thread.addEventListener('error', () => lose(new Error('the worker for pinyin cannot run')))
  thread.addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly found: Candidates }>) => {
    asked.get(data.id)?.found(data.found)
    asked.delete(data.id)
  })
  const ready = fetchWords().then(
    (words) => send(words, [words]),
    () => lose(new Error('there is no word list')),
  )
  return {
    candidates: async (typed) => {
      await ready
      if (gone !== null) throw gone
      return new Promise((found, lost) => {
        last += 1
        asked.set(last, { found, lost })
        send({ id: last, typed })
      })
    },
    close: () => lose(new Error('closed')),
  }
}

async function fetchWords(): Promise<ArrayBuffer> {
  const answer = await fetch(FILES['./words/words.bin'] ?? '')
  if (!answer.ok) throw new Error(`words.bin: ${answer.status}`)
  return answer.arrayBuffer()
}
