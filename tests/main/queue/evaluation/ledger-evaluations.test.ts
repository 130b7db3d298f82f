import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ledgerEvaluations } from '../../../../main/queue/evaluation/ledger-evaluations.ts'
import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import { builtScript } from '../../../built-script.ts'
import { bytesOf, dataFolder, open, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { CALLING_HALL } from '../store/engine.ts'
import { DUE, evaluationsSuite } from './evaluations-suite.ts'
import { evaluationsOn, wish } from './fixture.ts'

describe('evaluations in a terminal’s ledger', () => {
  evaluationsSuite(async () => {
    const folder = await dataFolder()
    const clock = { now: TEN_O_CLOCK }
    const now = () => clock.now
    const ledger = await open(folder, now)
    return {
      store: createLedgerStore({ ledger, now }),
      kept: ledgerEvaluations(ledger),
      clock,
      hall: () => CALLING_HALL,
      events: () => ledger.read("SELECT kind, subject, payload FROM outbox WHERE kind LIKE 'evaluation.%' ORDER BY rowid"),
      due: () => ledger.outbox.due(10),
      async audited(event) {
        const rows = await ledger.read<{ readonly actor: string }>('SELECT actor FROM audit WHERE event = ? ORDER BY seq', [event])
        return rows.map(({ actor }) => actor)
      },
      async destroyKeysBefore(month) {
        await ledger.envelopes.destroyKeysBefore('evaluation', month)
      },
      async shows(text) {
        return [...(await bytesOf(folder)).values()].some((bytes) => bytes.includes(text))
      },
      close: () => ledger.close(),
    }
  })

  test('and what belongs to them are there whole or not at all, wherever the power is cut', { timeout: 120_000 }, async () => {
    const folder = await dataFolder()
    await (await open(folder)).close()
    const giver = await builtScript(path.join(import.meta.dirname, 'giver.ts'))
    const told: string[] = []
    for (const [cut, lines] of fc.sample(fc.integer({ min: 1, max: 60 }), 3).entries()) told.push(...(await giveUntilCut(giver, folder, `run ${cut}`, lines)))
    const ledger = await open(folder)
    const kept = await ledger.read<{ readonly request_id: string; readonly evaluation_id: string; readonly level: number }>(
      'SELECT request_id, evaluation_id, level FROM evaluation ORDER BY evaluation_id',
    )
    expect(told.filter((requestId) => !kept.some((row) => row.request_id === requestId))).toEqual([])
    const bad = kept.filter(({ level }) => level === 1).map(({ evaluation_id }) => evaluation_id)
    const ids = async (sql: string) => (await ledger.read<{ readonly id: string }>(sql)).map(({ id }) => id).toSorted()
    expect(await ids("SELECT subject AS id FROM outbox WHERE kind = 'evaluation.given'")).toEqual(kept.map((row) => row.evaluation_id))
    expect(await ids("SELECT payload ->> 'evaluation' AS id FROM audit WHERE event = 'evaluation.given'")).toEqual(kept.map((row) => row.evaluation_id))
    for (const source of ['evaluation_id AS id FROM bad_case', "payload ->> 'evaluation' AS id FROM outbox WHERE kind = 'evaluation.bad'"]) {
      expect(await ids(`SELECT ${source}`)).toEqual(bad)
    }
    const last = kept.at(-1)
    const again = await evaluationsOn(ledger).give(wish({ requestId: last?.request_id ?? '', subject: last?.request_id ?? '' }))
    expect(again).toEqual({ outcome: 'given', bad: last?.level === 1 ? { by: DUE } : null })
    expect(await ledger.read('SELECT count(*) AS n FROM evaluation')).toEqual([{ n: kept.length }])
  })
})

async function giveUntilCut(giver: string, folder: string, run: string, lines: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [giver, folder, run], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    text += chunk
    if (text.split('\n').length > lines + 1) child.kill('SIGKILL')
  })
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  return text.split('\n').slice(1, -1)
}
