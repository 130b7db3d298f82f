import { createContext, use } from 'react'
import type { TerminalFacts } from '../../main/contract/facts.ts'
import type { ClipName } from '../voice/clips.ts'
import type { KioskState } from './state.ts'
import type { Walk } from './walk.ts'

export interface Kiosk {
  readonly state: KioskState
  readonly facts: TerminalFacts
  readonly walk: Walk
  readonly say: (clip: ClipName) => void
  /** Where a page puts its next step: the right end of the hand rail. */
  readonly nextStepSlot: HTMLElement | null
}

export const KioskContext = createContext<Kiosk | null>(null)

/** What every page has at hand. Only a bug renders a page outside the kiosk. */
export function useKiosk(): Kiosk {
  const kiosk = use(KioskContext)
  if (kiosk === null) throw new Error('a kiosk page outside the kiosk')
  return kiosk
}
