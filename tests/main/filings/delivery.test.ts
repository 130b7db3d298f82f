import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { PART_BYTES } from '../../../main/platform/platform.ts'
import type { TakenFiling } from '../../../simulators/platform/filing-desk.ts'
import type { PlatformSimulator } from '../../../simulators/platform/platform.ts'
import { eventually } from '../../eventually.ts'
import { line } from '../platform/fixture.ts'
import { filingDesk, materialsFolder, OWNER, type FilingDesk } from './desk.ts'
import { jpegOf } from './jpegs.ts'
import { pdfOf, picturesIn } from './pictures-in-pdf.ts'

const idOf = (jpeg: Uint8Array) => createHash('sha256').update(jpeg).digest('hex')
/** The documents of a filing that arrived, as files. */
const documentsIn = ({ uploads }: PlatformSimulator, { materials }: TakenFiling) =>
  materials.flatMap((material) => (material.way === 'camera' ? [uploads.files.get(material.document.sha256) ?? Buffer.alloc(0)] : []))
/** Of each document that arrived with a filing, its pictures' digests. */
const arrived = (simulator: PlatformSimulator) =>
  simulator.filingDesk.filings.flatMap((filing) => documentsIn(simulator, filing).map((pdf) => picturesIn(pdf).map(idOf)))
const calls = (simulator: PlatformSimulator, operation: string) => simulator.calls.filter((call) => call.operation === operation).length

/** Files these pages as one material; answers the receipt's number. */
async function fileWith(desk: FilingDesk, ...pages: readonly Buffer[]): Promise<string> {
  const draft = desk.begin()
  for (const page of pages) await desk.addPage(draft, 'lease', page)
  const sent = await desk.send(draft)
  expect(sent.outcome).toBe('filed')
  return String(sent['receipt'])
}

const received = (desk: FilingDesk) => eventually(() => expect(desk.sessions.view()?.filing?.delivery).toBe('received'))
const foldersLeft = (desk: FilingDesk) => readdir(materialsFolder(desk.folder))
const standing = ({ ledger }: FilingDesk) => ledger.outbox.waiting()

test('a filing arrives with every byte of its pages in their order, and its files go then', async () => {
  const { simulator, platform } = await line()
  const desk = await filingDesk({ platform })
  // Less than a part, two parts and a bit, and the same pages twice: a document is sent once.
  const [small, large] = [jpegOf(2_000), jpegOf(PART_BYTES * 2 + 100)]
  const draft = desk.begin()
  for (const page of [large, small]) await desk.addPage(draft, 'lease', page)
  for (const material of ['photo', 'household']) await desk.addPage(draft, material, small)
  const { receipt, code } = await desk.send(draft)
  await received(desk)
  const [filing] = simulator.filingDesk.filings
  expect(filing).toMatchObject({
    receipt,
    code,
    terminal: 'K01',
    item: { task_version: 1, catalogue: 'c1' },
    person: OWNER,
    assurance: { level: 'card' },
    applicant: { kind: 'person', name: '样本二' },
    form: { name: '样本小吃店', seats: 12, agreed: true, partners: [{ name: '样本三', share: 10 }] },
    materials: [
      { key: 'lease', way: 'camera', document: { pages: 2 } },
      { key: 'photo', way: 'camera', document: { pages: 1 } },
      { key: 'household', way: 'camera', document: { pages: 1 } },
    ],
  })
  const [lease, photo, household] = simulator.filingDesk.filings.flatMap((each) => documentsIn(simulator, each))
  expect([lease, photo].map((pdf) => pdf && picturesIn(pdf).map(idOf))).toEqual([[idOf(large), idOf(small)], [idOf(small)]])
  expect(household).toEqual(photo)
  expect(calls(simulator, 'uploadPart')).toBe(4)
  await eventually(async () => expect(await foldersLeft(desk)).toEqual([]))
  expect(await desk.ledger.read('SELECT platform_id FROM filing')).toEqual([{ platform_id: filing?.id }])
  expect((await standing(desk)).waiting).toBe(0)
})

test('without a platform it waits, counted, and goes with the next start; a page that began to arrive goes on from there', async () => {
  const desk = await filingDesk()
  const page = jpegOf(PART_BYTES + 1_000)
  await fileWith(desk, page)
  expect(desk.sessions.view()?.filing).toMatchObject({ delivery: 'saved', paper: null })
  expect(await standing(desk)).toMatchObject({ waiting: 1, shelf: 0 })
  await desk.intake.close()

  const { simulator, platform } = await line()
  const file = await pdfOf(page)
  await platform.uploadPart(idOf(file), { offset: 0, length: file.length, bytes: Uint8Array.from(file.subarray(0, PART_BYTES)) })
  const again = await filingDesk({ folder: desk.folder, drafts: desk.drafts, platform })
  await eventually(() => expect(simulator.filingDesk.filings).toHaveLength(1))
  expect(arrived(simulator)).toEqual([[idOf(page)]])
  expect(calls(simulator, 'uploadPart')).toBe(2)
  await eventually(async () => expect((await standing(again)).waiting).toBe(0))
})

