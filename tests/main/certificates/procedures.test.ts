import { call } from '@orpc/server'
import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import type { PhotoDecoder } from '../../../drivers/id-card/photo-decoder.ts'
import { certificateProcedures } from '../../../main/certificates/procedures.ts'
import { LEFT_AFTER_MS, REMINDS_AFTER_MS } from '../../../main/certificates/printing.ts'
import type { CertificateView } from '../../../main/contract/certificates.ts'
import { identityOf, type Identity } from '../../../main/session/identity.ts'
import { proofProcedures } from '../../../main/session/proof-procedures.ts'
import { createSessions, type Session, type Sessions } from '../../../main/session/sessions.ts'
import { person } from '../../simulators/platform/caller.ts'
import { certificateHall, DAY, type CertificateHall } from './hall.ts'
import { eventually } from '../../eventually.ts'

/** One who has everything, one without a phone. */
const OWNER = person('domestic')
const WITHOUT_PHONE = person('domestic-7')

/** The hall's own asker has had one. */
const SENT_BEFORE = 1

const COPIES = 'SELECT copy_key, taken_at, left_at FROM certificate_copy ORDER BY place'
interface CopyRow {
  readonly copy_key: string
  readonly taken_at: string | null
  readonly left_at: string | null
}

let hall: CertificateHall
let sessions: Sessions
let certificates: ReturnType<typeof certificateProcedures>
let proof: ReturnType<typeof proofProcedures>
/** How much later it is at the terminal than by this machine's clock, milliseconds. */
let later: number
let whilePinIsLookedAt: () => void
/** What the configured decoder makes of a photo; null where none is configured. */
let photos: PhotoDecoder | null
/** Whose card lies on the reader; null where it was taken away. */
let lying: { readonly number: string; readonly photo: Buffer } | null

beforeEach(async () => {
  hall = await certificateHall()
  later = 0
  whilePinIsLookedAt = () => undefined
  sessions = createSessions({
    policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
    onChange: () => undefined,
    onEnd: () => undefined,
  })
  onTestFinished(() => sessions.end('terminal-ends'))
  const onFault = (error: unknown) => {
    throw error
  }
  certificates = certificateProcedures({ office: hall.office, sessions, businessDay: () => DAY, hallDay: () => DAY, onFault })
  lying = { number: OWNER.number, photo: Buffer.from('WLf-') }
  photos = null
  proof = proofProcedures({
    get photos() {
      return photos
    },
    sessions,
    platform: hall.client,
    faces: hall.client,
    reader: {
      get status() {
        return (lying === null ? { state: 'absent' } : { state: 'present', card: lying }) as CardReaderStatus
      },
    },
    operators: {
      list: () => Promise.resolve([]),
      vouch: (name, pin) => {
        whilePinIsLookedAt()
        return Promise.resolve(
          pin === '271828' ? { ok: true, value: { id: '1', name, role: 'clerk' } } : { ok: false, fault: { kind: 'wrong', triesLeft: 4 } },
        )
      },
    },
    onPin: () => undefined,
    now: () => new Date(Date.now() + later),
    recordProof: () => Promise.resolve(),
  })
})

function arrives(identity: Identity | null): Session {
  sessions.end('done')
  const session = sessions.open()
  session.agreed = 1
  session.identity = identity
  return session
}

const byCard = (whose = OWNER) => arrives(identityOf({ assurance: 'card', number: whose.number, name: whose.name }))

/** With the code that the platform has sent. */
async function bySms(): Promise<Session> {
  const session = byCard()
  await call(proof.sendCode, undefined)
  const code = hall.platform.sentCodes.at(-1)?.code ?? ''
  expect(await call(proof.checkCode, { code })).toMatchObject({ outcome: 'confirmed', person: { proven: 'sms' } })
  return session
}

async function listed(): Promise<readonly CertificateView[]> {
  const outcome = await call(certificates.list, undefined)
  return outcome.outcome === 'listed' ? outcome.certificates : []
}

