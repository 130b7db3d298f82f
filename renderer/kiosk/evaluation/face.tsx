import type { Level } from '../../../main/contract/evaluation-levels.ts'

const MOUTHS: Record<Level, string> = {
  5: 'M14 27h20a10 10 0 0 1-20 0Z',
  4: 'M15 28a10.5 10.5 0 0 0 18 0',
  3: 'M16 29.5c5 2.4 11 2.4 16 0',
  2: 'M15.5 32.5a10.5 10.5 0 0 1 17 0',
  1: 'M15 34a10 10 0 0 1 18 0M14.5 16.5l5 2M33.5 16.5l-5 2',
}

/** A level as a face, drawn in the house's one weight. */
export function Face({ level }: { readonly level: Level }) {
  return (
    <svg className="evaluation-face" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path d={`M24 4a20 20 0 1 0 0 40 20 20 0 0 0 0-40ZM17.5 20v1.5M30.5 20v1.5${MOUTHS[level]}`} />
    </svg>
  )
}
