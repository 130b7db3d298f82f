import path from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Transaction } from '../../../main/ledger/writer.ts'
import { dataFolder, open } from './fixture.ts'

const EVENTS = 'SELECT subject FROM outbox ORDER BY rowid'

/** One kept row named `subject`. */
function keep(tx: Transaction, subject: string): void {
  tx.write("INSERT INTO outbox (event_id, subject, kind, payload, created_at) VALUES (?, ?, 'test', '{}', '')", [
    `event of ${subject}`,
    subject,
  ])
}

const FEWER = { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 10) }

describe('many ask at the same moment', () => {
  test('one that fails takes away nobody else, and leaves nothing of itself', async () => {
    const how = fc.constantFrom('well', 'throws', 'writes nonsense', 'asks nonsense')
    await fc.assert(
      fc.asyncProperty(fc.array(how, { maxLength: 30 }), async (members) => {
        const folder = await dataFolder()
        const ledger = await open(folder)
        const undone: number[] = []
        const ends = await Promise.allSettled(
          members.map((member, index) =>
            ledger.transact(async (tx) => {
              tx.onRollback(() => undone.push(index))
              keep(tx, `row ${index}`)
              if (member === 'throws') throw new Error('the body gives up')
              if (member === 'writes nonsense') tx.write('INSERT INTO nowhere VALUES (?)', [1])
              if (member === 'asks nonsense') await tx.all('SELECT * FROM nowhere')
              return await tx.all(`SELECT subject FROM outbox WHERE subject = 'row ${index}'`)
            }),
          ),
        )
        const well = members.flatMap((member, index) => (member === 'well' ? [index] : []))
        expect(ends.map((end) => end.status === 'fulfilled')).toEqual(members.map((member) => member === 'well'))
        const kept = well.map((index) => ({ subject: `row ${index}` }))
        expect(await ledger.read(EVENTS)).toEqual(kept)
        expect(undone.sort((a, b) => a - b)).toEqual(
          members.flatMap((member, index) => (member === 'well' ? [] : [index])),
        )
        await ledger.close()
        // on the disk too, and not only in the open connection
        const again = await open(folder)
        expect(await again.read(EVENTS)).toEqual(kept)
        await again.close()
      }),
      FEWER,
    )
  })

  test('whoever comes while the ledger is being closed is answered or refused, and keeps nothing open', async () => {
    const folder = await dataFolder()
    const ledger = await open(folder)
    const closed = new AbortController()
    const closing = ledger.close().finally(() => closed.abort())
    const refusals = new Set<string>()
    for (let turn = 0; !closed.signal.aborted; turn += 1) {
      // A statement of its own each time: the connection has it ready from no earlier one.
      await ledger.read(`SELECT ${turn}`).catch((error: unknown) => refusals.add(String(error)))
      await ledger.transact((tx) => keep(tx, `row ${turn}`)).catch((error: unknown) => refusals.add(String(error)))
      await immediate()
    }
    await closing
    expect([...refusals]).toEqual(['Error: the ledger is closed'])
    expect((await open(folder)).afterCrash).toBe(false)
  })

  test('nobody hears of success before it is on the disk, and then everybody at once', async () => {
    const ledger = await open(await dataFolder())
    const heard: string[] = []
    const taking = ['first', 'second', 'third'].map(async (name) => {
      await ledger.transact((tx) => {
        heard.push(`${name} runs`)
        keep(tx, name)
      })
      heard.push(`${name} hears`)
    })
    await Promise.all(taking)
    const names = ['first', 'second', 'third']
    expect(heard).toEqual([...names.map((name) => `${name} runs`), ...names.map((name) => `${name} hears`)])
  })

  test('a ledger whose file is taken away under it says so to everyone who waits, and hangs nobody', async () => {
    const ledger = await open(await dataFolder())
    await ledger.close()
    const waiting = Array.from({ length: 5 }, () => ledger.recordAgreement({ session: 's', version: 1 }))
    const ends = await Promise.allSettled([...waiting, ledger.read('SELECT 1')])
    expect(ends.map((end) => end.status)).toEqual(Array.from({ length: 6 }, () => 'rejected'))
  })

  test('a look at the ledger never shows what is not yet kept', async () => {
    const ledger = await open(await dataFolder())
    const failing = ledger.transact(async (tx) => {
      keep(tx, 'never')
      await tx.all('SELECT 1')
      throw new Error('the body gives up')
    })
    const look = ledger.read(EVENTS)
    await expect(failing).rejects.toThrow('gives up')
    expect(await look).toEqual([])
  })

  test('a body that fires statements without waiting is a bug that is told', async () => {
    const ledger = await open(await dataFolder())
    await expect(
      ledger.transact((tx) => Promise.all([tx.all('SELECT 1'), tx.all('SELECT 2')])),
    ).rejects.toThrow('one statement at a time')
    await ledger.transact((tx) => {
      keep(tx, 'afterwards')
    })
    expect(await ledger.read(EVENTS)).toEqual([{ subject: 'afterwards' }])
  })

  test('a full disk refuses those who wait and keeps nothing of them; with room again the ledger goes on', async () => {
    const ledger = await open(await dataFolder())
    // stands in for the disk: SQLite answers SQLITE_FULL when the file may not grow
    const [size] = await ledger.read<{ page_count: number }>('PRAGMA page_count')
    await ledger.read(`PRAGMA max_page_count = ${(size?.page_count ?? 0) + 1}`)
    const taking = Array.from({ length: 8 }, (_, index) =>
      ledger.transact((tx) => {
        tx.write("INSERT INTO outbox (event_id, subject, kind, payload, created_at) VALUES (?, 's', 'k', ?, '')", [
          `e${index}`,
          'x'.repeat(20_000),
        ])
      }),
    )
    for (const end of await Promise.allSettled(taking)) {
      expect(end).toMatchObject({ status: 'rejected', reason: { name: 'LedgerFailure', fault: { kind: 'disk-full' } } })
    }
    await ledger.read('PRAGMA max_page_count = 100000')
    expect(await ledger.read(EVENTS)).toEqual([])
    await ledger.recordAgreement({ session: 's1', version: 1 })
    await ledger.close()
    const again = await open(path.dirname(ledger.file))
    expect(await again.read("SELECT event FROM audit WHERE event = 'notice.agreed'")).toHaveLength(1)
  })
})
