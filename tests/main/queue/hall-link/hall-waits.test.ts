import { call } from '@orpc/server'
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { err } from '../../../../drivers/result.ts'
import type { TicketContent } from '../../../../printers/ticket/ticket.ts'
import { createBoardFeed } from '../../../../main/queue/board-feed.ts'
import { businessDay } from '../../../../main/queue/calendar.ts'
import { queueProcedures } from '../../../../main/queue/procedures.ts'
import { sheetRecord } from '../../../../main/queue/sheet-record.ts'
import { createTicketDesk } from '../../../../main/queue/ticket-desk.ts'
import { identityOf } from '../../../../main/session/identity.ts'
import { createSessions } from '../../../../main/session/sessions.ts'
import { openCallingSide } from '../../../../main/terminal/calling-side.ts'
import { HALL } from '../board-hall.ts'
import { fakeHall } from './fake-hall.ts'
import { linked, PATIENT } from './linked.ts'

const MINUTE = 60_000
const LI = { window: '1', name: '李' }
const BOARD = { device: 'board-1', place: { kind: 'board', area: null, window: null } } as const
const CARD = { assurance: 'card', number: '11010519491231002X', name: '样本一' } as const

/**
 * A hall server in its second day, a board of it and a new terminal: nine services of four minutes yesterday, five of
 * twenty today, of which alone the terminal hears, and two people who wait.
 */
async function hallOfTwoDays(options: { readonly tellsWaits?: boolean } = {}) {
  let at = Date.parse('2026-11-22T02:00:00Z')
  const now = () => new Date(at)
  const hall = await fakeHall({ now, hall: HALL, ...options })
  const { calling } = hall.pages
  async function serve(lasts: number) {
    const { ticketId } = await hall.give('A', null)
    await calling.callNext(LI, randomUUID())
    await calling.start(LI, randomUUID(), ticketId)
    at += lasts * MINUTE
    await calling.finish(LI, randomUUID(), ticketId)
  }
  await calling.open(LI)
  for (let each = 0; each < 9; each++) await serve(4)
  at = Date.parse('2026-11-23T02:00:00Z')
  await calling.picture()
  await calling.open(LI)
  for (let each = 0; each < 5; each++) await serve(20)
  for (let each = 0; each < 2; each++) await hall.give('A', null)

  const terminal = await linked(hall, { now, hall: HALL })
  await terminal.isUp()
  return { hall, terminal, kiosk: kioskOf(terminal, now), board: () => boardOf(hall, now) }
}

/** What stands on the whole hall's board for business A. */
async function boardOf({ pages }: Awaited<ReturnType<typeof fakeHall>>, now: () => Date) {
  const leave = new AbortController()
  const feed = createBoardFeed({ ...pages, hall: () => HALL, elsewhere: () => [], now, onFault: (error) => expect.fail(String(error)) })
  try {
    const { value } = await feed.views(BOARD, { after: null, sounds: false }, leave.signal).next()
    return value?.businesses.find(({ code }) => code === 'A')?.wait?.zh
  } finally {
    leave.abort()
    feed.close()
  }
}

/** The screen and the paper of a terminal whose printer is always ready. */
function kioskOf(terminal: Awaited<ReturnType<typeof linked>>, now: () => Date) {
  const { ledger, queue } = terminal
  const hall = () => HALL
  const today = () => businessDay(now(), HALL.hall.timeZone)
  const { waits } = openCallingSide({ ledger, hall, now, timeIsKnown: () => false, businessDay: today }, terminal.waits)
  const paper: TicketContent[] = []
  const desk = createTicketDesk({
    printer: null,
    encode(content) {
      paper.push(content)
      return err({ kind: 'qr-too-long' })
    },
    record: sheetRecord(ledger.sheets),
    hall,
    publicUrl: null,
    demonstration: false,
    log: pino({ level: 'silent' }),
    now,
  })
  const sessions = createSessions({ policy: () => ({ idleSeconds: 60, warningSeconds: 30 }), onChange: () => undefined, onEnd: () => undefined })
  onTestFinished(() => sessions.end('terminal-ends'))
  const { businesses, takeNumber } = queueProcedures({
    queue,
    desk: { ...desk, paperFault: async () => null },
    bookings: null,
    sessions,
    hall,
    waits: waits.now,
    now,
    reprintReason: async () => 'asked-by-holder',
    lacks: () => null,
  })
  return {
    screen: async () => (await call(businesses, undefined)).find(({ code }) => code === 'A')?.wait?.zh,
    /** Of a number for A. */
    async paper() {
      const session = sessions.open()
      session.agreed = 1
      session.identity = identityOf(CARD)
      const taken = await call(takeNumber, { requestId: randomUUID(), business: 'A', paper: 'ticket' })
      if (taken.outcome !== 'issued') throw new Error(taken.outcome)
      await vi.waitFor(() => expect(paper).not.toEqual([]), PATIENT)
      return { paper: paper.at(-1)?.wait?.zh, told: taken.ticket.wait?.zh }
    },
  }
}

test('a terminal that has seen none of the hall’s earlier days says on screen and paper what its board says, and by itself what it knows', async () => {
  const { hall, terminal, kiosk, board } = await hallOfTwoDays()
  // four minutes each, two before and one window: 0.8 × 4 × 2 to 4 × 3
  const said = '约10–15分钟'
  expect([await board(), await kiosk.screen()]).toEqual([said, said])
  expect(await kiosk.paper()).toEqual({ paper: said, told: said })
  // the line has grown by that number: 0.8 × 4 × 3 to 4 × 4
  const longer = '约10–20分钟'
  await vi.waitFor(async () => expect([await board(), await kiosk.screen()]).toEqual([longer, longer]), PATIENT)
  hall.cut()
  await terminal.isDown()
  // twenty minutes each, three before: 0.8 × 20 × 3 to 20 × 4
  expect([await board(), await kiosk.screen()]).toEqual([longer, '约50–80分钟'])
  hall.restore()
  await terminal.isUp()
  expect(await kiosk.screen()).toBe(longer)
})

test('a terminal whose hall server tells no waits reckons them itself', async () => {
  const { kiosk } = await hallOfTwoDays({ tellsWaits: false })
  expect(await kiosk.screen()).toBe('约35–60分钟')
})
