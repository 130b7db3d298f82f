import { ORPCError, safe } from '@orpc/client'
import type { Evaluations } from '../evaluation/evaluations.ts'
import type { HallClient } from './line.ts'

/** Somebody stands in front: longer than this the hall is not waited for. */
const ANSWERS_WITHIN_MS = 4_000

/**
 * Evaluations at a terminal of a hall server: of a ticket at the hall, where one ticket is one wherever it is scanned and
 * whoever manages the hall sees the bad ones; of what was printed or handed in here, in the terminal's own ledger.
 */
export function evaluationsOfHall(parts: {
  readonly own: Evaluations
  /** The hall to ask now; null when it cannot be. */
  readonly ask: () => Promise<HallClient | null>
  /** Its answer was waited for in vain. */
  readonly doubt: () => void
}): Evaluations {
  const { own, ask, doubt } = parts
  const patience = () => ({ signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) })
  /** Its first was given here, before this terminal had a hall server: what is added is added here. */
  const begunHere = async (ticketId: string) => (await own.standing('ticket', ticketId)) !== 'first'

  return {
    async standing(matter, subject) {
      if (matter !== 'ticket' || (await begunHere(subject))) return await own.standing(matter, subject)
      const client = await ask()
      // Nobody is asked what could not be kept.
      if (client === null) return 'closed'
      const told = await safe(client.evaluation.standing({ ticketId: subject }, patience()))
      if (!told.error) return told.data
      if (!told.isDefined) doubt()
      return 'closed'
    },

    async give(wish) {
      const { matter, subject: ticketId, requestId, verdict } = wish
      if (matter !== 'ticket' || (await begunHere(ticketId))) return await own.give(wish)
      const client = await ask()
      const told = client && (await safe(client.evaluation.give({ requestId, ticketId, verdict }, patience())))
      if (told !== null && !told.error) return told.data
      if (told !== null && !told.isDefined) doubt()
      // The page says that it was not given, and asks again under the same request id.
      throw new ORPCError('SERVICE_UNAVAILABLE', { message: 'the hall cannot be asked now' })
    },
  }
}
