import type { ErrorObject } from 'ajv'
import type { FieldFault } from '../contract/forms.ts'

/** Where in the answers something is: a field, or a cell of a table. */
export interface AnswerPlace {
  readonly key: string
  readonly row: number | null
  readonly column: string | null
}

/** What a JSON Schema validator found wrong with the answers, as a page can explain it. */
export function schemaFault(error: Pick<ErrorObject, 'instancePath' | 'keyword' | 'params' | 'parentSchema'>): FieldFault {
  const [, key = '', row, column = null] = error.instancePath.split('/')
  // Of a list of choices the place within it says nothing.
  const cell = error.parentSchema?.['enum'] === undefined || column !== null
  const place: AnswerPlace = { key, row: row === undefined || !cell ? null : Number(row), column }
  const params = error.params as Readonly<Record<string, unknown>>
  if (error.keyword === 'required') return { ...place, column: String(params['missingProperty']), fault: 'missing' }
  if (error.keyword === 'maxItems') {
    const items = error.parentSchema?.['items'] as { readonly type?: unknown } | undefined
    return { ...place, fault: items?.type === 'object' ? 'too-many-rows' : 'too-much' }
  }
  return { ...place, fault: FAULTS[error.keyword] ?? typeFault(error.keyword, params) }
}

const FAULTS: Readonly<Record<string, FieldFault['fault']>> = {
  minLength: 'too-short',
  maxLength: 'too-long',
  minimum: 'too-little',
  maximum: 'too-much',
  enum: 'not-offered',
  format: 'not-a-date',
  minItems: 'too-little',
}

/** A wrong type is told by the one that was expected; whatever else a page sent is a form that it cannot have. */
function typeFault(keyword: string, params: Readonly<Record<string, unknown>>): FieldFault['fault'] {
  if (keyword !== 'type') return 'wrong-form'
  if (params['type'] === 'number') return 'not-a-number'
  return params['type'] === 'integer' ? 'not-whole' : 'wrong-form'
}
