import { call } from '@orpc/server'
import fc from 'fast-check'
import { cp } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startDraftRetention } from '../../../main/filings/draft-retention.ts'
import { MOST_DRAFTS } from '../../../main/filings/kept-drafts.ts'
import { bytesOf, dataFolder, open } from '../ledger/fixture.ts'
import { filingHall, OTHER, OWNER } from './hall.ts'
import { BIRTH, itemWith, onePage, RESIDENCE, SPECIMEN } from './specimen.ts'

const HOUR_MS = 3_600_000
const SILENT = { info: () => undefined }
const DRAFTS = 'SELECT draft_id FROM draft'
const EVENTS = "SELECT event FROM audit WHERE event LIKE 'draft.%' ORDER BY seq"

async function hallAt(folder: string) {
  const ledger = await open(folder)
  return { ledger, hall: filingHall(ledger) }
}

const eventsOf = async (ledger: Awaited<ReturnType<typeof open>>) => (await ledger.read<{ event: string }>(EVENTS)).map(({ event }) => event)

describe('a draft', () => {
  test('is opened again by the same card, and by no other', async () => {
    const { ledger, hall } = await hallAt(await dataFolder())
    hall.arrives()
    const first = await hall.begin()
    expect(first).toMatchObject({ resumed: false, changed: false, draft: { keptMinutes: 120, answered: [] } })
    await hall.answerAll(first.draft.draft)

    hall.arrives(OTHER)
    const others = await hall.begin()
    expect(others).toMatchObject({ resumed: false, draft: { answered: [], answers: { name: OTHER.name } } })

    hall.arrives()
    const again = await hall.begin()
    expect(again).toMatchObject({ resumed: true, changed: false, draft: { draft: first.draft.draft, answered: [0, 1, 3, 4, 5] } })
    expect(again.draft.answers).toMatchObject({ marriage: 'unmarried', children: [{ name: '样本二' }], consent: true })
    expect(await hall.begin(RESIDENCE.task_code)).toMatchObject({ resumed: false })
    expect(await eventsOf(ledger)).toEqual(['draft.begun', 'draft.begun', 'draft.resumed', 'draft.begun'])
  })

  test('of nobody else can be asked for in the same session', async () => {
    const { hall } = await hallAt(await dataFolder())
    const session = hall.arrives()
    const { draft } = await hall.begin()
    const { identity } = hall.arrives(OTHER)
    session.identity = identity
    await expect(call(hall.filings.answer, { draft: draft.draft, page: 0, answers: {} })).rejects.toMatchObject({ data: { needs: 'own-draft' } })
  })

  test('begun twice by one impatient finger is one, and an answer between is not lost', async () => {
    const { ledger, hall } = await hallAt(await dataFolder())
    hall.arrives()
    const { draft } = await hall.begin()
    const [again] = await Promise.all([hall.begin(), hall.answer(draft.draft, 3, { marriage: 'divorced' })])
    expect(again.draft.draft).toBe(draft.draft)
    hall.arrives()
    expect((await hall.begin()).draft.answers['marriage']).toBe('divorced')
    expect((await ledger.read(DRAFTS)).length).toBe(1)
  })

  test('of somebody who walks away while it is opened is not held open', async () => {
    const { hall } = await hallAt(await dataFolder())
    const { identity } = hall.arrives()
    const filable = hall.items.find(BIRTH.task_code)
    if (identity === null || filable === null) throw new Error('a card was laid, and the item is there')
    const begun = hall.drafts.begin(identity, filable, { kind: 'self' })
    hall.sessions.end('done')
    const { draft } = await begun
    expect(hall.drafts.of(draft.id, identity)).toBeNull()
    hall.later = 3 * HOUR_MS
    expect(await hall.drafts.forgetOld()).toEqual([draft.id])
  })

  test('gives every answer back as it was given, whatever was written', async () => {
    const text = { type: 'string', maxLength: 60 }
    const filing = onePage(
      { text, lines: text, number: { type: 'number' }, day: { type: 'string', format: 'date' }, rows: { type: 'array', maxItems: 5, items: { type: 'object', properties: { cell: text } } } },
      [
        { key: 'text', kind: 'text', label: '字' },
        { key: 'lines', kind: 'text', label: '行', lines: 5 },
        { key: 'number', kind: 'number', label: '数' },
        { key: 'day', kind: 'date', label: '日' },
        { key: 'rows', kind: 'table', label: '表', columns: [{ key: 'cell', kind: 'text', label: '格' }] },
      ],
    )
    const { hall } = await hallAt(await dataFolder())
    const item = itemWith(filing)
    hall.catalogue = { version: '1', items: [item] }
    const plain = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => text === text.trim() && text !== '' && !/\p{Cc}/u.test(text))
    const answers = fc.record(
      {
        text: plain,
        lines: fc.array(plain, { minLength: 1, maxLength: 2 }).map((lines) => lines.join('\n')),
        number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        day: fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10)),
        rows: fc.array(fc.record({ cell: plain }), { minLength: 1, maxLength: 5 }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(answers, async (answers) => {
        hall.arrives()
        const { draft } = await hall.begin(item.task_code)
        await hall.answer(draft.draft, 0, answers)
        hall.arrives()
        expect((await hall.begin(item.task_code)).draft.answers).toEqual(answers)
      }),
      { numRuns: 30 },
    )
  })

  test('lies in the ledger without a readable word of it', async () => {
    const folder = await dataFolder()
    const { ledger, hall } = await hallAt(folder)
    hall.arrives()
    const { draft } = await hall.begin()
    await hall.answerAll(draft.draft)
    hall.sessions.end('done')
    await ledger.close()
    const files = Buffer.concat([...(await bytesOf(folder)).values()])
    for (const word of [OWNER.number, OWNER.name, '样本二', '示例街道1号', 'unmarried', '530323001001', 'strokes']) {
      expect([word, files.includes(word)]).toEqual([word, false])
    }
    expect(files.includes(BIRTH.task_code)).toBe(true)
  })

  test('is as it was last told to be kept, wherever the power is cut', async () => {
    const folder = await dataFolder()
    const { hall } = await hallAt(folder)
    hall.arrives()
    const { draft } = await hall.begin()
    const cut = [await copyOf(folder)]
    await hall.answer(draft.draft, 0, {})
    cut.push(await copyOf(folder))
    await hall.answer(draft.draft, 3, { marriage: 'divorced' })
    cut.push(await copyOf(folder))
    const answered: (readonly number[])[] = []
    for (const copy of cut) {
      const { hall } = await hallAt(copy)
      hall.arrives()
      const again = await hall.begin()
      expect(again).toMatchObject({ resumed: true, draft: { draft: draft.draft } })
      answered.push(again.draft.answered)
    }
    expect(answered).toEqual([[], [0], [0, 3]])
  })

  test('that is thrown away is gone at once, its key and all traces with it', async () => {
    const folder = await dataFolder()
    const { ledger, hall } = await hallAt(folder)
    hall.arrives()
    const { draft } = await hall.begin()
    const [row] = await ledger.read<{ wrapped: Buffer; sealed: Buffer }>('SELECT wrapped, sealed FROM draft')
    await call(hall.filings.discard, { draft: draft.draft })
    expect(await ledger.read(DRAFTS)).toEqual([])
    expect(hall.gone).toEqual([draft.draft])
    const files = Buffer.concat([...(await bytesOf(folder)).values()])
    expect([files.includes(row?.wrapped ?? ''), files.includes(row?.sealed.subarray(0, 64) ?? '')]).toEqual([false, false])
    await expect(call(hall.filings.review, { draft: draft.draft })).rejects.toMatchObject({ data: { needs: 'own-draft' } })
    expect(await hall.begin()).toMatchObject({ resumed: false })
  })

  test('that somebody else has tampered with is none, and a new one is begun', async () => {
    const { ledger, hall } = await hallAt(await dataFolder())
    hall.arrives()
    await hall.begin()
    await ledger.transact((tx) => tx.write('UPDATE draft SET sealed = zeroblob(64)'))
    hall.arrives()
    expect(await hall.begin()).toMatchObject({ resumed: false, draft: { answered: [] } })
    expect(await eventsOf(ledger)).toEqual(['draft.begun', 'draft.unreadable', 'draft.begun'])
  })

  test('goes to make room when there are too many, the oldest first', async () => {
    const { ledger, hall } = await hallAt(await dataFolder())
    await ledger.transact((tx) => {
      for (let each = 0; each < MOST_DRAFTS; each += 1) {
        const at = new Date(Date.UTC(2026, 10, 22, 1, 0, each)).toISOString()
        tx.write("INSERT INTO draft (draft_id, draft_key, suite, wrapped, sealed, used_at) VALUES (?, ?, 1, x'00', x'00', ?)", [`d${each}`, Buffer.from(`k${each}`), at])
      }
    })
    hall.arrives()
    await hall.begin()
    expect(hall.gone).toEqual(['d0'])
    expect((await ledger.read(DRAFTS)).length).toBe(MOST_DRAFTS)
    expect(await eventsOf(ledger)).toEqual(['draft.dropped-for-room', 'draft.begun'])
  })
})

