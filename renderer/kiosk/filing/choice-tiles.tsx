import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import type { FieldValue } from '../../../main/contract/forms.ts'
import { Icon } from '../../components/icons.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { SimpleTakes } from './form-answers.ts'
import { isChosen } from './value-words.ts'

interface ChoiceTilesProps {
  readonly label: string
  readonly takes: Extract<SimpleTakes, { readonly kind: 'choice' }>
  readonly value: FieldValue | undefined
  readonly onChange: (value: FieldValue | undefined) => void
}

/** Large tiles, one or several of which are chosen; said by frame and tick, never by colour alone. */
export function ChoiceTiles({ label, takes: { choices, many }, value, onChange }: ChoiceTilesProps) {
  const { state } = useKiosk()
  return (
    <ToggleButtonGroup
      className="filing-tiles"
      aria-label={label}
      selectionMode={many ? 'multiple' : 'single'}
      selectedKeys={choices.filter((choice) => isChosen(value, choice.value)).map((choice) => choice.value)}
      onSelectionChange={(keys) => {
        const chosen = choices.map((choice) => choice.value).filter((one) => keys.has(one))
        onChange(chosen.length === 0 ? undefined : many ? chosen : chosen[0])
      }}
    >
      {choices.map((choice) => (
        <ToggleButton key={choice.value} id={choice.value} className="action action-plain setting">
          <span className="action-words">{local(choice.name, state.comfort.language)}</span>
          <span className="setting-tick">{isChosen(value, choice.value) && <Icon name="done" />}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
