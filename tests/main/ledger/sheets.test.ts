import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dataFolder, open, TEN_O_CLOCK } from './fixture.ts'

async function intend(ledger: Ledger, name = 'one'): Promise<string> {
  return await ledger.transact((tx) =>
    ledger.sheets.intend(tx, { device: 'ticket', subject: `ticket ${name}`, requestId: `request ${name}`, copy: 0, copyReason: null }),
  )
}

/** The road to each state a sheet can be in. */
const ROADS = {
  intended: async () => undefined,
  sending: (ledger: Ledger, key: string) => ledger.sheets.sending(key, 71),
  'sent, awaited': async (ledger: Ledger, key: string) => {
    await ledger.sheets.sending(key, 71)
    await ledger.sheets.sent(key, 'awaited')
  },
  'sent for good': async (ledger: Ledger, key: string) => {
    await ledger.sheets.sending(key, 71)
    await ledger.sheets.sent(key, 'not-possible')
  },
  printed: async (ledger: Ledger, key: string) => {
    await ROADS['sent, awaited'](ledger, key)
    await ledger.sheets.printed(key)
  },
  failed: (ledger: Ledger, key: string) => ledger.sheets.failed(key, 'no-paper'),
  unknown: (ledger: Ledger, key: string) => ledger.sheets.unknown(key, 'silent'),
} as const
type Road = keyof typeof ROADS

/** The steps a driver can ask for, and from where each is one. */
const STEPS: Readonly<Record<string, { take(ledger: Ledger, key: string): Promise<void>; from: readonly Road[] }>> = {
  sending: { take: (ledger, key) => ledger.sheets.sending(key, 71), from: ['intended'] },
  'sent, awaited': { take: (ledger, key) => ledger.sheets.sent(key, 'awaited'), from: ['sending'] },
  'sent for good': {
    take: (ledger, key) => ledger.sheets.sent(key, 'not-possible'),
    from: ['sending', 'sent, awaited'],
  },
  printed: { take: (ledger, key) => ledger.sheets.printed(key), from: ['sent, awaited'] },
  failed: { take: (ledger, key) => ledger.sheets.failed(key, 'jam'), from: ['intended', 'sending', 'sent, awaited'] },
  unknown: { take: (ledger, key) => ledger.sheets.unknown(key, 'x'), from: ['intended', 'sending', 'sent, awaited'] },
}

const PAIRS = (Object.keys(ROADS) as Road[]).flatMap((road) =>
  Object.keys(STEPS).map((step): [Road, string] => [road, step]),
)

describe('a sheet of paper', () => {
  test.each(PAIRS)('that is %s becomes %s only where that can be', async (road, name) => {
    const ledger = await open(await dataFolder())
    const key = await intend(ledger)
    await ROADS[road](ledger, key)
    const before = await ledger.sheets.sheet(key)
    const step = STEPS[name]
    if (step === undefined) throw new Error(name)
    const [end] = await Promise.allSettled([step.take(ledger, key)])
    const changed = !isDeepStrictEqual(await ledger.sheets.sheet(key), before)
    const refused = end.status === 'rejected' && /a sheet cannot become/.test(String(end.reason))
    expect({ changed, refused }).toEqual({ changed: step.from.includes(road), refused: !step.from.includes(road) })
  })

  test('says why it failed and what nobody knows of it', async () => {
    const ledger = await open(await dataFolder())
    const [failed, unknown] = [await intend(ledger, 'a'), await intend(ledger, 'b')]
    await ledger.sheets.failed(failed, 'cover-open')
    await ledger.sheets.sending(unknown, 71)
    await ledger.sheets.unknown(unknown, 'silent')
    expect((await ledger.sheets.sheet(failed))?.state).toEqual({ state: 'failed', reason: 'cover-open' })
    expect((await ledger.sheets.sheet(unknown))?.state).toEqual({ state: 'unknown', reason: 'silent' })
    expect(await ledger.sheets.openSheets()).toEqual([])
    const told = await ledger.read("SELECT event, payload ->> 'detail' AS why FROM audit WHERE event LIKE 'sheet.%'")
    expect(told).toEqual([
      { event: 'sheet.failed', why: 'cover-open' },
      { event: 'sheet.unknown', why: 'silent' },
    ])
  })

  test('is intended once for one request', async () => {
    const ledger = await open(await dataFolder())
    await intend(ledger)
    await expect(intend(ledger)).rejects.toThrow(/UNIQUE/)
  })

  test('left open by a power cut is unknown afterwards, not printed by itself; settled ones stay', async () => {
    const folder = await dataFolder()
    const first = await open(folder)
    const keys = new Map<Road, string>()
    for (const road of Object.keys(ROADS) as Road[]) {
      const key = await intend(first, road)
      await ROADS[road](first, key)
      keys.set(road, key)
    }
    await first.close()

    const second = await open(folder)
    expect(await second.sheets.openSheets()).toHaveLength(3)
    expect(await second.sheets.settleOpenAtStart()).toBe(3)
    expect(await second.sheets.openSheets()).toEqual([])
    const states = await Promise.all(
      [...keys].map(async ([road, key]) => [road, (await second.sheets.sheet(key))?.state]),
    )
    expect(Object.fromEntries(states)).toEqual({
      intended: { state: 'unknown', reason: 'power-cut' },
      sending: { state: 'unknown', reason: 'power-cut' },
      'sent, awaited': { state: 'unknown', reason: 'power-cut' },
      'sent for good': { state: 'sent', confirmation: 'not-possible' },
      printed: { state: 'printed' },
      failed: { state: 'failed', reason: 'no-paper' },
      unknown: { state: 'unknown', reason: 'silent' },
    })
    expect(await second.sheets.settleOpenAtStart()).toBe(0)
    const told = await second.read<{ event: string }>("SELECT event FROM audit WHERE payload LIKE '%power-cut%'")
    expect(told).toEqual([{ event: 'sheet.unknown' }, { event: 'sheet.unknown' }, { event: 'sheet.unknown' }])
  })
})

