import { expect, test } from 'vitest'
import { WRITTEN } from '../../simulators/platform/written-api.ts'

/** What is told again in its own way: by the id of an event, the count of a log, the newest state, the place in a file, or what became of something. */
const TOLD_AGAIN = new Set(['deliverEvents', 'reportAuditHead', 'reportHealth', 'uploadPart', 'settlePhoneUpload'])

test.each(WRITTEN)(
  '$operationId says who asks, when it answered, and what a fault looks like',
  ({ parameters, responses }) => {
    expect(JSON.stringify(parameters)).toContain('#/components/parameters/Terminal')
    expect(responses['default']).toEqual({ $ref: '#/components/responses/Problem' })
    for (const response of Object.values(responses)) {
      if (!('$ref' in response)) expect(response).toHaveProperty('headers.Date')
    }
  },
)

test.each(WRITTEN)('$operationId is asked again without harm', ({ operationId, method, description, parameters }) => {
  const keyed = JSON.stringify(parameters).includes('#/components/parameters/IdempotencyKey')
  const reads = method === 'get' || (description?.includes('Reads only.') ?? false)
  expect([keyed, reads, TOLD_AGAIN.has(operationId)].filter(Boolean)).toHaveLength(1)
})

test('nothing that names a person stands in an address', () => {
  for (const { path, parameters } of WRITTEN) {
    expect(path).not.toMatch(/\{(?!id\})/)
    expect(JSON.stringify(parameters ?? [])).not.toContain('"query"')
  }
})
