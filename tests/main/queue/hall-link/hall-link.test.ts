import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { leaveHallServer } from '../../../../main/queue/hall-link/hall-link.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { queueOn, request, SPECIMEN } from '../fixture.ts'
import { credentialOf, fakeHall, type Weather } from './fake-hall.ts'
import { issued, linked, PATIENT, wish } from './linked.ts'

const now = () => TEN_O_CLOCK
const HOURS = 3_600_000

describe('a terminal of a hall server', () => {
  test('asks to be let in when it has no credential, and keeps the one it gets where nobody else reads it', async () => {
    const hall = await fakeHall({ now })
    const folder = await dataFolder()
    const terminal = await linked(hall, { folder, credential: null })
    await vi.waitFor(() => expect(terminal.state.line).toMatchObject({ state: 'asking', code: '100000' }), PATIENT)
    expect(await terminal.queue.takeNumber(wish())).toMatchObject({ outcome: 'closed' })
    for (const pairing of hall.pairings) pairing.approved = true
    await terminal.isUp()
    const file = path.join(folder, 'hall-credential')
    expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual([`${credentialOf('K01')}\n`, 0o600])
    expect(issued(await terminal.queue.takeNumber(wish())).ticket.number).toBe('A001')
  })

  test('whose credential is taken back goes on alone and asks to be let in anew', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall)
    await terminal.isUp()
    hall.revoke()
    await vi.waitFor(() => expect(terminal.state.line.state).toBe('asking'), PATIENT)
    expect(issued(await terminal.queue.takeNumber(wish())).ticket).toMatchObject({ number: 'X1001', offline: true })
    for (const pairing of hall.pairings) pairing.approved = true
    await terminal.isUp()
    await vi.waitFor(() => expect(terminal.state.waiting).toBe(0), PATIENT)
  })

  test('believes nothing of a server that is older than one it has heard, after a restart too', async () => {
    const hall = await fakeHall({ now })
    const folder = await dataFolder()
    hall.become(7)
    const first = await linked(hall, { folder })
    await first.isUp()
    await first.close()
    hall.become(6)
    const again = await linked(hall, { folder })
    await vi.waitFor(() => expect(again.state.line).toMatchObject({ state: 'down', why: 'superseded' }), PATIENT)
    expect(issued(await again.queue.takeNumber(wish())).ticket.number).toBe('X1001')
    expect(await hall.tickets()).toEqual([])
    hall.become(8)
    await again.isUp()
  })

  test('goes on alone while the hall’s database does not answer', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall)
    await terminal.isUp()
    hall.weather = () => 'unavailable'
    expect(issued(await terminal.queue.takeNumber(wish())).ticket.number).toBe('X1001')
    hall.weather = () => 'well'
    await vi.waitFor(async () => expect((await hall.tickets()).map(({ number }) => number)).toEqual(['X1001']), PATIENT)
  })

  test('takes the hall’s time for its own: a clock two hours off changes neither day nor place in the line', async () => {
    const hall = await fakeHall({ now })
    const terminal = await linked(hall, { now: () => new Date(TEN_O_CLOCK.getTime() + 15 * HOURS) })
    await terminal.isUp()
    hall.cut()
    await terminal.isDown()
    const { ticket } = issued(await terminal.queue.takeNumber(wish()))
    expect(ticket.businessDay).toBe('2026-11-22')
    expect(ticket.issuedAt.getTime() - TEN_O_CLOCK.getTime()).toBeLessThan(HOURS)
    hall.restore()
    await vi.waitFor(async () => expect((await hall.tickets()).map(({ status }) => status)).toEqual(['waiting']), PATIENT)
  })

  test('that starts with the clock of another day ends none before it has tried to hear the hall’s', async () => {
    const hall = await fakeHall({ now })
    const folder = await dataFolder()
    const first = await linked(hall, { folder })
    await first.isUp()
    hall.cut()
    await first.isDown()
    issued(await first.queue.takeNumber(wish({ person: SPECIMEN })))
    await first.close()
    hall.restore()
    const again = await linked(hall, { folder, now: () => new Date(TEN_O_CLOCK.getTime() + 15 * HOURS) })
    // The hall's time comes while somebody who looked before it waits for the ledger.
    const told = () => expect(again.now().getTime() - TEN_O_CLOCK.getTime()).toBeLessThan(HOURS)
    const busy = again.ledger.transact(() => vi.waitFor(told, PATIENT))
    await Promise.all([busy, again.queue.overview()])
    await again.isUp()
    expect(await again.queue.takeNumber(wish({ person: SPECIMEN }))).toMatchObject({ outcome: 'already-waiting', ticket: { number: 'X1001' } })
    await vi.waitFor(async () => expect((await hall.tickets()).map(({ number, status }) => `${number} ${status}`)).toEqual(['X1001 waiting']), PATIENT)
  })

  test('cut off over midnight begins its series again, and tells of the end of its own tickets alone', async () => {
    const hall = await fakeHall({ now })
    const folder = await dataFolder()
    let time = new Date('2026-11-22T15:59:00Z')
    const first = await linked(hall, { folder })
    await first.isUp()
    issued(await first.queue.takeNumber(wish({ person: SPECIMEN })))
    hall.cut()
    await first.isDown()
    issued(await first.queue.takeNumber(wish()))
    await first.close()
    const last = await linked(hall, { folder, now: () => time })
    expect(issued(await last.queue.takeNumber(wish())).ticket).toMatchObject({ number: 'X1002', businessDay: '2026-11-22' })
    time = new Date('2026-11-22T16:00:00Z')
    await last.close()
    const next = await linked(hall, { folder, now: () => time })
    expect(issued(await next.queue.takeNumber(wish({ person: SPECIMEN }))).ticket).toMatchObject({ number: 'X1001', businessDay: '2026-11-23' })
    const ended = "SELECT payload ->> 'number' AS n, payload ->> 'reason' AS why FROM outbox WHERE kind = 'ticket.expired' ORDER BY 1"
    expect(await next.ledger.read(ended)).toEqual([{ n: 'X1001', why: 'day-ended' }, { n: 'X1002', why: 'day-ended' }])
  })
})

