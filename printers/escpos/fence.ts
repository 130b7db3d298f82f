import { processId, SEND_PAPER_STATUS } from './commands.ts'
import type { PrinterProfile } from './profile.ts'

/** What confirms the sheet in flight. */
export type Fence =
  | { readonly kind: 'none' }
  /** Any answer to GS r 1. */
  | { readonly kind: 'paper-status' }
  /**
   * The answer with this id; an answer to GS r 1 stands in for it when the id does not follow within `idAfterMs`, and
   * never where that is null.
   */
  | { readonly kind: 'process-id'; readonly id: string; readonly idAfterMs: number | null }

const LARGEST_ID = 9999

/** What this printer confirms its sheets with, one after the other; ids count up and round. */
export function fencesOf(profile: PrinterProfile, idAfterMs: number): () => Fence {
  // Begins anywhere, so that an answer to a job before a restart is not taken for one to the first job after it.
  let lastId = Math.floor(Math.random() * LARGEST_ID)
  return () => {
    if (profile.processId !== 'yes') return { kind: profile.paperStatusFence === 'no' ? 'none' : 'paper-status' }
    lastId = (lastId % LARGEST_ID) + 1
    const id = String(lastId).padStart(4, '0')
    return { kind: 'process-id', id, idAfterMs: profile.paperStatusFence === 'no' ? null : idAfterMs }
  }
}

/** What is sent behind the job. */
export function fenceBytes(fence: Fence): readonly Uint8Array[] {
  if (fence.kind === 'none') return []
  if (fence.kind === 'paper-status') return [SEND_PAPER_STATUS]
  // The id last: once it is heard no answer to this job is still to come.
  return fence.idAfterMs === null ? [processId(fence.id)] : [SEND_PAPER_STATUS, processId(fence.id)]
}

/**
 * What confirms a sheet on a printer that has left one unconfirmed: should it answer GS r after all, it may be answering
 * for a sheet before.
 */
export function onlyItsOwn(fence: Fence): Fence {
  return fence.kind === 'process-id' ? { ...fence, idAfterMs: null } : { kind: 'none' }
}
