import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WindowView } from '../../main/contract/window.ts'
import { type Language, local } from '../strings/strings.ts'
import { Question } from './question.tsx'

export type TransferTo = { readonly window: string } | { readonly business: string }

interface TransferQuestionProps {
  readonly view: WindowView
  readonly number: string
  readonly language: Language
  readonly onTo: (to: TransferTo) => void
  readonly onLeave: () => void
}

/** Where to: windows that are open first, then businesses, found by what is typed. */
export function TransferQuestion({ view, number, language, onTo, onLeave }: TransferQuestionProps) {
  const { t } = useTranslation('window')
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = placesOf(view, language, typed)
  const active = Math.min(at, found.length - 1)

  function onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt(Math.min(found.length - 1, Math.max(0, active + step)))
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      const place = found[active]
      if (place !== undefined) onTo(place.to)
    }
  }
  const wordsOf = (place: Place) =>
    place.kind === 'window' ? t('transfer.window', { window: place.code }) : t('transfer.business', { code: place.code, name: place.name })
  return (
    <Question title={t('transfer.title', { number })} lead={t('transfer.lead')} onLeave={onLeave}>
      <label className="transfer-find">
        {t('transfer.find')}
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a question of one field
          autoFocus
          value={typed}
          maxLength={16}
          autoComplete="off"
          role="combobox"
          aria-expanded
          aria-controls="transfer-places"
          aria-activedescendant={found.length === 0 ? undefined : `transfer-${active}`}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKey}
        />
      </label>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <option> holds text alone */}
      <div id="transfer-places" className="places" role="listbox" aria-label={t('transfer.find')}>
        {found.map((place, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keyboard
          <div
            key={`${place.kind}-${place.code}`}
            id={`transfer-${index}`}
            className="place"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <option> holds text alone
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onClick={() => onTo(place.to)}
          >
            <b>{wordsOf(place)}</b>
            {place.state !== null && <span data-state={place.state}>{t(`state.${place.state}`)}</span>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="none">{t('transfer.none')}</p>}
    </Question>
  )
}

interface Place {
  readonly kind: 'window' | 'business'
  readonly code: string
  readonly name: string
  readonly state: WindowView['windows'][number]['state'] | null
  readonly to: TransferTo
}

const OPEN_FIRST = { open: 0, paused: 1, closed: 2 } as const

function placesOf(view: WindowView, language: Language, typed: string): readonly Place[] {
  const wanted = typed.trim().toUpperCase()
  const windows = view.windows
    .toSorted((one, other) => OPEN_FIRST[one.state] - OPEN_FIRST[other.state])
    .map(({ window, state }): Place => ({ kind: 'window', code: window, name: '', state, to: { window } }))
  const businesses = view.transferTo.map(
    ({ code, name }): Place => ({ kind: 'business', code, name: local(name, language), state: null, to: { business: code } }),
  )
  const begins = ({ code, name }: Place) => code.toUpperCase().startsWith(wanted) || (wanted !== '' && name.toUpperCase().includes(wanted))
  return [...windows, ...businesses].filter(begins)
}