describe('a terminal that is moved', () => {
  test('to a hall server brings its open tickets and gives none of its numbers again', async () => {
    const hall = await fakeHall({ now })
    const folder = await dataFolder()
    const ledger = await open(folder)
    const embedded = queueOn(ledger)
    const permit = { ...SPECIMEN, number: 'H12345678', document: 'hk-macao-travel-permit' } as const
    for (const person of [null, SPECIMEN, permit]) issued(await embedded.takeNumber(request(randomUUID(), { person })))
    issued(await embedded.takeNumber(request(randomUUID(), { business: 'B' })))
    await ledger.transact((tx) => tx.write("UPDATE ticket SET status = 'done' WHERE number IN ('A001', 'B001')"))
    await ledger.close()
    const terminal = await linked(hall, { folder })
    await terminal.isUp()
    await vi.waitFor(async () => expect((await hall.tickets()).map(({ number, status }) => `${number} ${status}`).toSorted()).toEqual(['A002 waiting', 'A003 waiting', 'B001 done']), PATIENT)
    expect((await hall.give('A', null)).number).toBe('A004')
    expect((await hall.give('B', null)).number).toBe('B002')
    for (const person of [SPECIMEN, permit]) expect(await terminal.queue.takeNumber(wish({ person }))).toMatchObject({ outcome: 'already-waiting' })
  })

  test('back to itself goes on from the hall’s day: who waits is known, and no number comes twice', async () => {
    const hall = await fakeHall({ now })
    const folder = await dataFolder()
    await hall.give('A', null)
    const terminal = await linked(hall, { folder })
    await terminal.isUp()
    const { ticket } = issued(await terminal.queue.takeNumber(wish({ person: SPECIMEN })))
    await terminal.close()
    const ledger = await open(folder)
    await leaveHallServer(ledger)
    const embedded = queueOn(ledger)
    expect(await embedded.takeNumber(request(randomUUID(), { person: SPECIMEN }))).toMatchObject({ outcome: 'already-waiting', ticket: { ticketId: ticket.ticketId } })
    expect(issued(await embedded.takeNumber(request(randomUUID()))).ticket).toMatchObject({ number: 'A003', ahead: 2 })
  })
})

