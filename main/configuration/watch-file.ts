import { unwatchFile, watchFile } from 'node:fs'
import type { Result } from '../../drivers/result.ts'
import type { ConfigurationFault } from './yaml-file.ts'

/** A file that changed while the terminal runs is looked at this often; polling works on network drives too. */
const LOOK_EVERY_MS = 1000

/**
 * Hears of a hall or catalogue file that changes. A good one is handed on whole; a faulty one is told as its line, and
 * the last good one stays in use. Answers a function that ends the watch.
 */
export function watchGoodFile<Content>(
  file: string,
  load: (file: string) => Promise<Result<Content, ConfigurationFault>>,
  listener: { readonly changed: (content: Content) => void; readonly faulty: (line: string) => void },
): () => void {
  let newest = 0
  const look = () => {
    newest += 1
    const turn = newest
    void load(file).then((loaded) => {
      if (turn !== newest) return // a later change is being read already
      if (loaded.ok) listener.changed(loaded.value)
      else listener.faulty(loaded.fault.line)
    })
  }
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, look)
  return () => unwatchFile(file, look)
}
