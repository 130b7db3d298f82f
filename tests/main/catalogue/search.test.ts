import { call } from '@orpc/server'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import type { CatalogueInUse } from '../../../main/catalogue/catalogue.ts'
import { guideProcedures } from '../../../main/catalogue/procedures.ts'
import { loadReader } from '../../../main/catalogue/search/readings.ts'
import { buildSearchIndex } from '../../../main/catalogue/search/search-index.ts'
import { createGuideSearch } from '../../../main/catalogue/search/search.ts'
import { LONGEST_SEARCH, SearchOutcome } from '../../../main/contract/guide.ts'
import { createSessions } from '../../../main/session/sessions.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'
import { manyItems } from '../../benchmarks/many-items.ts'

const SPECIMEN = CatalogueFile.parse(SPECIMEN_CATALOGUE)
const ITEM = { task_version: 1, dept_name: '局', catalog_code: '', task_code: '' }
/** A catalogue of these names and no more. */
const catalogueOf = (names: readonly string[]): CatalogueFile => ({
  version: '1',
  items: names.map((task_name, at) => ({ ...ITEM, task_code: String(at), task_name })),
})
const found = async (file: CatalogueFile, typed: string) => {
  const outcome = SearchOutcome.parse(await createGuideSearch().search({ file, from: 'file' }, typed))
  return outcome.outcome === 'found' ? outcome.items.map(({ name }) => name.zh) : []
}

describe('what is typed', () => {
  test.each([
    ['in hanzi', '生育', '生育登记'],
    ['in full pinyin', 'shengyudengji', '生育登记'],
    ['in pinyin on its way', 'shengyud', '生育登记'],
    ['in pinyin with tones, capitals and spaces', 'Shēng Yù', '生育登记'],
    ['in full-width letters', 'ｓｈｅｎｇｙｕ', '生育登记'],
    ['with an apostrophe', "sheng'yu", '生育登记'],
    ['in initials', 'sydj', '生育登记'],
    ['in initials of two letters', 'shydj', '生育登记'],
    ['in hanzi and pinyin', '生yu登j', '生育登记'],
    ['in several words', '登记 二手', '不动产转移登记（二手房）'],
    ['from the middle of a name', 'huzhao', '普通护照首次申领'],
    ['in English', 'used hom', '不动产转移登记（二手房）'],
    ['with a wrong letter', 'hushao', '普通护照首次申领'],
    ['with a letter too few', 'huzao', '普通护照首次申领'],
    ['with a letter too many', 'huzhaao', '普通护照首次申领'],
    ['with two letters the wrong way round', 'hzuhao', '普通护照首次申领'],
    ['with two slips in a long word', 'jiashizengqiman', '机动车驾驶证期满换证'],
    ['in hanzi of the same sound', '生欲津贴', '生育津贴支付'],
    ['as one says it', '怎么补办驾驶证', '机动车驾驶证期满换证'],
    ['by department', '住房和城乡', '公共租赁住房申请'],
    ['by initials of a department', 'zfhcx', '公共租赁住房申请'],
    ['by a life situation', 'churujing', '普通护照首次申领'],
    ['by a paper', '出院记录', '生育津贴支付'],
  ])('%s is found', async (_, typed, name) => {
    expect((await found(SPECIMEN, typed))[0] ?? '').toBe(name)
  })

  test('is read as the word it stands in', async () => {
    const names = ['生育登记', '银行开户', '重庆通办', '长期护理', '音乐会审批', '行政复议', '女职工假期', '绿化许可']
    const file = catalogueOf(names)
    const typed = ['shengyu', 'yinhang', 'chongqing', 'changqi', 'yinyuehui', 'xingzheng', 'nvzhigong', 'lvhua']
    expect(await Promise.all(typed.map(async (one) => (await found(file, one))[0]))).toEqual(names)
    const { search } = createGuideSearch()
    expect(await search({ file, from: 'file' }, 'nuzhi')).toMatchObject({ outcome: 'found', total: 1, similar: false })
    expect(await found(file, 'zhongqing')).toEqual(['重庆通办'])
  })

  test('is nothing where a short word has a slip, or a long one three', async () => {
    const file = catalogueOf(['生育登记'])
    for (const typed of ['shx', 'yyu', 'shxngxxdexgji', '乙丙丁', 'zzzz', '！？', ' ', '%E4%', '']) expect(await found(file, typed)).toEqual([])
  })

  test('is not guessed at where a name holds it as it stands', async () => {
    const file = catalogueOf(['生意登记', '生育登记', '审议登记'])
    expect(await found(file, 'shengyi')).toEqual(['生意登记'])
    expect(await found(file, 'shenyu')).toEqual(['生育登记', '审议登记'])
  })

  test('ranks what begins with it before what holds it, then initials, then department, situation and papers', async () => {
    const topics = [{ code: 't', name: { zh: '医保' } }]
    const item = (task_name: string, more: object = {}) => ({ ...ITEM, task_code: task_name, task_name, ...more })
    const file: CatalogueFile = {
      version: '1',
      topics,
      items: [
        item('丙', { material: [{ material_name: '医保卡' }] }),
        item('丁', { user_topic_type: ['t'] }),
        item('戊', { dept_name: '医保局' }),
        item('办理医保'),
        item('医保登记'),
        item('医保'),
      ],
    }
    expect(await found(file, '医保')).toEqual(['医保', '医保登记', '办理医保', '丁', '戊', '丙'])
    const names = ['原本', '北京医保', '一般业务', '医保']
    expect(await found(catalogueOf(names), 'yb')).toEqual(['原本', '医保', '一般业务', '北京医保'])
    expect(await found(catalogueOf(['医保关系转移', '关系医保', '以北']), 'yibao')).toEqual(['医保关系转移', '关系医保'])
  })

  test('says that it only sounds alike, and how many more there are', async () => {
    const { search } = createGuideSearch()
    const inUse = { file: manyItems(300), from: 'platform' } as const
    const many = await search(inUse, '登记')
    expect(many).toMatchObject({ outcome: 'found', version: 'many', from: 'platform', similar: false, total: 30 })
    expect(many.outcome === 'found' && many.items).toHaveLength(20)
    expect(await search(inUse, 'putonghushao')).toMatchObject({ outcome: 'found', similar: true })
    expect(await search(inUse, 'qqqqqq')).toEqual({ outcome: 'nothing', version: 'many', from: 'platform' })
  })
})

