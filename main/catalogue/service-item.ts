import { z } from 'zod'
import { taskCodeFault, type CodeFault } from './item-codes.ts'

/** National codes are upper case letters and digits (GB/T 39554.1; lengths as seen in national upload tables). */
const code = (length: number) =>
  z.string().regex(new RegExp(`^[0-9A-Z]{${length}}$`), `expected ${length} digits or upper case letters`)

/** A column that a hall may leave empty. */
const maybe = <Kind extends z.ZodType>(kind: Kind) => kind.nullish()
const line = maybe(z.string().max(1000))
/** Lines are kept: each is a step, a condition or a law. */
const text = maybe(z.string().max(10_000))
const yesOrNo = maybe(z.enum(['0', '1']))
const days = maybe(z.number().int().min(0).max(10_000))
/** What is counted; the national tables' own codes for it have no sure source. */
const unit = maybe(z.enum(['working-day', 'day', 'hour']))
const topics = maybe(z.array(z.string().min(1).max(64)).max(50))

/** One of the papers that are asked for (申请材料), with its form and a filled specimen (申请表单). */
const material = z.looseObject({
  material_name: z.string().min(1).max(1000),
  /** As `原件`, `复印件`. */
  material_type: line,
  /** As `纸质`, `电子`. */
  material_format: line,
  /** How many of it. */
  page_num: maybe(z.number().int().min(0).max(1000)),
  is_need: yesOrNo,
  source_type: line,
  source_explain: text,
  fill_explain: text,
  accept_stand: text,
  by_law: text,
  order_num: maybe(z.number().int()),
  form_guid: line,
  example_guid: line,
})

const fee = z.looseObject({
  fee_name: z.string().min(1).max(1000),
  fee_stand: line,
  by_law: text,
  is_desc: yesOrNo,
  desc_explain: text,
})

/**
 * A service item (事项): the columns that every hall has, and those of its twelve elements as far as they are filled in.
 * Names are those of the national upload tables (reference/hall.md §3.1); any further one is kept as it comes.
 */
export const ServiceItem = z
  .looseObject({
    catalog_code: code(12),
    /** 18 of the body's credit code, 1 of its level, 12 of the catalogue. */
    task_code: code(31),
    task_handle_item: maybe(z.string().max(50)),
    local_catalog_code: line,
    local_task_code: line,
    task_name: z.string().min(1).max(1000),
    task_version: z.number().int().positive(),
    task_type: maybe(z.string().max(2)),
    by_law: text,

    use_level: maybe(z.string().max(2)),
    power_source: line,
    dept_name: z.string().min(1),
    dept_code: line,
    dept_type: line,
    entrust_name: line,
    handle_area: line,

    anticipate_day: days,
    anticipate_type: unit,
    anticipate_explain: text,
    promise_day: days,
    promise_type: unit,
    promise_explain: text,

    handle_flow: text,
    handle_type: line,
    limit_scene_num: maybe(z.number().int().min(0).max(100)),
    accept_condition: text,
    material: maybe(z.array(material).max(200)),

    is_fee: yesOrNo,
    fee_basis: text,
    fee: maybe(z.array(fee).max(50)),
    /** '1' 即办件: settled on the spot; '2' 承诺件. Halls write both columns as text or number. */
    project_type: z.unknown().optional(),
    is_service_terminals: z.unknown().optional(),
    /** How it is filed at a terminal (filing-form.ts); a faulty one takes away only that. */
    filing: z.unknown().optional(),

    result_type: line,
    result_name: line,

    user_topic_type: topics,
    corp_topic_type: topics,
    link_way: line,
    supervise_way: line,
    transact_addr: text,
    transact_time: text,
    /** Names in English, where the authority wrote them; no column of the national tables. */
    english: maybe(z.looseObject({ task_name: line, dept_name: line, result_name: line })),
  })
  .superRefine(({ task_code, catalog_code }, context) => {
    const fault = taskCodeFault(task_code, catalog_code)
    if (fault !== null) context.addIssue({ code: 'custom', path: ['task_code'], message: EXPECTED[fault] })
  })
export type ServiceItem = z.output<typeof ServiceItem>

const EXPECTED: Record<CodeFault, string> = {
  'credit-code': 'expected a unified social credit code with right check digits in its first 18 characters',
  level: 'expected a digit, the level of the body, as its 19th character',
  'other-catalogue-code': 'expected the item’s catalog_code as its last 12 characters',
}
