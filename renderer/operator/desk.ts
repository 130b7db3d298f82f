import { createContext, use } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../main/contract/client.ts'
import type { CertificateSheetView, HallPagesView, OperatorView, PoweredDevice, SheetRowView } from '../../main/contract/operator.ts'
import type { BadCaseView } from '../../main/contract/evaluation.ts'
import type { Tone } from '../components/page.tsx'
import type { PlaceName } from './urgency.ts'

export type OperatorCalls = TerminalClient['operator']

/** Where the operator stands: at the counter, or before a question that an act asks first. */
export type DeskPage =
  | { readonly at: 'counter' }
  | { readonly at: 'reprint'; readonly sheet: SheetRowView }
  | { readonly at: 'void'; readonly sheets: readonly SheetRowView[] }
  | { readonly at: 'certificate-end'; readonly sheet: CertificateSheetView; readonly how: 'came-out' | 'taken' | 'nothing' }
  | { readonly at: 'end-failed'; readonly sheets: readonly CertificateSheetView[] }
  | { readonly at: 'spoil' | 'replace'; readonly sheet: CertificateSheetView }
  | { readonly at: 'paper-changed' }
  | { readonly at: 'tray-filled' }
  | { readonly at: 'report' }
  | { readonly at: 'rectify'; readonly badCase: BadCaseView }
  | { readonly at: 'close-hall' }
  | { readonly at: 'power-cycle'; readonly device: PoweredDevice }
  | { readonly at: 'probe' }
  | { readonly at: 'change-pin' }
  | { readonly at: 'add-clerk' }
  | { readonly at: 'revoke-device'; readonly device: HallPagesView['devices'][number] }
  | { readonly at: 'restart' }
  | { readonly at: 'stop' }

/** What came of the last act, in words. */
export interface Said {
  readonly tone: Tone
  readonly words: string
}

/** What every place of the counter has at hand. */
export interface Desk {
  readonly operator: string
  readonly view: OperatorView
  /** Colleagues whom wrong PINs have locked. */
  readonly locked: readonly string[]
  readonly place: PlaceName
  readonly enter: (place: PlaceName) => void
  readonly go: (page: DeskPage) => void
  readonly said: Said | null
  readonly say: (said: Said | null) => void
  /** Back at the counter, with what came of it; null where `ask` has said it. */
  readonly done: (said: Said | null) => void
  /**
   * Asks the terminal; null when it did not answer, which has then been said, or when nobody is signed in any more, and
   * the sign-in has come back.
   */
  readonly ask: <Value>(
    call: (operator: OperatorCalls, signal: AbortSignal) => Promise<Value>,
    patience?: number,
  ) => Promise<Value | null>
  /** What is told as it goes, as a probe; ends when it ends. False when it broke off. */
  readonly follow: <Value>(
    call: (operator: OperatorCalls, signal: AbortSignal) => Promise<AsyncIterable<Value>>,
    hear: (value: Value) => void,
    signal: AbortSignal,
  ) => Promise<boolean>
  readonly lookForLocked: () => void
  /** The terminal is to go: its going is then no mishap. */
  readonly ordered: (ordered: boolean) => void
}

export const DeskContext = createContext<Desk | null>(null)

/** Only a bug renders a place away from the counter. */
export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (desk === null) throw new Error('a place of the counter without the counter')
  return desk
}

/** The operator's words; they are there before anything of this screen is drawn. */
export function useWords(): TFunction<'operator'> {
  return useTranslation('operator').t
}
