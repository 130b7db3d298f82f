import { createPortal } from 'react-dom'
import { PrimaryButton } from '../components/buttons.tsx'
import type { IconName } from '../components/icons.tsx'
import { useKiosk } from './kiosk-context.ts'

interface NextStepProps {
  readonly children: string
  readonly onPress: () => void
  readonly icon?: IconName
}

/** The page's one next step, put at the right end of the hand rail. */
export function NextStep(props: NextStepProps) {
  const { nextStepSlot } = useKiosk()
  return nextStepSlot === null ? null : createPortal(<PrimaryButton {...props} />, nextStepSlot)
}
