import { memo, useCallback } from 'react'
import { useKeyboardTyping } from '../../components/keyboard-typing.ts'
import { useLatest } from '../../components/latest.ts'
import { LetterPad } from '../../components/letter-pad.tsx'

interface TypedTextProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly maxLength: number
  readonly onDone: () => void
}

const KEYS = '1234567890QWERTYUIOPASDFGHJKLZXCVBNM-.'

/** The keys are the same after each of them: drawing them anew is most of what a keystroke would cost. */
const Letters = memo(LetterPad)

/** Where a text is typed. The one place that knows which panel types it. */
export function TypedText({ value, onChange, maxLength, onDone }: TypedTextProps) {
  const type = (key: string) => {
    if (key === 'delete') onChange(Array.from(value).slice(0, -1).join(''))
    else if (Array.from(value).length < maxLength) onChange(value + key)
  }
  const latest = useLatest(type)
  const press = useCallback((key: string) => latest.current(key), [latest])
  useKeyboardTyping({ keys: [...Array.from(KEYS), 'delete'], onKey: type, onEnter: onDone })
  return (
    <div className="filing-letters">
      <Letters keys={KEYS} onKey={press} />
    </div>
  )
}
