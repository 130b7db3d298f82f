import fc from 'fast-check'
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { pictureIn } from '../../../main/catalogue/picture.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'
import { specimenPdf } from '../../../simulators/platform/pdf.ts'
import { OPERATIONS } from '../../../simulators/platform/routes.ts'
import { CALLED, callerOf, person, platform } from './caller.ts'
import { operationsOf, WRITTEN } from './written-api.ts'

const SEVEN = person('domestic-7')
const METHODS: Readonly<Record<string, 'GET' | 'POST' | 'PUT'>> = { get: 'GET', post: 'POST', put: 'PUT' }
const AT = '2026-11-22T02:00:00Z'

describe('an event', () => {
  const event = (id: string, more: object = {}) => ({
    id,
    subject: 'ticket-1',
    kind: 'ticket.issued',
    at: AT,
    payload: { number: 'A001' },
    ...more,
  })

  test('is taken once, known ever after, and refused under another’s id', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const send = async (...events: readonly object[]) =>
      (await call('POST', '/events', { terminal: 'K01', events })).body['results']
    expect(await send(event('e1'), event('e2'))).toEqual([
      { id: 'e1', outcome: 'taken' },
      { id: 'e2', outcome: 'taken' },
    ])
    expect(await send(event('e1'), event('e3'), event('e3'))).toMatchObject([
      { outcome: 'known' },
      { outcome: 'taken' },
      { outcome: 'known' },
    ])
    expect(await send(event('e1', { kind: 'ticket.expired' }))).toMatchObject([
      { outcome: 'refused', problem: { code: 'event-differs' } },
    ])
    expect(simulator.book.events.map(({ id, told }) => [id, told])).toEqual([
      ['e1', 3],
      ['e2', 1],
      ['e3', 2],
    ])
  })

  test('is refused or put off when a test asks for it', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    simulator.book.judge(({ id }) =>
      id === 'poison'
        ? { outcome: 'refused', problem: { code: 'unknown-kind', title: '未知事件' } }
        : { outcome: 'taken' },
    )
    const { results } = (await call('POST', '/events', { terminal: 'K01', events: [event('poison'), event('e1')] }))
      .body
    expect(results).toMatchObject([
      { id: 'poison', outcome: 'refused' },
      { id: 'e1', outcome: 'taken' },
    ])
    expect(simulator.book.events.map(({ id }) => id)).toEqual(['e1'])
  })

  test('of another terminal is not taken', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    expect((await call('POST', '/events', { terminal: 'K02', events: [event('e1')] })).body['code']).toBe(
      'wrong-terminal',
    )
    expect((await call('POST', '/events', { terminal: 'K01', events: [] })).status).toBe(400)
    expect(simulator.book.events).toEqual([])
  })
})

const KEYS = generateKeyPairSync('ed25519')

/** Signed by hand, as the written API says. */
function headOf({ publicKey, privateKey }: typeof KEYS, count: number, digit: string) {
  const hash = digit.repeat(64)
  const signed = `yimen audit head, suite 1\nK01\n${count}\n${hash}\n${AT}\n`
  return {
    terminal: 'K01',
    count,
    hash,
    at: AT,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    signature: sign(null, Buffer.from(signed), privateKey).toString('base64'),
  }
}

