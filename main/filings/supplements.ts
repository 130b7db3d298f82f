import type { BeginOutcome } from '../contract/filings.ts'
import { LedgerFailure } from '../ledger/faults.ts'
import type { FilingProgress, Platform } from '../platform/platform.ts'
import type { Asker } from '../session/proof.ts'
import type { Identity } from '../session/identity.ts'
import type { SupplementOf } from './draft.ts'
import type { DraftDesk } from './drafts.ts'
import type { FilingsHere } from './filings-here.ts'
import { maskedTexts } from './masked-texts.ts'
import { canBeGivenHere, supplementItem, supplementOf } from './supplement.ts'

/** Papers that the authority asked for (补正), from its asking to the draft in which they are given. */
export interface Supplements {
  /** This person's draft for what is asked for, as it was last kept, or a new one. */
  begin(identity: Identity, asker: Asker, told: FilingProgress): Promise<BeginOutcome>
}

export function createSupplements(parts: {
  readonly drafts: Pick<DraftDesk, 'begin' | 'view'>
  readonly here: Pick<FilingsHere, 'supplementOf'>
  /** The hall's day, `2026-11-22`. */
  readonly today: () => string
  /** What the disk refused; the page hears of it, and so does the operator. */
  readonly onFault: (error: unknown) => void
}): Supplements {
  const { drafts } = parts
  const failed = (reason: Extract<BeginOutcome, { readonly outcome: 'failed' }>['reason']) => ({ outcome: 'failed' as const, reason })
  return {
    async begin(identity, asker, told) {
      const shown = maskedTexts(told, asker.person.name, ['id', 'key', 'askedAt', 'licenceType'])
      const [item, of] = [supplementItem(shown), supplementOf(told)]
      if (item === null || of === null || told.supplement === undefined || !canBeGivenHere(told.supplement, parts.today())) return failed('not-awaited')
      if (!told.assurance.includes(asker.assurance.level)) return failed('assurance-too-low')
      // Nobody gives it twice while it is on its way.
      if ((await parts.here.supplementOf(asker, of)) !== null) return failed('not-awaited')
      try {
        const { draft, resumed, changed } = await drafts.begin(identity, item, { kind: 'self' }, [], of)
        return { outcome: 'open', draft: drafts.view(draft), resumed, changed, filedToday: null }
      } catch (error) {
        if (!(error instanceof LedgerFailure) || error.fault.kind !== 'disk-full') throw error
        parts.onFault(error)
        return failed('disk-full')
      }
    },
  }
}

/** Whoever hands in waits so long for the platform's word before it is saved without, milliseconds. */
const ASKS_FOR_MS = 8000

/**
 * Whether the platform still waits for a supplement: it may have been answered at the window, or asked anew. Null where the
 * platform does not say, and then it is saved and judged when it arrives.
 */
export async function stillAwaited(platform: Pick<Platform, 'progress'> | null, asker: Asker, of: SupplementOf, today: string): Promise<boolean | null> {
  const answered = await platform?.progress(asker, AbortSignal.timeout(ASKS_FOR_MS))
  if (answered === undefined || !answered.ok) return null
  const told = answered.value.find(({ id }) => id === of.filing)
  return told?.supplement !== undefined && supplementOf(told)?.askedAt === of.askedAt && told.supplement.by >= today
}
