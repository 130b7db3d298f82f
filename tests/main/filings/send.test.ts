import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ThermalPrinter } from '../../../printers/escpos/thermal-printer.ts'
import { createFilingKeys } from '../../../main/filings/filing-keys.ts'
import { createFilingRegister } from '../../../main/filings/filing-register.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { sheetsForOperator } from '../../../main/queue/sheets-for-operator.ts'
import { person } from '../../simulators/platform/caller.ts'
import { dataFolder, KEY, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { filingDesk, materialsFolder, OWNER, type FilingDesk } from './desk.ts'
import { jpegOf } from './jpegs.ts'

interface Row {
  readonly receipt: string
  readonly filing_id: string
  readonly draft_gone: number
}
const rowsOf = ({ ledger }: FilingDesk) => ledger.read<Row>('SELECT receipt, filing_id, draft_gone FROM filing ORDER BY receipt')

/** A printer that has paper, and says that all came out; what it was sent. */
function fakePrinter(): { readonly printer: ThermalPrinter; readonly jobs: Uint8Array[] } {
  const jobs: Uint8Array[] = []
  const printer = {
    check: () => Promise.resolve({ state: 'ready' }),
    async print(bytes: Uint8Array, { sending, sent }: Readonly<Record<'sending' | 'sent', () => Promise<void>>>) {
      jobs.push(bytes)
      await sending()
      await sent()
      return { state: 'printed' }
    },
  } as unknown as ThermalPrinter
  return { printer, jobs }
}

test('a receipt that may not have come out is seen by the operator', async () => {
  const { printer } = fakePrinter()
  const jammed = { ...printer, print: () => Promise.resolve({ state: 'failed', reason: 'paper-jam' }) } as unknown as ThermalPrinter
  const desk = await filingDesk({ printer: jammed })
  const { receipt } = await desk.send(desk.begin())
  await expect.poll(() => desk.sessions.view()?.filing?.paper).toEqual({ device: 'ticket', copy: 0, state: 'failed', settled: true, reason: 'paper-jam' })
  expect(await sheetsForOperator(desk.ledger, () => '')).toMatchObject([{ number: receipt, state: 'failed', reason: 'paper-jam', stillWaiting: false }])
})

describe('handing in', () => {
  test('is one row, one number, one sheet, one delivery and one entry, and the draft is gone', async () => {
    const { printer, jobs } = fakePrinter()
    const desk = await filingDesk({ printer })
    const draft = desk.begin()
    const jpeg = jpegOf(3_000)
    await desk.addPage(draft, 'lease', jpeg)
    const before = await readdir(materialsFolder(desk.folder), { recursive: true })
    const sent = await desk.send(draft)
    expect(sent).toEqual({ outcome: 'filed', receipt: '5303230120261122K010001', code: expect.stringMatching(/^[2-9A-HJ-NP-Z]{8}$/) })
    const [row, ...others] = await rowsOf(desk)
    expect([row?.draft_gone, others]).toEqual([1, []])
    expect(desk.drafts.destroyed).toEqual([draft])
    // The pages are where they were.
    expect(await readdir(materialsFolder(desk.folder), { recursive: true })).toEqual(before)
    // The filing, and how its paper came out.
    await expect.poll(() => desk.ledger.outbox.waiting()).toMatchObject({ waiting: 2 })
    expect(await desk.ledger.outbox.due(10, 'filings')).toMatchObject([{ subject: row?.filing_id, kind: 'filing.filed' }])
    await desk.intake.close()
    expect(jobs).toHaveLength(1)
    expect(desk.sessions.view()).toBeNull()
  })

  test('is seen by its session, with the paper’s own truth', async () => {
    const { printer } = fakePrinter()
    const desk = await filingDesk({ printer })
    const draft = desk.begin()
    const { receipt } = await desk.send(draft)
    await expect.poll(() => desk.sessions.view()?.filing).toEqual({ receipt, delivery: 'saved', paper: { device: 'ticket', copy: 0, state: 'printed', settled: true } })
    const [sheet] = await desk.ledger.read<{ subject: string; state: string }>('SELECT subject, state FROM sheet')
    expect(sheet).toEqual({ subject: expect.stringMatching(/^receipt:/), state: 'printed' })
    const told = await desk.ledger.outbox.due(10)
    expect(told.map(({ kind, payload }) => [kind, Object.keys(payload)])).toEqual([['sheet.settled', ['sheet', 'filing', 'copy', 'state', 'detail']]])
    desk.sessions.end('done')
    desk.sessions.open()
    expect(desk.sessions.view()?.filing).toBeNull()
  })

  test('again under the same id, or of the same draft under another, is the same filing', async () => {
    const desk = await filingDesk()
    const [draft, other] = [desk.begin(), desk.begin()]
    const requestId = randomUUID()
    const [first, second] = await Promise.all([desk.send(draft, requestId), desk.send(draft, requestId)])
    expect(second).toEqual(first)
    expect(await desk.send(draft)).toEqual(first)
    await expect(desk.send(other, requestId)).rejects.toMatchObject({ code: 'WRONG_STEP' })
    expect((await desk.send(other)).outcome).toBe('filed')
    expect((await rowsOf(desk)).map(({ receipt }) => receipt)).toEqual(['5303230120261122K010001', '5303230120261122K010002'])
  })

  test('by two screens or two fingers at once, each with an id of its own, is one filing, and both are told its receipt', async () => {
    const { printer, jobs } = fakePrinter()
    const desk = await filingDesk({ printer })
    const draft = desk.begin()
    const [one, other] = await Promise.all([desk.send(draft), desk.send(draft)])
    expect(one).toMatchObject({ outcome: 'filed' })
    expect(other).toEqual(one)
    expect(await rowsOf(desk)).toHaveLength(1)
    await desk.intake.close()
    expect(jobs).toHaveLength(1)
  })

  test('is answered again to the same card in a later session, and to no other', async () => {
    const desk = await filingDesk()
    const draft = desk.begin()
    const filed = await desk.send(draft)
    desk.sessions.end('done')
    desk.begin()
    expect(await desk.send(draft)).toEqual(filed)
    desk.sessions.end('done')
    desk.sessions.open().identity = identityOf({ assurance: 'card', ...person('domestic-3') })
    expect(await desk.send(draft)).toEqual({ outcome: 'failed', reason: 'no-draft' })
  })

  test('says all that is missing, and files nothing', async () => {
    const desk = await filingDesk()
    const draft = desk.begin()
    desk.drafts.missing = [{ kind: 'material', key: 'photo', name: { zh: '照片', en: 'Photo' } }]
    expect(await desk.send(draft)).toEqual({ outcome: 'gaps', gaps: desk.drafts.missing })
    expect(await rowsOf(desk)).toEqual([])
  })

  test('of an item that is another since is shown again first, and then filed in the version in use', async () => {
    const desk = await filingDesk()
    const draft = desk.begin()
    desk.item = { taskVersion: 2, catalogueVersion: 'c2' }
    expect(await desk.send(draft)).toMatchObject({ outcome: 'changed', draft: { draft, answers: {} } })
    expect(await rowsOf(desk)).toEqual([])
    expect((await desk.send(draft)).outcome).toBe('filed')
    expect(await desk.ledger.read('SELECT task_version FROM filing')).toEqual([{ task_version: 2 }])
    const gone = desk.begin()
    desk.item = null
    expect(await desk.send(gone)).toEqual({ outcome: 'failed', reason: 'not-offered' })
  })

  test('wants as sure a person as the item does', async () => {
    const desk = await filingDesk()
    const draft = desk.begin()
    desk.sureEnough = false
    expect(await desk.send(draft)).toEqual({ outcome: 'failed', reason: 'assurance-too-low' })
  })

  test('of pages that can no longer be read names them, and takes them out', async () => {
    const desk = await filingDesk()
    const draft = desk.begin()
    const page = jpegOf(300)
    await desk.addPage(draft, 'lease', page)
    await desk.intake.materials.remove(draft, [createHash('sha256').update(page).digest('hex')])
    expect(await desk.send(draft)).toMatchObject({ outcome: 'gaps', gaps: [{ kind: 'material', key: 'lease' }] })
    expect(desk.drafts.kept.get(draft)?.materials).toEqual({})
  })

  test('whose end was cut off before the draft went is cleared at the next start', async () => {
    const desk = await filingDesk()
    const draft = desk.begin()
    const kept = desk.drafts.kept.get(draft)
    desk.drafts.onDestroy = () => Promise.reject(new Error('the power is cut here'))
    const sent = await desk.send(draft)
    expect([sent.outcome, desk.faults.length]).toEqual(['filed', 1])
    if (kept) desk.drafts.kept.set(draft, kept)
    desk.drafts.onDestroy = () => Promise.resolve()
    await desk.intake.close()
    const again = await filingDesk({ folder: desk.folder, drafts: desk.drafts })
    expect(again.drafts.kept.has(draft)).toBe(false)
    expect((await rowsOf(again))[0]?.draft_gone).toBe(1)
  })
})

test('nothing of the person lies readable in the ledger or beside it', async () => {
  const desk = await filingDesk()
  const draft = desk.begin()
  await desk.addPage(draft, 'lease', jpegOf(300))
  const { code } = await desk.send(draft)
  await desk.intake.close()
  const names = await readdir(desk.folder, { recursive: true, withFileTypes: true })
  const files = names.filter((name) => name.isFile())
  const all = Buffer.concat(await Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name)))))
  for (const word of [OWNER.name, OWNER.number, '样本二', '样本小吃店', String(code)]) expect(all.includes(word)).toBe(false)
})

