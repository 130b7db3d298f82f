import { Button } from 'react-aria-components/Button'
import { DIGIT_KEYS, type DigitKey } from './digits.ts'
import { Icon } from './icons.tsx'
import { type KeyboardTyping, useKeyboardTyping } from './keyboard-typing.ts'

interface DigitPadProps extends Omit<KeyboardTyping<DigitKey>, 'keys'> {
  readonly words: { readonly clear: string; readonly delete: string }
}

/** The digits as large keys; a keyboard in front of the terminal types here too. */
export function DigitPad({ words, onKey, onEnter }: DigitPadProps) {
  useKeyboardTyping({ keys: DIGIT_KEYS, onKey, onEnter })
  return (
    <div className="keypad">
      {DIGIT_KEYS.map((key) => (
        <Button key={key} className={key.length > 1 ? 'keypad-key keypad-delete' : 'keypad-key'} onPress={() => onKey(key)}>
          {key === 'delete' && <Icon name="delete" />}
          {key === 'delete' || key === 'clear' ? <span>{words[key]}</span> : key}
        </Button>
      ))}
    </div>
  )
}
