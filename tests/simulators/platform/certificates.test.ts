import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CALLED, callerOf, person, platform, proofBySms } from './caller.ts'
import { operationsOf } from './written-api.ts'

const ONE = person('domestic')
const SEVEN = person('domestic-7')
const AT = '2026-11-22T02:00:00Z'

/** What the page says, in both languages. */
const PAGE_WORDS: Readonly<Record<string, readonly string[]>> = {
  genuine: ['真实有效', 'Genuine', '不动产登记信息查询结果证明', '样**'],
  revoked: ['已作废', 'Revoked'],
  expired: ['已过有效期', 'Expired'],
  unknown: ['查无此证明', 'No such certificate'],
}

describe('a found card', () => {
  test('learns nothing: no certificate is listed, none is given out, and no filing is told', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const found = { person: ONE, assurance: { level: 'card' } }
    expect((await call('POST', '/person/certificates', found)).body).toEqual({ certificates: [] })
    expect((await call('POST', '/person/progress', found)).body).toEqual({ of: ONE, filings: [] })
    expect((await call('POST', '/person/licences', found)).body).toEqual({ licences: [] })

    const proof = await proofBySms(simulator, ONE)
    const known = { person: ONE, assurance: { level: 'card+sms', proof } }
    const { certificates } = (await call('POST', '/person/certificates', known)).body
    const { licences } = (await call('POST', '/person/licences', known)).body
    expect(licences[0]).toMatchObject({ type: 'ID-CARD', number: '110***********002X' })
    const refused = await call('POST', `/certificates/${certificates[0].id}/content`, found)
    expect([refused.status, refused.body['code']]).toEqual([403, 'assurance-too-low'])
  })

  test('ends the verification with three wrong codes, also when the fourth is right', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const { body } = await call('POST', '/person/verifications', { person: ONE })
    const right = simulator.sentCodes[0]?.code ?? ''
    expect(body['phone']).toBe('138****0001')
    const wrong = right === '000000' ? '111111' : '000000'
    const outcomes: unknown[] = []
    for (const code of [wrong, wrong, wrong, right]) {
      outcomes.push((await call('POST', `/person/verifications/${body['id']}/check`, { code })).body)
    }
    expect(outcomes).toEqual([
      { outcome: 'wrong', attemptsLeft: 2 },
      { outcome: 'wrong', attemptsLeft: 1 },
      { outcome: 'ended', reason: 'wrong-codes' },
      { outcome: 'ended', reason: 'wrong-codes' },
    ])
  })

  test('says no more than a number that was typed, which is no assurance at all', async () => {
    const call = callerOf(await platform())
    for (const path of ['/person/certificates', '/person/progress']) {
      expect((await call('POST', path, { person: ONE, assurance: { level: 'typed' } })).status).toBe(400)
    }
  })

  test('cannot send codes without end', async () => {
    const call = callerOf(await platform())
    const statuses: number[] = []
    for (let time = 0; time < 4; time += 1)
      statuses.push((await call('POST', '/person/verifications', { person: ONE })).status)
    expect(statuses).toEqual([201, 201, 201, 429])
  })
})

