import fc, { type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { isAnswer, type OperationId } from '../../../main/platform/answers.ts'
import { checkOf, DOCUMENT, WRITTEN } from '../../simulators/platform/written-api.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly string[]
  readonly const?: string | boolean
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema
  readonly items?: Schema
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
}

/** Every operation that answers data, with the place of its schema in the document. */
const ANSWERS = WRITTEN.flatMap(({ operationId, path, method, responses }) =>
  Object.entries(responses).flatMap(([status, { content }]) => {
    const media = content?.['application/json'] as { readonly schema: Schema } | undefined
    if (media === undefined) return []
    const escaped = path.replaceAll('/', '~1').replaceAll(/[{}]/g, encodeURIComponent)
    const place = `#/paths/${escaped}/${method}/responses/${status}/content/application~1json/schema`
    return [{ operation: operationId as OperationId, status: Number(status), schema: media.schema, place }]
  }),
)

/** What a platform may well answer; short, for what matters is where it begins to be wrong. */
function arbitraryOf(schema: Schema): Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return arbitraryOf(DOCUMENT.components.schemas[name] as Schema)
  }
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.oneOf !== undefined) return fc.oneof(...schema.oneOf.map(arbitraryOf))
  const { type = 'null' } = schema
  switch (type) {
    case 'object': {
      if (schema.additionalProperties !== undefined) {
        return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), arbitraryOf(schema.additionalProperties), {
          maxKeys: 3,
        })
      }
      const fields = Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, each]) => [name, arbitraryOf(each)]),
      )
      return fc.record(fields, { requiredKeys: [...(schema.required ?? [])] })
    }
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1_000_000 })
    case 'boolean':
      return fc.boolean()
    default:
      return fc.constant(null)
  }
}

function textOf({ pattern, format, minLength = 0 }: Schema): Arbitrary<string> {
  if (format === 'date-time')
    return fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((at) => at.toISOString())
  if (format === 'date')
    return fc
      .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10))
  // Bounded sets only: what is free text otherwise is drawn from what stands on certificates.
  if (pattern === undefined || pattern.startsWith('^[^'))
    return fc.constantFrom('样本一', '𠀀', 'Specimen', '0.00').filter((text) => text.length >= minLength)
  if (pattern === '^JVBERi0') return fc.constant(`JVBERi0${'A'.repeat(120)}`)
  return fc.stringMatching(new RegExp(pattern))
}

/** Something in it is changed: a field is lost, or holds what does not belong there. */
function spoiled(value: unknown, path: readonly number[], junk: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return junk
  const entries = Object.entries(value)
  if (entries.length === 0) return junk
  const at = step % entries.length
  const changed = entries.flatMap(([key, each], index) => {
    if (index !== at) return [[key, each] as const]
    if (rest.length === 0 && junk === undefined) return []
    return [[key, spoiled(each, rest, junk)] as const]
  })
  return Array.isArray(value) ? changed.map(([, each]) => each) : Object.fromEntries(changed)
}

const JUNK = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom<unknown>(
    '',
    '\u202e倒',
    '\u0007',
    'x'.repeat(3_000),
    -1,
    1.5,
    10 ** 12,
    '2026-13-01',
    'unknown',
    'genuine',
    [],
    {},
  ),
)

// The document is read twice: by the client, and by a validator that shares nothing with it but the document.
test.each(ANSWERS)(
  'what the client takes for an answer of $operation is what the written API says, and no more',
  ({ operation, status, schema, place }) => {
    const check = checkOf(place)
    fc.assert(
      fc.property(arbitraryOf(schema), (answer) => {
        expect(check(answer), JSON.stringify(check.errors)).toBe(true)
        expect(isAnswer(operation, status, answer)).toBe(true)
      }),
    )
    fc.assert(
      fc.property(arbitraryOf(schema), fc.array(fc.nat(), { maxLength: 5 }), JUNK, (answer, path, junk) => {
        const wrong = spoiled(answer, path, junk)
        expect(isAnswer(operation, status, wrong)).toBe(check(wrong))
      }),
    )
  },
)
