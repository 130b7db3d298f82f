import { useTranslation } from 'react-i18next'
import { type ActName, type Offer } from './offers.ts'
import { KEY_OF } from './keys.ts'

interface ActButtonProps {
  readonly act: ActName
  readonly offer: Offer
  readonly onPress: (act: ActName) => void
  /** The one next thing. */
  readonly next?: boolean
  /** Shown on it instead of its digit; null for none. */
  readonly keyWord?: string | null
  /** Whether its key works already. */
  readonly settled?: boolean
}

/** An act with its key. One that is not possible now can be pressed all the same, and says what to do first. */
export function ActButton({ act, offer, onPress, next = false, keyWord, settled = true }: ActButtonProps) {
  const { t } = useTranslation('window')
  const key = keyWord === undefined ? KEY_OF[act] : keyWord
  return (
    <button type="button" className={next ? 'act act-next' : 'act'} aria-disabled={!offer.possible} onClick={() => onPress(act)}>
      <span className="act-word">{t(`act.${act}`)}</span>
      {key !== undefined && key !== null && <kbd data-settled={settled}>{key}</kbd>}
    </button>
  )
}