describe('every item', () => {
  const hanzi = fc.constantFrom(...Array.from('生育登记银行重庆长期护理险不动产转移企业开办女职工绿化许可音乐'))
  const name = fc.array(hanzi, { minLength: 1, maxLength: 20 }).map((all) => all.join(''))
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 15 })

  test('is found by its own name, its full pinyin and its initials', async () => {
    const read = await loadReader()
    await fc.assert(
      fc.asyncProperty(names, async (names) => {
        const index = await buildSearchIndex(catalogueOf(names), read)
        for (const [at, name] of names.entries()) {
          const readings = read(name).map(({ reading }) => reading)
          expect(index.search(name).items[0]).toBe(at)
          expect(index.search(readings.join('')).items).toContain(at)
          expect(index.search(readings.join(' ')).items).toContain(at)
          expect(index.search(readings.map((reading) => reading[0]).join('')).items).toContain(at)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('of the specimens too, with punctuation and all, first of all', async () => {
    for (const { task_name, english } of SPECIMEN.items) {
      expect((await found(SPECIMEN, task_name))[0]).toBe(task_name)
      expect((await found(SPECIMEN, String(english?.task_name)))[0]).toBe(task_name)
    }
  })

  test('is found with one slip anywhere in its pinyin', async () => {
    const read = await loadReader()
    const { search } = await buildSearchIndex(catalogueOf(['生育登记']), read)
    const letters = 'shengyudengji'
    fc.assert(
      fc.property(fc.nat(letters.length - 1), fc.constantFrom(...Array.from('bcpqx')), fc.constantFrom('wrong', 'missing', 'more', 'swapped'), (at, letter, slip) => {
        const [before, here, after] = [letters.slice(0, at), letters.slice(at, at + 1), letters.slice(at + 1)]
        const typed = {
          wrong: before + letter + after,
          missing: before + after,
          more: before + letter + here + after,
          swapped: before + after.slice(0, 1) + here + after.slice(1),
        }
        expect(search(typed[slip]).items).toEqual([0])
      }),
    )
  })
})

test('nothing that can be typed makes the search throw, or more of an answer than the contract holds', async () => {
  const { search } = createGuideSearch()
  const inUse = { file: SPECIMEN, from: 'file' } as const
  const pieces = fc.array(fc.oneof(fc.constantFrom('生育', 'sheng', 'y', '5307', '%', '/', '=', '\u{20000}', ' ', "'"), fc.string({ unit: 'binary', maxLength: 4 })))
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), pieces.map((all) => all.join('').slice(0, 100))), async (typed) => {
      const outcome = await search(inUse, typed)
      expect(SearchOutcome.parse(outcome)).toEqual(outcome)
      if (outcome.outcome === 'found') expect(outcome.items.length).toBeLessThanOrEqual(20)
    }),
  )
})

describe('a catalogue', () => {
  test('is made ready while the terminal goes on, and once', async () => {
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 5))
    onTestFinished(() => clock.mockRestore())
    let turns = 0
    let going = true
    const turn = () => {
      turns += 1
      if (going) setImmediate(turn)
    }
    const read = await loadReader()
    setImmediate(turn)
    await buildSearchIndex(manyItems(100), read)
    going = false
    expect(turns).toBeGreaterThan(20)
  })

  test('that has changed is searched as it is now, by whoever stands in an open session', async () => {
    const inUse: { current: CatalogueInUse | null } = { current: null }
    const sessions = createSessions({
      policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
      onChange: () => undefined,
      onEnd: () => undefined,
    })
    onTestFinished(() => sessions.end('terminal-ends'))
    const guide = guideProcedures({ catalogue: inUse, sessions, printer: null, samples: null, publicUrl: null })
    const search = (text: string) => call(guide.search, { text })
    await expect(search('生育')).rejects.toMatchObject({ code: 'WRONG_STEP', data: { needs: 'session' } })
    sessions.open()
    expect(await search('生育')).toEqual({ outcome: 'no-catalogue' })
    inUse.current = { file: SPECIMEN, from: 'platform' }
    await call(guide.ways, { from: 0 })
    expect(await search('生育')).toMatchObject({ outcome: 'found', version: SPECIMEN.version, from: 'platform' })
    inUse.current = { file: { version: '2', items: [] }, from: 'file' }
    expect(await search('生育')).toEqual({ outcome: 'nothing', version: '2', from: 'file' })
    await expect(search('育'.repeat(LONGEST_SEARCH + 1))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
