import { randomUUID } from 'node:crypto'
import { call } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { eventually } from '../../eventually.ts'
import { person } from '../../simulators/platform/caller.ts'
import { line } from '../platform/fixture.ts'
import { supplementHall } from './supplement-hall.ts'

async function asked() {
  const ends = await line()
  const hall = await supplementHall(ends.platform)
  hall.arrives()
  const filing = await hall.asked()
  return { ...ends, hall, filing }
}

describe('what was asked for (补正)', () => {
  test('is opened as a draft with exactly those papers and no form, and found again by the same card only', async () => {
    const { hall, filing } = await asked()
    expect(filing).toMatchObject({ waits: 'supplement', supplement: { here: true, handedIn: null } })
    const { draft, resumed } = await hall.begin(filing.id)
    expect(resumed).toBe(false)
    expect(draft).toMatchObject({ pages: [], supplement: { filing: filing.id }, applicant: { kind: 'self' } })
    expect(draft.materials.map(({ name, needed, ways }) => [name.zh, needed, ways])).toEqual([
      ['出院记录', true, ['camera', 'window']],
      ['结婚证', true, ['licence', 'camera', 'window']],
    ])
    await hall.give(draft)
    hall.arrives()
    await hall.asked()
    const again = await hall.begin(filing.id)
    expect(again).toMatchObject({ resumed: true, changed: false, draft: { draft: draft.draft } })
    expect(again.draft.materials.map(({ given }) => given.way)).toEqual(['camera', 'licence'])
    hall.arrives(person('domestic-3'))
    await hall.list()
    await expect(call(hall.progress.supplement, { filing: filing.id })).rejects.toMatchObject({ data: { needs: 'own-filing' } })
    await expect(call(hall.procedures.review, { draft: draft.draft })).rejects.toMatchObject({ data: { needs: 'own-draft' } })
  })

  test('names everything that is missing at once, and nothing goes where all of it is brought to the window', async () => {
    const { hall, filing, simulator } = await asked()
    const { draft } = await hall.begin(filing.id)
    expect(await hall.send(draft.draft)).toMatchObject({ outcome: 'gaps', gaps: [{ key: 'discharge' }, { key: 'marriage' }] })
    for (const { key } of draft.materials) await call(hall.procedures.settle, { draft: draft.draft, material: key, way: 'window' })
    expect(await hall.send(draft.draft)).toMatchObject({ outcome: 'gaps', gaps: [{ key: 'discharge' }, { key: 'marriage' }] })
    expect(await call(hall.procedures.review, { draft: draft.draft })).toMatchObject({ gaps: [{ key: 'discharge' }, { key: 'marriage' }] })
    expect(simulator.filingDesk.supplements).toEqual([])
    expect(await hall.ledger.outbox.due(10, 'filings')).toEqual([])
  })

  test('arrives once and whole as its own event, moves the filing on, and leaves nothing here', async () => {
    const { hall, filing, simulator } = await asked()
    const { draft } = await hall.begin(filing.id)
    await hall.give(draft)
    const requestId = randomUUID()
    const [sent, repeated] = await Promise.all([hall.send(draft.draft, requestId), hall.send(draft.draft, requestId)])
    expect(sent).toMatchObject({ outcome: 'filed', receipt: expect.stringMatching(/K010001$/) })
    expect(repeated).toEqual(sent)
    const [row] = await hall.ledger.read<{ readonly kind: string; readonly payload: string }>("SELECT kind, payload FROM outbox WHERE lane = 'filings'")
    expect(row?.kind).toBe('filing.supplemented')
    await eventually(() => expect(simulator.filingDesk.supplements).toHaveLength(1))
    const [taken] = simulator.filingDesk.supplements
    expect(taken).toMatchObject({ filing: filing.id, receipt: sent.outcome === 'filed' ? sent.receipt : '', materials: [{ key: 'discharge', way: 'camera' }, { key: 'marriage', way: 'licence' }] })
    const [photographed] = taken?.materials ?? []
    if (photographed?.way === 'camera') expect(simulator.uploads.files.get(photographed.document.sha256)?.length).toBe(photographed.document.bytes)
    await eventually(async () => expect(await hall.ledger.read('SELECT 1 FROM filing WHERE received_at IS NOT NULL')).toHaveLength(1))
    const listed = await hall.list()
    const moved = listed.outcome === 'listed' ? listed.filings.find(({ id }) => id === filing.id) : undefined
    expect(moved).toMatchObject({ state: 'received', waits: 'acceptance', supplementBy: null })
    expect((await call(hall.progress.filing, { filing: filing.id })).steps.at(-1)?.name.zh).toBe('补正材料已收到')
    // Its own receipt tells of the filing.
    if (sent.outcome === 'filed') expect(await call(hall.progress.receipt, { number: sent.receipt, code: sent.code })).toMatchObject({ outcome: 'known', state: 'received' })
    expect(await call(hall.progress.supplement, { filing: filing.id })).toEqual({ outcome: 'failed', reason: 'not-awaited' })
    expect(hall.faults).toEqual([])
  })

  test('that is changed or thrown away while it is handed in goes as it was when it was handed in, and the change is told', async () => {
    const { hall, filing, simulator } = await asked()
    const { draft } = await hall.begin(filing.id)
    await hall.give(draft)
    const asGiven = { draft: draft.draft, material: 'discharge' }
    const [sent, settled, discarded, licence, again] = await Promise.all([
      hall.send(draft.draft),
      call(hall.procedures.settle, { ...asGiven, way: 'window' }),
      call(hall.procedures.discard, { draft: draft.draft }),
      call(hall.procedures.settle, { draft: draft.draft, material: 'marriage', way: 'nothing' }),
      hall.send(draft.draft),
    ])
    expect([settled, discarded, licence]).toEqual([{ outcome: 'failed', reason: 'no-draft' }, undefined, { outcome: 'failed', reason: 'no-draft' }])
    // Another wish to hand it in, at once or later, is told of the same filing.
    expect(sent).toMatchObject({ outcome: 'filed' })
    expect([again, await hall.send(draft.draft)]).toEqual([sent, sent])
    await eventually(() => expect(simulator.filingDesk.supplements).toMatchObject([{ materials: [{ key: 'discharge', way: 'camera' }, { key: 'marriage', way: 'licence' }] }]))
    expect(await hall.ledger.read('SELECT 1 FROM filing')).toHaveLength(1)
    expect(hall.faults).toEqual([])
  })

  test('waits here while the platform is away, says so to its person and to no card alone, and is not given twice', async () => {
    const { hall, filing, simulator } = await asked()
    const { draft } = await hall.begin(filing.id)
    await hall.give(draft)
    simulator.faults.add('any', { kind: 'lost-call' }, Infinity)
    const sent = await hall.send(draft.draft)
    if (sent.outcome !== 'filed') throw new Error(sent.outcome)
    expect(await hall.list()).toMatchObject({
      outcome: 'failed',
      waiting: [{ receipt: sent.receipt, title: { zh: filing.title.zh }, stands: 'saved', supplement: true }],
    })
    expect(await call(hall.progress.filing, { filing: filing.id })).toMatchObject({
      waits: 'handed-in',
      supplement: { here: false, handedIn: { receipt: sent.receipt, stands: 'saved' } },
    })
    expect(await call(hall.progress.supplement, { filing: filing.id })).toEqual({ outcome: 'failed', reason: 'not-awaited' })
    hall.arrives(undefined, false)
    expect(await hall.list()).toMatchObject({ waiting: [] })
    hall.arrives(person('domestic-3'))
    expect(await hall.list()).toMatchObject({ waiting: [] })
  })

  test('that was answered at the window meanwhile is told before anything is sent', async () => {
    const { hall, filing, simulator } = await asked()
    const { draft } = await hall.begin(filing.id)
    await hall.give(draft)
    simulator.filingDesk.answerAtWindow(filing.id)
    expect(await hall.send(draft.draft)).toEqual({ outcome: 'failed', reason: 'not-awaited' })
    expect(await hall.ledger.read('SELECT 1 FROM filing')).toEqual([])
    expect(simulator.uploads.files.size).toBe(0)
  })

  test('that the platform refuses when it arrives goes on the shelf, and sends its person to the window', async () => {
    const { hall, filing, simulator } = await asked()
    const { draft } = await hall.begin(filing.id)
    await hall.give(draft)
    simulator.faults.add('readProgress', { kind: 'lost-call' }, Infinity)
    simulator.faults.add('supplement', { kind: 'status', status: 422, code: 'supplement-not-awaited' })
    expect(await hall.send(draft.draft)).toMatchObject({ outcome: 'filed' })
    await eventually(async () => expect((await hall.ledger.outbox.waiting()).shelf).toBe(1))
    expect(await call(hall.progress.filing, { filing: filing.id })).toMatchObject({
      waits: 'supplement',
      supplement: { here: false, handedIn: { stands: 'refused' } },
    })
    expect(await hall.list()).toMatchObject({ waiting: [{ stands: 'refused' }] })
  })

  test('waits for more than the card where the filing asks for it', async () => {
    const { hall, filing } = await asked()
    const { draft } = await hall.begin(filing.id)
    await hall.give(draft)
    const { current } = hall.sessions
    if (current !== null) current.proof = null
    expect(await call(hall.progress.supplement, { filing: filing.id })).toEqual({ outcome: 'failed', reason: 'assurance-too-low' })
    expect(await hall.send(draft.draft)).toEqual({ outcome: 'failed', reason: 'assurance-too-low' })
  })
})

describe('a receipt that this terminal gave', () => {
  test('is told to be saved here while the network is away, counts a wrong code, and tells of nobody', async () => {
    const { hall, filing, simulator } = await asked()
    const { draft } = await hall.begin(filing.id)
    await hall.give(draft)
    simulator.faults.add('any', { kind: 'lost-call' }, Infinity)
    const sent = await hall.send(draft.draft)
    if (sent.outcome !== 'filed') throw new Error(sent.outcome)
    hall.sessions.end('done')
    hall.sessions.open()
    const { receipt: number, code } = sent
    expect(await call(hall.progress.receipt, { number, code })).toEqual({ outcome: 'saved-here', filedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), stands: 'saved' })
    expect(await call(hall.progress.receipt, { number, code: 'ABCDEFGH' })).toEqual({ outcome: 'unknown', attemptsLeft: 2 })
    expect(await call(hall.progress.receipt, { number: 'NEVER-WAS', code })).toMatchObject({ outcome: 'failed' })
  })
})
