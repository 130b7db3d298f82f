import assert from 'node:assert'
import { parse } from 'yaml'
import { z } from 'zod'
import type { operations } from './api.ts'
import text from './openapi.yaml?raw'

export type OperationId = keyof operations

/** What an operation answers as JSON when it was done. */
export type Answer<Id extends OperationId> = JsonOf<operations[Id]['responses']>

type JsonOf<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201
    ? Responses[Status] extends { readonly content: { readonly 'application/json': infer Body } }
      ? Body
      : never
    : never
}[keyof Responses]

interface WrittenResponse {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}
interface WrittenOperation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, WrittenResponse>>
}
type Schema = Readonly<Record<string, unknown>>

const COMPONENTS = '#/components/schemas/'

/**
 * Checks answers against the written API itself, so that there is no second writing of it that could differ: the
 * document's schemas are JSON Schema 2020-12, which zod reads.
 */
const read = once(() => {
  // Schemas are looked up beside the one that names them.
  const document = parse(text.replaceAll(COMPONENTS, '#/$defs/')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, WrittenOperation>>>>
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
  }
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  return {
    operations: new Map(operations.map((operation) => [operation.operationId, operation.responses])),
    check: (schema: Schema) =>
      z.fromJSONSchema({ ...schema, $defs: document.components.schemas }, { registry: z.registry() }),
  }
})

const checks = new Map<string, z.ZodType>()

/** True when an operation may answer so with that status; a `type` of null is an answer without a body. */
export function mayAnswer(operation: OperationId, status: number, type: string | null): boolean {
  const response = responseOf(operation, status)
  if (response === undefined) return false
  return type === null ? response.content === undefined : response.content?.[type] !== undefined
}

/** True when `body` is as the written API says of this operation's JSON answer of that status. */
export function isAnswer<Id extends OperationId>(operation: Id, status: number, body: unknown): body is Answer<Id> {
  const name = `${operation} ${status}`
  let check = checks.get(name)
  if (check === undefined) {
    const schema = responseOf(operation, status)?.content?.['application/json']?.schema
    assert(schema, `${name} is written with a JSON body`)
    check = read().check(schema)
    checks.set(name, check)
  }
  return check.safeParse(body).success
}

/** RFC 9457, as every fault of the platform is told. */
export const Problem = z.object({
  title: z.string().min(1).max(200),
  status: z.number().int(),
  code: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
})

function responseOf(operation: OperationId, status: number): WrittenResponse | undefined {
  const responses = read().operations.get(operation)
  assert(responses, `${operation} is an operation of the written API`)
  return responses[String(status)]
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
