import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../main/ledger/database.ts'
import type { AuditHead } from '../../../main/ledger/audit.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dataFolder, open, TEN_O_CLOCK, UNDO_DELIVERY } from './fixture.ts'

const MINUTE = 60_000

/** Appends events named `subject kind`, each in a transaction of its own. */
async function append(ledger: Ledger, ...events: string[]): Promise<void> {
  for (const event of events) {
    const [subject = '', kind = ''] = event.split(' ')
    await ledger.transact((tx) => ledger.outbox.append(tx, { subject, kind, payload: {} }))
  }
}

const due = async (ledger: Ledger, atMost = 500) =>
  (await ledger.outbox.due(atMost)).map(({ subject, kind }) => `${subject} ${kind}`)

/** The one event of this subject whose turn it is. */
async function next(ledger: Ledger, subject: string): Promise<string> {
  const found = (await ledger.outbox.due(500)).find((event) => event.subject === subject)
  if (found === undefined) throw new Error('it is not its turn')
  return found.id
}

async function delivered(ledger: Ledger, subject: string): Promise<void> {
  await ledger.outbox.record([{ id: await next(ledger, subject), end: 'delivered' }])
}

async function shelved(ledger: Ledger, subject: string): Promise<void> {
  await ledger.outbox.record([{ id: await next(ledger, subject), end: 'shelved', reason: 'unknown: no such subject' }])
}

