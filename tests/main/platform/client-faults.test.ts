import { describe, expect, test } from 'vitest'
import { openPlatform } from '../../../main/platform/client.ts'
import type { Fault } from '../../../simulators/platform/faults.ts'
import { person } from '../../simulators/platform/caller.ts'
import { AT, event, faultOf, line, valueOf } from './fixture.ts'
import { signedHead } from './signed-head.ts'

const PERSON = person('domestic')
const QUESTION = { person: PERSON, assurance: { level: 'clerk', clerk: '3' } } as const
const HEAD = signedHead({ count: 1, hash: 'a'.repeat(64), at: AT })

describe('a platform that answers', () => {
  test.each<[string, Fault, object]>([
    ['a web page instead of data', { kind: 'web-page', status: 200 }, { kind: 'broken-answer', what: 'web-page' }],
    ['a gateway’s page with a refusal', { kind: 'web-page', status: 403 }, { kind: 'broken-answer', what: 'web-page' }],
    ['a gateway’s page for a platform that is down', { kind: 'web-page', status: 502 }, { kind: 'busy', status: 502 }],
    ['a redirect to a login', { kind: 'redirect' }, { kind: 'broken-answer', what: 'redirect' }],
    ['half a JSON text', { kind: 'half' }, { kind: 'broken-answer', what: 'not-json' }],
    ['an answer that breaks off', { kind: 'cut', bytes: 5 }, { kind: 'unreachable' }],
    ['an answer that breaks off before its first byte', { kind: 'cut', bytes: 0 }, { kind: 'unreachable' }],
    ['no answer', { kind: 'lost-answer' }, { kind: 'unreachable' }],
    [
      'an answer without a field that must be there',
      { kind: 'field-missing' },
      { kind: 'broken-answer', what: 'not-as-written' },
    ],
    ['two megabytes of nothing', { kind: 'swollen', bytes: 2_000_000 }, { kind: 'broken-answer', what: 'too-large' }],
    ['that it is out of order', { kind: 'status', status: 500, code: 'out-of-order' }, { kind: 'busy', status: 500 }],
    [
      'that it is to be left alone',
      { kind: 'status', status: 503, code: 'out-of-order', retryAfterSeconds: 30 },
      { kind: 'busy', retryAfterMs: 30_000 },
    ],
    [
      'that it has too many calls',
      { kind: 'status', status: 429, code: 'too-many-calls' },
      { kind: 'busy', status: 429 },
    ],
    [
      'that it does not know the page',
      { kind: 'status', status: 404, code: 'not-found' },
      { kind: 'problem', status: 404, code: 'not-found' },
    ],
    [
      'that the credential has expired',
      { kind: 'status', status: 401, code: 'credential-refused' },
      { kind: 'refused-credential' },
    ],
    [
      'that the credential is another’s',
      { kind: 'status', status: 403, code: 'wrong-terminal' },
      { kind: 'refused-credential' },
    ],
  ])('%s gives a plain fault and nothing for a screen', async (_, fault, expected) => {
    const { simulator, platform } = await line()
    simulator.faults.add('reportAuditHead', fault)
    const told = faultOf(await platform.reportAuditHead(HEAD))
    expect(told).toMatchObject(expected)
    expect(told.line).toMatch(/^[a-z][ -~]{10,200}$/)
    expect(simulator.calls).toHaveLength(1)
    expect(valueOf(await platform.reportAuditHead(HEAD))).toEqual({ outcome: 'taken' })
  })

  test('another person’s certificate is not believed', async () => {
    const { simulator, platform } = await line()
    const { certificates } = valueOf(await platform.certificates(QUESTION))
    const id = certificates.find(({ kind }) => kind === 'property-search')?.id ?? ''
    simulator.faults.add('readContent', { kind: 'another-person' })
    const told = faultOf(await platform.content(id, { ...QUESTION, purpose: 'home' }))
    expect(told).toMatchObject({ kind: 'broken-answer', what: 'another-person' })
    expect(JSON.stringify(told)).not.toContain('样本')
    expect(valueOf(await platform.content(id, { ...QUESTION, purpose: 'home' })).of).toEqual(PERSON)
  })

  test('a document whose bytes have changed is not believed', async () => {
    const { simulator, platform } = await line()
    const { certificates } = valueOf(await platform.certificates(QUESTION))
    const id = certificates.find(({ kind }) => kind === 'income-tax')?.id ?? ''
    const content = valueOf(await platform.content(id, { ...QUESTION, period: { from: '2026-01', to: '2026-02' } }))
    if (content.kind !== 'finished') throw new Error('it is finished')
    simulator.faults.add('readDocument', { kind: 'other-bytes' })
    expect(faultOf(await platform.document(content.pdf))).toMatchObject({ what: 'other-digest' })
    simulator.faults.add('readDocument', { kind: 'swollen', bytes: 1 })
    expect(faultOf(await platform.document(content.pdf))).toMatchObject({ what: 'too-large' })
    expect(valueOf(await platform.document(content.pdf)).length).toBe(content.pdf.bytes)
  })

  test('a catalogue that others have signed, or that changed on the way, is not believed', async () => {
    const { simulator, platform } = await line()
    simulator.faults.add('readCatalogue', { kind: 'swollen', bytes: 1 })
    expect(faultOf(await platform.catalogue(null))).toMatchObject({ what: 'not-signed' })
    const stranger = await line({ catalogueKey: simulator.catalogueKey })
    expect(faultOf(await stranger.platform.catalogue(null))).toMatchObject({ what: 'not-signed' })
  })

  test('results for other events than were sent is not believed', async () => {
    const { simulator, platform } = await line()
    simulator.book.judge(({ id }) => ({ outcome: 'taken', id: `${id}-other` }) as never)
    expect(faultOf(await platform.deliverEvents([event('e1')]))).toMatchObject({ what: 'not-as-written' })
  })
})

