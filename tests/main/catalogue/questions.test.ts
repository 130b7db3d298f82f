import { describe, expect, test } from 'vitest'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { entriesOf } from '../../../main/catalogue/guide-view.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'

const CODE = '11530323MB0A00018C4532099001000'
const ITEM = { catalog_code: CODE.slice(19), task_code: CODE, task_name: '打印', dept_name: '局', task_version: 1, user_topic_type: ['t'] }
const text = (zh: string) => ({ zh })
const leaf = { text: text('是'), items: [CODE] }
const asking = (...answers: readonly unknown[]) => ({ text: text('是吗？'), answers })
const withQuestion = (question: unknown) => CatalogueFile.safeParse({ version: '1', topics: [{ code: 't', name: text('题'), question }], items: [ITEM] })
/** So many questions, one below the other. */
const deep = (depth: number): unknown => asking(leaf, depth === 1 ? leaf : { text: text('再问'), question: deep(depth - 1) })
const wide = (depth: number): unknown => asking(...Array.from({ length: 6 }, () => (depth === 1 ? leaf : { text: text('再问'), question: wide(depth - 1) })))

describe('the questions of a situation', () => {
  test('come as a list, each answer to a further question or to items, with the Chinese where no English was written', () => {
    const { success, data } = withQuestion(asking(leaf, { text: { zh: '不是', en: 'No' }, question: asking(leaf, leaf) }))
    expect(success).toBe(true)
    const situations = data === undefined ? [] : entriesOf(data).situations
    const items = { to: 'items', codes: [CODE] }
    const yes = { text: { zh: '是', en: '是' }, leadsTo: items }
    expect(situations[0]?.questions).toEqual([
      { text: { zh: '是吗？', en: '是吗？' }, answers: [yes, { text: { zh: '不是', en: 'No' }, leadsTo: { to: 'question', at: 1 } }] },
      { text: { zh: '是吗？', en: '是吗？' }, answers: [yes, yes] },
    ])
  })

  test('may be six deep, and none at all', () => {
    expect(withQuestion(deep(6)).success).toBe(true)
    expect(withQuestion(null).success).toBe(true)
    expect(withQuestion(undefined).data?.topics?.map(({ question }) => question)).toEqual([undefined])
  })

  test.each([
    ['a seventh question', deep(7), `topics.0.question${'.answers.1.question'.repeat(6)}`, /at most 6 questions one after/],
    ['a bottomless one', deep(2000), `topics.0.question${'.answers.1.question'.repeat(6)}`, /at most 6 questions one after/],
    ['one answer', asking(leaf), 'topics.0.question.answers', />=2/],
    ['seven answers', asking(leaf, leaf, leaf, leaf, leaf, leaf, leaf), 'topics.0.question.answers', /<=6/],
    ['too many answers in all', wide(4), 'topics.0.question', /at most 500 answers/],
    ['an item that the catalogue has not', asking(leaf, { text: text('否'), items: [CODE, 'X'] }), 'topics.0.question.answers.1.items.1', /task_code of an item of this catalogue/],
    ['an answer that leads nowhere', asking(leaf, { text: text('否') }), 'topics.0.question.answers.1', /either items or a further/],
    ['an answer that leads to nothing', asking(leaf, { text: text('否'), items: [] }), 'topics.0.question.answers.1.items', />=1/],
    ['an answer that leads two ways', asking(leaf, { ...leaf, question: asking(leaf, leaf) }), 'topics.0.question.answers.1', /either items or a further/],
    ['an answer of a hundred and one hanzi', asking(leaf, { text: text('长'.repeat(101)), items: [CODE] }), 'topics.0.question.answers.1.text.zh', /<=100/],
  ])('are refused for %s, at their place', (_, question, place, message) => {
    const { error } = withQuestion(question)
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(place)
    expect(error?.issues.map(({ message }) => message).join('\n')).toMatch(message)
  })

  test('of the specimens lead to items from every answer, in both languages', () => {
    const { situations, items } = entriesOf(CatalogueFile.parse(SPECIMEN_CATALOGUE))
    const asked = situations.filter(({ questions }) => questions.length > 0)
    expect(asked.map(({ name }) => name.zh)).toEqual(['生育', '企业开办'])
    for (const { text, answers } of asked.flatMap(({ questions }) => questions)) {
      for (const words of [text, ...answers.map((answer) => answer.text)]) expect(words.en).not.toBe(words.zh)
      for (const { leadsTo } of answers) {
        if (leadsTo.to === 'items') for (const code of leadsTo.codes) expect(items.map(({ code }) => code)).toContain(code)
      }
    }
  })
})
