import type { ReactNode } from 'react'
import type { FilingState, Waits } from '../../../main/contract/progress.ts'

/** How a filing stands, as it is drawn: each has a shape of its own, so that no colour has to say it. */
export type Mark = 'tray' | 'pen' | 'stamp' | 'work' | 'pause' | 'done' | 'void' | 'back'

const LINES: Record<Mark, ReactNode> = {
  tray: <path d="M3 13.5h5l1.5 3h5l1.5-3h5V20H3ZM12 3.5v8M8.5 8l3.5 3.5L15.5 8" />,
  pen: <path d="M5 3.5h9l5 5v4M14 3.5v5h5M5 3.5v17h6M14.5 20.5l.5-2.5 5-5 2 2-5 5Z" />,
  stamp: <path d="M9.5 13.5c0-3-1.5-3.5-1.5-6a4 4 0 0 1 8 0c0 2.5-1.5 3-1.5 6ZM5 13.5h14v4H5ZM5 20.5h14" />,
  work: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3.5 2" />,
  pause: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM9.8 8.5v7M14.2 8.5v7" />,
  done: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12.3l2.8 2.9L16.2 9.4" />,
  void: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM9 9l6 6M15 9l-6 6" />,
  back: <path d="M8.5 5 4 9.5 8.5 14M4 9.5h10.5a5 5 0 0 1 0 10H9" />,
}

/** Whose turn it is decides how loud a state is shown. */
type MarkTone = 'calm' | 'yours' | 'done'

const MARKS: Record<FilingState, Mark> = {
  received: 'tray',
  supplement: 'pen',
  accepted: 'stamp',
  'not-accepted': 'void',
  'in-progress': 'work',
  finished: 'done',
  refused: 'void',
  ended: 'back',
  returned: 'back',
}

export function markOf(state: FilingState, waits: Waits): Mark {
  if (waits === 'handed-in') return 'tray'
  return waits === 'procedure' ? 'pause' : MARKS[state]
}

export function markTone(state: FilingState, waits: Waits): MarkTone {
  if (waits === 'supplement' || waits === 'print' || waits === 'collect') return 'yours'
  return state === 'finished' ? 'done' : 'calm'
}

/** The sign beside the word of a state. */
export function StateMark({ state, waits }: { readonly state: FilingState; readonly waits: Waits }) {
  const mark = markOf(state, waits)
  return (
    <svg className={`mark mark-${markTone(state, waits)}`} data-mark={mark} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {LINES[mark]}
    </svg>
  )
}
