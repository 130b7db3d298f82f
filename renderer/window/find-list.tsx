import { type KeyboardEvent, type ReactNode, useState } from 'react'

/** One of what is found. */
export interface Choice {
  readonly key: string
  readonly words: string
  /** Beside it, as how a window stands. */
  readonly aside?: ReactNode
  readonly onChoose: () => void
}

interface FindListProps {
  readonly label: string
  /** Characters that may be typed. */
  readonly atMost: number
  /** What is found by what is typed, the likeliest first. */
  readonly find: (typed: string) => readonly Choice[]
  /** Said where nothing is found. */
  readonly none: string
}

/** One field and what it finds: ↑ and ↓ go through it, Enter takes it. */
export function FindList({ label, atMost, find, none }: FindListProps) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = find(typed)
  const active = Math.min(at, found.length - 1)

  function onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt(Math.min(found.length - 1, Math.max(0, active + step)))
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      // the question may be gone by then, and the page would take it for a key of its own
      event.stopPropagation()
      found[active]?.onChoose()
    }
  }
  return (
    <>
      <label className="find">
        {label}
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a question of one field
          autoFocus
          value={typed}
          maxLength={atMost}
          autoComplete="off"
          role="combobox"
          aria-expanded
          aria-controls="found"
          aria-activedescendant={found.length === 0 ? undefined : `found-${active}`}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKey}
        />
      </label>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <option> holds text alone */}
      <div id="found" className="places" role="listbox" aria-label={label}>
        {found.map(({ key, words, aside, onChoose }, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keyboard
          <div
            key={key}
            id={`found-${index}`}
            className="place"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <option> holds text alone
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onClick={onChoose}
          >
            <b>{words}</b>
            {aside}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="none">{none}</p>}
    </>
  )
}