describe('what is asked again', () => {
  test('is what only reads, twice at most, with longer pauses', async () => {
    const { simulator, platform, pauses } = await line()
    simulator.faults.add('verifyPaper', { kind: 'lost-call' }, 2)
    expect(valueOf(await platform.verifyPaper({ number: '530323-2026-000001', code: '22222222' }))).toEqual({
      outcome: 'unknown',
    })
    expect(pauses).toEqual([300, 600])
    simulator.faults.add('verifyPaper', { kind: 'lost-answer' }, 3)
    expect(faultOf(await platform.verifyPaper({ number: '530323-2026-000001', code: '22222222' })).kind).toBe(
      'unreachable',
    )
    expect(simulator.calls).toHaveLength(6)
  })

  test('is an act under its key, and it is done once', async () => {
    const { simulator, platform } = await line()
    const { certificates } = valueOf(await platform.certificates(QUESTION))
    const id = certificates.find(({ kind }) => kind === 'property-search')?.id ?? ''
    for (const kind of ['lost-answer', 'half', 'doubled'] as const) simulator.faults.add('authorise', { kind })
    const authorised = valueOf(await platform.authorise(id, { ...QUESTION, purpose: 'home' }, 'sheet-0123456789abcdef'))
    expect(simulator.papers.issued.map((paper) => paper.id)).toEqual([authorised.id])
    expect(new Set(simulator.calls.filter((call) => call.operation === 'authorise').map((call) => call.key)).size).toBe(
      1,
    )
  })

  test('is not what has no key: events and audit heads wait for their own next time', async () => {
    const { simulator, platform } = await line()
    simulator.faults.add('any', { kind: 'lost-answer' }, 2)
    expect(faultOf(await platform.deliverEvents([event('e1')])).kind).toBe('unreachable')
    expect(faultOf(await platform.reportAuditHead(HEAD)).kind).toBe('unreachable')
    expect(simulator.calls).toHaveLength(2)
    // The lost answer left the event there.
    expect(valueOf(await platform.deliverEvents([event('e1')]))).toEqual([{ id: 'e1', outcome: 'known' }])
  })

  test('is nothing that was answered: a refusal is not asked for again', async () => {
    const { simulator, platform } = await line()
    for (const status of [401, 404, 422])
      simulator.faults.add('verifyPaper', { kind: 'status', status, code: 'refused' })
    for (const kind of ['refused-credential', 'problem', 'problem']) {
      expect(faultOf(await platform.verifyPaper({ number: '530323-2026-000001', code: '22222222' })).kind).toBe(kind)
    }
    expect(simulator.calls).toHaveLength(3)
  })

  test('is an act that the platform is still at work on', async () => {
    const { simulator, platform, pauses } = await line()
    simulator.faults.add('evaluate', { kind: 'status', status: 409, code: 'in-progress', retryAfterSeconds: 1 })
    const evaluation = { about: { kind: 'visit', id: 'v1' }, level: 3, reasons: [], text: '', at: AT } as const
    expect((await platform.evaluate(evaluation, 'act-0123456789abcdef')).ok).toBe(true)
    expect(pauses).toEqual([1_000])
    expect(simulator.filingDesk.evaluations).toHaveLength(1)
  })

  test('is not what has taken all its time already: a platform that hangs is waited for once', async () => {
    let ran = 0
    const { simulator, platform } = await line({ ran: () => (ran += 6_000) })
    simulator.faults.add('verifyPaper', { kind: 'lost-answer' }, 3)
    await platform.verifyPaper({ number: '530323-2026-000001', code: '22222222' })
    expect(simulator.calls).toHaveLength(2)
  })

  test('waits as long as the platform asks, and not at all when that is long', async () => {
    const { simulator, platform, pauses } = await line()
    const busy = (retryAfterSeconds: number) =>
      ({ kind: 'status', status: 503, code: 'out-of-order', retryAfterSeconds }) as const
    simulator.faults.add('verifyPaper', busy(2))
    expect((await platform.verifyPaper({ number: '530323-2026-000001', code: '22222222' })).ok).toBe(true)
    expect(pauses).toEqual([2_000])
    simulator.faults.add('verifyPaper', busy(60))
    expect(faultOf(await platform.verifyPaper({ number: '530323-2026-000001', code: '22222222' }))).toMatchObject({
      retryAfterMs: 60_000,
    })
    expect(pauses).toHaveLength(1)
  })
})

