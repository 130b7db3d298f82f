import { call } from '@orpc/server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createHeldCodes } from '../../../main/session/held-codes.ts'
import { scanProcedures } from '../../../main/session/scan-procedures.ts'
import { createSessions } from '../../../main/session/sessions.ts'
import type { Ticket } from '../../../main/queue/queue.ts'
import { person } from '../../simulators/platform/caller.ts'
import { line } from '../platform/fixture.ts'

const ID = '019ab3f2-6a7c-7c1e-9b1f-4f0c2d9e8a11'
const TICKET: Ticket = {
  ticketId: ID,
  number: 'A007',
  business: 'A',
  businessDay: '2026-11-22',
  status: 'waiting',
  ahead: 3,
  issuedAt: new Date('2026-11-22T02:00:00Z'),
  paper: 'ticket',
  slot: null,
  green: false,
  offline: false,
}
const VIEW = { ticketId: ID, number: 'A007', business: { zh: '社会保险', en: 'Social insurance' }, ahead: 3, where: { zh: '一楼', en: 'ground floor' }, windows: [], issuedAt: '10:00' }

async function desk(parts: { readonly ticket?: Ticket | null; readonly businessGone?: boolean; readonly platform?: boolean } = {}) {
  const { simulator, platform } = await line()
  const held = createHeldCodes()
  const sessions = createSessions({ policy: () => ({ idleSeconds: 60, warningSeconds: 30 }), onChange: () => undefined, onEnd: () => held.wipe() })
  onTestFinished(() => sessions.end('terminal-ends'))
  const session = sessions.open()
  session.agreed = 1
  const procedures = scanProcedures({
    sessions,
    scans: { codes: async function* () {}, typed: () => undefined },
    held,
    queue: { ticket: (id) => Promise.resolve(id === ID ? (parts.ticket ?? null) : null) },
    ticketView: () => Promise.resolve(parts.businessGone ? null : VIEW),
    evaluationOf: () => Promise.resolve('first'),
    platform: parts.platform === false ? null : platform,
    now: () => new Date(),
  })
  const hold = (kind: 'ticket' | 'opaque', text: string) => held.hold(session.id, { kind, text, symbology: ']Q1', at: new Date() })
  return {
    simulator,
    sessions,
    session,
    ticket: (text: string) => call(procedures.scannedTicket, { handle: hold('ticket', text) }),
    hold,
    identify: (handle: string) => call(procedures.identifyByCode, { handle }),
  }
}

describe('a ticket of ours', () => {
  const QR = `https://zwfw.example.gov.cn/t/${ID}`

  test.each([
    ['waiting', 'waiting'],
    ['called', 'called'],
    ['held', 'called'],
    ['serving', 'over'],
    ['done', 'over'],
    ['no-show', 'over'],
    ['cancelled', 'over'],
    ['expired', 'over'],
  ] as const)('that is %s is shown as %s to whoever holds it, and nothing of its person', async (status, state) => {
    const { ticket, session } = await desk({ ticket: { ...TICKET, status } })
    expect(await ticket(QR)).toEqual({ outcome: 'known', state, ticket: VIEW, evaluation: 'first' })
    expect(session.identity).toBeNull()
    expect(session.ownTickets.size).toBe(0)
  })

  test('that is not here, or of a business that the hall has no more, is not known', async () => {
    expect(await (await desk()).ticket(QR)).toEqual({ outcome: 'unknown' })
    expect(await (await desk({ ticket: TICKET, businessGone: true })).ticket(QR)).toEqual({ outcome: 'unknown' })
  })
})

describe('a code from a phone', () => {
  test('names its person as surely as its issuer says, once', async () => {
    const { simulator, hold, identify, session } = await desk()
    const { number, name } = person('domestic')
    const code = simulator.codeDesk.issue(number)
    expect(await identify(hold('opaque', code))).toMatchObject({ outcome: 'identified', person: { assurance: 'card' } })
    expect(session.identity?.number.toString()).toBe(number)
    expect(session.identity?.name?.toString()).toBe(name)
    expect(await identify(hold('opaque', code))).toEqual({ outcome: 'refused', reason: 'used' })
  })

  test('that is a minute old, or that nobody issued, is refused', async () => {
    const { simulator, hold, identify, session } = await desk()
    const old = simulator.codeDesk.issue(person('domestic').number)
    simulator.setClockAhead(61_000)
    expect(await identify(hold('opaque', old))).toEqual({ outcome: 'refused', reason: 'expired' })
    expect(await identify(hold('opaque', '1234567890123456789012345678'))).toEqual({ outcome: 'refused', reason: 'unknown' })
    expect(session.identity).toBeNull()
  })

  test('is asked about once: its handle is used up, whatever came of it', async () => {
    const { hold, identify, simulator } = await desk()
    const handle = hold('opaque', 'SPECIMEN-nobody')
    await identify(handle)
    expect(await identify(handle)).toEqual({ outcome: 'refused', reason: 'gone' })
    expect(simulator.calls.filter(({ operation }) => operation === 'verifyCode')).toHaveLength(1)
  })

  test('names nobody without the platform, before the notice was agreed to, and with no session', async () => {
    const alone = await desk({ platform: false })
    expect(await alone.identify(alone.hold('opaque', 'SPECIMEN-nobody'))).toEqual({ outcome: 'refused', reason: 'not-available' })
    const cut = await desk()
    cut.simulator.faults.add('verifyCode', { kind: 'web-page', status: 502 }, Infinity)
    expect(await cut.identify(cut.hold('opaque', 'SPECIMEN-nobody'))).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/^platform-/) })
    cut.session.agreed = null
    await expect(cut.identify(cut.hold('opaque', 'SPECIMEN-nobody'))).rejects.toMatchObject({ data: { needs: 'agreement' } })
    cut.sessions.end('done')
    await expect(cut.identify('gone')).rejects.toMatchObject({ data: { needs: 'session' } })
  })
})
