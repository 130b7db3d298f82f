import { useId, type ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { Icon, type IconName } from './icons.tsx'

interface ActionProps {
  readonly children: string
  readonly onPress: () => void
  readonly icon?: IconName
}

/** The one thing to do next: cinnabar, at the right end of the hand rail. */
export function PrimaryButton({ children, onPress, icon }: ActionProps) {
  return (
    <Button className="action action-primary" onPress={onPress}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </Button>
  )
}

/** Another way that is open on this page. `about` explains it without becoming part of its name. */
export function PlainButton({ children, onPress, icon, about }: ActionProps & { readonly about?: string }) {
  const id = useId()
  const described = about === undefined ? {} : { 'aria-describedby': `${id}about` }
  return (
    <Button className="action action-plain" onPress={onPress} aria-labelledby={`${id}name`} {...described}>
      {icon !== undefined && <Icon name={icon} />}
      <span className="action-words">
        <span id={`${id}name`}>{children}</span>
        {about !== undefined && (
          <span className="action-about" id={`${id}about`}>
            {about}
          </span>
        )}
      </span>
    </Button>
  )
}

interface SignProps {
  readonly icon: IconName
  readonly children: string
  readonly onPress: () => void
  readonly lang?: string
}

/** A sign on the hand rail: a picture with its word underneath. */
export function RailSign({ icon, children, onPress, lang }: SignProps) {
  return (
    <Button className="sign" onPress={onPress} {...(lang === undefined ? {} : { lang })}>
      <Icon name={icon} />
      <span>{children}</span>
    </Button>
  )
}

interface SwitchProps {
  readonly icon: IconName
  readonly children: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

export function RailSwitch({ icon, children, on, onChange }: SwitchProps) {
  return (
    <ToggleButton className="sign" isSelected={on} onChange={onChange}>
      <Icon name={icon} />
      <span>{children}</span>
    </ToggleButton>
  )
}

/** A setting that is on or off, said by frame and tick, never by colour alone. */
export function Setting({ icon, children, about, on, onChange }: SwitchProps & { readonly about: string }) {
  const id = useId()
  return (
    <ToggleButton
      className="action action-plain setting"
      isSelected={on}
      onChange={onChange}
      aria-labelledby={`${id}name`}
      aria-describedby={`${id}about`}
    >
      <Icon name={icon} />
      <span className="action-words">
        <span id={`${id}name`}>{children}</span>
        <span className="action-about" id={`${id}about`}>
          {about}
        </span>
      </span>
      <span className="setting-tick">{on && <Icon name="done" />}</span>
    </ToggleButton>
  )
}

interface PlaceProps {
  readonly className: string
  readonly children: (ids: { readonly name: string; readonly about: string }) => ReactNode
  readonly onPress: () => void
  /** A place that cannot be entered now stays readable and reachable, and says so. */
  readonly shut?: boolean
  /** Somebody comes back from it: what it stands in (`Scrolled`) shows it again, however far down it is. */
  readonly cameBack?: boolean
}

/** A place one can enter. Its name is its name alone; what else is written on it describes it. */
export function PlaceButton({ className, children, onPress, shut = false, cameBack = false }: PlaceProps) {
  const id = useId()
  return (
    <Button
      className={`place ${className}`}
      {...(cameBack ? { 'data-came-back': true } : {})}
      onPress={() => {
        if (!shut) onPress()
      }}
      aria-disabled={shut}
      aria-labelledby={`${id}name`}
      aria-describedby={`${id}about`}
    >
      {children({ name: `${id}name`, about: `${id}about` })}
    </Button>
  )
}
