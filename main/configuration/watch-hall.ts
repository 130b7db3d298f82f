import { unwatchFile, watchFile } from 'node:fs'
import { loadHall } from './configuration.ts'
import type { HallFile } from './hall-file.ts'

/** A hall file that changed while the terminal runs is looked at this often; polling works on network drives too. */
const LOOK_EVERY_MS = 1000

/**
 * Hears of a changed hall file. A good one is handed on whole; a faulty one is told as its line, and the last good one
 * stays in use. Answers a function that ends the watch.
 */
export function watchHall(
  file: string,
  listener: { readonly changed: (hall: HallFile) => void; readonly faulty: (line: string) => void },
): () => void {
  let newest = 0
  const look = () => {
    newest += 1
    const turn = newest
    void loadHall(file).then((loaded) => {
      if (turn !== newest) return // a later change is being read already
      if (loaded.ok) listener.changed(loaded.value)
      else listener.faulty(loaded.fault.line)
    })
  }
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, look)
  return () => unwatchFile(file, look)
}
