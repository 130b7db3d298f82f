import { describe, expect, onTestFinished, test } from 'vitest'
import { postgresTerminalCases } from '../../../main/hall/terminal-cases.ts'
import { administer, NO_POSTGRESQL } from '../queue/store/postgres-cluster.ts'
import { newDatabase, openHall } from '../queue/store/postgres-hall.ts'

describe.skipIf(NO_POSTGRESQL)('bad evaluations at terminals of a hall (needs postgresql)', () => {
  test('are as many as the terminal told last, of those that are let in, and told once', async () => {
    const address = await newDatabase()
    const store = await openHall(address, '530323-1')
    onTestFinished(() => store.close())
    const cases = postgresTerminalCases(store.database)
    const letIn = (terminal: string) =>
      administer(address, `INSERT INTO yimen.device (hall, device_id, kind, terminal, enrolled_at, enrolled_by, suite, credential_hash) VALUES ('530323-1', '${terminal}', 'terminal', '${terminal}', now(), 'test', 1, '')`)
    for (const terminal of ['K01', 'K02']) await letIn(terminal)
    for (const told of [{ terminal: 'K02', open: 3, overdue: 0 }, { terminal: 'K01', open: 0, overdue: 0 }, { terminal: 'K09', open: 1, overdue: 0 }]) await cases.tell(told)
    for (let turn = 0; turn < 2; turn += 1) await cases.tell({ terminal: 'K02', open: 2, overdue: 1 })
    expect(await cases.all()).toEqual([{ terminal: 'K02', open: 2, overdue: 1 }])
    const entries = await administer(address, "SELECT payload FROM yimen.audit WHERE event = 'evaluation.at-terminal' ORDER BY seq")
    expect(entries.map(({ payload }) => JSON.parse(String(payload)) as object)).toEqual([
      { terminal: 'K02', open: 3, overdue: 0 },
      { terminal: 'K09', open: 1, overdue: 0 },
      { terminal: 'K02', open: 2, overdue: 1 },
    ])
  })
})
