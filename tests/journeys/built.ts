import path from 'node:path'

const OUT = path.resolve(import.meta.dirname, '..', '..', 'out', 'main')

/** What `npm run build` writes; the journeys run that, not the sources. */
export const BUILT = {
  start: path.join(OUT, 'start.js'),
  electron: path.join(OUT, 'electron.js'),
  probe: path.join(OUT, 'probe.js'),
}
