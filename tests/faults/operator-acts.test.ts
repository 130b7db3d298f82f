import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { operator as contract, type OperatorView } from '../../main/contract/operator.ts'
import { startRelay } from '../../simulators/relay/relay.ts'
import { setUpHall, viewWhere, type HallOnADesk } from '../hall-on-a-desk.ts'
import { addOperator, OPERATOR } from '../operator-on-machine.ts'
import { connect, type PageConnection, type TerminalProcess } from '../terminal-process.ts'
import { readLedger } from './ledger-reading.ts'

let hall: HallOnADesk
let terminal: TerminalProcess
let page: PageConnection
beforeEach(async () => {
  hall = await setUpHall()
  await addOperator(hall.data)
  terminal = await hall.start()
  page = await terminal.connect()
  await page.client.kiosk.hello()
  await viewWhere(page, (view) => view.printer.state === 'ready')
})
afterEach(async () => {
  page.close()
  await hall.clear()
})

const signIn = (pin = OPERATOR.pin) => page.client.operator.signIn({ name: OPERATOR.name, pin })

async function seen(wanted: (view: OperatorView) => boolean): Promise<OperatorView> {
  for await (const view of await page.client.operator.watch()) if (wanted(view)) return view
  throw new Error('the operator was signed out')
}

/** A citizen takes a number of the business that asks nobody who they are. */
async function citizenTakes() {
  await page.client.kiosk.open()
  const taken = await page.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper: 'ticket' })
  await viewWhere(page, (view) => view.session?.sheet?.settled === true)
  return taken
}

const auditOf = async (event: string) =>
  (await readLedger<{ actor: string }>(hall.data, `SELECT actor FROM audit WHERE event = '${event}'`)).map((row) => row.actor)

/** Inputs that each act would take. */
const INPUTS: Readonly<Record<string, unknown>> = {
  changePin: { pin: OPERATOR.pin, next: '314159' },
  reprint: { requestId: randomUUID(), ticketId: 'x', reason: 'lost' },
  voidSheets: { keys: [] },
  tryAgain: { events: 'all' },
  paperChanged: { lengthMetres: null },
  settleCertificate: { key: 'x', end: { end: 'came-out' } },
  replaceCertificate: { requestId: randomUUID(), copy: 'x' },
  trayFilled: { sheets: 500, added: false },
  selfTest: { device: 'ticket' },
  powerCycle: { device: 'ticket' },
  closeHall: { reason: 'power', until: 'reopened' },
  unlock: { name: OPERATOR.name },
  approvePairing: { pairing: 'x', code: '0' },
  refusePairing: { pairing: 'x' },
  revokeDevice: { device: 'x' },
  rectify: { case: 'x', step: 'accepted', note: '' },
  addClerk: { name: '李敏', pin: '314159' },
}

describe('whoever is not signed in', () => {
  test('does nothing at all: every act is refused, and no paper moves', async () => {
    const open = ['names', 'signIn', 'signOut']
    const acts = Object.keys(contract).filter((name) => !open.includes(name))
    expect(acts.length).toBeGreaterThan(12)
    const client = page.client.operator as unknown as Record<string, (input?: unknown) => Promise<unknown>>
    for (const act of acts) {
      const asked = async () => {
        const answer = await client[act]?.(INPUTS[act])
        // What streams is refused when it is first read.
        if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
          for await (const _ of answer as AsyncIterable<unknown>) break
        }
      }
      await expect(asked(), act).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
    }
    expect(hall.printer.tickets).toEqual([])
    expect(await page.client.operator.names()).toEqual([OPERATOR.name])
  })

  test('waits after the fifth wrong PIN, also for the right one, and a restart does not shorten it', async () => {
    const answers = []
    for (let wrong = 0; wrong < 5; wrong += 1) answers.push((await signIn('999998')).outcome)
    expect(answers).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'waiting'])
    expect(await signIn()).toMatchObject({ outcome: 'waiting' })
    page.close()
    await terminal.cutPower()
    terminal = await hall.start()
    page = await terminal.connect()
    expect(await signIn()).toMatchObject({ outcome: 'waiting' })
  })
})

