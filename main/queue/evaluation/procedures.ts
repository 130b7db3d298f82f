import type { GiveOutcome, Matter } from '../../contract/evaluation.ts'
import { terminalContract } from '../../contract/server.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Session, Sessions } from '../../session/sessions.ts'
import type { Ticket } from '../ticket.ts'
import type { Evaluations } from './evaluations.ts'

/** What is evaluated, and by what it is counted. */
interface Subject {
  readonly subject: string
  readonly service: string
}

const NEEDED = { certificate: 'own-certificate', filing: 'own-filing', ticket: 'own-ticket' } as const

/**
 * 好差评 at the terminal. A page names no subject: it is what its session printed or handed in last, or the served ticket
 * that was scanned in it.
 */
export function evaluationProcedures(parts: { readonly ledger: Pick<Ledger, 'read'>; readonly sessions: Sessions; readonly evaluations: Evaluations }) {
  const { ledger, sessions, evaluations } = parts
  const scanned = new WeakMap<Session, Subject>()

  async function ofCertificate({ printing }: Session): Promise<Subject | null> {
    const view = printing?.view
    if (view === undefined || !view.copies.some(({ state }) => state === 'printed' || state === 'sent')) return null
    const [copy] = await ledger.read<{ readonly copy_key: string; readonly kind: string }>(FIRST_COPY, [view.requestId])
    return copy === undefined ? null : { subject: copy.copy_key, service: copy.kind }
  }

  async function ofFiling({ filing }: Session): Promise<Subject | null> {
    if (filing === null) return null
    const [row] = await ledger.read<{ readonly task_code: string }>('SELECT task_code FROM filing WHERE receipt = ?', [filing.receipt])
    return row === undefined ? null : { subject: filing.receipt, service: row.task_code }
  }

  function subjectOf(session: Session, matter: Matter): Promise<Subject | null> {
    switch (matter) {
      case 'certificate':
        return ofCertificate(session)
      case 'filing':
        return ofFiling(session)
      case 'ticket':
        return Promise.resolve(scanned.get(session) ?? null)
    }
  }

  return {
    /** What the holder of a ticket that was scanned may give for it now; null where it was not served, or all was given. */
    async offered(session: Session, { ticketId, business, status }: Ticket): Promise<'first' | 'append' | null> {
      scanned.delete(session)
      if (status !== 'done') return null
      const standing = await evaluations.standing('ticket', ticketId)
      if (standing === 'closed') return null
      scanned.set(session, { subject: ticketId, service: business })
      return standing
    },

    procedures: {
      give: terminalContract.evaluation.give.handler(async ({ input, errors }): Promise<GiveOutcome> => {
        const session = sessions.current
        if (session === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
        sessions.touch()
        const { requestId, matter, verdict } = input
        const about = await subjectOf(session, matter)
        if (about === null) throw errors.WRONG_STEP({ data: { needs: NEEDED[matter] } })
        return evaluations.give({ requestId, matter, ...about, channel: 'kiosk', window: null, verdict, mayAppend: matter === 'ticket' })
      }),
    },
  }
}

const FIRST_COPY = 'SELECT copy_key, kind FROM certificate_copy WHERE request_id = ? ORDER BY place LIMIT 1'
