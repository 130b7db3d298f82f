import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { SPECIMEN_FILINGS } from '../../../simulators/platform/specimen-filings.ts'
import { person } from '../../simulators/platform/caller.ts'
import { AT, event, faultOf, line, valueOf } from './fixture.ts'
import { signedHead } from './signed-head.ts'

const PERSON = person('domestic')
const KEY = 'act-0123456789abcdef'

test('a code to a phone that the person gave proves the phone and not the person', async () => {
  const { simulator, platform } = await line()
  const started = valueOf(await platform.startPhoneVerification(PERSON, '13900000009', `${KEY}-sms`))
  expect(started.phone).toBe('139****0009')
  const checked = valueOf(await platform.checkVerification(started.id, simulator.sentCodes[0]?.code ?? '', `${KEY}-check`))
  if (checked.outcome !== 'confirmed') throw new Error('the code is right')
  const listed = await platform.certificates({ person: PERSON, assurance: { level: 'card+sms', proof: checked.proof } })
  expect(listed).toMatchObject({ ok: false, fault: { code: 'assurance-too-low' } })
})

test('a certificate goes its whole way: code, list, content, authorisation, seal, end, check', async () => {
  const { simulator, platform } = await line()
  const started = valueOf(await platform.startVerification(PERSON, `${KEY}-sms`))
  expect(started.phone).toBe('138****0001')
  const checked = valueOf(
    await platform.checkVerification(started.id, simulator.sentCodes[0]?.code ?? '', `${KEY}-check`),
  )
  if (checked.outcome !== 'confirmed') throw new Error('the code is right')
  const question = { person: PERSON, assurance: { level: 'card+sms', proof: checked.proof } } as const

  const { certificates } = valueOf(await platform.certificates(question))
  const tax = certificates.find(({ kind }) => kind === 'income-tax')
  if (tax === undefined) throw new Error('样本一 pays taxes')
  const asked = { ...question, period: { from: '2026-01', to: '2026-03' } }
  const content = valueOf(await platform.content(tax.id, asked))
  if (content.kind !== 'finished') throw new Error('the tax record is finished')
  const pdf = valueOf(await platform.document(content.pdf))

  const authorised = valueOf(await platform.authorise(tax.id, asked, `${KEY}-sheet`))
  const sealed = valueOf(await platform.seal(authorised.id, { pdf, place: { page: 1, x: 400, y: 200 } }, `${KEY}-seal`))
  expect(sealed.pdf.subarray(0, pdf.length).equals(pdf)).toBe(true)
  const sha256 = createHash('sha256').update(sealed.pdf).digest('hex')
  const copy = `${KEY}-sheet`
  const payload = { sheet: 'sheet-1', certificate: copy, state: 'printed', detail: null, sha256, pages: 1, replaces: null }
  const ended = { id: 'e1', subject: copy, kind: 'sheet.settled', at: AT, payload } as const
  expect(valueOf(await platform.deliverEvents([ended]))).toEqual([{ id: 'e1', outcome: 'taken' }])
  const { number, code } = authorised
  expect(valueOf(await platform.verifyPaper({ number, code }))).toMatchObject({
    outcome: 'genuine',
    holder: '样**',
    sha256,
  })
})

test('a face is compared, and a found card sees nothing without', async () => {
  const { platform } = await line()
  expect(valueOf(await platform.certificates({ person: PERSON, assurance: { level: 'card' } }))).toEqual({
    certificates: [],
  })
  const pictures = {
    person: PERSON,
    frame: Buffer.from('camera'),
    cardPhoto: { format: 'wlt', content: Buffer.alloc(1024) },
  } as const
  const compared = valueOf(await platform.compareFace(pictures, `${KEY}-face`))
  if (!compared.match) throw new Error('the faces match')
  const question = { person: PERSON, assurance: { level: 'card+face', proof: compared.proof } } as const
  expect(valueOf(await platform.certificates(question)).certificates.map(({ kind }) => kind)).toContain(
    'no-criminal-record',
  )
})

test('a filing is received once, and its progress and evaluation follow', async () => {
  const { simulator, platform } = await line()
  const filing = {
    receipt: '5303230120261122K010001',
    code: '23456789',
    item: { task_code: '11530323MB0A00018C4532099001000', task_version: 1, catalogue: '1' },
    applicant: { kind: 'self' },
    person: PERSON,
    assurance: { level: 'clerk', clerk: '3' },
    form: { remark: '第一行\n第二行' },
    materials: [],
    filedAt: AT,
  } as const
  simulator.faults.add('file', { kind: 'lost-answer' })
  const receipt = valueOf(await platform.file(filing, `${KEY}-filing`))
  expect(simulator.filingDesk.filings.map(({ id }) => id)).toEqual([receipt.id])
  const filings = valueOf(await platform.progress({ person: PERSON, assurance: { level: 'clerk', clerk: '3' } }))
  expect(filings.map(({ state }) => state).toSorted()).toEqual([
    'finished',
    'finished',
    'in-progress',
    'in-progress',
    'received',
    'supplement',
  ])
  expect(filings.find(({ state }) => state === 'received')?.id).toBe(receipt.id)
  const evaluation = {
    about: { kind: 'filing', id: receipt.id },
    level: 5,
    reasons: ['517'],
    text: '',
    at: AT,
  } as const
  expect(valueOf(await platform.evaluate(evaluation, `${KEY}-evaluation`)).id).not.toBe('')
})