describe('a person who is known', () => {
  test('by code sees more than a card, by face what needs a face, and with another’s proof nothing', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const kinds = async (assurance: unknown, who = ONE) =>
      (await call('POST', '/person/certificates', { person: who, assurance })).body['certificates']?.map(
        (each: { kind: string }) => each.kind,
      )
    const proof = await proofBySms(simulator, ONE)
    expect(await kinds({ level: 'card+sms', proof })).toEqual([
      'social-insurance',
      'income-tax',
      'property-search',
      'licence-annex',
    ])

    const pictures = { frame: '/9j/4AAQ', cardPhoto: { format: 'wlt', content: 'V0xmAA==' } }
    const face = (await call('POST', '/person/face', { person: ONE, ...pictures })).body
    expect(await kinds({ level: 'card+face', proof: face['proof'] })).toContain('no-criminal-record')
    expect(await kinds({ level: 'card+face', proof })).toBeUndefined()
    expect(await kinds({ level: 'card+sms', proof }, SEVEN)).toBeUndefined()

    simulator.setFaces(false)
    const lefts: unknown[] = []
    for (let time = 0; time < 3; time += 1)
      lefts.push((await call('POST', '/person/face', { person: ONE, ...pictures })).body['attemptsLeft'])
    simulator.setFaces(true)
    expect(lefts).toEqual([2, 1, 0])
    expect((await call('POST', '/person/face', { person: ONE, ...pictures })).body['match']).toBe(false)
  })

  test('gets the finished document whose digest was announced, and the content whose sums are right', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const clerk = { person: ONE, assurance: { level: 'clerk', clerk: '3号窗口' } }
    const { certificates } = (await call('POST', '/person/certificates', clerk)).body
    const idOf = (kind: string) => certificates.find((each: { kind: string }) => each.kind === kind).id
    const finished = await call('POST', `/certificates/${idOf('income-tax')}/content`, {
      ...clerk,
      period: { from: '2024-01', to: '2026-06' },
    })
    const { url, sha256, bytes, pages } = finished.body['pdf']
    const document = await call('GET', url)
    expect(createHash('sha256').update(document.bytes).digest('hex')).toBe(sha256)
    expect([document.bytes.length, pages]).toEqual([bytes, 2])
    expect(document.bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(pages)

    const composed = await call('POST', `/certificates/${idOf('social-insurance')}/content`, {
      ...clerk,
      period: { from: '2025-12', to: '2026-01' },
      purpose: 'home',
    })
    const { fields, tables } = composed.body
    expect(tables.payments.rows.map((row: { month: string }) => row.month)).toEqual(['2025-12', '2026-01'])
    expect(tables.payments.total).toEqual({ personal: '800.00' })
    expect(fields).toMatchObject({ name: ONE.name, from: '2025年12月', to: '2026年1月', months: '2', purpose: '购房' })
    expect(composed.body['of']).toEqual(ONE)
  })

  test('is refused a period or a purpose that cannot be had, and a certificate of somebody else', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const clerk = { person: ONE, assurance: { level: 'clerk', clerk: '3' } }
    const { certificates } = (await call('POST', '/person/certificates', clerk)).body
    const code = async (kind: string, more: object, who: object = clerk) => {
      const id = certificates.find((each: { kind: string }) => each.kind === kind).id
      return (await call('POST', `/certificates/${id}/content`, { ...who, ...more })).body['code']
    }
    const purpose = 'work'
    for (const period of [{ from: '2026-02', to: '2026-01' }, { from: '2014-12', to: '2015-01' }, undefined]) {
      expect(await code('social-insurance', { purpose, period })).toBe('period-not-allowed')
    }
    expect(await code('property-search', { purpose, period: { from: '2026-01', to: '2026-01' } })).toBe(
      'period-not-allowed',
    )
    expect(await code('property-search', {})).toBe('purpose-not-allowed')
    expect(await code('property-search', { purpose: 'gold' })).toBe('purpose-not-allowed')
    const other = { person: SEVEN, assurance: { level: 'clerk', clerk: '3' } }
    expect(await code('social-insurance', { purpose, period: { from: '2026-01', to: '2026-01' } }, other)).toBe(
      'not-found',
    )
  })
})

/** Authorises one certificate of 样本一 at the window. */
async function authorised(call: ReturnType<typeof callerOf>, kind: string, more: object, key: string = randomUUID()) {
  const clerk = { person: ONE, assurance: { level: 'clerk', clerk: '3' } }
  const { certificates } = (await call('POST', '/person/certificates', clerk)).body
  const { id } = certificates.find((each: { kind: string }) => each.kind === kind)
  return call('POST', `/certificates/${id}/authorisations`, { ...clerk, ...more }, { 'idempotency-key': key })
}

/** Tells the platform of a copy as a terminal does, each event under an id of its own, and hears what becomes of it. */
function teller(call: ReturnType<typeof callerOf>) {
  const paper = { sheet: 'sheet-1', sha256: 'a'.repeat(64), pages: 1, replaces: null, detail: null }
  const tell = async (kind: string, key: string, payload: object) => {
    const event = { id: randomUUID(), subject: key, kind, at: AT, payload: { certificate: key, ...payload } }
    const [result] = (await call('POST', '/events', { terminal: 'K01', events: [event] })).body['results']
    return result.problem === undefined ? result.outcome : `${result.outcome}: ${result.problem.code}`
  }
  return {
    settled: (key: string, state: string, more: object = {}) => tell('sheet.settled', key, { ...paper, state, ...more }),
    decided: (key: string, decision: string) => tell('sheet.decided', key, { sheet: 'sheet-1', decision, reason: null }),
  }
}

