import { expect, test } from 'vitest'
import { eventsOverApi } from '../../../main/platform/events-over-api.ts'
import type { Fault } from '../../../simulators/platform/faults.ts'
import { event, line } from './fixture.ts'
import { signedHead } from './signed-head.ts'

/** What the reference platform calls a fault that was ordered. */
const AS_ASKED = (status: number) => `按要求失败 · Failed as was asked (${status})`
const problem = (status: number, code: string): Fault => ({ kind: 'status', status, code })

test.each<[string, Fault, object]>([
  [
    'that holds what the platform will never take',
    problem(422, 'event-unreadable'),
    { kind: 'broken-answer', problem: { code: 'event-unreadable', title: AS_ASKED(422) } },
  ],
  [
    'that is too large',
    problem(413, 'too-large'),
    { kind: 'broken-answer', problem: { code: 'too-large', title: AS_ASKED(413) } },
  ],
  ['for an address that is wrong', problem(404, 'not-found'), { kind: 'broken-answer' }],
  ['to a platform that is down', problem(500, 'out-of-order'), { kind: 'busy' }],
  ['answered by a web page', { kind: 'web-page', status: 200 }, { kind: 'broken-answer' }],
  ['answered by half an answer', { kind: 'half' }, { kind: 'broken-answer' }],
  ['that gets lost', { kind: 'lost-call' }, { kind: 'unreachable' }],
  ['under an expired credential', problem(401, 'credential-refused'), { kind: 'refused-credential' }],
])('an event %s is kept, and only what is about it may put it on the shelf', async (_, fault, expected) => {
  const { simulator, platform } = await line()
  simulator.faults.add('deliverEvents', fault)
  const answered = await eventsOverApi(platform).deliver([event('e1')], new AbortController().signal)
  expect(answered).toEqual({ ok: false, fault: { line: expect.any(String), ...expected } })
})

test('events and audit head arrive, and a platform that rests is busy for so long', async () => {
  const { simulator, platform } = await line()
  const calls = eventsOverApi(platform)
  const { signal } = new AbortController()
  expect(await calls.deliver([event('e1')], signal)).toEqual({ ok: true, value: [{ id: 'e1', outcome: 'taken' }] })
  const head = signedHead({ count: 3, hash: 'c'.repeat(64), at: '2026-11-22T02:00:00Z' })
  expect(await calls.reportAuditHead(head, signal)).toEqual({ ok: true, value: { outcome: 'taken' } })
  simulator.faults.add('any', { kind: 'lost-call' }, 5)
  for (let time = 0; time < 5; time += 1) await calls.deliver([event('e2')], signal)
  expect(await calls.reportAuditHead(head, signal)).toMatchObject({
    ok: false,
    fault: { kind: 'busy', retryAfterMs: 6_250 },
  })
})
