import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

interface WrittenOperation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly description?: string
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
  readonly parameters?: readonly ({ readonly $ref: string } | { readonly name: string })[]
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Readonly<Record<string, unknown>> }>
  >
}

export interface Exchange {
  readonly method: string
  /** Below the base of the API. */
  readonly path: string
  readonly request: unknown
  readonly response: Response
  readonly body: Buffer
}

/** main/platform/openapi.yaml, read by a validator of its own. */
export const DOCUMENT = parse(
  readFileSync(new URL('../../../main/platform/openapi.yaml', import.meta.url), 'utf8'),
) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, WrittenOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

const ajv = new Ajv2020({
  allErrors: true,
  strictTypes: false,
  formats: {
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
    date: (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  },
})
// The parts of the document in which schemas lie.
ajv.addVocabulary(['components', 'paths'])
ajv.addSchema(
  { $id: 'https://api.example/', components: DOCUMENT.components, paths: DOCUMENT.paths },
  undefined,
  false,
  false,
)

/** Every operation that the document has. */
export const WRITTEN = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method })),
)

/** The names of the operations under any of these tags. */
export function operationsOf(tags: readonly string[]): readonly string[] {
  return WRITTEN.filter((each) => each.tags.some((tag) => tags.includes(tag))).map(({ operationId }) => operationId)
}

/** The check of a schema by its place in the document, as `#/components/schemas/Event`. */
export function checkOf(place: string): ValidateFunction {
  const check = ajv.getSchema(`https://api.example/${place}`)
  if (check === undefined) throw new Error(`nothing is written at ${place}`)
  return check
}

/** What of an exchange is not as the document says, in words; nothing when all is. */
export function breaches(exchange: Exchange): readonly string[] {
  const found = operationOf(exchange)
  if (found === undefined) return [`${exchange.method} ${exchange.path} is not written`]
  const { operation, place } = found
  const { status, headers } = exchange.response
  const told: string[] = []
  if (Number.isNaN(Date.parse(headers.get('date') ?? ''))) told.push('no Date')
  const written = operation.responses[String(status)]
  // Only what the platform takes is held to the document: tests ask wrongly, too.
  if (status < 300 && operation.requestBody?.content['application/json'] !== undefined) {
    told.push(...wrong(`${place}/requestBody/content/application~1json/schema`, exchange.request))
  }
  const media = exchange.body.length === 0 ? null : (headers.get('content-type') ?? '')
  if (written === undefined) {
    if (status < 400) return [...told, `${status} is not written`]
    if (media !== 'application/problem+json') return [...told, `${media} for ${status}`]
    return [...told, ...wrong('#/components/schemas/Problem', JSON.parse(exchange.body.toString()))]
  }
  if (media === null) return written.content === undefined ? told : [...told, 'no body']
  if (written.content?.[media] === undefined) return [...told, `${media} is not written for ${status}`]
  if (media !== 'application/json') return told
  return [
    ...told,
    ...wrong(`${place}/responses/${status}/content/application~1json/schema`, JSON.parse(exchange.body.toString())),
  ]
}

/** The name of the operation that was called. */
export function operationNameOf(exchange: Pick<Exchange, 'method' | 'path'>): string {
  return operationOf(exchange)?.operation.operationId ?? 'none'
}

function operationOf({ method, path }: Pick<Exchange, 'method' | 'path'>) {
  for (const [template, methods] of Object.entries(DOCUMENT.paths)) {
    const operation = methods[method.toLowerCase()]
    if (operation === undefined || !new RegExp(`^${template.replace('{id}', '[^/]+')}$`).test(path)) continue
    return {
      operation,
      place: `#/paths/${template.replaceAll('/', '~1').replaceAll(/[{}]/g, encodeURIComponent)}/${method.toLowerCase()}`,
    }
  }
  return undefined
}

function wrong(place: string, value: unknown): readonly string[] {
  const check = checkOf(place)
  if (check(value)) return []
  return (check.errors ?? []).map(({ instancePath, message }) => `${place} ${instancePath}: ${message ?? ''}`)
}
