import { Button } from 'react-aria-components/Button'
import { Icon } from './icons.tsx'

interface LetterPadProps {
  /** The characters, in the order of the keys. */
  readonly keys: string
  readonly onKey: (key: string) => void
}

/** Letters and digits as keys. */
export function LetterPad({ keys, onKey }: LetterPadProps) {
  return (
    <div className="keypad letter-pad">
      {[...Array.from(keys), 'delete'].map((key) => (
        <Button key={key} className="keypad-key" aria-label={key} onPress={() => onKey(key)}>
          {key === 'delete' ? <Icon name="delete" /> : key}
        </Button>
      ))}
    </div>
  )
}
