import { memo, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeyboardTyping } from '../../components/keyboard-typing.ts'
import { useLatest } from '../../components/latest.ts'
import { LetterPad } from '../../components/letter-pad.tsx'

interface TypedTextProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly kind: 'text'
  /** In characters. */
  readonly maxLength: number
  /** What is typed here, for whoever hears it. */
  readonly label: string
  readonly onDone: () => void
}

const KEYS = '1234567890QWERTYUIOPASDFGHJKLZXCVBNM-.'

/** The keys are the same after each of them: drawing them anew is most of what a keystroke would cost. */
const Letters = memo(LetterPad)

/** A text and the keys that type it: letters and digits. */
export function TypedText({ value, onChange, maxLength, label, onDone }: TypedTextProps) {
  const { t } = useTranslation()
  const type = (key: string) => {
    if (key === 'delete') onChange(Array.from(value).slice(0, -1).join(''))
    else if (Array.from(value).length < maxLength) onChange(value + key)
  }
  const latest = useLatest(type)
  const press = useCallback((key: string) => latest.current(key), [latest])
  useKeyboardTyping({ keys: [...Array.from(KEYS), 'delete'], onKey: type, onEnter: onDone })
  return (
    <fieldset className="filing-text" aria-label={label}>
      <output className="unseen">{value === '' ? t('filing.form.nothing') : t('filing.form.entered', { value })}</output>
      <p className="filing-typed" data-long={value.length > 16} aria-hidden="true">
        {value}
        <span className="filing-typed-next" />
      </p>
      <Letters keys={KEYS} onKey={press} />
    </fieldset>
  )
}