describe('a copy', () => {

  test('is authorised once under its key, however often it is asked for', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const key = randomUUID()
    const first = await authorised(call, 'property-search', { purpose: 'home' }, key)
    const again = await authorised(call, 'property-search', { purpose: 'home' }, key)
    expect(again.body).toEqual(first.body)
    expect(simulator.papers.issued).toHaveLength(1)
    expect((await authorised(call, 'property-search', { purpose: 'work' }, key)).body['code']).toBe('key-reused')
    expect(first.body['verifyUrl']).toBe(`${simulator.publicUrl}/v/${first.body['number']}/${first.body['code']}`)
  })

  test('counts against the year, and no longer when it failed or was spoiled', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const lefts: unknown[] = []
    const keys = [randomUUID(), randomUUID(), randomUUID()]
    for (const key of keys) lefts.push((await authorised(call, 'no-criminal-record', { purpose: 'abroad' }, key)).body['yearlyLeft'])
    expect(lefts).toEqual([2, 1, 0])
    expect((await authorised(call, 'no-criminal-record', { purpose: 'abroad' })).body['code']).toBe(
      'yearly-limit-reached',
    )
    const { settled, decided } = teller(call)
    const [jammed = '', torn = '', lost = ''] = keys
    expect(await settled(jammed, 'failed', { detail: 'media-jam' })).toBe('taken')
    expect(await settled(torn, 'printed')).toBe('taken')
    expect(await decided(torn, 'spoiled')).toBe('taken')
    expect(await settled(lost, 'unknown', { detail: 'power-cut' })).toBe('taken')
    const states = simulator.papers.issued.map(({ state, revoked }) => [state, revoked])
    expect(states).toEqual([['failed', true], ['spoiled', true], ['unknown', false]])
    const { body } = await authorised(call, 'no-criminal-record', { purpose: 'abroad' })
    expect(body['yearlyLeft']).toBe(1)
  })

  // Each road from the authorisation on, as the terminal's ledger can go it, and what contradicts at its end.
  test.each<readonly [string, readonly string[], string, readonly string[]]>([
    ['printed', ['printed'], 'printed', ['failed', 'unknown', 'sent', 'came-out', 'void']],
    ['printed, told again', ['printed', 'printed'], 'printed', ['failed']],
    ['printed, and found torn', ['printed', 'spoiled'], 'spoiled', ['printed', 'came-out', 'void']],
    ['sent', ['sent'], 'sent', ['printed', 'failed', 'came-out', 'void']],
    ['sent, and found torn', ['sent', 'spoiled'], 'spoiled', ['sent', 'came-out']],
    ['failed', ['failed'], 'failed', ['printed', 'came-out', 'spoiled']],
    ['failed, and nobody prints it', ['failed', 'void'], 'failed', ['came-out']],
    ['unknown', ['unknown'], 'unknown', ['printed', 'failed']],
    ['unknown, and there', ['unknown', 'came-out'], 'printed', ['came-out', 'void', 'failed']],
    ['unknown, there, and torn', ['unknown', 'came-out', 'spoiled'], 'spoiled', ['came-out']],
    ['unknown, and given up', ['unknown', 'void'], 'spoiled', ['came-out', 'void']],
    ['unknown, given up, and found torn', ['unknown', 'void', 'spoiled'], 'spoiled', ['printed']],
  ])('%s is so at the platform, and what contradicts that is refused', async (_name, road, state, contradicting) => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const key = randomUUID()
    await authorised(call, 'property-search', { purpose: 'home' }, key)
    const { settled, decided } = teller(call)
    const tell = (end: string) => (['printed', 'sent', 'failed', 'unknown'].includes(end) ? settled(key, end) : decided(key, end))
    for (const end of road) expect(await tell(end)).toBe('taken')
    for (const end of contradicting) expect(await tell(end)).toBe('refused: outcome-contradicts')
    expect(await settled(key, road[0] ?? '', { sha256: 'b'.repeat(64) })).toBe('refused: outcome-contradicts')
    expect(simulator.papers.issued.map((paper) => [paper.state, paper.sha256])).toEqual([[state, 'a'.repeat(64)]])
  })

  test('is not decided about before its end was told, and an end that is none is refused', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const { settled, decided } = teller(call)
    const key = randomUUID()
    expect(await decided(key, 'spoiled')).toBe('later: settled-missing')
    await authorised(call, 'property-search', { purpose: 'home' }, key)
    expect(await decided(key, 'spoiled')).toBe('later: settled-missing')
    expect(await settled(key, 'evaporated')).toBe('refused: bad-event')
    expect(await decided(key, 'reprinted')).toBe('refused: bad-event')
    expect(await settled(key, 'printed', { certificate: randomUUID() })).toBe('refused: bad-event')
    expect(simulator.papers.issued[0]?.state).toBe('authorised')
    // Of a ticket nothing is kept but the event.
    const ticket = { id: 't1', subject: 'ticket-1', kind: 'sheet.settled', at: AT, payload: { sheet: 's', ticket: 'ticket-1', state: 'unknown' } }
    expect((await call('POST', '/events', { terminal: 'K01', events: [ticket] })).body['results']).toEqual([{ id: 't1', outcome: 'taken' }])
  })

  test('whose authorisation was never heard has failed under its key, before or after it was given', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const { settled, decided } = teller(call)
    const [given, onItsWay] = [randomUUID(), randomUUID()]
    await authorised(call, 'property-search', { purpose: 'home' }, given)
    const nothing = { sha256: null, pages: null, detail: 'platform-unreachable' }
    expect(await settled(given, 'failed', nothing)).toBe('taken')
    expect(simulator.papers.issued[0]).toMatchObject({ state: 'failed', revoked: true })

    expect(await settled(onItsWay, 'printed')).toBe('refused: not-authorised')
    expect(await settled(onItsWay, 'failed', nothing)).toBe('taken')
    expect(await settled(onItsWay, 'failed', nothing)).toBe('taken')
    expect(await decided(onItsWay, 'came-out')).toBe('refused: outcome-contradicts')
    expect(await decided(onItsWay, 'void')).toBe('taken')
    const late = await authorised(call, 'property-search', { purpose: 'home' }, onItsWay)
    expect([late.status, late.body['code']]).toEqual([422, 'key-reused'])
    expect(simulator.papers.issued).toHaveLength(1)
  })

  test('is sealed without a byte of it changed', async () => {
    const call = callerOf(await platform())
    const clerk = { person: ONE, assurance: { level: 'clerk', clerk: '3' } }
    const { certificates } = (await call('POST', '/person/certificates', clerk)).body
    const tax = certificates.find((each: { kind: string }) => each.kind === 'income-tax')
    const question = { ...clerk, period: { from: '2026-01', to: '2026-01' } }
    const pdf = (await call('GET', (await call('POST', `/certificates/${tax.id}/content`, question)).body['pdf'].url))
      .bytes
    const { id } = (await call('POST', `/certificates/${tax.id}/authorisations`, question)).body
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    const { body } = await call('POST', '/seals', { authorisation: id, sha256, pdf: pdf.toString('base64') })
    const sealed = Buffer.from(body['pdf'], 'base64')
    expect(sealed.subarray(0, pdf.length).equals(pdf)).toBe(true)
    expect(sealed.length).toBeGreaterThan(pdf.length)
    const changed = await call('POST', '/seals', {
      authorisation: id,
      sha256: 'a'.repeat(64),
      pdf: pdf.toString('base64'),
    })
    expect(changed.status).toBe(422)
  })

  test('is genuine, revoked, expired or unknown, at the terminal and on the page that a phone opens', async () => {
    const simulator = await platform()
    const call = callerOf(simulator)
    const key = randomUUID()
    const { number, code, verifyUrl } = (await authorised(call, 'property-search', { purpose: 'home' }, key)).body
    await teller(call).settled(key, 'printed')
    const truth = async (typed = code) => {
      const { body } = await call('POST', '/verification', { number, code: typed })
      const page = await (await fetch(verifyUrl.replace(code, typed))).text()
      expect(page).toContain(`data-outcome="${body['outcome']}"`)
      for (const words of PAGE_WORDS[body['outcome']] ?? []) expect(page).toContain(words)
      // Nothing of the person in the address, and on the page no more than the first character of the name.
      expect(page).not.toContain(ONE.name)
      return body['outcome']
    }
    expect(await truth()).toBe('genuine')
    expect(await truth(`${code[1]}${code[0]}${code.slice(2)}`)).toBe(code[0] === code[1] ? 'genuine' : 'unknown')
    simulator.papers.expire(number)
    expect(await truth()).toBe('expired')
    simulator.papers.revoke(number)
    expect(await truth()).toBe('revoked')
    expect(verifyUrl).not.toContain(ONE.number)
  })
})

test('a code on a phone names its person for a minute, once, and is nobody’s when nobody issued it', async () => {
  const simulator = await platform()
  const call = callerOf(simulator)
  const asked = (text: string) => call('POST', '/codes/verify', { text, symbology: ']Q1', scannedAt: '2026-11-22T02:00:00Z' })
  const who = person('domestic')
  const [used, old] = [simulator.codeDesk.issue(who.number), simulator.codeDesk.issue(who.number)]
  expect((await asked(used)).body).toEqual({ outcome: 'person', person: who, assurance: 'card' })
  expect((await asked(used)).body).toEqual({ outcome: 'refused', reason: 'used' })
  simulator.setClockAhead(61_000)
  expect((await asked(old)).body).toEqual({ outcome: 'refused', reason: 'expired' })
  expect((await asked('6901234567892')).body).toEqual({ outcome: 'unknown' })
})

// Each answer above was held to openapi.yaml by `callerOf`.
test('everything that is written of persons and certificates is answered', () => {
  expect([...CALLED]).toEqual(expect.arrayContaining([...operationsOf(['person', 'certificates'])]))
})
