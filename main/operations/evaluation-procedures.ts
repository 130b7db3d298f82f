import path from 'node:path'
import { terminalContract } from '../contract/server.ts'
import { writeDurably } from '../ledger/durable-file.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openBadCases, rectify } from '../queue/evaluation/bad-cases.ts'
import { ledgerEvaluations } from '../queue/evaluation/ledger-evaluations.ts'
import { totalsAsCsv, totalsOf } from '../queue/evaluation/totals.ts'
import type { Broadcast } from '../session/broadcast.ts'
import type { WhoActs } from './operator-session.ts'

/** Handlers of the operator's screen about 好差评: what the day was given, and what is done about each bad one. */
export function evaluationProcedures(parts: {
  readonly ledger: Ledger
  readonly whoActs: WhoActs
  readonly news: Broadcast<null>
  readonly businessDay: () => string
  readonly now: () => Date
  /** The terminal's data folder. */
  readonly folder: string
}) {
  const { ledger, whoActs, businessDay } = parts
  const { operator } = terminalContract
  const store = ledgerEvaluations(ledger)

  return {
    evaluations: operator.evaluations.handler(async ({ errors }) => {
      whoActs(errors)
      const today = businessDay()
      return { totals: totalsOf(today, await store.tally(today, today)), cases: [...(await openBadCases(store, today))] }
    }),

    rectify: operator.rectify.handler(async ({ input, errors }) => {
      const by = whoActs(errors)
      const outcome = await rectify(store, { ...input, by, at: parts.now(), month: businessDay().slice(0, 7) })
      parts.news.changed()
      return { outcome }
    }),

    saveEvaluations: operator.saveEvaluations.handler(async ({ errors }) => {
      const by = `operator:${whoActs(errors)}`
      const today = businessDay()
      const file = path.resolve(parts.folder, `evaluations-${today}.csv`)
      const table = totalsAsCsv(today, await store.tally(today, today))
      try {
        await writeDurably(file, table, 0o600)
      } catch (error) {
        return { outcome: 'failed', line: `${file}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be written'}` }
      }
      await ledger.transact((tx) => ledger.audit.append(tx, { actor: by, event: 'evaluation.saved', payload: { day: today } }))
      return { outcome: 'saved', file }
    }),
  }
}