async function wishOf(kind: string) {
  const found = (await listed()).find((each) => each.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  const period = found.period.kind === 'none' ? null : { from: '2026-01', to: '2026-03' }
  return { certificate: found.id, period, purpose: found.purposes[0]?.code ?? null }
}

describe('somebody who proved too little', () => {
  test.each([
    ['with a typed number', () => arrives(identityOf({ assurance: 'typed', number: OWNER.number }))],
    ['with nothing', () => arrives(null)],
  ])('%s may not even ask, and the platform hears of nobody', async (_, come) => {
    come()
    const before = hall.platform.calls.length
    for (const asked of [
      () => call(certificates.list, undefined),
      () => call(certificates.preview, { certificate: 'x', period: null, purpose: null }),
      () => call(certificates.print, { certificate: 'x', period: null, purpose: null, requestId: randomUUID(), copies: 1 }),
      () => call(proof.sendCode, undefined),
      () => call(proof.compareFace, { frame: 'AAAA' }),
      () => call(proof.clerkConfirms, { name: '王工', pin: '271828' }),
    ]) {
      await expect(asked()).rejects.toMatchObject({ data: { needs: 'card' } })
    }
    expect(hall.platform.calls.length).toBe(before)
  })

  test('with a card alone sees nothing of what a code would open, and cannot ask for it by its id', async () => {
    await bySms()
    const wish = await wishOf('social-insurance')
    byCard()
    expect(await listed()).toEqual([])
    await expect(call(certificates.preview, wish)).rejects.toMatchObject({ data: { needs: 'own-certificate' } })
    await expect(call(certificates.print, { ...wish, requestId: randomUUID(), copies: 1 })).rejects.toMatchObject({
      data: { needs: 'own-certificate' },
    })
  })

  test('with a code does not see what wants the face or a clerk', async () => {
    await bySms()
    const kinds = (await listed()).map(({ kind }) => kind)
    expect(kinds).toContain('social-insurance')
    expect(kinds).not.toContain('no-criminal-record')
    expect(await call(proof.clerkConfirms, { name: '王工', pin: '271828' })).toMatchObject({ person: { proven: 'clerk' } })
    expect((await listed()).map(({ kind }) => kind)).toContain('no-criminal-record')
  })

  test('is listed nothing that the platform lists by mistake', async () => {
    byCard()
    const some = { id: 'c-1', kind: 'social-insurance', title: { zh: '证明', en: '' }, issuer: { zh: '局', en: '' }, copies: { most: 1 } }
    const list = vi.spyOn(hall.client, 'certificates').mockResolvedValue({
      ok: true,
      value: { certificates: [{ ...some, assurance: ['card+sms'], period: { kind: 'none' }, purposes: [] }] },
    })
    expect(await listed()).toEqual([])
    expect(list).toHaveBeenCalledOnce()
  })
})

describe('somebody who comes into the session of another', () => {
  /** As after a typed number: the card of the next person ends no session. */
  const nextLays = (session: Session) => {
    session.identity = identityOf({ assurance: 'card', number: WITHOUT_PHONE.number, name: WITHOUT_PHONE.name })
    session.proof = null
  }

  test('proves nothing by the code that went to the other', async () => {
    const session = byCard()
    await call(proof.sendCode, undefined)
    const code = hall.platform.sentCodes.at(-1)?.code ?? ''
    nextLays(session)
    await expect(call(proof.checkCode, { code })).rejects.toMatchObject({ data: { needs: 'code-sent' } })
    expect(session.proof).toBeNull()
  })

  test('is not proven by the code that was looked at meanwhile', async () => {
    const session = byCard()
    await call(proof.sendCode, undefined)
    const check = hall.client.checkVerification.bind(hall.client)
    vi.spyOn(hall.client, 'checkVerification').mockImplementation((...asked) => {
      nextLays(session)
      return check(...asked)
    })
    const code = hall.platform.sentCodes.at(-1)?.code ?? ''
    await expect(call(proof.checkCode, { code })).rejects.toMatchObject({ data: { needs: 'card' } })
    expect(session.proof).toBeNull()
  })

  test('is not vouched for by the clerk who has looked at the other', async () => {
    const session = byCard()
    whilePinIsLookedAt = () => nextLays(session)
    await expect(call(proof.clerkConfirms, { name: '王工', pin: '271828' })).rejects.toMatchObject({ data: { needs: 'card' } })
    expect(session.proof).toBeNull()
  })

  test('is listed nothing that was asked for the other, and can ask for nothing of it', async () => {
    const session = await bySms()
    const wish = await wishOf('social-insurance')
    const list = hall.client.certificates.bind(hall.client)
    vi.spyOn(hall.client, 'certificates').mockImplementation((...asked) => {
      nextLays(session)
      return list(...asked)
    })
    await expect(call(certificates.list, undefined)).rejects.toMatchObject({ data: { needs: 'card' } })
    await expect(call(certificates.preview, wish)).rejects.toMatchObject({ data: { needs: 'own-certificate' } })
  })
})

describe('a code by SMS', () => {
  test('goes to the phone that the platform knows, which is shown masked', async () => {
    byCard()
    expect(await call(proof.sendCode, undefined)).toMatchObject({ outcome: 'sent', phone: '138****0001', digits: 6 })
  })

  test('three wrong ones end the session, also when another was sent between', async () => {
    const session = byCard()
    await call(proof.sendCode, undefined)
    const wrong = () => call(proof.checkCode, { code: hall.platform.sentCodes.at(-1)?.code === '000000' ? '111111' : '000000' })
    expect(await wrong()).toEqual({ outcome: 'wrong', attemptsLeft: 2 })
    later = 61_000
    await call(proof.sendCode, undefined)
    expect(hall.platform.sentCodes).toHaveLength(SENT_BEFORE + 2)
    expect(await wrong()).toEqual({ outcome: 'wrong', attemptsLeft: 1 })
    expect(sessions.current).toBe(session)
    expect(await wrong()).toEqual({ outcome: 'shut-out' })
    expect(sessions.current).toBeNull()
    expect(session.identity).toBeNull()
  })

  test('is checked only where one was sent', async () => {
    byCard()
    await expect(call(proof.checkCode, { code: '123456' })).rejects.toMatchObject({ data: { needs: 'code-sent' } })
  })

  test('cannot be sent where no phone is known, and not without end', async () => {
    byCard(WITHOUT_PHONE)
    expect(await call(proof.sendCode, undefined)).toEqual({ outcome: 'no-phone' })
    byCard()
    for (const minute of [0, 1]) {
      later = minute * 61_000
      expect(await call(proof.sendCode, undefined)).toMatchObject({ outcome: 'sent' })
    }
    later = 2 * 61_000
    expect(await call(proof.sendCode, undefined)).toEqual({ outcome: 'too-many' })
  })

  test('that is on the phone already is not sent again to whoever went back and came again', async () => {
    byCard()
    const first = await call(proof.sendCode, undefined)
    later = 20_000
    const again = await call(proof.sendCode, undefined)
    expect(hall.platform.sentCodes).toHaveLength(SENT_BEFORE + 1)
    const wait = (sent: typeof first) => (sent.outcome === 'sent' ? sent.againAfterSeconds : NaN)
    expect([wait(first), wait(again)]).toEqual([60, 40])
    const code = hall.platform.sentCodes.at(-1)?.code ?? ''
    expect(await call(proof.checkCode, { code })).toMatchObject({ outcome: 'confirmed' })
  })

  test('proves nothing for who identifies afterwards', async () => {
    const session = await bySms()
    expect(session.proof).not.toBeNull()
    const next = byCard()
    expect(next.proof).toBeNull()
  })

  test('that the platform no longer takes is asked for again', async () => {
    const session = await bySms()
    hall.platform.setClockAhead(20 * 60_000)
    expect(await call(certificates.list, undefined)).toEqual({ outcome: 'failed', reason: 'assurance-too-low' })
    expect(session.proof).toBeNull()
  })
})

describe('a face', () => {
  const frame = Buffer.from('a frame of the camera').toString('base64')

  test('is compared with the photo of the card that lies there, and opens what wants it', async () => {
    byCard()
    expect(await call(proof.compareFace, { frame })).toMatchObject({ outcome: 'confirmed', person: { proven: 'face' } })
    expect((await listed()).map(({ kind }) => kind)).toContain('no-criminal-record')
  })

  test('that is another’s leaves the other ways', async () => {
    byCard()
    hall.platform.setFaces(false)
    expect(await call(proof.compareFace, { frame })).toMatchObject({ outcome: 'no-match', attemptsLeft: 2 })
    expect(sessions.current?.proof).toBeNull()
  })

  test.each([
    ['is gone', null],
    ['is another’s', { number: WITHOUT_PHONE.number, photo: Buffer.from('WLf-') }],
    ['has no photo', { number: OWNER.number, photo: Buffer.alloc(0) }],
  ])('is compared with nothing when the card %s', async (_, there) => {
    byCard()
    lying = there
    expect(await call(proof.compareFace, { frame })).toEqual({ outcome: 'no-photo' })
  })
})

describe('the photo that a clerk is shown', () => {
  const made = () => ({ format: 'jpeg', bytes: Buffer.from('picture') }) as const

  test('is what the decoder makes of the card that lies there, and is wiped once it is on its way', async () => {
    byCard()
    const picture = made()
    photos = { decode: (wlt) => Promise.resolve(Buffer.from('WLf-').equals(wlt) ? picture : null) }
    expect(await call(proof.cardPhoto, undefined)).toEqual({ format: 'jpeg', content: Buffer.from('picture').toString('base64') })
    expect(picture.bytes.every((byte) => byte === 0)).toBe(true)
  })

  test('is none without a decoder, where it makes none, and when the card is gone, another’s or without one', async () => {
    byCard()
    expect(await call(proof.cardPhoto, undefined)).toBeNull()
    photos = { decode: () => Promise.resolve(null) }
    expect(await call(proof.cardPhoto, undefined)).toBeNull()
    photos = { decode: () => Promise.resolve(made()) }
    for (const there of [null, { number: WITHOUT_PHONE.number, photo: Buffer.from('WLf-') }, { number: OWNER.number, photo: Buffer.alloc(0) }]) {
      lying = there
      expect(await call(proof.cardPhoto, undefined)).toBeNull()
    }
  })

  test('is none, and wiped, when the card is taken away or the session ends while it is made', async () => {
    const pictures: Buffer[] = []
    let meanwhile = () => undefined as void
    photos = {
      decode() {
        meanwhile()
        const picture = made()
        pictures.push(picture.bytes)
        return Promise.resolve(picture)
      },
    }
    byCard()
    meanwhile = () => void (lying = null)
    expect(await call(proof.cardPhoto, undefined)).toBeNull()
    lying = { number: OWNER.number, photo: Buffer.from('WLf-') }
    meanwhile = () => sessions.end('done')
    await expect(call(proof.cardPhoto, undefined)).rejects.toMatchObject({ code: 'WRONG_STEP' })
    assert(pictures.length === 2)
    expect(pictures.every((picture) => picture.every((byte) => byte === 0))).toBe(true)
    await expect(call(proof.cardPhoto, undefined)).rejects.toMatchObject({ code: 'WRONG_STEP' })
  })
})

test('a clerk who types a wrong PIN confirms nobody', async () => {
  const session = byCard()
  expect(await call(proof.clerkConfirms, { name: '王工', pin: '111111' })).toEqual({ outcome: 'wrong', triesLeft: 4 })
  expect(session.proof).toBeNull()
})

describe('a certificate', () => {
  test('is looked at before anything is authorised, intended or printed', async () => {
    await bySms()
    const seen = await call(certificates.preview, await wishOf('social-insurance'))
    expect(seen).toMatchObject({ outcome: 'ready', pages: 1 })
    expect(Buffer.from(seen.outcome === 'ready' ? seen.pdf : '', 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    expect(await hall.ledger.read(COPIES)).toEqual([])
    expect(hall.platform.papers.issued).toEqual([])
  })

  test.each([
    ['more copies than may be', { copies: 4 }],
    ['a time before the first', { period: { from: '2014-12', to: '2015-02' } }],
    ['a time that ends before it begins', { period: { from: '2026-03', to: '2026-01' } }],
    ['more months than may be', { period: { from: '2015-01', to: '2026-01' } }],
    ['no time', { period: null }],
    ['a purpose that nobody offered', { purpose: 'other' }],
    ['no purpose', { purpose: null }],
  ])('is not printed for %s', async (_, change) => {
    await bySms()
    const wish = { ...(await wishOf('social-insurance')), requestId: randomUUID(), copies: 1, ...change }
    await expect(call(certificates.print, wish)).rejects.toMatchObject({ data: { needs: 'own-certificate' } })
    expect(await hall.ledger.read(COPIES)).toEqual([])
  })

  test('asked for twice under one id comes out once', async () => {
    const session = await bySms()
    const request = { ...(await wishOf('social-insurance')), requestId: randomUUID(), copies: 2 }
    await Promise.all([call(certificates.print, request), call(certificates.print, request)])
    await hall.desk.quiet()
    expect(await call(certificates.print, request)).toEqual({ outcome: 'printing' })
    expect(session.printing?.view.copies.map(({ state }) => state)).toEqual(['printed', 'printed'])
    expect(hall.printer.outputs.length).toBe(2)
  })

  test('that cannot be set, because no font has one of its characters, is found out before a number is spent on it', async () => {
    const session = await bySms()
    const wish = await wishOf('licence-annex')
    const content = hall.client.content.bind(hall.client)
    vi.spyOn(hall.client, 'content').mockImplementation(async (...asked) => {
      const given = await content(...asked)
      if (!given.ok || given.value.kind !== 'composed') return given
      const [field = ''] = Object.keys(given.value.fields)
      // U+31350, CJK extension H: in no font of the house.
      return { ok: true, value: { ...given.value, fields: { ...given.value.fields, [field]: '\u{31350}' } } }
    })
    await call(certificates.print, { ...wish, requestId: randomUUID(), copies: 1 })
    await hall.desk.quiet()
    expect(session.printing?.view.copies).toMatchObject([{ state: 'failed', reason: 'no-glyph' }])
    expect(hall.platform.papers.issued).toEqual([])
  })

  test('of which nobody waits any more is not authorised; the one that is printed comes out', async () => {
    await bySms()
    const request = { ...(await wishOf('social-insurance')), requestId: randomUUID(), copies: 3 }
    hall.platform.faults.add('authorise', { kind: 'slow', milliseconds: 100 })
    await call(certificates.print, request)
    await eventually(() => expect(hall.platform.calls.some(({ operation }) => operation === 'authorise')).toBe(true))
    sessions.end('done')
    await hall.desk.quiet()
    expect(hall.platform.papers.issued).toHaveLength(1)
    const ends = await hall.ledger.read("SELECT state, detail FROM sheet ORDER BY rowid")
    expect(ends).toEqual([
      { state: 'printed', detail: null },
      { state: 'failed', detail: 'not-begun' },
      { state: 'failed', detail: 'not-begun' },
    ])
  })

  test('is begun no more once the terminal ends', async () => {
    await bySms()
    const request = { ...(await wishOf('social-insurance')), requestId: randomUUID(), copies: 2 }
    const ended = hall.desk.close()
    await call(certificates.print, request)
    await ended
    await hall.desk.quiet()
    expect(hall.platform.papers.issued).toEqual([])
    expect(await hall.ledger.read('SELECT DISTINCT state, detail FROM sheet')).toEqual([{ state: 'failed', detail: 'not-begun' }])
  })

  test('is refused with the reason, and counted nowhere, while the printer has no paper', async () => {
    await bySms()
    const wish = await wishOf('social-insurance')
    hall.printer.setPaper(0)
    await eventually(async () =>
      expect(await call(certificates.print, { ...wish, requestId: randomUUID(), copies: 1 })).toEqual({
        outcome: 'no-paper',
        reason: 'media-empty',
      }),
    )
    expect(await hall.ledger.read(COPIES)).toEqual([])
  })

  test('is not begun for somebody who left while the printer was asked', async () => {
    await bySms()
    const wish = await wishOf('social-insurance')
    vi.spyOn(hall.desk, 'printerFault').mockImplementation(() => {
      byCard(WITHOUT_PHONE)
      return Promise.resolve(null)
    })
    await expect(call(certificates.print, { ...wish, requestId: randomUUID(), copies: 1 })).rejects.toMatchObject({
      data: { needs: 'session' },
    })
    expect(await hall.ledger.read(COPIES)).toEqual([])
  })
})

describe('the paper that came out', () => {
  async function printed(copies = 1): Promise<Session> {
    const session = await bySms()
    const wish = await wishOf('social-insurance')
    // Only the clock of the hand that takes it; the printer and the wires keep their own.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
    onTestFinished(() => void vi.useRealTimers())
    await call(certificates.print, { ...wish, requestId: randomUUID(), copies })
    await hall.desk.quiet()
    return session
  }
  const recorded = async () =>
    (await hall.ledger.read<CopyRow>(COPIES)).map(({ taken_at, left_at }) => ({ taken: taken_at !== null, left: left_at !== null }))

  test('is asked back after 30 seconds, and is recorded as left after 60', async () => {
    const session = await printed()
    expect(session.printing?.view.paper).toBe('lies')
    // Nobody who stands still is asked whether they are still there before the page has said that it was left.
    const clock = sessions.view()?.clock
    expect(clock?.phase === 'running' ? clock.warnsInMs : 0).toBeGreaterThan(LEFT_AFTER_MS)
    await vi.advanceTimersByTimeAsync(REMINDS_AFTER_MS)
    expect(session.printing?.view.paper).toBe('reminded')
    expect(await recorded()).toEqual([{ taken: false, left: false }])
    await vi.advanceTimersByTimeAsync(LEFT_AFTER_MS - REMINDS_AFTER_MS)
    expect(session.printing?.view.paper).toBe('left')
    await eventually(async () => expect(await recorded()).toEqual([{ taken: false, left: true }]))
  })

  test('is recorded as taken when the person says so, also later', async () => {
    const session = await printed(2)
    await call(certificates.taken, undefined)
    expect(session.printing?.view.paper).toBe('taken')
    expect(await recorded()).toEqual([
      { taken: true, left: false },
      { taken: true, left: false },
    ])
    await vi.advanceTimersByTimeAsync(LEFT_AFTER_MS)
    expect(session.printing?.view.paper).toBe('taken')
  })

  test('is recorded as left when the session ends without a word', async () => {
    await printed()
    sessions.end('idle')
    await eventually(async () => expect(await recorded()).toEqual([{ taken: false, left: true }]))
  })
})

describe('a paper that somebody brings', () => {
  test('is genuine, revoked or unknown by number and code, for whoever stands there', async () => {
    await bySms()
    await call(certificates.print, { ...(await wishOf('social-insurance')), requestId: randomUUID(), copies: 1 })
    await hall.desk.quiet()
    const [paper] = hall.platform.papers.issued
    arrives(null)
    const { number = '', code = '' } = paper ?? {}
    expect(await call(certificates.verify, { number, code })).toMatchObject({ outcome: 'genuine', holder: '样**', issuedOn: DAY })
    expect(await call(certificates.verify, { number, code: 'ABCDEFGH' })).toEqual({ outcome: 'unknown' })
  })
})