describe('a sheet that went wrong', () => {
  const by = 'operator:1001'

  test('waits for a person until one has decided, and is decided once', async () => {
    const ledger = await open(await dataFolder())
    const [failed, unknown, printed] = [await intend(ledger, 'f'), await intend(ledger, 'u'), await intend(ledger, 'p')]
    await ROADS.failed(ledger, failed)
    await ROADS.unknown(ledger, unknown)
    await ROADS.printed(ledger, printed)
    expect(new Set((await ledger.sheets.undecided()).map((sheet) => sheet.key))).toEqual(new Set([failed, unknown]))

    const decide = (key: string) => ledger.transact((tx) => ledger.sheets.decide(tx, key, 'void', by))
    expect(await decide(failed)).toBe(true)
    expect(await decide(failed)).toBe(false)
    expect(await decide(printed)).toBe(false)
    expect((await ledger.sheets.undecided()).map((sheet) => sheet.key)).toEqual([unknown])
    const audit = await ledger.read("SELECT actor FROM audit WHERE event = 'sheet.decided'")
    expect(audit).toEqual([{ actor: by }])
  })

  test('waits for nobody once its number was printed again', async () => {
    const ledger = await open(await dataFolder())
    const key = await intend(ledger)
    await ROADS.unknown(ledger, key)
    await ledger.transact((tx) => ledger.sheets.reprinted(tx, 'ticket one', 'citizen'))
    expect(await ledger.sheets.undecided()).toEqual([])
  })

  test('still waits after the terminal was opened again', async () => {
    const folder = await dataFolder()
    const ledger = await open(folder)
    await ROADS.sending(ledger, await intend(ledger))
    await ledger.close()
    const next = await open(folder)
    await next.sheets.settleOpenAtStart()
    expect(await next.sheets.undecided()).toMatchObject([{ state: { state: 'unknown', reason: 'power-cut' } }])
  })
})

describe('what leaves the terminal about a sheet', () => {
  test('is its end, once, and nothing before it', async () => {
    const ledger = await open(await dataFolder())
    const kinds = () => ledger.read<{ kind: string; payload: string }>('SELECT kind, payload FROM outbox')
    const key = await intend(ledger)
    await ROADS['sent, awaited'](ledger, key)
    expect(await kinds()).toEqual([])
    await ledger.sheets.printed(key)
    const told = await kinds()
    expect(told.map((row) => row.kind)).toEqual(['sheet.settled'])
    expect(JSON.parse(told[0]?.payload ?? '')).toMatchObject({ sheet: key, copy: 0, state: 'printed' })
  })

  test('is that nobody knows, after a power cut', async () => {
    const folder = await dataFolder()
    const ledger = await open(folder)
    await intend(ledger)
    await ledger.close()
    const next = await open(folder)
    await next.sheets.settleOpenAtStart()
    expect(await next.read<{ payload: string }>('SELECT payload FROM outbox')).toMatchObject([
      { payload: expect.stringContaining('power-cut') },
    ])
  })
})

describe('the last sheet that may have reached the printer', () => {
  test.each([
    [['printed', 'unknown'], true],
    [['unknown', 'printed'], false],
    [['unknown', 'failed'], true],
    [['printed', 'failed'], false],
    [['printed', 'sent, awaited'], true],
    [['sent for good'], false],
    [[], false],
  ] as const)('after %j is in doubt a minute later: %j', async (roads, doubt) => {
    const folder = await dataFolder()
    let instant = TEN_O_CLOCK.getTime()
    const ticking = () => new Date((instant += 1_000))
    const ledger = await open(folder, ticking)
    for (const [at, road] of roads.entries()) await ROADS[road](ledger, await intend(ledger, String(at)))
    await ledger.close()
    instant += 60_000
    const next = await open(folder, ticking)
    await next.sheets.settleOpenAtStart()
    expect(await next.sheets.lastIsInDoubt()).toBe(doubt)
  })

  test('is in doubt although another that was taken later has come out before it', async () => {
    const folder = await dataFolder()
    let instant = TEN_O_CLOCK.getTime()
    const ticking = () => new Date((instant += 1_000))
    const ledger = await open(folder, ticking)
    const [first, second] = [await intend(ledger, 'first'), await intend(ledger, 'second')]
    await ROADS.printed(ledger, second)
    await ROADS.sending(ledger, first)
    await ledger.close()
    const next = await open(folder, ticking)
    await next.sheets.settleOpenAtStart()
    expect(await next.sheets.lastIsInDoubt()).toBe(true)
  })

  test('is in doubt when it was sent just now to a printer that tells nothing', async () => {
    const ledger = await open(await dataFolder())
    await ROADS['sent for good'](ledger, await intend(ledger))
    expect(await ledger.sheets.lastIsInDoubt()).toBe(true)
  })
})
