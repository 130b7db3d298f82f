import { z } from 'zod'
import type { LocalText } from '../contract/text.ts'

/**
 * The column `filing` of a service item, as a catalogue writes it: a JSON Schema (2020-12) of the answers, and how they are
 * asked for. Of JSON Schema it takes what a form needs and no more: no `$ref`, nothing that repeats itself, one level of
 * tables. What the parts must have in common is checked in filing-form.ts.
 */

/** `名称`, or `{ zh: 名称, en: Name }`. */
function writtenText(longest: number) {
  const line = z.string().min(1).max(longest)
  return z.union([line, z.strictObject({ zh: line, en: line.nullish() })]).transform((written): LocalText => {
    if (typeof written === 'string') return { zh: written, en: written }
    return { zh: written.zh, en: written.en ?? written.zh }
  })
}

/** What the wire takes: `SimpleValue` of the contract. */
const LONGEST_TEXT = 4000
const MOST_CHOSEN = 200
const LONGEST_CHOICE = 200
/** Of one field. */
const MOST_OPTIONS = 2000
const MOST_FIELDS = 200

const count = z.number().int().min(0)
const options = z.array(z.string().min(1).max(LONGEST_CHOICE)).min(1).max(MOST_OPTIONS, `expected at most ${MOST_OPTIONS} options`)

const string = z.strictObject({
  type: z.literal('string'),
  minLength: count.max(LONGEST_TEXT).optional(),
  maxLength: count.max(LONGEST_TEXT).optional(),
  pattern: z.string().optional(),
  enum: options.optional(),
  format: z.literal('date').optional(),
})
const limits = { minimum: z.number().optional(), maximum: z.number().optional() }
const number = z.strictObject({ type: z.literal('number'), ...limits })
const integer = z.strictObject({ type: z.literal('integer'), ...limits })
const agreed = z.strictObject({ type: z.literal('boolean'), const: z.literal(true) })
/** Of a signature: its form is the contract's. */
const signature = z.strictObject({ type: z.literal('object') })
const row = z.strictObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.discriminatedUnion('type', [string, number, integer])),
  required: z.array(z.string()).max(MOST_FIELDS).default([]),
  additionalProperties: z.literal(false).default(false),
})
const list = z.strictObject({
  type: z.literal('array'),
  items: z.discriminatedUnion('type', [z.strictObject({ type: z.literal('string'), enum: options }), row]),
  minItems: count.max(MOST_CHOSEN).optional(),
  maxItems: count.max(MOST_CHOSEN).optional(),
  uniqueItems: z.boolean().optional(),
})

const Property = z.discriminatedUnion('type', [string, number, integer, agreed, signature, list])
export type Property = z.output<typeof Property>
export type RowSchema = z.output<typeof row>

const FormSchema = z.strictObject({
  $schema: z.literal('https://json-schema.org/draft/2020-12/schema').optional(),
  type: z.literal('object'),
  properties: z.record(z.string(), Property),
  required: z.array(z.string()).max(MOST_FIELDS).default([]),
  additionalProperties: z.literal(false).default(false),
})
export type FormSchema = z.output<typeof FormSchema>

/** What every object has is no name for an answer. */
const key = z.string().regex(/^(?!constructor$)[a-z][a-z0-9-]{0,63}$/, 'expected lower case letters, digits and hyphens, a letter first')
const labelled = { key, label: writtenText(100), hint: writtenText(500).nullish() }

/** `2026-01-31`, `today`, or so many days, months or years from it: `today-18y`. */
const dayRule = z.string().regex(/^(\d{4}-\d{2}-\d{2}|today([+-]\d{1,4}[dmy])?)$/, 'expected a date, or today, today-18y, today+30d')

const simpleKinds = [
  z.strictObject({ kind: z.literal('text'), ...labelled, lines: z.number().int().min(1).max(20).default(1), mask: z.literal('name').nullish() }),
  z.strictObject({ kind: z.literal('number'), ...labelled, unit: writtenText(20).nullish() }),
  z.strictObject({ kind: z.literal('money'), ...labelled }),
  z.strictObject({ kind: z.literal('date'), ...labelled, earliest: dayRule.nullish(), latest: dayRule.nullish() }),
  z.strictObject({
    kind: z.literal('choice'),
    ...labelled,
    choices: z.array(z.strictObject({ value: z.string(), name: writtenText(200) })).max(MOST_OPTIONS, `expected at most ${MOST_OPTIONS} options`),
  }),
  z.strictObject({ kind: z.literal('region'), ...labelled, regions: z.unknown() }),
  z.strictObject({ kind: z.literal('id-number'), ...labelled }),
  z.strictObject({ kind: z.literal('credit-code'), ...labelled }),
  z.strictObject({ kind: z.literal('phone'), ...labelled, proven: z.boolean().default(false) }),
] as const

const Column = z.discriminatedUnion('kind', [...simpleKinds])
export type WrittenColumn = z.output<typeof Column>