describe('an operator who is signed in', () => {
  test('refills the paper that ended in mid-ticket, and prints the ticket again, marked', async () => {
    hall.printer.paperOutAfterRows(100)
    expect(await citizenTakes()).toMatchObject({ outcome: 'issued', ticket: { number: 'C001' } })
    expect(await signIn()).toEqual({ outcome: 'signed-in', operator: OPERATOR.name })
    const before = await seen((view) => view.sheets.length > 0)
    expect(before.sheets).toMatchObject([{ number: 'C001', state: 'unknown', reason: 'paper-out', stillWaiting: true }])
    expect(before.devices.find((device) => device.device === 'ticket')).toMatchObject({
      well: false,
      lastFault: { fault: 'paper-out', passedAt: null },
    })

    const [sheet] = before.sheets
    const again = { requestId: randomUUID(), ticketId: sheet?.ticketId ?? '', reason: 'unknown-sheet' as const }
    expect(await page.client.operator.reprint(again)).toEqual({ outcome: 'no-paper', reason: 'paper-out' })
    hall.printer.setPaper('ok')
    const last = await page.client.operator.paperChanged({ lengthMetres: 80 })
    expect(last.sheets).toBe(1)
    await seen((view) => view.devices.some((device) => device.device === 'ticket' && device.well))
    expect(await page.client.operator.reprint(again)).toEqual({ outcome: 'reprinting' })
    // The answer was lost: the same request is the same sheet.
    expect(await page.client.operator.reprint(again)).toEqual({ outcome: 'reprinting' })
    // The roll is reckoned after the sheet has settled.
    const after = await seen((view) => view.day.sheets.printed === 1 && view.paper?.sheets === 1)
    expect(after.sheets).toEqual([])
    expect(after.day.sheets).toMatchObject({ unknown: 1, reprints: 1 })
    expect(after.paper).toMatchObject({ lengthMm: 80_000 })
    expect(hall.printer.tickets.filter((ticket) => /补打[^]*C001/.test(ticket.text))).toHaveLength(1)
    expect(await terminal.stop()).toBe(0)
    expect(await auditOf('ticket.reprinted')).toEqual([`operator:${OPERATOR.name}`])
    expect(await auditOf('paper.changed')).toEqual([`operator:${OPERATOR.name}`])
  })

  test('voids a sheet that nobody waits for; its number stays', async () => {
    hall.printer.paperOutAfterRows(100)
    await citizenTakes()
    await signIn()
    const { sheets } = await seen((view) => view.sheets.length > 0)
    const keys = sheets.map((sheet) => sheet.key)
    expect(await page.client.operator.voidSheets({ keys })).toEqual({ voided: 1 })
    expect(await page.client.operator.voidSheets({ keys })).toEqual({ voided: 0 })
    const { day } = await seen((view) => view.sheets.length === 0)
    expect(day.sheets.void).toBe(1)
    expect(await terminal.stop()).toBe(0)
    expect(await readLedger(hall.data, 'SELECT status FROM ticket')).toEqual([{ status: 'waiting' }])
  })

  test('closes the hall: citizens are told, also after a restart that he orders, until he opens it again', async () => {
    await signIn()
    await page.client.operator.closeHall({ reason: 'equipment', until: 'reopened' })
    await viewWhere(page, (view) => view.closure?.reason === 'equipment')
    await page.client.operator.restart()
    await once(page.socket, 'close')
    page = await reconnected(page.cookie)
    await page.client.kiosk.hello()
    expect((await viewWhere(page, () => true)).closure).toEqual({ reason: 'equipment', until: 'reopened' })
    const businesses = await page.client.kiosk.businesses()
    expect(businesses.map((business) => business.availability)).toEqual(
      businesses.map(() => ({ state: 'closed', reason: 'by-staff' })),
    )
    await signIn()
    await page.client.operator.reopenHall()
    await viewWhere(page, (view) => view.closure === null)
    await viewWhere(page, (view) => view.printer.state === 'ready')
    expect(await citizenTakes()).toMatchObject({ outcome: 'issued', ticket: { number: 'C001' } })
  })

  test('stops the whole program in order', async () => {
    await signIn()
    const exit = once(terminal.process, 'exit')
    await page.client.operator.stop()
    expect(await exit).toEqual([0, null])
    expect(await auditOf('terminal.stop')).toEqual([`operator:${OPERATOR.name}`])
  })

  test('is signed out when a citizen touches the first screen or the page loads', async () => {
    await signIn()
    await page.client.kiosk.open()
    await expect(page.client.operator.touch()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
    await signIn()
    await page.client.kiosk.hello()
    await expect(page.client.operator.touch()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
    await signIn()
    await page.client.operator.signOut()
    await expect(page.client.operator.touch()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
    await signIn()
    // Until when he was there is in the audit log, however he went.
    expect(await terminal.stop()).toBe(0)
    expect(await auditOf('operator.signed-in')).toHaveLength(4)
    expect(await auditOf('operator.signed-out')).toEqual(Array(4).fill(`operator:${OPERATOR.name}`))
  })

  test('ends the session of whoever stood there before', async () => {
    await page.client.kiosk.open()
    await signIn()
    expect((await viewWhere(page, () => true)).session).toBeNull()
  })

  test('tests reader and printer: the strip comes out, and an unplugged reader is said to fail', async () => {
    await signIn()
    expect(await page.client.operator.selfTest({ device: 'ticket' })).toEqual({ outcome: 'passed' })
    expect(hall.printer.tickets.map((ticket) => ticket.text).join()).toContain('打印测试')
    expect(await page.client.operator.selfTest({ device: 'idCard' })).toEqual({ outcome: 'passed' })
    await hall.reader.close()
    expect(await page.client.operator.selfTest({ device: 'idCard' })).toMatchObject({ outcome: 'failed' })
    expect(await page.client.operator.powerCycle({ device: 'ticket' })).toEqual({ outcome: 'failed', reason: 'no-relay' })
  })

  test('probes the installed printer, whose profile is written, and tickets come out afterwards', async () => {
    await signIn()
    const steps = []
    for await (const progress of await page.client.operator.probe()) steps.push(progress)
    expect(steps.at(-1)).toEqual({ step: 'written', file: path.join(hall.data, 'printer-profile.json') })
    const profile = JSON.parse(await readFile(path.join(hall.data, 'printer-profile.json'), 'utf8')) as {
      processId: { support: string }
    }
    expect(profile.processId.support).toBe('yes')
    await viewWhere(page, (view) => view.printer.state === 'ready')
    expect(await citizenTakes()).toMatchObject({ outcome: 'issued' })
    expect(hall.printer.errors).toEqual([])
  })
})

test('a printer behind a relay is switched off and on, and prints again', async () => {
  page.close()
  await hall.clear()
  const relay = await startRelay({
    listen: { host: '127.0.0.1', port: 0 },
    channels: 1,
    onSwitch: ({ on }) => (on ? hall.printer.powerOff({ keepBuffer: false }) : hall.printer.powerOn()),
  })
  onTestFinished(() => relay.close())
  hall = await setUpHall({ relay: relay.url })
  await addOperator(hall.data)
  terminal = await hall.start()
  page = await terminal.connect()
  await page.client.kiosk.hello()
  await viewWhere(page, (view) => view.printer.state === 'ready')
  await expect.poll(() => relay.switchings.length).toBe(1)
  await signIn()
  expect((await seen(() => true)).devices.map((device) => device.powerCycle)).toEqual([false, true])
  expect(await page.client.operator.powerCycle({ device: 'ticket' })).toEqual({ outcome: 'done' })
  // At its start the terminal gives the power, whatever the run before it had left.
  expect(relay.switchings.map((switching) => switching.on)).toEqual([false, true, false])
  await viewWhere(page, (view) => view.printer.state === 'ready')
  expect(await citizenTakes()).toMatchObject({ outcome: 'issued', ticket: { number: 'C001' } })
  expect(await page.client.operator.powerCycle({ device: 'ticket' }).catch((error: unknown) => error)).toMatchObject({
    code: 'NOT_SIGNED_IN',
  })
})

/** The page reconnects by its cookie while the terminal begins anew. */
async function reconnected(cookie: string): Promise<PageConnection> {
  for (;;) {
    const again = await connect(terminal.ready.url, cookie).catch(() => null)
    if (again !== null) return again
  }
}
