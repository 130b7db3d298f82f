import { useId, useState } from 'react'
import type { EnrolPlaces, HallPlace } from '../../main/contract/enrol.ts'
import { type EnrolWords, filled, type Language } from './words.ts'

const KINDS = ['window', 'board', 'area', 'over', 'manager'] as const
type Kind = (typeof KINDS)[number]

interface ChoosePlaceProps {
  readonly places: EnrolPlaces
  readonly language: Language
  readonly words: EnrolWords
  readonly onAsk: (place: HallPlace) => void
}

/** What this browser is to be, and where. */
export function ChoosePlace({ places, language, words, onAsk }: ChoosePlaceProps) {
  const id = useId()
  const [kind, setKind] = useState<Kind>(places.windows.length > 0 ? 'window' : 'board')
  const [window, setWindow] = useState(places.windows[0] ?? '')
  const [area, setArea] = useState(places.areas[0]?.zh ?? '')
  const offered = KINDS.filter((each) => (each === 'area' ? places.areas.length > 0 : each === 'board' || each === 'manager' || places.windows.length > 0))
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault()
        onAsk(placeOf(kind, window, area))
      }}
    >
      <fieldset>
        <legend>{words.what}</legend>
        {offered.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name={id} checked={kind === each} onChange={() => setKind(each)} aria-describedby={`${id}${each}`} />
            {words.kinds[each]}
            <small id={`${id}${each}`}>{words.about[each]}</small>
          </label>
        ))}
      </fieldset>
      {places.windows.length === 0 && <p className="lead">{words.noWindows}</p>}
      {(kind === 'window' || kind === 'over') && (
        <label className="which">
          {words.whichWindow}
          <select value={window} onChange={(changed) => setWindow(changed.target.value)}>
            {places.windows.map((each) => (
              <option key={each} value={each}>
                {filled(words.windowOf, { window: each })}
              </option>
            ))}
          </select>
        </label>
      )}
      {kind === 'area' && (
        <label className="which">
          {words.whichArea}
          <select value={area} onChange={(changed) => setArea(changed.target.value)}>
            {places.areas.map((each) => (
              <option key={each.zh} value={each.zh}>
                {each[language]}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" className="primary">
        {words.ask}
      </button>
    </form>
  )
}

function placeOf(kind: Kind, window: string, area: string): HallPlace {
  switch (kind) {
    case 'window':
      return { kind: 'window', window }
    case 'board':
      return { kind: 'board', area: null, window: null }
    case 'area':
      return { kind: 'board', area, window: null }
    case 'manager':
      return { kind: 'manager', area: null, window: null }
    case 'over':
      return { kind: 'board', area: null, window }
  }
}
