import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { certificateBalance } from '../../../main/certificates/balance.ts'
import type { CertificateWish } from '../../../main/certificates/copies.ts'
import { eventsOverApi } from '../../../main/platform/events-over-api.ts'
import { deliverOutbox } from '../../../main/platform/outbox-delivery.ts'
import type { ComposedCertificate } from '../../../printers/certificate/compose.ts'
import { openComposer } from '../../../printers/certificate/composer.ts'
import type { Fault } from '../../../simulators/platform/faults.ts'
import { sealedPdf } from '../../../simulators/platform/sealed-pdf.ts'
import { bombPdf } from '../../printers/certificate/bomb-pdf.ts'
import { encryptedPdf } from '../../printers/certificate/encrypted-pdf.ts'
import { handMadePdf } from '../../printers/certificate/hand-made-pdf.ts'
import { BUILT_WORKER, FONT_FILES } from '../../printers/certificate/specimens.ts'
import { checkOf } from '../../simulators/platform/written-api.ts'
import { TEN_O_CLOCK } from '../ledger/fixture.ts'
import { certificateHall, DAY, HERE, type CertificateHall } from './hall.ts'

function wishFor(hall: CertificateHall, kind: string): CertificateWish {
  const wish = hall.wishes.get(kind)
  assert(wish, `the specimen person has ${kind}`)
  return wish
}

describe('a certificate', () => {
  test.each(['social-insurance', 'income-tax', 'property-search', 'licence-annex'])('%s comes out as it was authorised, and is accounted for', async (kind) => {
    const hall = await certificateHall()
    const [ended, ...more] = await hall.print('request 1', wishFor(hall, kind))
    expect(more).toEqual([])
    expect(ended).toMatchObject({ state: 'printed' })
    const copy = await hall.copies.copy(ended?.key ?? '')
    const [issued] = hall.platform.papers.issued
    // Under the key that is in the ledger: whoever asks again after a power cut asks for the same one.
    expect(hall.platform.calls.filter(({ operation }) => operation === 'authorise').map(({ key }) => key)).toEqual([copy?.key])
    expect(copy?.authorisation).toEqual({ id: issued?.id, number: issued?.number })
    const sheets = hall.printer.outputs
    expect(sheets).toHaveLength(copy?.document?.pages ?? 0)
    expect(new Set(sheets.map(({ sha256 }) => sha256))).toEqual(new Set([copy?.document?.sha256]))
    expect(await certificateBalance(hall.ledger, DAY)).toMatchObject({ authorised: 1, printed: 1, pages: sheets.length })
  })

  test('that the authority seals is printed as it was sealed, and known by the digest of that', async () => {
    const made: ComposedCertificate[] = []
    const hall = await certificateHall({}, {
      ...HERE,
      async compose(content, template) {
        const composed = await HERE.compose(content, template)
        if (composed.ok) made.push(composed.value)
        return composed
      },
    })
    const [ended] = await hall.print('request 1', wishFor(hall, 'social-insurance'))
    expect(ended).toMatchObject({ state: 'printed' })
    const { key, document } = (await hall.copies.copy(ended?.key ?? '')) ?? {}
    expect(hall.platform.calls.filter(({ operation }) => operation === 'sealDocument').map((call) => call.key)).toEqual([`${key}-seal`])
    // The first was only to see that it can be set.
    const [, composed] = made
    assert(composed?.seal)
    const [paper] = hall.platform.papers.issued
    const sealed = sealedPdf(Buffer.from(composed.pdf), `SPECIMEN-${paper?.number}`, composed.seal)
    expect(document?.sha256).toBe(createHash('sha256').update(sealed ?? '').digest('hex'))
    expect(hall.printer.outputs.map(({ sha256 }) => sha256)).toEqual(Array.from({ length: composed.pages }, () => document?.sha256))
    await delivered(hall)
    const { number = '', code = '' } = paper ?? {}
    expect(hall.platform.papers.truthOf(number, code)).toMatchObject({ outcome: 'genuine', sha256: document?.sha256 })
  })

  test('in three copies is three authorisations and three sheets, one after the other', async () => {
    const hall = await certificateHall()
    const ended = await hall.print('request 1', wishFor(hall, 'social-insurance'), 3)
    expect(ended.map(({ state }) => state)).toEqual(['printed', 'printed', 'printed'])
    expect(new Set(hall.platform.papers.issued.map(({ number }) => number)).size).toBe(3)
    expect(new Set(hall.printer.outputs.map(({ jobName }) => jobName)).size).toBe(3)
  })
})