describe('the platform', () => {
  test('notices an audit log that was cut off, or written anew', async () => {
    const call = callerOf(await platform())
    const tell = async (count: number, digit: string) =>
      (await call('POST', '/audit-heads', headOf(KEYS, count, digit))).body
    expect(await tell(10, 'a')).toEqual({ outcome: 'taken' })
    expect(await tell(10, 'a')).toEqual({ outcome: 'taken' })
    expect(await tell(10, 'b')).toEqual({ outcome: 'contradicts', known: { count: 10, hash: 'a'.repeat(64) } })
    expect(await tell(9, 'a')).toEqual({ outcome: 'behind', known: { count: 10, hash: 'a'.repeat(64) } })
    expect(await tell(12, 'c')).toEqual({ outcome: 'taken' })
  })

  test('takes no audit log from whoever has only the credential', async () => {
    const call = callerOf(await platform())
    const tell = async (head: object) => (await call('POST', '/audit-heads', head)).body['code'] as unknown
    expect(await tell(headOf(KEYS, 10, 'a'))).toBeUndefined()
    expect(await tell(headOf(generateKeyPairSync('ed25519'), 11, 'b'))).toBe('signature-refused')
    expect(await tell({ ...headOf(KEYS, 11, 'b'), count: 12 })).toBe('signature-refused')
    expect(await tell({ ...headOf(KEYS, 11, 'b'), publicKey: `${'A'.repeat(59)}=` })).toBe('signature-refused')
    expect(await tell(headOf(KEYS, 11, 'b'))).toBeUndefined()
  })

  test('signs the catalogue byte for byte and does not send it twice', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const { headers, bytes } = await call('GET', '/catalogue')
    const signature = Buffer.from(headers.get('yimen-signature') ?? '', 'base64')
    expect(verify(null, bytes, simulator.catalogueKey, signature)).toBe(true)
    const etag = headers.get('etag') ?? ''
    expect((await call('GET', '/catalogue', undefined, { 'if-none-match': etag })).status).toBe(304)
    simulator.setCatalogue({ version: '2', items: [] })
    expect((await call('GET', '/catalogue', undefined, { 'if-none-match': etag })).body['version']).toBe('2')
  })

  test('takes filings, evaluations and health, and tells how far a filing has come', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const clerk = { person: SEVEN, assurance: { level: 'clerk', clerk: '3' } }
    const content = specimenPdf([['photo'], ['of two pages']])
    const sha256 = createHash('sha256').update(content).digest('hex')
    const put = (offset: number, part: Buffer, length = content.length) =>
      call('PUT', `/uploads/${sha256}`, part, { 'upload-offset': String(offset), 'upload-length': String(length) })
    const how = async () => (await call('GET', `/uploads/${sha256}`)).body as unknown
    const filing = {
      terminal: 'K01',
      receipt: '5303230120261122K010001',
      code: '23456789',
      item: { task_code: '11530323MB0A00018C4532099001000', task_version: 1, catalogue: '1' },
      ...clerk,
      applicant: { kind: 'self' },
      form: { remark: '样本' },
      materials: [{ key: 'photo', name: '照片', way: 'camera', document: { sha256, bytes: content.length, pages: 2 } }],
      filedAt: AT,
    }
    expect((await call('POST', '/filings', filing)).body['code']).toBe('filing-incomplete')
    expect(await how()).toEqual({ received: 0, complete: false })
    expect((await put(2, content.subarray(2))).body['code']).toBe('out-of-order')
    expect((await put(0, content.subarray(0, 2))).body).toEqual({ received: 2, complete: false })
    // Again, and further than before; then what is not of this file's digest.
    expect((await put(0, content.subarray(0, 3))).body).toEqual({ received: 3, complete: false })
    expect((await put(3, Buffer.alloc(content.length - 3))).body['code']).toBe('digest-differs')
    expect(await how()).toEqual({ received: 0, complete: false })
    expect((await put(0, content)).body).toEqual({ received: content.length, complete: true, pages: 2 })
    expect((await put(0, content)).body).toEqual({ received: content.length, complete: true, pages: 2 })
    const [photo] = filing.materials
    const ofThree = { ...filing, materials: [{ ...photo, document: { ...photo?.document, pages: 3 } }] }
    expect((await call('POST', '/filings', ofThree)).body['code']).toBe('pages-differ')
    const { id } = (await call('POST', '/filings', filing)).body
    expect(simulator.uploads.files.get(sha256)).toEqual(content)
    expect((await call('POST', '/person/licences', clerk)).body).toEqual({ licences: [] })
    expect((await call('POST', '/companies/lookup', { code: '91530323MA0A010176' })).body).toMatchObject({ outcome: 'known', state: 'active' })
    expect((await call('POST', '/companies/lookup', { code: '91530323MA0A01041N' })).body).toEqual({ outcome: 'unknown' })
    expect((await call('POST', '/person/progress', clerk)).body['filings']).toMatchObject([{ id, state: 'received' }])
    expect((await call('POST', '/receipts/status', { number: 'NEVER-WAS', code: 'ABCDEFGH' })).body).toEqual({ outcome: 'unknown' })

    const evaluation = { terminal: 'K01', about: { kind: 'filing', id }, level: 4, reasons: ['412'], text: '', at: AT }
    expect((await call('POST', '/evaluations', evaluation)).status).toBe(201)
    expect((await call('POST', '/evaluations', { ...evaluation, level: 5 })).status).toBe(422)
    const health = {
      version: '0.1.0',
      uptimeSeconds: 1.5,
      devices: {},
      outbox: { waiting: 0, oldestSeconds: 0, shelf: 0 },
      ledger: { ok: true },
      at: AT,
    }
    expect((await call('PUT', '/terminals/K01/health', health)).status).toBe(204)
    expect((await call('PUT', '/terminals/K02/health', health)).status).toBe(403)
    expect([...simulator.health.keys()]).toEqual(['K01'])
  })

  test('takes what was asked for of a filing (补正), moves it on once nothing is owed, and takes nothing twice', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const who = { person: person('domestic'), assurance: { level: 'clerk', clerk: '3' } }
    const asked = async () => (await call('POST', '/person/progress', who)).body['filings'].find(({ title }: { title: { zh: string } }) => title.zh.startsWith('生育津贴'))
    const { id: filing, supplement } = await asked()
    const given = (receipt: string, ...materials: readonly object[]) => ({
      terminal: 'K01',
      receipt,
      code: '23456789',
      filing,
      askedAt: supplement.askedAt,
      ...who,
      materials,
      filedAt: AT,
    })
    const licence = { id: 'licence-marriage-1', title: { zh: '结婚证', en: 'Marriage certificate' }, number: 'J5**12' }
    const first = given('5303230120261122K010001', { key: 'marriage', name: '结婚证', way: 'licence', licence }, { key: 'discharge', name: '出院记录', way: 'window' })
    const supplementing = async (body: object, headers?: Readonly<Record<string, string>>) => (await call('POST', '/supplements', body, headers)).body
    expect((await supplementing({ ...first, askedAt: AT }))['code']).toBe('supplement-not-awaited')
    expect((await supplementing({ ...first, person: SEVEN }))['code']).toBe('not-of-this-person')
    expect(await supplementing(first)).toMatchObject({ state: 'supplement' })
    expect(await asked()).toMatchObject({ state: 'supplement', supplement: { items: [{ key: 'discharge' }] } })
    const document = { sha256: '0'.repeat(64), bytes: 10, pages: 1 }
    const photographed = given('5303230120261122K010002', { key: 'discharge', name: '出院记录', way: 'camera', document })
    expect((await supplementing(photographed))['code']).toBe('filing-incomplete')
    simulator.filingDesk.answerAtWindow(filing)
    expect((await supplementing(photographed))['code']).toBe('supplement-not-awaited')
    expect(await asked()).toMatchObject({ state: 'received', steps: expect.arrayContaining([expect.objectContaining({ name: { zh: '补正材料已收到', en: expect.any(String) } })]) })
    expect((await call('POST', '/receipts/status', { number: '5303230120261122K010001', code: '23456789' })).body).toMatchObject({ outcome: 'known', state: 'received' })
  })

  test('answers nothing without its credential', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    expect((await call('GET', '/catalogue', undefined, { authorization: 'Bearer other' })).status).toBe(401)
    expect((await call('GET', '/catalogue', undefined, { 'yimen-terminal': 'K02' })).body['code']).toBe(
      'wrong-terminal',
    )
    simulator.expireCredential(true)
    expect((await call('GET', '/catalogue')).body['code']).toBe('credential-refused')
  })

  test('draws the specimens that its catalogue names, and has no others', async () => {
    const call = callerOf(await platform())
    const named = [...JSON.stringify(SPECIMEN_CATALOGUE).matchAll(/"example_guid":"([^"]+)"/g)].map(([, id]) => id)
    expect(named.length).toBeGreaterThan(3)
    for (const id of named) {
      const { status, bytes } = await call('GET', `/catalogue/files/${id}`)
      expect([status, pictureIn(bytes)]).toMatchObject([200, { ok: true, value: { type: 'image/png', width: 992 } }])
    }
    expect((await call('GET', '/catalogue/files/other')).status).toBe(404)
  })

  // `callerOf` holds each refusal to openapi.yaml, too.
  test('refuses whatever is not as written, with a reason, and goes on', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WRITTEN), fc.jsonValue({ maxDepth: 3 }), async ({ method, path }, junk) => {
        const asked = method === 'get' ? undefined : junk
        const { status } = await call(METHODS[method] ?? 'GET', path.replace('{id}', 'nothing-of-that-id'), asked)
        expect(status).toBe(path === '/catalogue' ? 200 : method === 'get' ? 404 : 400)
      }),
    )
  })

  // Each answer above was held to openapi.yaml by `callerOf`.
  test('answers everything that is written of it', () => {
    expect([...CALLED]).toEqual(expect.arrayContaining([...operationsOf(['catalogue', 'filings', 'operations'])]))
  })

  test('has each operation where it is written, and asks for a key where that is written', () => {
    const written = WRITTEN.map(({ operationId, method, path, parameters }) => {
      const keyed = JSON.stringify(parameters).includes('#/components/parameters/IdempotencyKey')
      return [operationId, { method: method.toUpperCase(), path, keyed }]
    })
    expect(OPERATIONS).toEqual(Object.fromEntries(written))
  })
})