/** Which fact fills a field: of whoever laid the card, or of whom the application is for. */
const PersonFact = z.templateLiteral([z.enum(['card', 'applicant']), '.', z.enum(['name', 'number', 'sex', 'birth', 'nation', 'address', 'english-name', 'nationality', 'insurance-number', 'insured-in'])])
/** What an e-licence of this kind (电子证照类型代码) that they hold says in one of its fields. */
const LicenceFact = z.string().regex(/^licence:[0-9A-Za-z-]{1,64}\.[a-z][a-z0-9-]{0,63}$/)
/** What was answered to a field that is asked before it. */
const AnswerFact = z.string().regex(/^answer:[a-z][a-z0-9-]{0,63}$/)
/** `session.phone`: the number that answered a code in this session. */
const From = z.union([PersonFact, z.literal('session.phone'), LicenceFact, AnswerFact], 'expected card.name, applicant.name, session.phone, licence:KIND.field or answer:key').transform(fromOf)
export type From = ReturnType<typeof fromOf>

function fromOf(written: string) {
  if (written === 'session.phone') return { of: 'session' as const }
  if (written.startsWith('answer:')) return { of: 'answer' as const, key: written.slice('answer:'.length) }
  if (written.startsWith('licence:')) {
    const [type = '', field = ''] = written.slice('licence:'.length).split('.')
    return { of: 'licence' as const, type, field }
  }
  const [of, fact] = written.split('.') as z.output<typeof PersonFact> extends `${infer Of}.${infer Fact}` ? [Of, Fact] : never
  return { of, fact }
}

/** Only where that choice is one of these. */
export const When = z.strictObject({ key: z.string(), oneOf: z.array(z.string()).min(1).max(100) })
export type When = z.output<typeof When>

const more = {
  from: From.nullish(),
  /** Whether what is known already may be changed. */
  editable: z.boolean().default(false),
  /** What it means, by whatever word the catalogue has for it: an answer to it is offered again in the next application of the same session. */
  means: key.nullish(),
  /** Asked only where that choice, which is asked before, is one of these. */
  when: When.nullish(),
}

const [text, numeric, money, date, choice, region, idNumber, creditCode, phone] = simpleKinds
const Field = z.discriminatedUnion('kind', [
  text.extend(more),
  numeric.extend(more),
  money.extend(more),
  date.extend(more),
  choice.extend(more),
  region.extend(more),
  idNumber.extend(more),
  creditCode.extend(more),
  phone.extend(more),
  z.strictObject({ kind: z.literal('table'), ...labelled, columns: z.array(Column).min(1).max(20), ...more }),
  z.strictObject({ kind: z.literal('consent'), ...labelled, text: writtenText(4000), ...more }),
  z.strictObject({ kind: z.literal('signature'), ...labelled, ...more }),
])
export type WrittenField = z.output<typeof Field>

export const FilingColumn = z.strictObject({
  schema: FormSchema,
  pages: z
    .array(z.strictObject({ title: writtenText(100), fields: z.array(Field).min(1).max(MOST_FIELDS) }))
    .min(1)
    .max(50)
    .refine(
      (pages) => pages.flatMap(({ fields }) => fields).reduce((sum, field) => sum + 1 + ('columns' in field ? field.columns.length : 0), 0) <= MOST_FIELDS,
      `expected at most ${MOST_FIELDS} fields and columns`,
    ),
  /** In whose name it may be filed. */
  applicants: z.array(z.enum(['self', 'person', 'company'])).min(1).max(3).default(['self']),
  /** How surely the person must be known, any of these (design, promise 8). */
  assurance: z
    .array(z.enum(['card', 'card+sms', 'card+face', 'clerk']))
    .min(1)
    .max(4)
    .default(['card', 'card+sms', 'card+face', 'clerk']),
  /** Whether it may be filed with a card whose last day is past. */
  expired_card: z.enum(['accepted', 'refused']).default('refused'),
  /** Whether a social-security card does in place of the ID card. Nothing here proves that its chip is genuine. */
  social_card: z.enum(['accepted', 'refused']).default('refused'),
})
export type FilingColumn = z.output<typeof FilingColumn>

/** What a material of an item that can be filed has besides its national columns. */
export const FilingMaterial = z.object({
  material_name: z.string(),
  key,
  /** How it may be given here. `window`: it is brought afterwards. */
  ways: z
    .array(z.enum(['licence', 'camera', 'phone', 'window']))
    .min(1)
    .max(4)
    .refine((ways) => ways.some((way) => way !== 'phone'), 'expected another way beside phone: not everybody has one with data'),
  /** Kind of the electronic licences that will do for it (电子证照类型代码). */
  licence_type: z.string().regex(/^[0-9A-Za-z-]{1,64}$/).nullish(),
  /** 容缺: so many working days it may be owed. */
  owed_days: z.number().int().min(1).max(365).nullish(),
  /** Only where it is filed in these names; for all where it does not say. */
  applicants: z.array(z.enum(['self', 'person', 'company'])).min(1).nullish(),
  /** It is the authorisation (授权委托书): licences of whom it is filed for are asked for once its pages are given. */
  authorises: z.boolean().nullish(),
  english: z.looseObject({ material_name: z.string().min(1).max(1000).nullish() }).nullish(),
})
export type FilingMaterial = z.output<typeof FilingMaterial>
