import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { TerminalAsked, TerminalStanding } from '../../main/contract/hall-terminal.ts'
import { hallAsk, hallDial } from '../../main/host/hall-dial.ts'
import type { HallClient } from '../../main/queue/hall-link/line.ts'
import { hallCommand, startHallServer, writeHallServer } from '../hall-server-process.ts'
import { makeCluster, NO_POSTGRESQL } from '../main/queue/store/postgres-cluster.ts'

const PATIENT = { timeout: 60_000, interval: 100 }
const ASK = { business: 'A', person: null, paper: 'ticket', precedence: null, bornOn: null } as const

async function dialled(url: string, credential: string): Promise<HallClient> {
  return await new Promise((resolve, reject) => {
    const line = hallDial({ url, authority: null })(credential, { open: resolve, end: (why) => reject(new Error(why.kind)) })
    onTestFinished(() => line.close())
  })
}

describe.skipIf(NO_POSTGRESQL)('the hall server (needs postgresql)', () => {
  test('lets staff and a terminal in, gives it a number, goes on when PostgreSQL has been away, and ends when another is promoted', async () => {
    const cluster = await makeCluster()
    const folder = await mkdtemp(path.join(tmpdir(), 'yimen-hall-server-'))
    onTestFinished(async () => {
      await cluster.remove()
      await rm(folder, { recursive: true })
    })
    const file = await writeHallServer(folder, cluster.address)

    // PostgreSQL is not there yet: it says so, once, and waits
    const server = startHallServer(file)
    onTestFinished(() => void server.process.kill('SIGKILL'))
    await vi.waitFor(() => expect(server.said()).toMatch(/^yimen: PostgreSQL at .* cannot be reached as postgres .* The server starts as soon as it can be\.$/m), PATIENT)
    await cluster.start()
    const { url } = await server.ready

    expect(hallCommand(file, ['--add-staff', '1001', '--role', 'clerk'], '271828\n')).toMatchObject({ status: 0, lines: ['added 1001'] })
    const ask = hallAsk({ url, authority: null })
    const said = await ask('/enrol/terminal', { terminal: 'K01' })
    const asked = TerminalAsked.parse(said.ok ? said.value : null)
    if (asked.state !== 'waiting') throw new Error(asked.state)
    const standing = async () => {
      const answer = await ask('/enrol/terminal/standing', { secret: asked.secret })
      return TerminalStanding.parse(answer.ok ? answer.value : null)
    }
    expect(await standing()).toMatchObject({ state: 'waiting' })
    expect(hallCommand(file, ['--enrolments']).lines).toEqual([`asks ${asked.code} terminal K01 from 127.0.0.1, 10 min left`])
    expect(hallCommand(file, ['--approve', asked.code])).toMatchObject({ status: 0, lines: ['approved terminal K01 at 127.0.0.1'] })
    const enrolled = await standing()
    if (enrolled.state !== 'enrolled') throw new Error(enrolled.state)
    expect(await standing()).toEqual({ state: 'none' })

    const terminal = await dialled(url, enrolled.credential)
    expect(await terminal.hello()).toMatchObject({ hall: '530323-01', terminal: 'K01', mark: '1', epoch: 1 })
    expect(await terminal.take({ ...ASK, requestId: randomUUID() })).toMatchObject({ outcome: 'issued', ticket: { number: 'A001', terminal: 'K01' } })
    const health = async () => (await (await fetch(`${url}/health`)).json()) as Record<string, unknown>
    expect(await health()).toMatchObject({ server: 'S1', epoch: 1, database: { ok: true, goneSince: null }, terminals: { enrolled: 1, connected: 1 } })

    await cluster.stop('fast')
    await expect(terminal.take({ ...ASK, requestId: randomUUID() })).rejects.toMatchObject({ code: 'HALL_UNAVAILABLE' })
    expect(server.said()).toMatch(/^yimen: PostgreSQL does not answer for the queue .*terminals give numbers of their own/m)
    expect(await health()).toMatchObject({ database: { ok: false } })
    await cluster.start()
    await vi.waitFor(async () => expect(await terminal.take({ ...ASK, requestId: randomUUID() })).toMatchObject({ ticket: { number: 'A002' } }), PATIENT)
    await vi.waitFor(() => expect(server.said()).toMatch(/^yimen: PostgreSQL answers again\.$/m), PATIENT)

    const next = startHallServer(file, '--promote')
    onTestFinished(() => void next.process.kill('SIGKILL'))
    await next.ready
    expect(await server.ended).toBe(1)
    expect(server.said()).toMatch(/^yimen: Another server has taken over the queue of hall 530323-01 \(epoch 2; this server's is 1\)\.$/m)
    expect(await next.stop()).toBe(0)
  })

  test('with a wrong word or file says so in one line and ends with 2', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'yimen-hall-server-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = await writeHallServer(folder, { host: folder, port: 5432, database: 'postgres', user: 'postgres' })
    expect(hallCommand(file, ['--start'])).toMatchObject({ status: 2, said: expect.stringMatching(/^yimen: unknown option start; usage: .*\n$/) as string })
    expect(hallCommand(`${file}x`, [])).toMatchObject({ status: 2, said: expect.stringMatching(/^yimen: .*hall-server\.yamlx: there is no such file\n$/) as string })
    expect(hallCommand(file, ['--staff'])).toMatchObject({ status: 2, said: expect.stringMatching(/^yimen: PostgreSQL at .* cannot be reached as postgres \(ENOENT\)\.\n$/) as string })
    await rm(path.join(folder, 'queue.key'))
    expect(hallCommand(file, ['--staff'])).toMatchObject({ status: 2, said: expect.stringMatching(/^yimen: key: There is no key file .*queue\.key\.\n$/) as string })
  })
})