test('filings of another person than was asked about are dropped', async () => {
  const { simulator, platform } = await line()
  simulator.faults.add('readProgress', { kind: 'another-person' })
  const asked = { person: PERSON, assurance: { level: 'clerk', clerk: '3' } } as const
  expect(faultOf(await platform.progress(asked))).toMatchObject({ kind: 'broken-answer', what: 'another-person' })
  expect(valueOf(await platform.progress(asked)).length).toBeGreaterThan(0)
})

test('a receipt tells the state and the dates to whoever has its code, and nothing to anybody else', async () => {
  const { platform } = await line()
  const [specimen] = SPECIMEN_FILINGS
  const { number, code } = specimen?.receipt ?? { number: '', code: '' }
  const told = valueOf(await platform.receipt({ number, code }))
  expect(told).toMatchObject({ outcome: 'known', state: 'supplement' })
  expect(Object.keys(told).toSorted()).toEqual(['filedAt', 'outcome', 'state', 'supplementBy'])
  expect(valueOf(await platform.receipt({ number, code: 'ABCDEFGH' }))).toEqual({ outcome: 'unknown' })
  expect(valueOf(await platform.receipt({ number: 'NEVER-WAS', code }))).toEqual({ outcome: 'unknown' })
})

test('events are taken in their order and known when told again', async () => {
  const { simulator, platform } = await line()
  const events = Array.from({ length: 500 }, (_, index) => event(`e${index}`))
  expect(new Set(valueOf(await platform.deliverEvents(events)).map(({ outcome }) => outcome))).toEqual(
    new Set(['taken']),
  )
  expect(new Set(valueOf(await platform.deliverEvents(events)).map(({ outcome }) => outcome))).toEqual(
    new Set(['known']),
  )
  expect(simulator.book.events.map(({ id }) => id)).toEqual(events.map(({ id }) => id))
})

test('the catalogue comes whole, signed and once', async () => {
  const { platform } = await line()
  const first = valueOf(await platform.catalogue(null))
  if (first.kind !== 'new') throw new Error('there was none before')
  expect(first.catalogue).toEqual(JSON.parse(first.bytes.toString()))
  expect(valueOf(await platform.catalogue(first.etag))).toEqual({ kind: 'known' })
})

test('the state of the devices arrives', async () => {
  const { simulator, platform } = await line()
  const health = {
    version: '0.1.0',
    uptimeSeconds: 60,
    devices: { ticket: { state: 'ready', detail: '', ticketsLeft: 200 } },
    outbox: { waiting: 3, oldestSeconds: 20, shelf: 0 },
    ledger: { ok: true },
    at: AT,
  }
  valueOf(await platform.reportHealth(health))
  expect(simulator.health.get('K01')).toEqual(health)
})

test('a clock that is wrong is noticed from the platform’s answers, to within a second', async () => {
  const { simulator, platform } = await line()
  expect(platform.clockOffset()).toBeNull()
  simulator.setClockAhead(-3_600_000)
  await platform.reportAuditHead(signedHead({ count: 1, hash: 'a'.repeat(64), at: AT }))
  const offset = platform.clockOffset()
  expect(offset?.uncertaintyMs).toBeGreaterThanOrEqual(500)
  expect(Math.abs((offset?.offsetMs ?? 0) + 3_600_000)).toBeLessThanOrEqual(offset?.uncertaintyMs ?? 0)
})

test('what a phone sent is fetched byte for byte, and what differs on the way is not handed out', async () => {
  const { simulator, platform } = await line()
  const wish = { paper: { zh: '户口簿', en: 'Household register' }, kinds: ['jpeg'], files: 1, fileBytes: 1000, allBytes: 1000, minutes: 5 } as const
  const upload = valueOf(await platform.openPhoneUpload({ ...wish, kinds: [...wish.kinds] }, KEY))
  expect(valueOf(await platform.openPhoneUpload({ ...wish, kinds: [...wish.kinds] }, KEY))).toEqual(upload)
  expect(valueOf(await platform.phoneUpload(upload.id))).toEqual({ state: 'waiting', files: [] })
  const picture = Buffer.from('a picture')
  expect(simulator.phoneDesk.send(upload.path, [picture])).toBeNull()
  const [file] = valueOf(await platform.phoneUpload(upload.id)).files
  if (file === undefined) throw new Error('a file was sent')
  simulator.faults.add('readPhoneFile', { kind: 'other-bytes' })
  expect(faultOf(await platform.phoneFile(file))).toMatchObject({ kind: 'broken-answer', what: 'other-digest' })
  expect(valueOf(await platform.phoneFile(file)).equals(picture)).toBe(true)
  expect(await platform.settlePhoneUpload(upload.id, { outcome: 'taken' })).toEqual({ ok: true, value: undefined })
  expect(faultOf(await platform.phoneFile(file))).toMatchObject({ kind: 'problem', code: 'not-found' })
})
