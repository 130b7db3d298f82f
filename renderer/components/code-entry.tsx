import '../kiosk/look/code-entry.css'
import { lazy, type ReactNode, Suspense, useRef } from 'react'
import { useKeyboardScan } from './keyboard-scan.ts'
import { useKeyboardTyping } from './keyboard-typing.ts'
import { StateLine, Title, Waiting } from './page.tsx'
import { Scrolled } from './scrolled.tsx'

const LetterPad = lazy(() => import('./letter-pad.tsx').then(({ LetterPad }) => ({ default: LetterPad })))

interface CodeEntryProps<Entry> {
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
  /** All that was typed, to be put back when a scanner has typed something else over it. */
  readonly entry: Entry
  readonly onKey: (key: string) => void
  readonly onEnter: () => void
  readonly onScan: (text: string, before: Entry) => void
  /** The next step. */
  readonly children: ReactNode
}

/** A number or a code as it stands on a paper: typed on the glass or a keyboard, or read by a scanner that types. */
export function CodeEntry<Entry>({ field, keys, typed, busy, words, wrong, entry, children, ...on }: CodeEntryProps<Entry>) {
  const before = useRef(entry)
  useKeyboardScan({
    onBegin: () => {
      before.current = entry
    },
    onScan: (text) => on.onScan(text, before.current),
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
