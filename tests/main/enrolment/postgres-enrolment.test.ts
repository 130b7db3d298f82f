import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createHallDevices } from '../../../main/enrolment/hall-devices.ts'
import { createPairings } from '../../../main/enrolment/pairings.ts'
import { postgresDevices } from '../../../main/enrolment/postgres-devices.ts'
import { postgresPairings } from '../../../main/enrolment/postgres-pairings.ts'
import type { PostgresAddress, PostgresStore } from '../../../main/queue/store/postgres.ts'
import { administer, NO_POSTGRESQL } from '../queue/store/postgres-cluster.ts'
import { HALL_KEY, newDatabase, openHall } from '../queue/store/postgres-hall.ts'
import { enrolmentSuite, type Enrolment } from './enrolment-suite.ts'

const BY = 'operator:王工'

/** A server of the hall. */
interface Server extends Enrolment {
  close(): Promise<void>
}

describe.skipIf(NO_POSTGRESQL)('letting browsers and terminals in over PostgreSQL (needs postgresql)', () => {
  let database: Promise<PostgresAddress> | null = null
  let halls = 0
  const newHall = async () => ({ address: await (database ??= newDatabase()), hall: `530323-${(halls += 1)}` })

  async function serve({ address, hall }: { readonly address: PostgresAddress; readonly hall: string }): Promise<Server> {
    const store: PostgresStore = await openHall(address, hall)
    const devices = await createHallDevices({
      store: postgresDevices(store.database),
      key: HALL_KEY,
      now: () => new Date(),
      onChange: () => {},
      onFault: (error) => expect.fail(String(error)),
    })
    return {
      devices,
      pairings: createPairings({ store: postgresPairings(store.database), devices, onChange: () => {} }),
      async close() {
        await devices.close()
        await store.close()
      },
    }
  }

  async function twoServers(): Promise<readonly [Server, Server]> {
    const hall = await newHall()
    const servers = [await serve(hall), await serve(hall)] as const
    onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))))
    return servers
  }

  const becomes = (holds: () => void | Promise<void>) => vi.waitFor(holds, { timeout: 30_000, interval: 20 })

  enrolmentSuite(async () => {
    const hall = await newHall()
    let server = await serve(hall)
    return {
      ...server,
      async passes(milliseconds) {
        await administer(hall.address, `UPDATE yimen.pairing SET asked_at = asked_at - ${milliseconds} * interval '1 millisecond' WHERE hall = '${hall.hall}'`)
      },
      async reopen() {
        await server.close()
        server = await serve(hall)
        return server
      },
      async audited() {
        const rows = await administer(hall.address, `SELECT event FROM yimen.audit WHERE hall = '${hall.hall}' ORDER BY seq`)
        return rows.map(({ event }) => String(event))
      },
      close: () => server.close(),
    }
  })

  test('what is let in or taken back at one server is so at the other, whose connections close', async () => {
    const [one, other] = await twoServers()
    const closed: string[] = []
    other.devices.onRevoked((id) => closed.push(id))
    const { device, credential } = await one.devices.enrol({ kind: 'window', window: '3' }, BY)
    await becomes(() => expect(other.devices.holderOf(credential)).toMatchObject({ id: device.id }))
    await one.devices.revoke(device.id, BY)
    await becomes(() => expect(closed).toEqual([device.id]))
    expect(other.devices.holderOf(credential)).toBeNull()
  })

  test('when a device was last seen at one server is known at the other within minutes, though nobody is told of it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const [one, other] = await twoServers()
    const { device, credential } = await one.devices.enrol({ kind: 'window', window: '3' }, BY)
    await becomes(() => expect(other.devices.holderOf(credential)).not.toBeNull())
    // The first may come with the news of the enrolment, the second with nobody's.
    for (let turn = 0; turn < 2; turn += 1) {
      one.devices.seen(device.id)
      const seenAt = one.devices.holderOf(credential)?.lastSeenAt
      await becomes(() => {
        vi.advanceTimersByTime(60_000)
        expect(other.devices.holderOf(credential)?.lastSeenAt).toEqual(seenAt)
      })
    }
    expect([one, other].map(({ devices }) => devices.elsewhere().map(({ id }) => id))).toEqual([[], [device.id]])
    other.devices.seen(device.id)
    expect(other.devices.elsewhere()).toEqual([])
  })

  test('a pairing asked for at one server is approved at the other, and its credential opens both', async () => {
    const [one, other] = await twoServers()
    const asked = await one.pairings.ask({ kind: 'board', area: null, window: null }, '10.12.3.60', null)
    const [shown] = await other.pairings.list()
    expect(await other.pairings.approve(shown?.id ?? '', asked.ok ? asked.value.code : '', BY)).toBe(true)
    const stands = await one.pairings.standing(asked.ok ? asked.value.secret : '')
    const credential = stands.state === 'enrolled' ? stands.credential : ''
    expect(one.devices.holderOf(credential)).not.toBeNull()
    await becomes(() => expect(other.devices.holderOf(credential)).not.toBeNull())
  })

  test('a terminal has a mark that no other has, and the same when it is let in again, which ends the credential before', async () => {
    const [one, other] = await twoServers()
    const terminal = (id: string) => ({ kind: 'terminal', terminal: id, window: null, area: null }) as const
    const letIn = await Promise.all(
      ['K01', 'K02', 'K03', 'K04', 'K05', 'K06', 'K07', 'K08', 'K09', 'K10'].map((id, index) => (index % 2 === 0 ? one : other).devices.enrol(terminal(id), BY)),
    )
    expect(new Set(letIn.map(({ device }) => device.mark))).toEqual(new Set('123456789A'))
    const [first] = letIn
    await one.devices.revoke(letIn[2]?.device.id ?? '', BY)
    const again = await one.devices.enrol(terminal('K01'), BY)
    expect(again.device.mark).toBe(first?.device.mark)
    await becomes(() => {
      expect(one.devices.holderOf(first?.credential ?? '')).toBeNull()
      expect(other.devices.holderOf(first?.credential ?? '')).toBeNull()
    })
    expect((await other.devices.enrol(terminal('K03'), BY)).device.mark).toBe(letIn[2]?.device.mark)
    expect((await other.devices.enrol(terminal('K11'), BY)).device.mark).toBe('B')
  })
})