describe('nothing comes out', () => {
  test.each<[string, (hall: CertificateHall) => void, string]>([
    ['without paper', ({ printer }) => printer.setPaper(0), 'media-empty'],
    ['with an open cover', ({ printer }) => printer.set('cover-open', true), 'cover-open'],
    ['with a printer that is off', ({ printer }) => printer.powerOff('kept'), 'unreachable'],
    ['when the platform is away', ({ platform }) => platform.faults.add('readContent', { kind: 'lost-call' }, Infinity), 'platform-unreachable'],
    ['when it answers a web page', ({ platform }) => platform.faults.add('readContent', { kind: 'web-page', status: 200 }, Infinity), 'platform-broken'],
    ['when it answers half of what it meant to', ({ platform }) => platform.faults.add('readContent', { kind: 'half' }, Infinity), 'platform-broken'],
    ['when it sends the call on to a login', ({ platform }) => platform.faults.add('readContent', { kind: 'redirect' }, Infinity), 'platform-broken'],
    ['when it answers another person’s certificate', ({ platform }) => platform.faults.add('readContent', { kind: 'another-person' }, Infinity), 'another-person'],
    ['when the file is another than announced', ({ platform }) => platform.faults.add('readDocument', { kind: 'other-bytes' }, Infinity), 'platform-broken'],
    ['under a credential that has expired', ({ platform }) => platform.expireCredential(true), 'platform-refuses-terminal'],
  ])('%s', async (_name, spoil, reason) => {
    const hall = await certificateHall()
    spoil(hall)
    expect(await hall.print('request 1', wishFor(hall, 'income-tax'))).toMatchObject([{ state: 'failed', reason }])
    expect(hall.platform.papers.issued).toEqual([])
    expect(hall.printer.outputs).toEqual([])
    expect(await certificateBalance(hall.ledger, DAY)).toMatchObject({ authorised: 0, failed: 0, notAuthorised: 1 })
  })

  const GOOD = handMadePdf({ pages: 2 })
  test.each<[string, Buffer, string]>([
    ['is none', Buffer.from('<!doctype html><title>The store of documents is closed</title>'.padEnd(200)), 'not-a-pdf'],
    ['breaks off', GOOD.subarray(0, 300), 'not-a-pdf'],
    ['is under a password', encryptedPdf({ user: 'open', owner: 'owner' }), 'encrypted'],
    ['may not be printed', encryptedPdf({ user: '', owner: 'owner' }), 'encrypted'],
    ['has 500 pages', handMadePdf({ pages: 500 }), 'too-many-pages'],
    ['is in letter format', handMadePdf({ pages: 2, box: '0 0 612 792' }), 'not-a4'],
    ['has a table that points beside its objects', Buffer.from(GOOD.toString('latin1').replace(/\d{10} 00000 n/, '0000000003 00000 n'), 'latin1'), 'damaged'],
    ['has fewer pages than was said', handMadePdf(), 'pages-differ'],
  ])('when the authority’s own file %s', async (_name, pdf, reason) => {
    const hall = await certificateHall()
    hall.platform.setFinished({ pdf, pages: 2 })
    expect(await hall.print('request 1', wishFor(hall, 'income-tax'))).toMatchObject([{ state: 'failed', reason }])
    expect(hall.platform.papers.issued).toEqual([])
    expect(hall.printer.outputs).toEqual([])
    expect(await certificateBalance(hall.ledger, DAY)).toMatchObject({ authorised: 0, notAuthorised: 1 })
  })

  test('when the authority’s own file takes too long to look at', async () => {
    const composer = openComposer({ workerFile: BUILT_WORKER, fonts: FONT_FILES, inspectsWithinMs: 1_000 })
    onTestFinished(() => composer.close())
    const hall = await certificateHall({}, composer)
    hall.platform.setFinished({ pdf: bombPdf(300), pages: 1 })
    expect(await hall.print('request 1', wishFor(hall, 'income-tax'))).toMatchObject([{ state: 'failed', reason: 'too-slow' }])
    expect(hall.platform.papers.issued).toEqual([])
    expect(hall.printer.outputs).toEqual([])
    // The next person is not made to pay for it.
    hall.platform.setFinished(null)
    expect(await hall.print('request 2', wishFor(hall, 'social-insurance'))).toMatchObject([{ state: 'printed' }])
  })

  test.each<[string, Fault]>([
    ['by a web page', { kind: 'web-page', status: 200 }],
    ['by half an answer', { kind: 'half' }],
    ['without its number', { kind: 'field-missing' }],
  ])('when the authorisation is answered %s; what it was is revoked', async (_name, fault) => {
    const hall = await certificateHall()
    hall.platform.faults.add('authorise', fault, Infinity)
    expect(await hall.print('request 1', wishFor(hall, 'social-insurance'))).toMatchObject([{ state: 'failed', reason: 'platform-broken' }])
    expect(hall.printer.outputs).toEqual([])
    await delivered(hall)
    expect(hall.platform.papers.issued.filter(({ revoked }) => !revoked)).toEqual([])
    expect(await certificateBalance(hall.ledger, DAY)).toMatchObject({ authorised: 0, failed: 0, notAuthorised: 1 })
  })

  test.each<[string, Fault, string]>([
    ['refuses', { kind: 'status', status: 422, code: 'bad-request' }, 'not-sealed'],
    ['does not answer', { kind: 'lost-call' }, 'platform-unreachable'],
    ['answers by a web page', { kind: 'web-page', status: 200 }, 'platform-broken'],
    ['answers half a document', { kind: 'half' }, 'platform-broken'],
  ])('when the authority that is to seal it %s; its number is revoked', async (_name, fault, reason) => {
    const hall = await certificateHall()
    hall.platform.faults.add('sealDocument', fault, Infinity)
    expect(await hall.print('request 1', wishFor(hall, 'property-search'))).toMatchObject([{ state: 'failed', reason }])
    expect(hall.printer.outputs).toEqual([])
    expect(await certificateBalance(hall.ledger, DAY)).toMatchObject({ authorised: 1, failed: 1 })
    await delivered(hall)
    expect(hall.platform.papers.issued.map(({ state, revoked }) => [state, revoked])).toEqual([['failed', true]])
  })

  test('beyond what the person may have in a year', async () => {
    const hall = await certificateHall()
    const wish = wishFor(hall, 'licence-annex')
    for (let year = 1; year <= 10; year += 1) await hall.print(`request ${year}`, wish)
    expect(await hall.print('request 11', wish)).toMatchObject([{ state: 'failed', reason: 'yearly-limit-reached' }])
    expect(await certificateBalance(hall.ledger, DAY)).toMatchObject({ authorised: 10, printed: 10, notAuthorised: 1 })
  })
})