describe('a call', () => {
  test('that is given up ends at once and is held against nobody', async () => {
    const { simulator, platform } = await line()
    simulator.faults.add('deliverEvents', { kind: 'slow', milliseconds: 60_000 }, Infinity)
    for (let time = 0; time < 6; time += 1) {
      const stop = new AbortController()
      const answer = platform.deliverEvents([event(`e${time}`)], stop.signal)
      await expect.poll(() => simulator.calls.length).toBe(time + 1)
      stop.abort()
      expect(faultOf(await answer).line).toContain('given up')
    }
    expect((await platform.reportAuditHead(HEAD)).ok).toBe(true)
    const stopped = AbortSignal.abort()
    expect(faultOf(await platform.verifyPaper({ number: '530323-2026-000001', code: '22222222' }, stopped)).kind).toBe(
      'unreachable',
    )
  })

  test('to where nobody listens says so', async () => {
    const { simulator, platform } = await line()
    await simulator.close()
    expect(faultOf(await platform.reportAuditHead(HEAD))).toEqual({
      kind: 'unreachable',
      line: 'the platform cannot be reached (ECONNREFUSED)',
    })
  })

  test('carries the credential to a safe address only', async () => {
    const { simulator } = await line()
    const open = (url: string) =>
      openPlatform({
        url,
        credential: 'c',
        terminal: 'K01',
        catalogueKey: simulator.catalogueKey,
        now: () => new Date(),
      })
    for (const url of [
      'https://platform.example/api/v1',
      'http://127.0.0.1:1/api/v1/',
      'http://[::1]:1/',
      'http://localhost/',
    ]) {
      expect(open(url).ok, url).toBe(true)
    }
    const said = (credential: string) =>
      openPlatform({
        url: simulator.url,
        credential,
        terminal: 'K01',
        catalogueKey: simulator.catalogueKey,
        now: () => new Date(),
      })
    expect(said('abc.def-123==\n').ok).toBe(true)
    for (const credential of ['', 'two words', 'a\nb', '凭证']) {
      expect(said(credential), credential).toMatchObject({
        ok: false,
        fault: { line: expect.stringMatching(/^platform\.credential: expected/) },
      })
    }
    for (const url of [
      'http://platform.example/',
      'ftp://127.0.0.1/',
      'https://a:b@platform.example/',
      'https://platform.example/?key=1',
      'platform',
      '',
    ]) {
      expect(open(url), url).toMatchObject({
        ok: false,
        fault: { line: expect.stringMatching(/^platform\.url: expected/) },
      })
    }
  })
})

describe('a platform that fails again and again', () => {
  const paper = { number: '530323-2026-000001', code: '22222222' } as const

  test('is left alone, tried once, and asked as ever when it is back', async () => {
    const { simulator, platform, pass } = await line()
    simulator.faults.add('verifyPaper', { kind: 'lost-call' }, 6)
    await platform.verifyPaper(paper)
    // The fifth attempt is the last for now, and the citizen hears what it met.
    expect(faultOf(await platform.verifyPaper(paper)).kind).toBe('unreachable')
    expect(faultOf(await platform.verifyPaper(paper))).toMatchObject({ kind: 'resting', retryAfterMs: 6_250 })
    expect(simulator.calls).toHaveLength(5)
    pass(10_000)
    expect(faultOf(await platform.verifyPaper(paper)).kind).toBe('unreachable')
    expect(faultOf(await platform.verifyPaper(paper)).kind).toBe('resting')
    expect(simulator.calls).toHaveLength(6)
    pass(20_000)
    expect((await platform.verifyPaper(paper)).ok).toBe(true)
    expect((await platform.verifyPaper(paper)).ok).toBe(true)
  })

  test('over what the terminal tells by itself is still asked for a citizen', async () => {
    const { simulator, platform } = await line()
    simulator.faults.add('deliverEvents', { kind: 'status', status: 500, code: 'out-of-order' }, Infinity)
    for (let time = 0; time < 5; time += 1) await platform.deliverEvents([event('poison')])
    expect(faultOf(await platform.deliverEvents([event('poison')])).kind).toBe('resting')
    expect((await platform.verifyPaper(paper)).ok).toBe(true)
  })
})