describe('the time for which a draft is kept', () => {
  test('is two hours from when its person left, and not while they are here', async () => {
    const { ledger, hall } = await hallAt(await dataFolder())
    hall.arrives()
    const { draft } = await hall.begin()
    hall.later = 3 * HOUR_MS
    expect(await hall.drafts.forgetOld()).toEqual([])
    hall.sessions.end('done')
    await ledger.read(DRAFTS)
    hall.later = 5 * HOUR_MS
    expect(await hall.drafts.forgetOld()).toEqual([])
    hall.later = 5 * HOUR_MS + 1
    expect(await hall.drafts.forgetOld()).toEqual([draft.draft])
    expect([await ledger.read(DRAFTS), hall.gone]).toEqual([[], [draft.draft]])
    expect(await eventsOf(ledger)).toEqual(['draft.begun', 'draft.expired'])
  })

  test('does not outlast a clock that was wrong when it was kept', async () => {
    const { hall } = await hallAt(await dataFolder())
    hall.later = 9000 * HOUR_MS
    hall.arrives()
    const { draft } = await hall.begin()
    hall.sessions.end('done')
    hall.later = 0
    expect(await hall.drafts.forgetOld()).toEqual([draft.draft])
  })

  test('is looked at when the terminal starts and while it runs, with a clock that is believed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const looks: string[] = []
    let timeIsKnown = false
    const drafts = {
      emptyJournal: () => Promise.resolve(void looks.push('journal')),
      forgetOld: () => Promise.resolve((looks.push('old'), [] as string[])),
    }
    const stop = startDraftRetention({ drafts, timeIsKnown: () => timeIsKnown, log: SILENT, onFault: (error) => expect.fail(String(error)) })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(looks).toEqual(['journal'])
    timeIsKnown = true
    await vi.advanceTimersByTimeAsync(60_000)
    expect(looks).toEqual(['journal', 'old'])
    stop()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(looks).toEqual(['journal', 'old'])
  })
})