test('an answer to the authorisation that was lost is asked for again under the same key: one number, one sheet', async () => {
  const hall = await certificateHall()
  hall.platform.faults.add('authorise', { kind: 'lost-answer' })
  expect(await hall.print('request 1', wishFor(hall, 'social-insurance'))).toMatchObject([{ state: 'printed' }])
  expect(hall.platform.papers.issued).toHaveLength(1)
})

test('paper that ends in the middle of a certificate is in doubt, and the next one is not begun behind it', async () => {
  const hall = await certificateHall()
  // Two pages of months.
  const wish = { ...wishFor(hall, 'social-insurance'), period: { from: '2023-01', to: '2026-03' } }
  hall.printer.troubleAtPage(2, 'media-empty')
  const ended = await hall.print('request 1', wish, 2)
  expect(ended.map(({ state }) => state)).toEqual(['unknown', 'failed'])
  expect(await certificateBalance(hall.ledger, DAY)).toMatchObject({ authorised: 1, open: 1, notAuthorised: 1 })
})

/** What may befall a certificate on its way, and how it is mended for the next. */
const HAZARDS: readonly ((hall: CertificateHall) => void)[] = [
  () => undefined,
  ...(['readContent', 'readDocument', 'authorise', 'sealDocument'] as const).flatMap((operation) =>
    (
      [
        { kind: 'lost-call' }, { kind: 'lost-answer' }, { kind: 'doubled' }, { kind: 'half' }, { kind: 'web-page', status: 502 },
        { kind: 'status', status: 503, code: 'out-of-order' }, { kind: 'field-missing' },
      ] satisfies Fault[]
    ).flatMap((fault) => [1, Infinity].map((times) => ({ platform }: CertificateHall) => platform.faults.add(operation, fault, times))),
  ),
  ...(['media-empty', 'media-jam', 'cover-open', 'toner-empty'] as const).flatMap((trouble) =>
    [1, 2].map((page) => ({ printer }: CertificateHall) => printer.troubleAtPage(page, trouble)),
  ),
  ...(['loses-answer', 'loses-request', 'hangs', 'http-500', 'answers-half'] as const).map(
    (mischief) => ({ printer }: CertificateHall) => printer.misbehave(PRINT_JOB, mischief),
  ),
  ({ printer }) => printer.dieInUpload(2_000),
  ({ printer }) => printer.abortAfterPages(1),
  ({ printer }) => printer.pretend('completes-for-nothing'),
  ({ printer }) => printer.pretend('completes-with-errors'),
]
const PRINT_JOB = 2

