import type { DocumentNumberFault } from '../../drivers/id-card/document-number.ts'
import type { IdentifyByNumberOutcome } from '../contract/kiosk.ts'

/** Why a typed number is wrong, as a screen can explain it. */
export function numberFault(fault: DocumentNumberFault): Extract<IdentifyByNumberOutcome, { readonly outcome: 'wrong' }> {
  const wrong = { outcome: 'wrong' } as const
  switch (fault.kind) {
    case 'length':
      return { ...wrong, reason: 'typed' in fault && fault.typed === 'old-15-digit' ? 'old-15-digits' : 'length' }
    case 'birth':
      return { ...wrong, reason: fault.reason === 'not-a-date' ? 'birth' : 'birth-to-come' }
    case 'characters':
      return { ...wrong, reason: 'characters', position: fault.position }
    case 'region':
    case 'not-a-permit':
      return { ...wrong, reason: 'region' }
    case 'check-digit':
    case 'first-letter':
      return { ...wrong, reason: fault.kind }
  }
}
