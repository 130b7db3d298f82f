import type { Filing } from './requests.ts'
import { SPECIMEN_CATALOGUE } from './catalogue.ts'
import type { FilingProgress } from './specimen-filings.ts'

/** One 办件: an item that somebody handed in, by itself or together with others. */
export interface Case {
  /** 办件编号 */
  readonly id: string
  readonly task_code: string
  readonly task_version: number
  /** Of the filing's materials those that are this item's. */
  readonly materials: Filing['materials']
}

/** One case for each item that was handed in; a single one has the number of its filing. */
export function casesOf({ item, materials }: Filing, id: string, another: () => string): readonly Case[] {
  if (!('package' in item)) return [{ id, task_code: item.task_code, task_version: item.task_version, materials }]
  return item.members.map((member) => ({
    id: another(),
    task_code: member.task_code,
    task_version: member.task_version,
    materials: materials.filter(({ key }) => member.materials.includes(key)),
  }))
}

/** What was filed here has only been received. */
export function receivedOnly({ id, task_code }: Case, { filedAt, receivedAt }: { readonly filedAt: string; readonly receivedAt: Date }): FilingProgress {
  const found = SPECIMEN_CATALOGUE.items.find((item) => item['task_code'] === task_code)
  const english = Object(found?.['english']) as Readonly<Record<string, unknown>>
  const told = (column: string) => {
    const [zh, en] = [found?.[column], english[column]]
    const name = typeof zh === 'string' ? zh : task_code
    return { zh: name, en: typeof en === 'string' ? en : name }
  }
  return {
    id,
    title: told('task_name'),
    authority: told('dept_name'),
    assurance: ['card+sms', 'card+face', 'clerk'],
    filedAt,
    state: 'received',
    steps: [{ name: { zh: '收件', en: 'Received' }, at: receivedAt.toISOString() }],
  }
}

/** What waits for the person first, then what has come least far. */
const ORDER: readonly FilingProgress['state'][] = ['supplement', 'received', 'accepted', 'in-progress', 'returned', 'not-accepted', 'finished']

/** Of several cases the one whose state is told for all. */
export function foremost(cases: readonly FilingProgress[]): FilingProgress | undefined {
  return cases.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))[0]
}