function mend(hall: CertificateHall): void {
  const { printer, platform } = hall
  platform.faults.clear()
  hall.rested()
  printer.setPaper(100_000)
  for (const trouble of printer.troubles) if (trouble !== 'media-empty') printer.set(trouble, false)
  printer.pretend('none')
}

/** What an operator does about a sheet that is in doubt, or that he finds torn. */
const DECISIONS = {
  nothing: async () => true,
  void: ({ ledger }: CertificateHall, key: string) => ledger.transact((tx) => ledger.sheets.decide(tx, key, 'void', 'operator:1001')),
  'came-out': ({ ledger }: CertificateHall, key: string) => ledger.transact((tx) => ledger.sheets.decide(tx, key, 'came-out', 'operator:1001')),
  spoiled: ({ ledger }: CertificateHall, key: string) => ledger.transact((tx) => ledger.sheets.spoil(tx, key, 'torn', 'operator:1001')),
}

/** What never comes is soon given up; what comes too late for it is in doubt, as it would be in a hall. */
const IMPATIENT = { answerMs: 200, uploadMs: 400, warmUpMs: 400, pageMs: 100, goneMs: 60, cancelMs: 60, doubtMs: 500 }

const CERTIFICATES = process.env['YIMEN_LONG'] === '1' ? 1000 : 100
/** The year's limit of one person would end the others. */
const KINDS = ['social-insurance', 'income-tax', 'property-search'] as const

const visit = fc.record({
  hazard: fc.nat(HAZARDS.length - 1),
  kind: fc.constantFrom(...KINDS),
  copies: fc.integer({ min: 1, max: 2 }),
  decision: fc.constantFrom(...(Object.keys(DECISIONS) as (keyof typeof DECISIONS)[])),
})

