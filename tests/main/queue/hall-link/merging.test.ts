import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { HallClient } from '../../../../main/queue/hall-link/line.ts'
import { createMerging } from '../../../../main/queue/hall-link/merging.ts'
import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import { TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { fakeHall } from './fake-hall.ts'
import { linked, wish } from './linked.ts'

const now = () => TEN_O_CLOCK

test('a hall that answers for another ticket than it was brought is asked once, and its answer changes nothing here', async () => {
  const hall = await fakeHall({ now })
  const terminal = await linked(hall)
  await terminal.isUp()
  hall.cut()
  await terminal.isDown()
  await terminal.queue.takeNumber(wish())
  let asked = 0
  const confused = {
    merge: () => {
      asked += 1
      return Promise.resolve([{ ticketId: randomUUID(), outcome: 'merged' as const, number: 'X1001' }])
    },
  } as unknown as HallClient
  const [ticket] = await terminal.ledger.read<{ readonly business_day: string }>('SELECT business_day FROM ticket')
  const store = createLedgerStore({ ledger: terminal.ledger, now })
  const merging = createMerging({ ledger: terminal.ledger, store, businessDay: () => ticket?.business_day ?? '', now })
  expect(await merging.bring(confused)).toBe(false)
  expect(asked).toBe(1)
  expect((await merging.standing()).waiting).toBe(1)
})
