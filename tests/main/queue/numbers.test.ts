import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNumber, offlineSeries } from '../../../main/queue/numbers.ts'
import { dataFolder, open } from '../ledger/fixture.ts'
import { queueOn, request, SPECIMEN } from './fixture.ts'

/** Properties that open a ledger run on a tenth of the cases. */
const FEWER = { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 10) }

describe('the number on the ticket', () => {
  test.each([
    [1, 'A001'],
    [7, 'A007'],
    [999, 'A999'],
    [1000, 'A1000'],
    [12_345, 'A12345'],
  ])('number %i is called %s', (seq, called) => {
    expect(formatNumber('A', seq)).toBe(called)
  })

  test('two different people never hear the same call', () => {
    const seq = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(seq, seq, (a, b) => {
        expect(formatNumber('B', a) === formatNumber('B', b)).toBe(a === b)
      }),
    )
  })

  test('what a terminal gives alone no other terminal gives, whatever its mark', () => {
    const mark = fc.oneof(fc.stringMatching(/^[1-9]$/), fc.stringMatching(/^[A-HJ-NP-Z]{1,2}$/))
    const given = fc.tuple(mark, fc.integer({ min: 1, max: 100_000 }))
    fc.assert(
      fc.property(given, given, ([mine, a], [another, b]) => {
        expect(formatNumber(offlineSeries(mine), a) === formatNumber(offlineSeries(another), b)).toBe(mine === another && a === b)
      }),
    )
  })
})

describe('numbers of a day', () => {
  test('count 1, 2, 3 in the order of the tickets, however many ask at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('A', 'B'), { maxLength: 60 }), async (businesses) => {
        const ledger = await open(await dataFolder())
        const queue = queueOn(ledger)
        const taken = await Promise.all(
          businesses.map((business, index) => queue.takeNumber(request(`r${index}`, { business }))),
        )
        for (const series of ['A', 'B']) {
          const numbers = taken.flatMap((each) =>
            each.outcome === 'issued' && each.ticket.business === series ? [each.ticket.number] : [],
          )
          expect(numbers).toEqual(numbers.map((_, index) => formatNumber(series, index + 1)))
        }
        expect(taken.every((each) => each.outcome === 'issued')).toBe(true)
        await ledger.close()
      }),
      FEWER,
    )
  })

  test('a request that is repeated, even while the first is on its way, has one number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }), async (ids) => {
        const ledger = await open(await dataFolder())
        const queue = queueOn(ledger)
        const taken = await Promise.all(ids.map((id) => queue.takeNumber(request(`r${id}`))))
        const numberOf = new Map<number, string>()
        for (const [index, result] of taken.entries()) {
          const id = ids[index] ?? -1
          if (result.outcome !== 'issued') throw new Error(result.outcome)
          expect(result.repeated).toBe(numberOf.has(id))
          expect(result.ticket.number).toBe(numberOf.get(id) ?? result.ticket.number)
          numberOf.set(id, result.ticket.number)
        }
        expect(new Set(numberOf.values()).size).toBe(numberOf.size)
        const [counted] = await ledger.read<{ n: number }>('SELECT count(*) AS n FROM ticket')
        expect(counted?.n).toBe(numberOf.size)
        const [sheets] = await ledger.read<{ n: number }>('SELECT count(*) AS n FROM sheet')
        expect(sheets?.n).toBe(numberOf.size)
        await ledger.close()
      }),
      FEWER,
    )
  })

  test('one person waits once for a business, however fast the card is laid down again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('A', 'B'), { minLength: 1, maxLength: 20 }), async (businesses) => {
        const ledger = await open(await dataFolder())
        const queue = queueOn(ledger)
        const taken = await Promise.all(
          businesses.map((business, index) => queue.takeNumber(request(`r${index}`, { business, person: SPECIMEN }))),
        )
        const first = new Map<string, string>()
        for (const [index, result] of taken.entries()) {
          const business = businesses[index] ?? ''
          if (result.outcome !== 'issued' && result.outcome !== 'already-waiting') throw new Error(result.outcome)
          expect(result.outcome).toBe(first.has(business) ? 'already-waiting' : 'issued')
          expect(result.ticket.ticketId).toBe(first.get(business) ?? result.ticket.ticketId)
          first.set(business, result.ticket.ticketId)
        }
        await ledger.close()
      }),
      FEWER,
    )
  })
})
