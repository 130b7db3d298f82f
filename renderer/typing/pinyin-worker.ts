import { createPinyin } from './pinyin.ts'
import { readWordList } from './word-list.ts'

/** To the worker: first the word list, then what was typed. */
export type ToWorker = ArrayBuffer | { readonly id: number; readonly typed: string }

let candidates: ReturnType<typeof createPinyin> | null = null

/** Its policy lets it load nothing (main/host/policy.ts), so the page hands it the word list. */
self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data instanceof ArrayBuffer) candidates = createPinyin(readWordList(data))
  else self.postMessage({ id: data.id, found: candidates?.(data.typed) ?? { candidates: [] } })
})
