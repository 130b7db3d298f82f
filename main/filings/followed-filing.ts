import type { FilingView } from '../contract/view.ts'
import type { SheetDevice } from '../ledger/sheets.ts'
import type { SheetProgress } from '../queue/sheets-in-motion.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import type { Filed } from './filing-register.ts'

/** What the session that handed something in last sees of it. */
export interface FollowedFilings {
  /** From now on this session shows this filing; answers how it hears of the receipt's paper, which this is. */
  begin(
    session: Session,
    filed: Filed,
    about: { readonly delivery: FilingView['delivery']; readonly device: SheetDevice; readonly copy: number },
  ): (paper: SheetProgress) => void
  /** How the delivery of a filing stands. */
  delivery(filingId: string, delivery: FilingView['delivery']): void
}

export function followFilings(sessions: Pick<Sessions, 'current' | 'changed'>): FollowedFilings {
  let last: { readonly session: Session; readonly filingId: string; view: FilingView } | null = null

  function show(filingId: string, next: Partial<FilingView>): void {
    // Whoever came after sees nothing of it.
    if (last === null || last.filingId !== filingId || sessions.current !== last.session) return
    last.view = { ...last.view, ...next }
    last.session.filing = last.view
    sessions.changed()
  }

  return {
    begin(session, { filingId, receipt }, { delivery, device, copy }) {
      last = { session, filingId, view: { receipt, delivery, paper: null } }
      show(filingId, {})
      return ({ state, settled, reason }) => show(filingId, { paper: { device, copy, state, settled, ...(reason === undefined ? {} : { reason }) } })
    },
    delivery: (filingId, delivery) => show(filingId, { delivery }),
  }
}
