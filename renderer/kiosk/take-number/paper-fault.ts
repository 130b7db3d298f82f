import type { PaperFault } from '../../../main/contract/view.ts'

/** Every fault that has words; the compiler holds this to the contract's list. */
const FAULTS: Record<PaperFault, true> = {
  'paper-out': true,
  'cover-open': true,
  cutter: true,
  head: true,
  offline: true,
  error: true,
  disconnected: true,
  silent: true,
}

/** A sheet's reason is free text in the contract; only a known fault is put into words. */
export function isPaperFault(reason: string | undefined): reason is PaperFault {
  return reason !== undefined && Object.hasOwn(FAULTS, reason)
}