describe('whatever is cut, and whenever', () => {
  type Step = { readonly terminal: 0 | 1; readonly person: 0 | 1 | 2 | null; readonly repeat: boolean; readonly weather: Weather; readonly line: 'cut' | 'restored' | 'as it is'; readonly crash: boolean; readonly wrongBy: number }
  const step: fc.Arbitrary<Step> = fc.record({
    terminal: fc.constantFrom(0, 1),
    person: fc.constantFrom(0, 1, 2, null),
    repeat: fc.boolean(),
    weather: fc.constantFrom<Weather[]>('well', 'well', 'lose', 'unavailable'),
    line: fc.constantFrom('cut', 'restored', 'as it is', 'as it is'),
    crash: fc.nat(5).map((roll) => roll === 0),
    // Hours that the terminal's clock is wrong by from then on.
    wrongBy: fc.constantFrom(0, 0, -2, 2),
  })
  const PEOPLE = [SPECIMEN.number, '440524188001010014', '11010519491231003X'].map((number) => ({ number, name: null }))

  test('no number is given twice, no person waits twice, and the hall ends up with every paper (P1, P11)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const hall = await fakeHall({ now })
        const folders = [await dataFolder(), await dataFolder()]
        const wrongBy = [0, 0]
        const open1 = (which: 0 | 1) => linked(hall, { folder: folders[which] ?? '', terminal: `K0${which + 1}`, now: () => new Date(TEN_O_CLOCK.getTime() + (wrongBy[which] ?? 0) * HOURS) })
        const terminals = [await open1(0), await open1(1)]
        const end = async () => {
          await Promise.all(terminals.map((each) => each.close()))
        }
        onTestFinished(end)
        const printed = new Map<string, string>()
        for (const { terminal: which, person, repeat, weather, line, crash, wrongBy: hours } of steps) {
          wrongBy[which] = hours
          if (line === 'cut') hall.cut()
          if (line === 'restored') hall.restore()
          hall.weather = (call) => (call === 'take' ? weather : 'well')
          const asked = wish({ person: person === null ? null : (PEOPLE[person] ?? null) })
          for (let turn = 0; turn < (repeat ? 2 : 1); turn += 1) {
            const terminal = terminals[which]
            const taken = await terminal?.queue.takeNumber(asked)
            if (taken?.outcome !== 'issued' || taken.sheetKey === null || taken.repeated) continue
            expect(printed.has(taken.ticket.number)).toBe(false)
            printed.set(taken.ticket.number, taken.ticket.ticketId)
            if (crash) {
              await terminal?.close()
              terminals[which] = await open1(which)
            }
          }
        }
        wrongBy.fill(0)
        hall.weather = () => 'well'
        hall.restore()
        for (const terminal of terminals) {
          await terminal.isUp()
          await vi.waitFor(() => expect(terminal.state.waiting).toBe(0), PATIENT)
          expect(terminal.faults).toEqual([])
        }
        await vi.waitFor(async () => {
          const line = (await hall.tickets()).filter(({ status }) => status === 'waiting')
          const held = await hall.ledger.read<{ readonly n: number }>("SELECT count(*) AS n FROM ticket WHERE status = 'waiting' AND person_hash IS NOT NULL GROUP BY person_hash")
          expect(held.every(({ n }) => n === 1)).toBe(true)
          // Whoever stands in the line has its paper, and each paper is known to the hall.
          for (const { number } of line) expect([...printed.keys()]).toContain(number)
          const known = new Set((await hall.tickets()).map(({ ticketId }) => ticketId))
          for (const ticketId of printed.values()) expect(known.has(ticketId)).toBe(true)
        }, PATIENT)
        await end()
      }),
      { numRuns: process.env['YIMEN_LONG'] === '1' ? 40 : 3 },
    )
  }, 240_000)
})