test('a filing is forgotten its days after the acknowledgement, and never before it', async () => {
  const ledger = await open(await dataFolder())
  const keys = createFilingKeys({ ledger, key: KEY, now: () => TEN_O_CLOCK })
  const register = createFilingRegister({ ledger, keys, now: () => TEN_O_CLOCK, terminal: 'K01', hallCode: () => '1', businessDay: () => '2026-11-22' })
  const facts = {
    item: { task_code: 'A'.repeat(31), task_version: 1, catalogue: 'c1' },
    person: OWNER,
    assurance: { level: 'card' },
    applicant: { kind: 'self' },
    form: {},
    materials: [],
  } as const
  const both = { zh: '样本', en: 'Specimen' }
  const item = { name: both, department: both, immediate: false, together: [] }
  const filed = await register.file({ requestId: 'r', draftId: 'd', session: 's', facts, item, opens: ['card'], documents: [], paper: null })
  if (filed.outcome !== 'filed') throw new Error(filed.outcome)
  const { filingId } = filed.filed
  const years = new Date('2040-01-01T00:00:00Z')
  expect(await register.forget(years)).toBe(0)
  const [event] = await ledger.outbox.due(1, 'filings')
  await register.received(event?.id ?? '', filingId, { id: 'P1' })
  expect(await register.delivery(filingId)).toBe('received')
  expect(await register.forget(TEN_O_CLOCK)).toBe(0)
  expect(await register.forget(years)).toBe(1)
  expect(await register.toDeliver(filingId)).toBeNull()
  expect(await ledger.read('SELECT content, wrapped FROM filing JOIN filing_key USING (key_id)')).toEqual([{ content: null, wrapped: null }])
})
