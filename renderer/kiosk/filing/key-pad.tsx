import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/icons.tsx'
import { useKeyboardTyping } from '../../components/keyboard-typing.ts'

interface KeyPadProps {
  /** Three to a row; `delete` and `clear` have words. */
  readonly keys: readonly string[]
  readonly onKey: (key: string) => void
  readonly onEnter: () => void
}

/** Large keys for figures; a keyboard in front of the terminal types here too. */
export function KeyPad({ keys, onKey, onEnter }: KeyPadProps) {
  const { t } = useTranslation()
  useKeyboardTyping({ keys, onKey, onEnter })
  return (
    <div className="keypad">
      {keys.map((key) => (
        <Button key={key} className={key.length > 1 ? 'keypad-key keypad-delete' : 'keypad-key'} onPress={() => onKey(key)}>
          {key === 'delete' && <Icon name="delete" />}
          {key === 'delete' || key === 'clear' ? <span>{t(`filing.form.${key}`)}</span> : key}
        </Button>
      ))}
    </div>
  )
}
