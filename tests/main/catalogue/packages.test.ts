import { call } from '@orpc/server'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { materialsTogether, packageEntries, packageGuide, timeTogether } from '../../../main/catalogue/package-view.ts'
import { guideProcedures } from '../../../main/catalogue/procedures.ts'
import { loadCatalogue } from '../../../main/configuration/configuration.ts'
import { type GuideMaterial, type GuideTime, PackageGuide } from '../../../main/contract/guide.ts'
import { createSessions } from '../../../main/session/sessions.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'
import { dataFolder } from '../ledger/fixture.ts'

const SPECIMEN = CatalogueFile.parse(SPECIMEN_CATALOGUE)
const [NEWBORN, COMPANY] = SPECIMEN.packages ?? []
if (NEWBORN === undefined || COMPANY === undefined) throw new Error('specimens')

const paper = (name: string, more: Partial<GuideMaterial> = {}): GuideMaterial => ({
  name,
  type: '原件',
  format: '纸质',
  count: 1,
  needed: true,
  source: null,
  notes: [],
  blankForm: false,
  example: false,
  ...more,
})
const time = (count: number, unit: GuideTime['unit'] = 'working-day'): GuideTime => ({ count, unit, explained: [] })

describe('a package in a catalogue', () => {
  const [first = '', second = ''] = NEWBORN.tasks
  const issues = (...packages: readonly object[]) =>
    CatalogueFile.safeParse({ ...SPECIMEN_CATALOGUE, packages }).error?.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`) ?? []
  const one = { code: 'one', name: { zh: '一件事' }, tasks: [first, second] }

  test('is of items and situations that are there, each once', () => {
    expect(issues(one)).toEqual([])
    expect(issues({ ...one, tasks: [first, 'NONE'] })).toEqual(['packages.0.tasks.1: expected the task_code of an item of this catalogue, found "NONE"'])
    expect(issues({ ...one, tasks: [first, second, first] })).toEqual([`packages.0.tasks.2: expected each item once: ${first} stands twice in this package`])
    expect(issues(one, one)).toEqual(['packages.1.code: expected each package once: one stands twice'])
    expect(issues({ ...one, situations: ['birth', 'moon'] })).toEqual(['packages.0.situations.1: expected the code of a topic of this catalogue, found "moon"'])
    expect(issues({ ...one, tasks: [first] })).toHaveLength(1)
  })

  test('that is wrong is one line for whoever wrote the file', async () => {
    const file = path.join(await dataFolder(), 'catalogue.json')
    await writeFile(file, JSON.stringify({ ...SPECIMEN_CATALOGUE, packages: [{ ...one, tasks: [first, 'NONE'] }] }, null, 2))
    const loaded = await loadCatalogue(file)
    expect(loaded).toMatchObject({ ok: false, fault: { line: expect.stringMatching(/^catalogue\.json:\d+: packages\.0\.tasks\.1: expected the task_code/) } })
  })
})

describe('papers of several items', () => {
  test('are asked for once, with which item wants each', () => {
    const together = materialsTogether([
      [paper('居民户口簿', { notes: ['带首页。'] }), paper('出生医学证明')],
      [],
      [paper('出生医学证明', { type: '复印件' }), paper('居民 户口簿', { count: 2, notes: ['带孩子页。'] })],
    ])
    expect(together.map(({ name, type, wantedBy }) => [name, type, wantedBy])).toEqual([
      ['居民户口簿', '原件', [0, 2]],
      ['出生医学证明', '原件', [0]],
      ['出生医学证明', '复印件', [2]],
    ])
    expect(together[0]).toMatchObject({ count: 2, notes: ['带首页。', '带孩子页。'] })
  })

  test('are needed when any item must have them, and counted by the one that wants most', () => {
    const asked = (...each: readonly Partial<GuideMaterial>[]) => materialsTogether(each.map((more) => [paper('结婚证', more)]))[0]
    expect(asked({ needed: false, count: 1 }, { needed: true, count: 3 })).toMatchObject({ needed: true, count: 3, wantedBy: [0, 1] })
    expect(asked({ needed: false }, { needed: false })).toMatchObject({ needed: false })
    expect(asked({ needed: false, count: null }, { needed: null, count: 0 })).toMatchObject({ needed: null, count: 0 })
    expect(materialsTogether([])).toEqual([])
  })

  test('that one item asks for twice are its own once', () => {
    expect(materialsTogether([[paper('照片'), paper('照片', { count: 2 })]])).toMatchObject([{ count: 2, wantedBy: [0] }])
  })
})

describe('what several promises say together', () => {
  test.each<[string, readonly (GuideTime | null)[], object]>([
    ['the slowest, and the sum', [time(3), time(0), time(5), null], { slowest: time(5), sum: time(8), atOnce: 1, notTold: 1 }],
    ['on the spot', [time(0), time(0, 'hour')], { slowest: time(0), sum: time(0), atOnce: 2, notTold: 0 }],
    ['in units that cannot be compared', [time(3), time(2, 'day')], { slowest: null, sum: null, atOnce: 0, notTold: 0 }],
    ['nothing', [null, null], { slowest: null, sum: null, atOnce: 0, notTold: 2 }],
    ['hours', [time(2, 'hour'), time(0)], { slowest: time(2, 'hour'), sum: time(2, 'hour'), atOnce: 1, notTold: 0 }],
  ])('%s', (_, promised, told) => {
    expect(timeTogether(promised)).toEqual(told)
  })
})

describe('the specimen packages', () => {
  test('have their items in order, and one set of papers', () => {
    expect(packageEntries(SPECIMEN)).toMatchObject([
      { code: 'newborn', count: 4, situations: ['birth'] },
      { code: 'company', count: 3, situations: ['company'] },
    ])
    const newborn = PackageGuide.parse(packageGuide(SPECIMEN, NEWBORN))
    expect(newborn.items.map(({ name }) => name.zh)).toEqual(['生育登记', '新生儿户口登记', '新生儿参加基本医疗保险登记', '生育津贴支付'])
    expect(newborn.materials.find(({ name, type }) => name === '居民户口簿' && type === '原件')?.wantedBy).toEqual([1, 2])
    expect(newborn.time).toEqual({ slowest: time(5), sum: time(10), atOnce: 2, notTold: 0 })
    expect(packageGuide(SPECIMEN, COMPANY).materials.filter(({ name }) => name.startsWith('股东'))).toHaveLength(1)
  })

  test('are asked for by their code in an open session', async () => {
    const sessions = createSessions({ policy: () => ({ idleSeconds: 60, warningSeconds: 30 }), onChange: () => undefined, onEnd: () => undefined })
    onTestFinished(() => sessions.end('terminal-ends'))
    const guide = guideProcedures({ catalogue: { current: { file: SPECIMEN, from: 'file' } }, sessions, printer: null, samples: null, publicUrl: null })
    await expect(call(guide.package, { code: 'newborn' })).rejects.toMatchObject({ code: 'WRONG_STEP' })
    sessions.open()
    expect(await call(guide.package, { code: 'newborn' })).toMatchObject({ outcome: 'found', from: 'file', guide: { code: 'newborn' } })
    expect(await call(guide.package, { code: 'other' })).toEqual({ outcome: 'not-found' })
  })
})