describe('what is to leave the terminal', () => {
  test('leaves in the order of each subject, whatever the clock said when it was appended', async () => {
    let now = TEN_O_CLOCK
    const ledger = await open(await dataFolder(), () => now)
    await append(ledger, 'a 1', 'b 1')
    now = new Date(now.getTime() - 60 * MINUTE)
    await append(ledger, 'a 2', 'a 3', 'c 1')
    expect(await due(ledger)).toEqual(['a 1', 'b 1', 'c 1'])
    await delivered(ledger, 'a')
    expect(await due(ledger)).toEqual(['b 1', 'a 2', 'c 1'])
    await delivered(ledger, 'a')
    await delivered(ledger, 'a')
    expect(await due(ledger)).toEqual(['b 1', 'c 1'])
    await append(ledger, 'a 4')
    expect(await due(ledger, 2)).toEqual(['b 1', 'c 1'])
    expect(await due(ledger)).toEqual(['b 1', 'c 1', 'a 4'])
  })

  test('waits behind what is on the shelf, until an operator sends that again', async () => {
    const ledger = await open(await dataFolder())
    await append(ledger, 'a 1', 'a 2', 'b 1')
    await shelved(ledger, 'a')
    await append(ledger, 'a 3')
    expect(await due(ledger)).toEqual(['b 1'])
    expect(await ledger.outbox.waiting()).toMatchObject({ waiting: 3, shelf: 1 })
    const [row] = await ledger.read<{ event_id: string; shelf_reason: string }>(
      'SELECT event_id, shelf_reason FROM outbox WHERE shelved_at IS NOT NULL',
    )
    expect(row?.shelf_reason).toBe('unknown: no such subject')
    const again = () => ledger.transact((tx) => ledger.outbox.release(tx, [row?.event_id ?? ''], 'operator:1001'))
    expect(await again()).toBe(1)
    expect(await again()).toBe(0)
    expect(await due(ledger)).toEqual(['a 1', 'b 1'])
    expect(await ledger.outbox.waiting()).toMatchObject({ waiting: 4, shelf: 0 })
    expect(await ledger.read("SELECT actor, payload FROM audit WHERE event = 'outbox.released'")).toEqual([
      { actor: 'operator:1001', payload: JSON.stringify({ event: row?.event_id }) },
    ])
  })

  test('leaves the shelf all at once, with one line in the audit log', async () => {
    const ledger = await open(await dataFolder())
    await append(ledger, 'a 1', 'b 1', 'c 1')
    for (const subject of ['a', 'b']) await shelved(ledger, subject)
    expect(await ledger.transact((tx) => ledger.outbox.release(tx, 'all', 'operator:1001'))).toBe(2)
    expect(await due(ledger)).toEqual(['a 1', 'b 1', 'c 1'])
    expect(await ledger.read("SELECT payload FROM audit WHERE event = 'outbox.released'")).toEqual([
      { payload: '{"events":2}' },
    ])
  })

  test('that was put off holds back its own subject and no other, also over a restart, and not for ever when the clock is set back', async () => {
    let now = TEN_O_CLOCK
    const folder = await dataFolder()
    const first = await open(folder, () => now)
    await append(first, 'a 1', 'a 2', 'b 1')
    const until = new Date(now.getTime() + 4 * MINUTE)
    await first.outbox.record([{ id: await next(first, 'a'), end: 'put-off', until }])
    expect(await due(first)).toEqual(['b 1'])
    await delivered(first, 'b')
    expect(await first.outbox.nextDueAt()).toEqual(until)
    await first.close()

    const ledger = await open(folder, () => now)
    expect(await due(ledger)).toEqual([])
    now = new Date(TEN_O_CLOCK.getTime() - 24 * 60 * MINUTE)
    expect(await due(ledger)).toEqual(['a 1'])
    now = until
    expect((await ledger.outbox.due(1))[0]).toMatchObject({ subject: 'a', kind: '1', tries: 1, at: TEN_O_CLOCK })
    await delivered(ledger, 'a')
    await delivered(ledger, 'a')
    expect(await ledger.outbox.nextDueAt()).toBeNull()
  })

  test('keeps its end, when an old answer says otherwise', async () => {
    const ledger = await open(await dataFolder())
    await append(ledger, 'a 1', 'b 1')
    const [a, b] = [await next(ledger, 'a'), await next(ledger, 'b')]
    await ledger.outbox.record([{ id: a, end: 'delivered' }, { id: b, end: 'shelved', reason: 'x' }])
    const later = new Date(TEN_O_CLOCK.getTime() + MINUTE)
    await ledger.outbox.record([{ id: a, end: 'shelved', reason: 'x' }, { id: b, end: 'put-off', until: later }])
    expect(await ledger.outbox.waiting()).toMatchObject({ waiting: 0, shelf: 1 })
    // What the platform has, it has.
    await ledger.outbox.record([{ id: b, end: 'delivered' }])
    expect(await ledger.outbox.waiting()).toMatchObject({ waiting: 0, shelf: 0 })
  })

  test('is told of when it is on the disk, and not when it was taken back', async () => {
    const ledger = await open(await dataFolder())
    let heard = 0
    const stop = ledger.outbox.onNews(() => (heard += 1))
    const failing = ledger.transact(async (tx) => {
      ledger.outbox.append(tx, { subject: 'a', kind: '1', payload: {} })
      await tx.all('SELECT 1')
      expect(heard).toBe(0)
      throw new Error('the act gives up')
    })
    await expect(failing).rejects.toThrow('gives up')
    expect(heard).toBe(0)
    await append(ledger, 'a 1')
    expect(heard).toBe(1)
    await shelved(ledger, 'a')
    expect(heard).toBe(1)
    await ledger.transact((tx) => ledger.outbox.release(tx, 'all', 'operator:1001'))
    expect(heard).toBe(2)
    stop()
    await append(ledger, 'a 2')
    expect(heard).toBe(2)
  })

  test('is removed only when it was delivered and its time is over, a few at a time', async () => {
    let now = TEN_O_CLOCK
    const ledger = await open(await dataFolder(), () => now)
    await append(ledger, 'a 1', 'b 1', 'c 1', 'd 1', 'e 1')
    for (const subject of ['a', 'b', 'c']) await delivered(ledger, subject)
    await shelved(ledger, 'd')
    now = new Date(now.getTime() + MINUTE)
    await append(ledger, 'f 1')
    await delivered(ledger, 'f')
    expect(await ledger.outbox.forgetDelivered(TEN_O_CLOCK, 2)).toBe(0)
    expect(await ledger.outbox.forgetDelivered(now, 2)).toBe(2)
    expect(await ledger.outbox.forgetDelivered(now, 2)).toBe(1)
    expect(await ledger.read('SELECT subject FROM outbox ORDER BY rowid')).toEqual(['d', 'e', 'f'].map((subject) => ({ subject })))
    // By no statement at all.
    await expect(ledger.transact((tx) => tx.write('DELETE FROM outbox'))).rejects.toThrow('not delivered is kept')
  })

  test('of a ledger from before there was a delivery gets its turns', async () => {
    const folder = await dataFolder()
    const before = await open(folder)
    await append(before, 'a 1', 'b 1', 'a 2', 'b 2', 'c 1')
    await delivered(before, 'b')
    await before.close()
    const older = await openDatabase(before.file, 'read-write')
    await older.exec(UNDO_DELIVERY)
    await older.close()
    const ledger = await open(folder)
    expect(await due(ledger)).toEqual(['a 1', 'b 2', 'c 1'])
    await delivered(ledger, 'a')
    expect(await due(ledger)).toContain('a 2')
  })
})

test('the head that others are told of is on the disk: a transaction that is taken back was never in it', async () => {
  const ledger = await open(await dataFolder())
  const before = await ledger.audit.head()
  expect(before).toEqual({ count: 1, hash: expect.any(Buffer) })
  const meanwhile: Promise<AuditHead>[] = []
  const failing = ledger.transact(async (tx) => {
    ledger.audit.append(tx, { actor: 'terminal', event: 'never', payload: {} })
    meanwhile.push(ledger.audit.head())
    await tx.all('SELECT 1')
    throw new Error('the act gives up')
  })
  await expect(failing).rejects.toThrow('gives up')
  expect(await Promise.all(meanwhile)).toEqual([before])
  await ledger.recordAgreement({ session: 's', version: 1 })
  const after = await ledger.audit.head()
  expect(after.count).toBe(2)
  expect(after.hash.equals(before.hash)).toBe(false)
})
