import { afterEach, describe, expect, test } from 'vitest'
import { EMPTY_HEAD, hashRow, sealHead, type ChainedRow } from '../../../../main/ledger/audit-chain.ts'
import { decrypt } from '../../../../main/ledger/cipher.ts'
import { machineKeyFrom } from '../../../../main/ledger/machine-key.ts'
import { SCHEMA_STEPS } from '../../../../main/queue/store/postgres-schema.ts'
import { openPostgresStore, type PostgresAddress, type PostgresStore } from '../../../../main/queue/store/postgres.ts'
import { administer, NO_POSTGRESQL } from './postgres-cluster.ts'
import { HALL_KEY, newDatabase, openHall } from './postgres-hall.ts'
import { callNext, DAY, take } from './postgres-tickets.ts'

const HALL = '530323-01'
const PERSON = { number: '11010119900307425X', name: '王建国' }

describe.skipIf(NO_POSTGRESQL)('opening a hall’s queue in PostgreSQL (needs postgresql)', () => {
  const servers: PostgresStore[] = []

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })

  async function serve(address: PostgresAddress): Promise<PostgresStore> {
    const server = await openHall(address, HALL)
    servers.push(server)
    return server
  }

  const openWith = (address: PostgresAddress, key = HALL_KEY) =>
    openPostgresStore({ address, hall: HALL, key, now: () => new Date(), promote: false })

  test('four servers that start at once on an empty database make its tables once, and one hall', async () => {
    const address = await newDatabase()
    const opened = await Promise.all([serve(address), serve(address), serve(address), serve(address)])
    expect(opened.map(({ epoch }) => epoch)).toEqual([1, 1, 1, 1])
    const steps = await administer(address, 'SELECT step FROM yimen.schema_step ORDER BY step')
    expect(steps).toEqual(SCHEMA_STEPS.map((_, index) => ({ step: index + 1 })))
    const numbers = await Promise.all(opened.map((server) => take(server, 'A')))
    expect(numbers.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
  })

  test('is refused, and changes nothing, with another key than the hall’s or by an older program', async () => {
    const address = await newDatabase()
    await serve(address)
    const other = await openWith(address, machineKeyFrom(Buffer.alloc(32, 8)))
    expect(other).toMatchObject({ ok: false, fault: { kind: 'wrong-key' } })
    await administer(address, 'INSERT INTO yimen.schema_step (step) VALUES (99)')
    expect(await openWith(address)).toMatchObject({ ok: false, fault: { kind: 'newer-schema' } })
  })

  test('says in one line what is missing: the server, the database, or the right', async () => {
    const address = await newDatabase()
    const nowhere = await openWith({ ...address, host: '127.0.0.1', port: 1, password: 'geheim-4711' })
    expect(nowhere).toMatchObject({ ok: false, fault: { kind: 'unreachable' } })
    expect(JSON.stringify(nowhere)).not.toContain('geheim')
    expect(await openWith({ ...address, database: 'nonesuch' })).toMatchObject({ ok: false, fault: { kind: 'unreachable' } })
    await administer(address, `CREATE USER clerk_of_${address.database}`)
    const clerk = await openWith({ ...address, user: `clerk_of_${address.database}` })
    expect(clerk).toMatchObject({ ok: false, fault: { kind: 'not-allowed' } })
  })

  test('keeps nothing of a person that can be read without the hall’s key', async () => {
    const address = await newDatabase()
    const server = await serve(address)
    const ticket = await take(server, 'A', { person: PERSON })
    const tables = await administer(address, `SELECT tablename FROM pg_tables WHERE schemaname = 'yimen'`)
    const dumps = tables.map(({ tablename }) => administer(address, `SELECT kept::text AS dump FROM yimen.${String(tablename)} AS kept`))
    const text = (await Promise.all(dumps)).flat().map(({ dump }) => String(dump)).join('\n')
    expect(text).toContain(ticket.ticketId)
    for (const secret of [PERSON.number, PERSON.name]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(secret).toString('hex'))
    }

    const [key] = await administer(address, 'SELECT key_id, wrapped FROM yimen.data_key')
    const [row] = await administer(address, 'SELECT person_number, person_name FROM yimen.ticket')
    const keyId = String(key?.['key_id'])
    const secret = decrypt(HALL_KEY.derive('key-wrapping'), key?.['wrapped'] as Buffer, ['data_key', HALL, keyId])
    const opened = (column: 'person_number' | 'person_name') =>
      decrypt(secret ?? Buffer.alloc(32), row?.[column] as Buffer, ['ticket', HALL, ticket.ticketId, column, keyId])?.toString()
    expect([opened('person_number'), opened('person_name')]).toEqual([PERSON.number, PERSON.name])
    await server.transact(async (tx) => {
      expect(await tx.isOf(ticket.ticketId, { number: '11010119900307425x', name: null })).toBe(true)
      expect(await tx.isOf(ticket.ticketId, { ...PERSON, document: 'taiwan-travel-permit' })).toBe(false)
    })
  })

  test('keeps an audit log in which every act is chained to the one before, that nobody changes', async () => {
    const address = await newDatabase()
    const [one, other] = [await serve(address), await serve(address)]
    await Promise.all([take(one, 'A'), take(other, 'A'), take(one, 'B'), take(other, 'B')])
    await callNext(one, '3', ['A', 'B'])

    const rows = await administer(address, 'SELECT seq::integer, suite, at, actor, event, payload, prev, hash FROM yimen.audit ORDER BY seq')
    expect(rows).toHaveLength(5)
    let last = EMPTY_HEAD
    for (const row of rows) {
      const entry = row as unknown as ChainedRow & { readonly hash: Buffer }
      expect(entry.seq).toBe(last.seq + 1)
      expect(entry.prev).toEqual(last.hash)
      expect(entry.hash).toEqual(hashRow(HALL_KEY.derive('audit'), entry))
      last = entry
    }
    const [head] = await administer(address, 'SELECT audit_seal FROM yimen.head')
    expect(head?.['audit_seal']).toEqual(sealHead(HALL_KEY.derive('audit-head'), last))
    await expect(administer(address, `UPDATE yimen.audit SET actor = 'nobody'`)).rejects.toThrow('only grows')
    await expect(administer(address, 'TRUNCATE yimen.audit')).rejects.toThrow('only grows')
  })

  test('posts for the platform what happened, in the same transaction, but not that a day has ended', async () => {
    const address = await newDatabase()
    const server = await serve(address)
    const ticket = await take(server, 'A')
    const ended = { actor: 'terminal', kind: 'day.ended', ticketId: null, number: null, business: null, window: null } as const
    await server.transact(async (tx) => tx.record({ ...ended, facts: { before: DAY } }))
    const posted = await administer(address, 'SELECT subject, kind FROM yimen.outbox')
    expect(posted).toEqual([{ subject: ticket.ticketId, kind: 'ticket.issued' }])
    expect(await server.lastEvent()).toBe(2)
  })
})
