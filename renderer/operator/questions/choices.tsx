import { ToggleButton } from 'react-aria-components/ToggleButton'
import { Icon } from '../../components/icons.tsx'

interface ChoicesProps<Choice extends string> {
  readonly name: string
  readonly choices: readonly { readonly id: Choice; readonly words: string }[]
  readonly chosen: Choice
  readonly onChoose: (choice: Choice) => void
}

/** One of a few, each always readable; another touch of the chosen one keeps it. The tick says which, not the colour. */
export function Choices<Choice extends string>({ name, choices, chosen, onChoose }: ChoicesProps<Choice>) {
  return (
    <fieldset className="choices" aria-label={name}>
      {choices.map(({ id, words }) => (
        <ToggleButton key={id} className="action action-plain setting" isSelected={id === chosen} onChange={() => onChoose(id)}>
          <span className="action-words">{words}</span>
          <span className="setting-tick">{id === chosen && <Icon name="done" />}</span>
        </ToggleButton>
      ))}
    </fieldset>
  )
}
