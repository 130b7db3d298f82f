import type { Guide, GuideEntry, GuideMaterial, GuideTime, ItemType, Level } from '../contract/guide.ts'
import type { LocalText } from '../contract/text.ts'
import type { Browsed, BrowsedQuestion, BrowsedSituation } from './browse.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import type { NarrowingQuestion } from './questions.ts'
import type { ServiceItem } from './service-item.ts'

/** Kinds of an item by their national code; reference/hall.md §2.2 knows them from one source, so another code is untold. */
const TYPES: Readonly<Record<string, ItemType>> = {
  '01': 'licence',
  '02': 'penalty',
  '03': 'enforcement',
  '04': 'levy',
  '05': 'benefit',
  '06': 'inspection',
  '07': 'confirmation',
  '08': 'reward',
  '09': 'ruling',
  '10': 'other',
  '20': 'service',
}

/** 行使层级, from the same source. */
const LEVELS: Readonly<Record<string, Level>> = {
  '1': 'nation',
  '2': 'province',
  '3': 'city',
  '4': 'county',
  '5': 'township',
  '6': 'village',
}

/** The items as they are browsed, and the life situations that have one, or a question that leads to one. */
export function entriesOf(catalogue: CatalogueFile): Pick<Browsed, 'situations' | 'items'> {
  const items = catalogue.items.map(entryOf)
  const met = new Set(items.flatMap(({ situations }) => situations))
  const situations = (catalogue.topics ?? [])
    .filter(({ code, question }) => met.has(code) || (question !== null && question !== undefined))
    .map(({ code, name, question }): BrowsedSituation => ({ code, name: text(name.zh, name.en), questions: questionsOf(question) }))
  return { situations, items }
}

/** The questions of a situation as a list, each before those that it leads to. */
function questionsOf(first: NarrowingQuestion | null | undefined): BrowsedQuestion[] {
  const all: { readonly text: LocalText; answers: BrowsedQuestion['answers'] }[] = []

  function take({ text: { zh, en }, answers }: NarrowingQuestion): number {
    const asked = { text: text(zh, en), answers: [] as BrowsedQuestion['answers'] }
    const at = all.push(asked) - 1
    asked.answers = answers.map((answer) => ({
      text: text(answer.text.zh, answer.text.en),
      leadsTo:
        answer.question === undefined ? { to: 'items', codes: [...(answer.items ?? [])] } : { to: 'question', at: take(answer.question) },
    }))
    return at
  }

  if (first !== null && first !== undefined) take(first)
  return all
}

/** An item in a list. */
export function entryOf(item: ServiceItem): GuideEntry {
  return {
    code: item.task_code,
    name: text(item.task_name, item.english?.task_name),
    department: text(item.dept_name, item.english?.dept_name),
    situations: situationsOf(item),
  }
}

/** Codes of the life situations in which a person or a company needs it. */
export function situationsOf(item: ServiceItem): string[] {
  return [...new Set([...(item.user_topic_type ?? []), ...(item.corp_topic_type ?? [])])]
}

/** The guide of an item: what is empty in the catalogue is told as not told. */
export function guideOf(item: ServiceItem): Guide {
  return {
    name: text(item.task_name, item.english?.task_name),
    department: text(item.dept_name, item.english?.dept_name),
    codes: {
      catalogue: item.catalog_code,
      task: item.task_code,
      handled: told(item.task_handle_item),
      local: told(item.local_task_code) ?? told(item.local_catalog_code),
    },
    type: TYPES[item.task_type ?? ''] ?? null,
    law: lines(item.by_law),
    authority: {
      level: LEVELS[item.use_level ?? ''] ?? null,
      power: told(item.power_source),
      body: told(item.dept_type),
      entrusted: told(item.entrust_name),
      area: told(item.handle_area),
    },
    time: {
      legal: time(item.anticipate_day, item.anticipate_type, item.anticipate_explain),
      promised: time(item.promise_day, item.promise_type, item.promise_explain),
    },
    flow: { steps: lines(item.handle_flow), ways: told(item.handle_type), visits: item.limit_scene_num ?? null },
    conditions: lines(item.accept_condition),
    materials: item.material ? inOrder(item.material).map(materialOf) : null,
    fees: feesOf(item),
    result: {
      name: told(item.result_name) === null ? null : text(item.result_name ?? '', item.english?.result_name),
      type: told(item.result_type),
    },
    where: {
      address: lines(item.transact_addr),
      hours: lines(item.transact_time),
      questions: told(item.link_way),
      complaints: told(item.supervise_way),
    },
  }
}

/** What the platform calls the filled specimen of a material, by its place in the guide; null where there is none. */
export function sampleFileOf(item: ServiceItem, place: number): string | null {
  return told(inOrder(item.material ?? [])[place]?.example_guid)
}

type Materials = NonNullable<ServiceItem['material']>

function inOrder(materials: Materials): Materials {
  return materials.toSorted((one, other) => (one.order_num ?? 0) - (other.order_num ?? 0))
}

function materialOf(material: NonNullable<ServiceItem['material']>[number]): GuideMaterial {
  return {
    name: material.material_name,
    type: told(material.material_type),
    format: told(material.material_format),
    count: material.page_num ?? null,
    needed: yes(material.is_need),
    source: told(material.source_type),
    notes: [...lines(material.source_explain), ...lines(material.fill_explain), ...lines(material.accept_stand)],
    blankForm: told(material.form_guid) !== null,
    example: told(material.example_guid) !== null,
  }
}

/** Fees that are named are charged, whether or not the item says so. */
function feesOf(item: ServiceItem): Guide['fees'] {
  const each = (item.fee ?? []).map(({ fee_name, fee_stand, is_desc, desc_explain }) => ({
    name: fee_name,
    standard: told(fee_stand),
    reduced: is_desc === '0' ? null : told(desc_explain),
  }))
  const charged = each.length > 0 ? true : yes(item.is_fee)
  return charged === null ? null : { charged, basis: lines(item.fee_basis), each }
}

function time(count: number | null | undefined, unit: GuideTime['unit'] | null | undefined, explain: Text): GuideTime | null {
  return count === null || count === undefined ? null : { count, unit: unit ?? 'working-day', explained: lines(explain) }
}

type Text = string | null | undefined

function yes(flag: '0' | '1' | null | undefined): boolean | null {
  return flag === null || flag === undefined ? null : flag === '1'
}

/** Blank is empty: upload tables hold both. */
function told(value: Text): string | null {
  const words = (value ?? '').trim()
  return words === '' ? null : words
}

function lines(value: Text): string[] {
  return (value ?? '').split('\n').flatMap((line) => told(line) ?? [])
}

/** Without English the Chinese stands there too. */
function text(zh: string, en: Text): LocalText {
  return { zh, en: told(en) ?? zh }
}
