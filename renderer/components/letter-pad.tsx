import '../kiosk/look/letter-pad.css'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'
import { Scrolled } from './scrolled.tsx'

interface LetterPadProps {
  /** The characters on offer, in the order they stand: `0123456789ABC…-`. */
  readonly keys: string
  /** One of `keys`, or `delete`. */
  readonly onKey: (key: string) => void
  /** What the space among the keys is called. */
  readonly space?: string
}

/** Keys for a code of letters and digits, ten to a row where ten have room. What does not fit scrolls. */
export function LetterPad({ keys, onKey, space }: LetterPadProps) {
  const { t } = useTranslation()
  return (
    <div className="letter-pad">
      <Scrolled>
        <div className="letter-keys">
          {Array.from(keys, (key) => (
            <Button
              key={key}
              className="keypad-key letter-key"
              onPress={() => onKey(key)}
              {...(key === ' ' && space !== undefined ? { 'aria-label': space } : {})}
            >
              {key === ' ' ? <span className="letter-space" aria-hidden="true" /> : key}
            </Button>
          ))}
          <Button className="keypad-key keypad-delete letter-delete" onPress={() => onKey('delete')}>
            <Icon name="delete" />
            <span>{t('keypad.delete')}</span>
          </Button>
        </div>
      </Scrolled>
    </div>
  )
}
