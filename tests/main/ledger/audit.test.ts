import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../main/ledger/database.ts'
import { openLedger } from '../../../main/ledger/ledger.ts'
import { bytesOf, dataFolder, ledgerOptions, open } from './fixture.ts'

const COLUMNS = 'seq, suite, at, actor, event, payload, prev, hash'

/** A closed ledger with ten agreements in its log. */
async function tenAgreements(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = await dataFolder()
  const ledger = await open(folder)
  for (let version = 1; version <= 10; version++) await ledger.recordAgreement({ session: 's', version })
  await ledger.close()
  return { folder, file: ledger.file }
}

/** Somebody with the file and with SQLite, who first takes the triggers away. */
async function tamper(file: string, sql: string): Promise<void> {
  const database = await openDatabase(file, 'read-write')
  const triggers = await database.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
  for (const { name } of triggers) await database.exec(`DROP TRIGGER ${name}`)
  await database.exec(sql)
  await database.close()
}

describe('the audit log', () => {
  test.each([
    ['changed', "UPDATE audit SET payload = '{}' WHERE seq = 3"],
    ['removed', 'DELETE FROM audit WHERE seq = 3'],
    ['replaced', `INSERT OR REPLACE INTO audit (${COLUMNS}) SELECT ${COLUMNS} FROM audit WHERE seq = 3`],
    ['skipped', 'INSERT INTO audit SELECT seq + 5, suite, at, actor, event, payload, prev, hash FROM audit LIMIT 1'],
    ['forgotten in its head', 'DELETE FROM audit_head'],
    ['set back in its head', 'UPDATE audit_head SET seq = 1'],
  ])('refuses to be %s while the terminal runs', async (_how, sql) => {
    const folder = await dataFolder()
    const ledger = await open(folder)
    for (let version = 1; version <= 10; version++) await ledger.recordAgreement({ session: 's', version })
    const before = await ledger.read('SELECT * FROM audit')
    await expect(
      ledger.transact((tx) => {
        tx.write(sql)
      }),
    ).rejects.toThrow(/the audit log (only grows|has no gap)/)
    expect(await ledger.read('SELECT * FROM audit')).toEqual(before)
  })

  test.each([
    ['an entry was changed', "UPDATE audit SET payload = '{\"session\":\"s\",\"version\":9}' WHERE seq = 3"],
    ['an actor was changed', "UPDATE audit SET actor = 'operator' WHERE seq = 3"],
    ['an entry was removed', 'DELETE FROM audit WHERE seq = 3'],
    ['the first entry was removed', 'DELETE FROM audit WHERE seq = 1'],
    ['the tail was cut off', 'DELETE FROM audit WHERE seq > 8'],
    ['everything was removed', 'DELETE FROM audit'],
    [
      'the tail was cut off and the head set back',
      `DELETE FROM audit WHERE seq > 8;
       UPDATE audit_head SET seq = 8, hash = (SELECT hash FROM audit WHERE seq = 8)`,
    ],
    ['the head was removed', 'DELETE FROM audit_head'],
    ['the log and its head were emptied', 'DELETE FROM audit; DELETE FROM audit_head'],
    [
      'two entries changed places',
      `UPDATE audit SET seq = 100 WHERE seq = 3;
       UPDATE audit SET seq = 3 WHERE seq = 4;
       UPDATE audit SET seq = 4 WHERE seq = 100`,
    ],
    [
      'an entry was added',
      'INSERT INTO audit SELECT 12, suite, at, actor, event, payload, hash, hash FROM audit WHERE seq = 11',
    ],
    ['an entry names another suite', 'UPDATE audit SET suite = 2 WHERE seq = 3'],
  ])('the terminal does not start when %s, and leaves the evidence', async (_how, sql) => {
    const { folder, file } = await tenAgreements()
    await tamper(file, sql)
    const evidence = await bytesOf(folder)
    const opened = await openLedger(ledgerOptions(folder))
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'audit-chain-broken', file } })
    expect(await bytesOf(folder)).toEqual(evidence)
  })

  test('a log that nobody touched is whole after every restart, past one batch of reading', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    await Promise.all(
      Array.from({ length: 5000 }, (_, version) => first.recordAgreement({ session: 's', version })),
    )
    await first.close()
    const second = await open(folder)
    await second.recordAgreement({ session: 's', version: 1 })
    await second.close()
    const third = await open(folder)
    const [log] = await third.read<{ n: number; last: number }>('SELECT count(*) AS n, max(seq) AS last FROM audit')
    expect(log).toEqual({ n: 5004, last: 5004 })
  })
})
