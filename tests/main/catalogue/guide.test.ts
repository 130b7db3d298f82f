import { call } from '@orpc/server'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { entriesOf, guideOf } from '../../../main/catalogue/guide-view.ts'
import { guideProcedures } from '../../../main/catalogue/procedures.ts'
import type { Catalogue } from '../../../main/catalogue/catalogue.ts'
import { Guide } from '../../../main/contract/guide.ts'
import { createSessions } from '../../../main/session/sessions.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'

const SPECIMEN = CatalogueFile.parse(SPECIMEN_CATALOGUE)
const of = (name: string) => {
  const item = SPECIMEN.items.find(({ task_name }) => task_name.startsWith(name))
  if (item === undefined) throw new Error(name)
  return item
}
/** What every catalogue had before the elements came. */
const OLDER = { catalog_code: '532099001000', task_code: '11530323MB0A00018C4532099001000', task_name: '打印', dept_name: '局', task_version: 1 }

describe('a catalogue', () => {
  test('of names and codes alone is taken as it always was, and its guide says no more', () => {
    const { items } = CatalogueFile.parse({ version: '1', items: [OLDER] })
    expect(items).toEqual([OLDER])
    const guide = items.map(guideOf)[0]
    expect(Guide.parse(guide)).toMatchObject({ type: null, law: [], materials: null, fees: null, time: { legal: null, promised: null } })
    expect(entriesOf(CatalogueFile.parse({ version: '1', items: [OLDER] })).situations).toEqual([])
  })

  test('with empty columns is one in which they are not told', () => {
    const empty = { ...OLDER, by_law: '', handle_flow: ' \n ', material: null, task_type: null, result_name: '', english: null }
    const [guide] = CatalogueFile.parse({ version: '1', items: [empty] }).items.map(guideOf)
    expect(guide).toMatchObject({ law: [], flow: { steps: [] }, materials: null, type: null, result: { name: null } })
  })

  test.each([
    ['the body’s check digit', { task_code: '11530323MB0A00017C4532099001000' }, /unified social credit code/],
    ['the level', { task_code: '11530323MB0A00018CX532099001000' }, /level of the body/],
    ['another item', { task_code: '11530323MB0A00018C4532099002000' }, /catalog_code as its last/],
    ['its length', { task_code: '11530323MB0A00018C453209900100' }, /expected 31/],
    ['a time', { promise_day: '5' }, /expected number/],
    ['two hundred papers and one', { material: Array.from({ length: 201 }, () => ({ material_name: '身份证' })) }, /200/],
  ])('is refused for %s', (_, change, line) => {
    const { error } = CatalogueFile.safeParse({ version: '1', items: [{ ...OLDER, ...change }] })
    expect(error?.issues.map(({ message }) => message).join()).toMatch(line)
  })
})

describe('the guide of an item', () => {
  test('has all twelve elements', () => {
    expect(Guide.parse(guideOf(of('不动产转移')))).toMatchObject({
      name: { zh: '不动产转移登记（二手房）', en: 'Registering the sale of a used home' },
      codes: { catalogue: '530715007000', task: '11530323MB0A00050P4530715007000' },
      type: 'confirmation',
      law: ['《中华人民共和国民法典》第二百零九条、第二百一十四条', '《不动产登记暂行条例》第十四条、第二十条'],
      authority: { level: 'county', area: '全县通办' },
      time: { legal: { count: 30, unit: 'working-day' }, promised: { count: 3 } },
      flow: { steps: [/^申请/, /^受理/, /^缴税/, /^审核/, /^领证/].map((step) => expect.stringMatching(step)), visits: 1 },
      conditions: [expect.any(String), expect.any(String)],
      fees: { charged: true, each: [{ standard: '80 元一件', reduced: '小微企业、个体工商户免收。' }, { reduced: null }] },
      result: { name: { zh: '不动产权证书', en: 'Certificate of real property' }, type: '证照' },
    })
    const { materials } = guideOf(of('不动产转移'))
    expect(materials?.[0]).toMatchObject({ name: '不动产登记申请书', type: '原件', count: 1, needed: true, blankForm: true, example: false })
    expect(materials?.[1]).toMatchObject({ name: '居民身份证', count: 0, blankForm: false })
  })

  test('orders papers as the authority does', () => {
    const material = [
      { material_name: 'second', order_num: 2 },
      { material_name: 'first', order_num: 1 },
    ]
    expect(guideOf({ ...of('生育登记'), material }).materials?.map(({ name }) => name)).toEqual(['first', 'second'])
    expect(guideOf({ ...of('生育登记'), material: [] }).materials).toEqual([])
  })

  test('is always one that a page may be sent, whatever stands in the columns', () => {
    const some = fc.option(fc.string({ unit: 'binary', maxLength: 40 }))
    fc.assert(
      fc.property(some, some, some, some, (law, flow, kind, english) => {
        const item = { ...OLDER, by_law: law, handle_flow: flow, task_type: kind?.slice(0, 2), result_type: flow, english: { task_name: english } }
        const parsed = CatalogueFile.parse({ version: '1', items: [item] })
        for (const guide of parsed.items.map(guideOf)) {
          expect(Guide.parse(guide)).toEqual(guide)
          expect([...guide.law, ...guide.flow.steps].filter((line) => line.trim() === '')).toEqual([])
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('the specimen catalogue', () => {
  test('can be browsed by every one of its life situations, in its order', () => {
    const { situations, items } = entriesOf(SPECIMEN)
    expect(situations.map(({ name }) => name.zh)).toEqual(['生育', '入学', '就业', '社保', '住房', '出入境', '车辆', '企业开办'])
    expect(items.every(({ name }) => name.en !== name.zh)).toBe(true)
  })
})

describe('whoever asks', () => {
  function terminal(current: Catalogue['current']) {
    const sessions = createSessions({
      policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
      onChange: () => undefined,
      onEnd: () => undefined,
    })
    onTestFinished(() => sessions.end('terminal-ends'))
    const guide = guideProcedures({ catalogue: { current }, sessions, printer: null, samples: null, publicUrl: null })
    const items = () => call(guide.ways, { from: 0 })
    const item = (code: string) => call(guide.item, { code })
    return { sessions, items, item, guide }
  }

  test('stands in an open session, unknown', async () => {
    const { sessions, items, item } = terminal({ file: SPECIMEN, from: 'platform' })
    await expect(items()).rejects.toMatchObject({ code: 'WRONG_STEP', data: { needs: 'session' } })
    await expect(item(OLDER.task_code)).rejects.toMatchObject({ code: 'WRONG_STEP' })
    sessions.open()
    expect(await items()).toMatchObject({ outcome: 'listed', version: SPECIMEN.version, from: 'platform' })
    expect(await item(OLDER.task_code)).toMatchObject({
      outcome: 'found',
      version: SPECIMEN.version,
      guide: { name: { zh: '个人社会保险参保缴费证明打印' } },
    })
  })

  test('hears that an item has left the catalogue, or that there is none', async () => {
    const empty = terminal({ file: { version: '2', items: [] }, from: 'file' })
    empty.sessions.open()
    expect(await empty.items()).toEqual({ outcome: 'listed', version: '2', from: 'file', ways: [], next: null })
    expect(await empty.item(OLDER.task_code)).toEqual({ outcome: 'not-found' })
    const without = terminal(null)
    without.sessions.open()
    expect(await without.items()).toEqual({ outcome: 'no-catalogue' })
    expect(await without.item('x')).toEqual({ outcome: 'no-catalogue' })
  })
})
