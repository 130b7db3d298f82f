import type { PageContent, Row } from '../../printers/certificate/content.ts'
import type { Guide, GuideMaterial } from '../contract/guide.ts'
import { GUIDE_WORDS, timeOnPaper } from './guide-words.ts'
import { cellsOf, clipped } from './paper-rows.ts'

/** What the template of a guide asks for (printers/certificate/templates/item-guide.yaml). */
export type GuidePage = Pick<PageContent, 'fields' | 'tables'>

/** Rows, characters, and hanzi to a line, as the template has them. */
const TOLD = { longest: 300, across: 33 }
const ABOUT = { longest: 150, across: 16 }
const MOST = { before: 16, materials: 30, after: 9 }
const NAME = 120
const MATERIAL = { name: 80, form: 48 }

const NOT_TOLD = '目录里没有写明，请到窗口咨询'
const SHORTENED = '以下略：请看屏幕，或到窗口询问全文'

type Told = readonly (string | null)[]

/** The twelve elements of an item in their order, on paper: what the catalogue leaves out is said to be missing. */
export function guidePage(guide: Guide): GuidePage {
  const { element, where } = GUIDE_WORDS
  return {
    fields: { name: clipped(guide.name.zh, NAME) },
    tables: {
      before: {
        rows: elementRows(MOST.before, [
          [`1 ${element.codes}`, named(GUIDE_WORDS.codes, guide.codes)],
          [`2 ${element.name}`, [guide.name.zh]],
          [`3 ${element.type}`, [guide.type && GUIDE_WORDS.type[guide.type]]],
          [`4 ${element.law}`, guide.law],
          [`5 ${element.authority}`, authority(guide)],
          [`6 ${element.time}`, [timeOnPaper(guide.time), ...(guide.time.legal?.explained ?? []), ...(guide.time.promised?.explained ?? [])]],
          [`7 ${element.flow}`, flow(guide.flow)],
          [`8 ${element.conditions}`, guide.conditions],
        ]),
      },
      materials: { rows: materialRows(guide.materials) },
      after: {
        rows: elementRows(MOST.after, [
          [`10 ${element.forms}`, forms(guide.materials)],
          [`11 ${element.fees}`, fees(guide.fees)],
          [`12 ${element.result}`, [guide.result.name?.zh ?? null, guide.result.type && `结果类型：${guide.result.type}`]],
          [where.title, named(where, { ...guide.where, address: guide.where.address.join('；'), hours: guide.where.hours.join('；') })],
        ]),
      },
    },
  }
}

function elementRows(most: number, elements: readonly (readonly [name: string, told: Told])[]): readonly Row[] {
  const rows = elements.flatMap(([element, told]) => {
    const lines = [...new Set(told.flatMap((each) => (each === null || each.trim() === '' ? [] : [each])))]
    return cellsOf(lines.length === 0 ? [NOT_TOLD] : lines, TOLD).map((cell): Row => ({ element, told: cell }))
  })
  return rows.length <= most ? rows : [...rows.slice(0, most - 1), { element: rows[most - 1]?.['element'] ?? '', told: SHORTENED }]
}

function named<Name extends string>(words: Readonly<Record<Name, string>>, values: Readonly<Partial<Record<NoInfer<Name>, string | null>>>): Told {
  return (Object.keys(words) as Name[]).map((name) => {
    const value = values[name] ?? ''
    return value === '' ? null : `${words[name]}：${value}`
  })
}

function authority({ department, authority: { level, power, body, entrusted, area } }: Guide): Told {
  const values = { department: department.zh, level: level && GUIDE_WORDS.level[level], power, body, entrusted, area }
  return named(GUIDE_WORDS.authority, values)
}

function flow({ steps, ways, visits }: Guide['flow']): Told {
  return [
    ...steps.map((step, at) => `${at + 1}. ${step}`),
    ways && `怎样办：${ways}`,
    visits === null ? null : visits === 0 ? '可以不到大厅' : `到大厅最多 ${visits} 次`,
  ]
}

function materialRows(materials: Guide['materials']): readonly Row[] {
  if (materials === null) return []
  if (materials.length === 0) return [{ place: '—', name: '不用带材料', form: '—', about: '—' }]
  const rows: Row[] = []
  for (const [at, material] of materials.entries()) {
    const more = materialRow(material, at + 1)
    const left = materials.length - at
    // The last row says what it leaves out.
    if (rows.length + more.length > (left === 1 ? MOST.materials : MOST.materials - 1)) {
      return [...rows, { place: '…', name: `另有 ${left} 样材料`, form: '—', about: '请看屏幕，或到窗口询问' }]
    }
    rows.push(...more)
  }
  return rows
}

function materialRow({ name, type, format, count, needed, source, notes }: GuideMaterial, place: number): readonly Row[] {
  const number = count === null ? null : count === 0 ? '只核对，不收取' : `${count} 份`
  const form = [type, number, format].filter((each) => each !== null).join('，')
  const about = [source === null ? null : `来源：${source}`, needed === false ? '有就带，没有也能办' : null, ...notes]
  const cells = cellsOf([...new Set(about.flatMap((each) => each ?? []))], ABOUT)
  const first: Row = {
    place: String(place),
    name: clipped(name, MATERIAL.name) || '—',
    form: clipped(form, MATERIAL.form) || '—',
    about: cells[0] ?? '—',
  }
  return [first, ...cells.slice(1).map((cell): Row => ({ place: '—', name: '（同上）', form: '—', about: cell }))]
}

function forms(materials: Guide['materials']): Told {
  if (materials === null) return []
  if (materials.length === 0) return ['不用填表']
  return materials.flatMap(({ name, blankForm, example }) => {
    const had = [blankForm ? '有空白表格' : null, example ? '有填写样表' : null].filter((each) => each !== null)
    return had.length === 0 ? [] : [`${name}：${had.join('，')}`]
  })
}

function fees(told: Guide['fees']): Told {
  if (told === null) return []
  if (!told.charged) return ['不收费']
  return [
    ...(told.each.length === 0 ? ['收费'] : []),
    ...told.each.map(({ name, standard, reduced }) => [name, standard, reduced && `减免：${reduced}`].filter((each) => each !== null).join('，')),
    ...told.basis.map((line) => `收费依据：${line}`),
  ]
}