describe('an item that is another since', () => {
  /** 生育登记 in its next version, with something changed in its form. */
  function nextVersion(change: (filing: { schema: { properties: Record<string, object>; required: string[] }; pages: { fields: { key: string }[] }[] }) => void) {
    const filing = structuredClone(BIRTH.filing) as Parameters<typeof change>[0]
    change(filing)
    return { ...SPECIMEN, version: 'next', items: SPECIMEN.items.map((item) => (item === BIRTH ? { ...BIRTH, task_version: 2, filing } : item)) }
  }

  test('takes away the answers that no longer fit, and says so', async () => {
    const { hall } = await hallAt(await dataFolder())
    hall.arrives()
    const { draft } = await hall.begin()
    await hall.answerAll(draft.draft)
    await call(hall.filings.settle, { draft: draft.draft, material: 'birth-certificate', way: 'owed' })
    hall.catalogue = nextVersion(({ schema, pages }) => {
      schema.properties['address'] = { type: 'string', maxLength: 3 }
      delete schema.properties['marriage']
      delete schema.properties['spouse-name']
      delete schema.properties['spouse-number']
      schema.required = schema.required.filter((key) => key in schema.properties)
      pages.splice(3, 1)
    })
    hall.arrives()
    const again = await hall.begin()
    expect(again).toMatchObject({ resumed: true, changed: true, draft: { answered: [0, 3, 4] } })
    expect(Object.keys(again.draft.answers)).not.toContain('marriage')
    expect(again.draft.answers['region']).toBe('530323001001')
    expect(again.draft.materials.find(({ key }) => key === 'birth-certificate')?.given).toEqual({ way: 'owed' })
    hall.arrives()
    expect(await hall.begin()).toMatchObject({ resumed: true, changed: false })
  })

  test('changes nothing under the hands of whoever fills it in, until all is checked at the end', async () => {
    const { hall } = await hallAt(await dataFolder())
    const { identity } = hall.arrives()
    const { draft } = await hall.begin()
    await hall.answerAll(draft.draft)
    hall.catalogue = nextVersion(({ schema, pages }) => {
      schema.properties['new'] = { type: 'string', maxLength: 9 }
      schema.required.push('new')
      pages[0]?.fields.push({ key: 'new', kind: 'text', label: '新' } as { key: string })
    })
    expect((await hall.answer(draft.draft, 3, { marriage: 'unmarried' })).pages[0]?.fields.map(({ key }) => key)).not.toContain('new')
    expect(await call(hall.filings.review, { draft: draft.draft })).toMatchObject({ gaps: [{ page: 0 }, { page: 2 }, { kind: 'material' }, { kind: 'material' }] })
    const own = identity && hall.drafts.of(draft.draft, identity)
    if (!own) throw new Error('the draft is open')
    const renewed = await hall.drafts.renewed(own)
    expect(renewed).toMatchObject({ changed: true, draft: { item: { taskVersion: 2 }, answered: [1, 3, 4, 5] } })
    expect(renewed && hall.drafts.view(renewed.draft).pages[0]?.fields.map(({ key }) => key)).toContain('new')
    hall.catalogue = { ...SPECIMEN, items: [] }
    expect(renewed && (await hall.drafts.renewed(renewed.draft))).toBeNull()
  })
})

/** What the disk holds at this moment, as a power cut would leave it. */
async function copyOf(folder: string): Promise<string> {
  const copy = await dataFolder()
  await cp(folder, copy, { recursive: true, filter: (name) => path.basename(name) !== 'terminal.lock' })
  return copy
}