test.each(['lost-call', 'lost-answer', 'doubled', 'half'] as const)('a filing is one, though each of its calls is %s', async (kind) => {
  const { simulator, platform } = await line()
  for (const operation of ['uploadPart', 'file'] as const) simulator.faults.add(operation, { kind })
  const desk = await filingDesk({ platform })
  const page = jpegOf(3_000)
  const receipt = await fileWith(desk, page)
  await received(desk)
  expect(simulator.filingDesk.filings.map((filing) => filing.receipt)).toEqual([receipt])
  expect(arrived(simulator)).toEqual([[idOf(page)]])
})

describe('a filing that the platform refuses', () => {
  test('lies on the shelf with the platform’s answer and all its pages, until an operator lets it go again', async () => {
    const { simulator, platform } = await line()
    simulator.faults.add('file', { kind: 'status', status: 422, code: 'item-suspended' })
    const desk = await filingDesk({ platform })
    await fileWith(desk, jpegOf(3_000))
    await eventually(() => expect(desk.sessions.view()?.filing?.delivery).toBe('refused'))
    expect(await standing(desk)).toMatchObject({ waiting: 0, shelf: 1 })
    expect(await desk.ledger.read('SELECT shelf_reason FROM outbox WHERE shelved_at IS NOT NULL')).toEqual([
      { shelf_reason: expect.stringMatching(/^item-suspended: /) },
    ])
    expect(await foldersLeft(desk)).toHaveLength(1)
    await desk.ledger.transact((tx) => desk.ledger.outbox.release(tx, 'all', 'operator:样本'))
    await received(desk)
    expect(simulator.filingDesk.filings).toHaveLength(1)
  })

  test('keeps no other filing waiting', async () => {
    const { simulator, platform } = await line()
    simulator.faults.add('file', { kind: 'status', status: 422, code: 'item-suspended' })
    const desk = await filingDesk({ platform })
    await fileWith(desk)
    const second = await fileWith(desk)
    await received(desk)
    await eventually(async () => expect(await standing(desk)).toMatchObject({ waiting: 0, shelf: 1 }))
    expect(simulator.filingDesk.filings.map(({ receipt }) => receipt)).toEqual([second])
  })
})

test('a platform in trouble is asked again after a while, and pages that it lost come again', async () => {
  const { simulator, platform } = await line()
  const desk = await filingDesk({ platform, now: () => new Date() })
  const page = jpegOf(3_000)
  // It breaks down over the filing, and by the time that it is up again it has thrown the page away.
  simulator.faults.add('file', { kind: 'status', status: 503, code: 'out-of-service' }, 3)
  await fileWith(desk, page)
  await eventually(() => expect(calls(simulator, 'file')).toBe(3))
  simulator.uploads.forget(idOf(await pdfOf(page)))
  await received(desk)
  expect(arrived(simulator)).toEqual([[idOf(page)]])
  expect(simulator.filingDesk.filings).toHaveLength(1)
})

test('pages that were lost here put the filing on the shelf, and nothing of it is thrown away', async () => {
  const desk = await filingDesk()
  const page = jpegOf(3_000)
  await fileWith(desk, page)
  const [folder = ''] = await foldersLeft(desk)
  await desk.intake.close()
  await rm(path.join(materialsFolder(desk.folder), folder, idOf(page)))
  const { platform } = await line()
  const again = await filingDesk({ folder: desk.folder, drafts: desk.drafts, platform })
  await eventually(async () => expect(await standing(again)).toMatchObject({ waiting: 0, shelf: 1 }))
  expect(await again.ledger.read('SELECT content IS NOT NULL AS kept FROM filing')).toEqual([{ kept: 1 }])
})

test('a proof counts by the time at which it was given, however late the filing comes', async () => {
  const { simulator, platform } = await line()
  const started = await platform.startVerification(OWNER, 'key-of-the-verification-1')
  if (!started.ok) throw new Error(started.fault.line)
  const code = simulator.sentCodes.at(-1)?.code ?? ''
  const checked = await platform.checkVerification(started.value.id, code, 'key-of-the-verification-2')
  if (!checked.ok || checked.value.outcome !== 'confirmed') throw new Error('not confirmed')
  const desk = await filingDesk({ now: () => new Date() })
  const draft = desk.begin()
  const session = desk.sessions.open()
  session.proof = { by: 'sms', id: checked.value.proof }
  await desk.send(draft)
  await desk.intake.close()
  simulator.setClockAhead(3 * 86_400_000)
  await filingDesk({ folder: desk.folder, drafts: desk.drafts, platform, now: () => new Date() })
  await eventually(() => expect(simulator.filingDesk.filings).toHaveLength(1))
})
