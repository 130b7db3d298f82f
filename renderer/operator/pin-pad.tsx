import { useEffect } from 'react'
import { Button } from 'react-aria-components/Button'
import { Icon } from '../components/icons.tsx'
import { useWords } from './desk.ts'
import { useLatest } from './presence.ts'

export type PinKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'clear' | 'delete'

const KEYS: readonly PinKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'delete']

/** Digits of a PIN: 6 to 12 (operations/pin.ts). */
const SHORTEST_PIN = 6
const LONGEST_PIN = 12

/** The PIN after a key. */
export function pinAfter(pin: string, key: PinKey): string {
  if (key === 'clear') return ''
  if (key === 'delete') return pin.slice(0, -1)
  return pin.length < LONGEST_PIN ? pin + key : pin
}

interface PinPadProps {
  readonly onKey: (key: PinKey) => void
  readonly onEnter: () => void
}

/** The digits as large keys; a keyboard in front of the terminal types here too. */
export function PinPad({ onKey, onEnter }: PinPadProps) {
  const t = useWords()
  usePhysicalKeys({ onKey, onEnter })
  return (
    <div className="keypad">
      {KEYS.map((key) => (
        <Button key={key} className={key.length > 1 ? 'keypad-key keypad-delete' : 'keypad-key'} onPress={() => onKey(key)}>
          {key === 'delete' && <Icon name="delete" />}
          {key === 'delete' || key === 'clear' ? <span>{t(`signIn.${key}`)}</span> : key}
        </Button>
      ))}
    </div>
  )
}

/** How many digits stand there, never which. */
export function PinDots({ length }: { readonly length: number }) {
  return (
    <div className="pin-dots" aria-hidden="true">
      {Array.from({ length: Math.max(SHORTEST_PIN, length) }, (_, index) => (
        <i key={index} className="pin-dot" data-filled={index < length} />
      ))}
    </div>
  )
}

/** Enter on a button is that button's. */
function usePhysicalKeys(pad: PinPadProps): void {
  const latest = useLatest(pad)
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const key = KEYS.find((one) => one === event.key || (one === 'delete' && event.key === 'Backspace'))
      if (key !== undefined) latest.current.onKey(key)
      const onButton = event.target instanceof Element && event.target.closest('button') !== null
      if (event.key === 'Enter' && !onButton) latest.current.onEnter()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [latest])
}
