import '../kiosk/look/code-entry.css'
import { lazy, type ReactNode, Suspense } from 'react'
import type { ScanView } from '../../main/contract/scans.ts'
import { useKeyboardTyping } from './keyboard-typing.ts'
import { StateLine, Title, Waiting } from './page.tsx'
import { Scrolled } from './scrolled.tsx'
import { useScan } from './terminal-scans.ts'

const LetterPad = lazy(() => import('./letter-pad.tsx').then(({ LetterPad }) => ({ default: LetterPad })))

interface CodeEntryProps {
  /** Which of the fields of a paper: another one is another page to a screen reader. */
  readonly field: string
  /** The characters that can stand in it, in the order of the keys. */
  readonly keys: string
  readonly typed: string
  readonly busy: boolean
  readonly words: {
    readonly title: string
    readonly lead: string
    /** That it can be scanned; null where there is no scanner. */
    readonly scan: string | null
    readonly nothing: string
    readonly entered: string
    /** How far it is, or what is being done with it. */
    readonly standing: string
    readonly waiting: string
  }
  /** What was wrong with what was asked about last. */
  readonly wrong: ReactNode
  readonly onKey: (key: string) => void
  readonly onEnter: () => void
  readonly onScan: (scan: ScanView) => void
  /** The next step. */
  readonly children: ReactNode
}

/** A number or a code as it stands on a paper: typed on the glass or a keyboard, or read by a scanner. */
export function CodeEntry({ field, keys, typed, busy, words, wrong, children, ...on }: CodeEntryProps) {
  useScan((scan) => {
    on.onScan(scan)
    return true
  })
  useKeyboardTyping({ keys: [...Array.from(keys), 'delete'], onKey: on.onKey, onEnter: on.onEnter })
  return (
    <div className="page entry-page">
      <Scrolled>
        <div className="page-words" key={field}>
          <Title>{words.title}</Title>
          <p className="lead">{words.lead}</p>
          {words.scan !== null && <p className="body">{words.scan}</p>}
          {wrong}
          <p className="unseen">{typed === '' ? words.nothing : words.entered}</p>
          <p className="typed" data-long={typed.length > 16} aria-hidden="true">
            {typed}
            <span className="typed-next" />
          </p>
          <StateLine tone="calm" busy={busy}>
            {!busy && typed === '' ? words.nothing : words.standing}
          </StateLine>
        </div>
      </Scrolled>
      <div className="letters">
        <Suspense fallback={<Waiting>{words.waiting}</Waiting>}>
          <LetterPad keys={keys} onKey={on.onKey} />
        </Suspense>
      </div>
      {children}
    </div>
  )
}
