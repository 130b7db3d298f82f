import { Button } from 'react-aria-components/Button'
import { Icon } from '../../components/icons.tsx'

interface StepButtonProps {
  readonly icon: 'minus' | 'plus'
  readonly name: string
  /** Null where it goes no further: the button stays where it is and says so. */
  readonly onPress: (() => void) | null
}

/** One more or one fewer. */
export function StepButton({ icon, name, onPress }: StepButtonProps) {
  return (
    <Button className="step-button" aria-label={name} aria-disabled={onPress === null} onPress={() => onPress?.()}>
      <Icon name={icon} />
    </Button>
  )
}