test(`${CERTIFICATES} times a certificate with a fault at some step: the balance is exact, none is printed twice, none called printed that did not come out, and the platform says the same`, { timeout: 3_600_000 }, async () => {
  const hall = await certificateHall(IMPATIENT)
  for (const [index, { hazard, kind, copies, decision }] of fc.sample(visit, CERTIFICATES).entries()) {
    HAZARDS[hazard]?.(hall)
    await hall.print(`request ${index}`, wishFor(hall, kind), copies)
    mend(hall)
    const sheets = await hall.ledger.read<{ sheet_key: string }>('SELECT sheet_key FROM sheet ORDER BY rowid DESC LIMIT ?', [copies])
    for (const { sheet_key: key } of sheets) await DECISIONS[decision](hall, key)
  }
  const balance = await certificateBalance(hall.ledger, DAY)
  expect(balance.printed + balance.sent + balance.spoiled + balance.failed + balance.open).toBe(balance.authorised)
  expect(balance.printed).toBeGreaterThan(0)
  // Nothing stands on paper that the platform did not authorise.
  const known = await hall.ledger.read<CopyRow>(
    `SELECT copy_key, kind, sheet_key, state, detail, decision, authorisation_id, pages, sha256
     FROM certificate_copy JOIN sheet ON subject = copy_key`,
  )
  for (const { sheet_key: key, state, pages, sha256 } of known) {
    const out = hall.printer.outputs.filter(({ jobName }) => jobName === key)
    // Each page once at most, of the very file that was recorded.
    expect(new Set(out.map(({ page }) => page)).size).toBe(out.length)
    expect(out.filter((sheet) => sheet.sha256 !== sha256)).toEqual([])
    if (state === 'printed') expect(out).toHaveLength(pages ?? 0)
    if (state === 'failed') expect(out).toEqual([])
  }

  // The platform hears of each end over a bad line, and then knows of every copy what the terminal knows.
  await delivered(hall)
  const authorised = known.filter(({ authorisation_id: id }) => id !== null)
  const { issued } = hall.platform.papers
  const endAtPlatform = new Map(issued.map((paper) => [paper.key, END_OF_PAPER[paper.state]]))
  expect(authorised).toHaveLength(balance.authorised)
  expect(authorised.map(({ copy_key: key }) => [key, endAtPlatform.get(key)])).toEqual(authorised.map((row) => [row.copy_key, endOf(row)]))
  // What it authorised and the terminal never heard of has failed, and is nobody's.
  const unheard = issued.filter(({ key }) => !authorised.some((row) => row.copy_key === key))
  expect(unheard.filter(({ state }) => state !== 'failed')).toEqual([])
  const atPlatform = (end: string) => issued.filter(({ state }) => END_OF_PAPER[state] === end)
  const { printed, sent, spoiled, failed, open } = balance
  expect({ printed, sent, spoiled, failed: failed + unheard.length, open }).toEqual(
    Object.fromEntries(['printed', 'sent', 'spoiled', 'failed', 'open'].map((end) => [end, atPlatform(end).length])),
  )
  const pages = ['printed', 'sent', 'spoiled'].flatMap(atPlatform).reduce((sum, paper) => sum + (paper.pages ?? 0), 0)
  expect(pages).toBe(balance.pages)
  for (const kind of KINDS) {
    const counted = authorised.filter((row) => row.kind === kind && ['printed', 'sent', 'open'].includes(endOf(row)))
    expect([kind, hall.platform.papers.usedThisYear(hall.asker.person, kind)]).toEqual([kind, counted.length])
  }
})

/** Lost, answered in vain, doubled, and now and then nothing: never so often in a row that the terminal rests. */
const WEATHER: readonly (readonly Fault[])[] = [
  [{ kind: 'lost-call' }], [{ kind: 'lost-answer' }], [], [{ kind: 'doubled' }], [{ kind: 'half' }], [{ kind: 'web-page', status: 502 }], [],
]

/** Everything in the outbox is brought to the platform, each event as the written API says. */
async function delivered(hall: CertificateHall): Promise<void> {
  const { ledger, client, platform } = hall
  hall.rested()
  for (const faults of WEATHER) platform.faults.add('deliverEvents', faults)
  const faults: unknown[] = []
  const delivery = deliverOutbox({
    outbox: ledger.outbox,
    platform: eventsOverApi(client),
    now: () => TEN_O_CLOCK,
    // No pause between the tries.
    random: () => -1,
    log: pino({ level: 'silent' }),
    onChange: () => undefined,
    onFault: (error) => faults.push(error),
  })
  await expect.poll(() => ledger.outbox.waiting(), { timeout: 30_000 }).toMatchObject({ waiting: 0 })
  await delivery.close()
  expect(faults).toEqual([])
  expect(await ledger.outbox.waiting()).toMatchObject({ shelf: 0 })
  for (const { kind, payload } of platform.book.events) {
    const isAsWritten = checkOf(`#/components/schemas/${kind === 'sheet.settled' ? 'CertificateSettled' : 'CertificateDecided'}`)
    expect([payload, isAsWritten(payload)]).toEqual([payload, true])
  }
  expect(platform.book.events.some(({ told }) => told > 1)).toBe(true)
}

const END_OF_PAPER = { authorised: 'open', unknown: 'open', printed: 'printed', sent: 'sent', spoiled: 'spoiled', failed: 'failed' } as const

/** As a person who reads the ledger's rows would say it. */
function endOf({ state, detail, decision }: CopyRow): string {
  if (state === 'failed') return 'failed'
  if (decision === 'spoiled' || decision === 'void') return 'spoiled'
  if (decision === 'came-out' || state === 'printed') return 'printed'
  return state === 'sent' && detail === 'not-possible' ? 'sent' : 'open'
}

interface CopyRow {
  readonly copy_key: string
  readonly kind: string
  readonly sheet_key: string
  readonly state: string
  readonly detail: string | null
  readonly decision: string | null
  readonly authorisation_id: string | null
  readonly pages: number | null
  readonly sha256: string | null
}
