import type { CopyView, PrintingView } from '../contract/view.ts'
import type { CopyView as DeskCopyView } from './certificate-desk.ts'
import type { TakenPaper } from './taken-paper.ts'

/** After this a voice asks once more, milliseconds. */
export const REMINDS_AFTER_MS = 30_000
/** After this the record says: not taken. */
export const LEFT_AFTER_MS = 60_000

/** The copies of one request, from the wish to the hand that takes them. */
export interface Printing {
  readonly view: PrintingView
  /** While paper may still move, or pages are made, no clock of the session runs. */
  readonly moving: boolean
  /** What the desk says of one copy. */
  follow(copy: DeskCopyView): void
  /** The person holds the paper; resolves when that is on the disk. */
  taken(): Promise<void>
  /** Whoever stood here has gone: what lies there was taken by nobody whom the terminal knows of. */
  abandoned(): void
}

/** Nothing here is of a person but that somebody stood there. Clocks are real time: a hand, not a calendar. */
export function followPrinting(parts: {
  readonly requestId: string
  /** In the order in which they come out. */
  readonly copyKeys: readonly string[]
  readonly record: TakenPaper
  readonly onChange: () => void
  /** The ledger refused to write that the paper was left. */
  readonly onFault: (error: unknown) => void
}): Printing {
  const { requestId, copyKeys, record, onChange, onFault } = parts
  const copies = new Map<string, CopyView>(copyKeys.map((key) => [key, { state: 'waiting', pages: null }]))
  let paper: PrintingView['paper'] = 'none'
  let gone = false
  let clock: NodeJS.Timeout | null = null

  const moving = () => [...copies.values()].some(({ state }) => state === 'waiting' || state === 'preparing' || state === 'printing')
  const cameOut = () => [...copies].filter(([, { state }]) => state === 'printed' || state === 'sent').map(([key]) => key)

  function becomes(next: PrintingView['paper']): void {
    paper = next
    onChange()
  }

  function stop(): void {
    if (clock !== null) clearTimeout(clock)
    clock = null
  }

  function left(): void {
    stop()
    record.left(cameOut()).catch(onFault)
    becomes('left')
  }

  function lies(): void {
    becomes('lies')
    clock = setTimeout(() => {
      clock = setTimeout(left, LEFT_AFTER_MS - REMINDS_AFTER_MS)
      becomes('reminded')
    }, REMINDS_AFTER_MS)
  }

  return {
    get view() {
      return { requestId, copies: [...copies.values()], paper }
    },
    get moving() {
      return moving()
    },
    follow({ key, state, pages, ...about }) {
      copies.set(key, { state, pages, ...('reason' in about ? { reason: about.reason } : {}) })
      if (moving() || cameOut().length === 0) onChange()
      else if (gone) left()
      else lies()
    },
    async taken() {
      if (paper === 'none' || paper === 'taken') return
      stop()
      becomes('taken')
      await record.taken(cameOut())
    },
    abandoned() {
      gone = true
      if (paper === 'lies' || paper === 'reminded') left()
    },
  }
}
