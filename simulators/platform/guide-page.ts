import type { Catalogue } from './catalogue.ts'

type Columns = Catalogue['items'][number]

/** The page that a guide's QR opens on a phone: the item as the catalogue has it now, without scripts. Null for no item. */
export function guidePage({ items, version }: Catalogue, taskCode: string): string | null {
  const item = items.find((each) => each['task_code'] === taskCode)
  if (item === undefined) return null
  const name = word(item, 'task_name')
  const sections = [
    section('设定依据', lines(item, 'by_law')),
    section('办理时限', [days('法定', item, 'anticipate_day'), days('承诺', item, 'promise_day')]),
    section('办理流程', lines(item, 'handle_flow')),
    section('办理条件', lines(item, 'accept_condition')),
    section('申请材料', rows(item, 'material').map((each) => [word(each, 'material_name'), word(each, 'material_type'), word(each, 'source_explain')].filter(Boolean).join('，'))),
    section('收费标准', item['is_fee'] === '0' ? ['不收费'] : rows(item, 'fee').map((each) => `${word(each, 'fee_name')}：${word(each, 'fee_stand')}`)),
    section('办理结果', [word(item, 'result_name')]),
    section('在哪里办', [...lines(item, 'transact_addr'), ...lines(item, 'transact_time'), word(item, 'link_way')]),
  ]
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)} · 办事指南</title>
<style>
body { margin: 0 auto; max-width: 32rem; padding: 1.5rem; font: 1.1rem/1.7 system-ui, sans-serif; color: #1a1a1a }
h1 { font-size: 1.7rem; line-height: 1.3 }
h2 { font-size: 1.1rem; color: #1f3a6e; margin: 1.6rem 0 0 }
p { margin: .3rem 0; overflow-wrap: anywhere }
</style>
<p>办事指南（演示） · Guide to a public service (demonstration)</p>
<h1>${escaped(name)}</h1>
<p>${escaped(word(item, 'dept_name'))}</p>
<p>实施编码 ${escaped(taskCode)}</p>
${sections.join('')}
<p>目录版本 ${escaped(version)}</p>
</html>
`
}

function section(title: string, told: readonly string[]): string {
  const paragraphs = told.filter((line) => line !== '').map((line) => `<p>${escaped(line)}</p>`)
  return paragraphs.length === 0 ? '' : `<h2>${title}</h2>${paragraphs.join('')}\n`
}

function word(columns: Columns, name: string): string {
  const value = columns[name]
  return typeof value === 'string' ? value : ''
}

function lines(columns: Columns, name: string): readonly string[] {
  return word(columns, name).split('\n')
}

function days(whose: string, columns: Columns, name: string): string {
  const count = columns[name]
  if (typeof count !== 'number') return ''
  return count === 0 ? `${whose}当场办结` : `${whose} ${count} 个工作日`
}

function rows(columns: Columns, name: string): readonly Columns[] {
  const value = columns[name]
  return Array.isArray(value) ? (value as readonly Columns[]) : []
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
