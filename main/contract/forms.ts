import { z } from 'zod'
import { LocalText } from './text.ts'

/**
 * Where an answer comes from that nobody had to give (hall.md §0: no material is asked twice). `earlier`: a step of this
 * application; `session`: one that was handed in just before; `proven`: the phone that answered a code;
 * `register`, `code`: of a company, the public register or the QR code of its licence.
 */
export const Origin = z.enum(['card', 'licence', 'earlier', 'session', 'proven', 'register', 'code'])
export type Origin = z.infer<typeof Origin>

/** A place in the tree of regions (行政区划): six digits by GB/T 2260, or the catalogue's own below a county. */
export interface RegionView {
  readonly code: string
  readonly name: LocalText
  readonly below: readonly RegionView[]
}
export const RegionView: z.ZodType<RegionView> = z.object({
  code: z.string(),
  name: LocalText,
  below: z.lazy(() => z.array(RegionView)),
})

const Choice = z.object({ value: z.string(), name: LocalText })

/** What a field takes, and within which limits. The terminal checks each answer against the item's own JSON Schema. */
const simple = [
  /** `lines` 1 is one line; more is a larger field. `mask` of a name: only its first character is shown once it was given. */
  z.object({ kind: z.literal('text'), longest: z.number().int(), lines: z.number().int(), mask: z.literal('name').optional() }),
  z.object({ kind: z.literal('number'), least: z.number().nullable(), most: z.number().nullable(), whole: z.boolean(), unit: LocalText.nullable() }),
  /** Yuan with two places. */
  z.object({ kind: z.literal('money'), least: z.number().nullable(), most: z.number().nullable() }),
  /** Days, `2026-11-22`, both ends included. */
  z.object({ kind: z.literal('date'), earliest: z.string().nullable(), latest: z.string().nullable() }),
  z.object({ kind: z.literal('choice'), choices: z.array(Choice), many: z.boolean() }),
  /** The answer is the code of a leaf. */
  z.object({ kind: z.literal('region'), regions: z.array(RegionView) }),
  /** 公民身份号码, GB 11643. */
  z.object({ kind: z.literal('id-number') }),
  /** 统一社会信用代码, GB 32100. */
  z.object({ kind: z.literal('credit-code') }),
  /** `proven`: a code is sent to it by SMS, and the answer counts only once the code was given. */
  z.object({ kind: z.literal('phone'), proven: z.boolean() }),
] as const

const Labelled = { key: z.string(), label: LocalText, hint: LocalText.nullable(), required: z.boolean() }

/** A column of a table: one of the simple kinds. */
export const ColumnView = z.object({ ...Labelled, takes: z.discriminatedUnion('kind', [...simple]) })
export type ColumnView = z.infer<typeof ColumnView>

export const FieldView = z.object({
  ...Labelled,
  takes: z.discriminatedUnion('kind', [
    ...simple,
    z.object({ kind: z.literal('table'), columns: z.array(ColumnView), most: z.number().int() }),
    /** A text that is agreed to; the answer is `true`. */
    z.object({ kind: z.literal('consent'), text: LocalText }),
    z.object({ kind: z.literal('signature') }),
  ]),
  /** Known already: shown with where it comes from, and only changed where the item allows that. */
  known: z
    .object({
      origin: Origin,
      editable: z.boolean(),
      /** The e-licence that says it. */
      licence: LocalText.optional(),
    })
    .nullable(),
  /** Asked only where the answer to another field is one of these; null is always. */
  when: z.object({ key: z.string(), oneOf: z.array(z.string()) }).nullable(),
})
export type FieldView = z.infer<typeof FieldView>

/** One question, or a few that belong together: what stands on one screen. */
export const FormPageView = z.object({ title: LocalText, fields: z.array(FieldView).min(1) })
export type FormPageView = z.infer<typeof FormPageView>

/** Strokes as x, y, in a square of 0 to 1 as wide as the pad, each with its milliseconds since the first; and what they look like. */
export const Signature = z.object({
  strokes: z.array(z.array(z.tuple([z.number(), z.number(), z.number()])).max(2000)).min(1).max(200),
  png: z.base64().max(60_000),
})
export type Signature = z.infer<typeof Signature>

const SimpleValue = z.union([z.string().max(4000), z.number(), z.boolean(), z.array(z.string().max(200)).max(200)])
/** By the kind of its field: text, id-number, credit-code, phone, date, region and one choice are strings. */
export const FieldValue = z.union([SimpleValue, z.array(z.record(z.string().max(64), SimpleValue)).max(50), Signature])
export type FieldValue = z.infer<typeof FieldValue>

/** By the keys of fields. What is not answered is not there. */
export const Answers = z.record(z.string().max(64), FieldValue)
export type Answers = z.infer<typeof Answers>

/** What is wrong with an answer; what a person is told is the page's own words. `row` and `column` in a table. */
export const FieldFault = z.object({
  key: z.string(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  fault: z.enum([
    'missing',
    'too-long',
    'too-short',
    'too-little',
    'too-much',
    'not-a-number',
    'not-whole',
    'not-a-date',
    'too-early',
    'too-late',
    'not-offered',
    'wrong-length',
    'wrong-place',
    'wrong-date',
    'wrong-check',
    'not-a-phone',
    'not-proven',
    'too-many-rows',
    'wrong-form',
  ]),
})
export type FieldFault = z.infer<typeof FieldFault>
