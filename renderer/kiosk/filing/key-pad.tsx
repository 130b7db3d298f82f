import { memo, useCallback } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/icons.tsx'
import { useKeyboardTyping } from '../../components/keyboard-typing.ts'
import { useLatest } from '../../components/latest.ts'

interface KeyPadProps {
  /** Three to a row; `delete` and `clear` have words. */
  readonly keys: readonly string[]
  readonly onKey: (key: string) => void
  readonly onEnter: () => void
}

/** Large keys for figures; a keyboard in front of the terminal types here too. */
export function KeyPad({ keys, onKey, onEnter }: KeyPadProps) {
  const latest = useLatest(onKey)
  const press = useCallback((key: string) => latest.current(key), [latest])
  useKeyboardTyping({ keys, onKey, onEnter })
  return <Keys keys={keys.join(' ')} onKey={press} />
}

/** The keys are the same after each of them: drawing them anew is most of what a keystroke would cost. */
const Keys = memo(({ keys, onKey }: { readonly keys: string; readonly onKey: (key: string) => void }) => {
  const { t } = useTranslation()
  return (
    <div className="keypad">
      {keys.split(' ').map((key) => (
        <Button key={key} className={key.length > 1 ? 'keypad-key keypad-delete' : 'keypad-key'} onPress={() => onKey(key)}>
          {key === 'delete' && <Icon name="delete" />}
          {key === 'delete' || key === 'clear' ? <span>{t(`filing.form.${key}`)}</span> : key}
        </Button>
      ))}
    </div>
  )
})
