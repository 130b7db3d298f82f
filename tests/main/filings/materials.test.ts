import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import { MOST_PAGES_OF_A_MATERIAL } from '../../../main/filings/page-keeper.ts'
import { createMaterialFiles } from '../../../main/filings/material-files.ts'
import { ledgerFault, LedgerFailure } from '../../../main/ledger/faults.ts'
import { dataFolder } from '../ledger/fixture.ts'
import { filingDesk, materialsFolder } from './desk.ts'
import { jpegOf } from './jpegs.ts'

/** Every file of papers, by key and content's hash. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(materialsFolder(folder), { recursive: true }).catch(() => [])
  return names.filter((name) => name.includes(path.sep))
}
const idOf = (jpeg: Uint8Array) => createHash('sha256').update(jpeg).digest('hex')

test('a page is kept under its own hash, sealed, and shown again as it was', async () => {
  const desk = await filingDesk()
  const draft = desk.begin()
  const jpeg = jpegOf(5_000)
  expect(await desk.addPage(draft, 'lease', jpeg)).toMatchObject({ outcome: 'open', draft: { materials: [{ given: { pages: [{ id: idOf(jpeg) }] } }, {}, {}] } })
  const [file = ''] = await filesIn(desk.folder)
  expect(path.basename(file)).toBe(idOf(jpeg))
  expect((await readFile(path.join(materialsFolder(desk.folder), file))).includes(jpeg.subarray(200, 260))).toBe(false)
  const shown = await call(desk.intake.procedures.page, { draft, material: 'lease', page: idOf(jpeg) })
  expect(shown).toEqual({ outcome: 'page', jpeg: jpeg.toString('base64') })
})

test('a call that was repeated adds no second page, and pages that come together are all there', async () => {
  const desk = await filingDesk()
  const draft = desk.begin()
  const jpegs = [jpegOf(900), jpegOf(900), jpegOf(900)]
  const once = jpegs.map((jpeg) => [jpeg, randomUUID()] as const)
  await Promise.all([...once, ...once].map(([jpeg, requestId]) => desk.addPage(draft, 'lease', jpeg, requestId)))
  expect(desk.drafts.kept.get(draft)?.materials['lease']).toEqual({ way: 'camera', pages: jpegs.map((jpeg) => ({ id: idOf(jpeg), bytes: jpeg.length })) })
})

test('a page that was thrown away does not come back with a repeat of the call that gave it', async () => {
  const desk = await filingDesk()
  const draft = desk.begin()
  const [jpeg, requestId] = [jpegOf(900), randomUUID()]
  await desk.addPage(draft, 'lease', jpeg, requestId)
  await call(desk.intake.procedures.arrange, { draft, material: 'lease', pages: [] })
  expect(await desk.addPage(draft, 'lease', jpeg, requestId)).toMatchObject({ outcome: 'open', draft: { materials: [{ given: { way: 'nothing' } }, {}, {}] } })
  expect(await filesIn(desk.folder)).toEqual([])
  // Photographed again it is a wish of its own.
  expect(await desk.addPage(draft, 'lease', jpeg)).toMatchObject({ draft: { materials: [{ given: { way: 'camera' } }, {}, {}] } })
})

test('pages are put in order, thrown away, and taken back; a file goes when nothing shows it any more', async () => {
  const desk = await filingDesk()
  const draft = desk.begin()
  const [a, b] = [jpegOf(900), jpegOf(900)]
  for (const jpeg of [a, b]) await desk.addPage(draft, 'lease', jpeg)
  await desk.addPage(draft, 'photo', a)
  const arrange = (pages: readonly Buffer[]) => call(desk.intake.procedures.arrange, { draft, material: 'lease', pages: pages.map(idOf) })
  await arrange([b, a])
  expect(desk.drafts.kept.get(draft)?.materials['lease']).toMatchObject({ pages: [{ id: idOf(b) }, { id: idOf(a) }] })
  await arrange([])
  expect(desk.drafts.kept.get(draft)?.materials).toEqual({ photo: { way: 'camera', pages: [{ id: idOf(a), bytes: a.length }] } })
  expect((await filesIn(desk.folder)).map((file) => path.basename(file))).toEqual([idOf(a)])
  await expect(arrange([b])).rejects.toMatchObject({ code: 'WRONG_STEP' })
})

test('twenty pages are enough, another material is no camera’s, and another draft is nobody’s', async () => {
  const desk = await filingDesk()
  const draft = desk.begin()
  for (let page = 0; page < MOST_PAGES_OF_A_MATERIAL; page += 1) await desk.addPage(draft, 'lease', jpegOf(300))
  expect(await desk.addPage(draft, 'lease', jpegOf(300))).toEqual({ outcome: 'refused', reason: 'too-many-pages' })
  expect(await desk.addPage(draft, 'lease', Buffer.from('%PDF'))).toEqual({ outcome: 'refused', reason: 'not-a-picture' })
  await expect(desk.addPage(draft, 'passport', jpegOf(300))).rejects.toMatchObject({ code: 'WRONG_STEP' })
  desk.drafts.kept.clear()
  expect(await desk.addPage(draft, 'lease', jpegOf(300))).toEqual({ outcome: 'failed', reason: 'no-draft' })
})

test('a full disk is told, and nothing half is kept', async () => {
  const folder = await dataFolder()
  const key = { id: '00000000-0000-7000-8000-000000000001', secret: Buffer.alloc(32, 3) }
  const full = createMaterialFiles({ folder: materialsFolder(folder), room: () => Promise.resolve(1_000_000) })
  expect(await full.keep(key, jpegOf(300))).toEqual({ ok: false, fault: 'disk-full' })
  expect(await filesIn(folder)).toEqual([])

  // A ledger that cannot write takes the file along that was written for it.
  const desk = await filingDesk()
  const draft = desk.begin()
  desk.drafts.fails = new LedgerFailure(ledgerFault('disk-full', 'ledger.sqlite'))
  expect(await desk.addPage(draft, 'lease', jpegOf(300))).toEqual({ outcome: 'failed', reason: 'disk-full' })
  expect(await filesIn(desk.folder)).toEqual([])
  expect(desk.faults).toHaveLength(1)
})

test('a draft that goes takes its pages and their key with it', async () => {
  const desk = await filingDesk()
  const draft = desk.begin()
  await desk.addPage(draft, 'lease', jpegOf(300))
  await desk.drafts.destroy(draft, 'discarded')
  expect(await filesIn(desk.folder)).toEqual([])
  expect(await desk.ledger.read('SELECT * FROM filing_key')).toEqual([])
})

test('at the start, what belongs to no draft and no filing is swept', async () => {
  const desk = await filingDesk()
  const [kept, gone] = [desk.begin(), desk.begin()]
  const jpeg = jpegOf(300)
  await desk.addPage(kept, 'lease', jpeg)
  await desk.addPage(gone, 'lease', jpegOf(300))
  desk.drafts.kept.delete(gone)
  const stray = path.join(materialsFolder(desk.folder), '00000000-0000-7000-8000-000000000009')
  await mkdir(stray)
  await writeFile(path.join(stray, `${'a'.repeat(64)}.new`), 'half')
  await desk.intake.close()
  const again = await filingDesk({ folder: desk.folder, drafts: desk.drafts })
  expect((await filesIn(desk.folder)).map((file) => path.basename(file))).toEqual([idOf(jpeg)])
  expect(await again.intake.materials.read(kept, idOf(jpeg))).toEqual(jpeg)
})

test('a file that was changed, or is another’s, is not shown', async () => {
  const desk = await filingDesk()
  const [one, two] = [desk.begin(), desk.begin()]
  const jpeg = jpegOf(300)
  for (const draft of [one, two]) await desk.addPage(draft, 'lease', jpeg)
  const [first = '', second = ''] = await filesIn(desk.folder)
  const place = (file: string) => path.join(materialsFolder(desk.folder), file)
  await writeFile(place(first), await readFile(place(second)))
  const read = await Promise.all([one, two].map((draft) => desk.intake.materials.read(draft, idOf(jpeg))))
  expect(read.filter((bytes) => bytes === null)).toHaveLength(1)
})
