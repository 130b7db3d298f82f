import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse, stringify } from 'yaml'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { OperatorView, ProbeProgress } from '../../main/contract/operator.ts'
import { startRelay } from '../../simulators/relay/relay.ts'
import { setUpHall, viewWhere, type HallOnADesk } from '../hall-on-a-desk.ts'
import { addOperator, OPERATOR } from '../operator-on-machine.ts'
import { connect, type PageConnection, type TerminalProcess } from '../terminal-process.ts'
import { readLedger } from './ledger-reading.ts'

let hall: HallOnADesk
let terminal: TerminalProcess
let page: PageConnection
afterEach(async () => {
  page.close()
  await hall.clear()
})

async function open(changes: Parameters<typeof setUpHall>[0] = {}): Promise<void> {
  hall = await setUpHall(changes)
  await addOperator(hall.data)
  terminal = await hall.start()
  page = await terminal.connect()
  await page.client.kiosk.hello()
  await viewWhere(page, (view) => view.printer.state === 'ready')
}

const operator = () => page.client.operator
const signIn = () => operator().signIn(OPERATOR)

async function seen(wanted: (view: OperatorView) => boolean): Promise<OperatorView> {
  for await (const view of await operator().watch()) if (wanted(view)) return view
  throw new Error('the operator was signed out')
}

async function citizenTakes(): Promise<string> {
  await page.client.kiosk.open()
  const taken = await page.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'C', paper: 'ticket' })
  if (taken.outcome !== 'issued') throw new Error(taken.outcome)
  await viewWhere(page, (view) => view.session?.sheet?.settled === true)
  return taken.ticket.ticketId
}

const reprintOf = (ticketId: string) => operator().reprint({ requestId: randomUUID(), ticketId, reason: 'lost' })
const strips = () => hall.printer.tickets.filter((ticket) => ticket.text.includes('打印测试')).length
const marked = () => hall.printer.tickets.filter((ticket) => ticket.text.includes('补打')).length

async function probeSteps(): Promise<ProbeProgress[]> {
  const steps: ProbeProgress[] = []
  for await (const step of await operator().probe()) steps.push(step)
  return steps
}

/** A relay board whose first channel is the printer's power. */
async function openWithRelay() {
  const relay = await startRelay({
    listen: { host: '127.0.0.1', port: 0 },
    channels: 1,
    onSwitch: ({ on }) => (on ? hall.printer.powerOff({ keepBuffer: false }) : hall.printer.powerOn()),
  })
  onTestFinished(() => relay.close())
  await open({ relay: relay.url })
  // At its start the terminal gives the power, whatever the run before it had left.
  await expect.poll(() => relay.switchings.length).toBe(1)
  await signIn()
  return relay
}

test('a terminal that ends in the midst of a power cycle does not leave the printer without power', async () => {
  const relay = await openWithRelay()
  operator().powerCycle({ device: 'ticket' }).catch(() => undefined)
  await expect.poll(() => relay.on.size).toBe(1)
  expect(await terminal.stop()).toBe(0)
  expect(relay.on.size).toBe(0)
})

test('one thing at a time has the printer: neither power nor a second probe comes into a probe', async () => {
  const relay = await openWithRelay()
  const before = relay.switchings.length
  // An answer that does not come keeps the probe at it for two seconds.
  hall.printer.answers.asb = false
  const probing = probeSteps()
  await expect.poll(async () => (await viewWhere(page, () => true)).printer.state).toBe('not-ready')
  expect(await operator().powerCycle({ device: 'ticket' })).toEqual({ outcome: 'failed', reason: 'busy' })
  expect(await probeSteps()).toEqual([{ step: 'failed', line: expect.stringContaining('in use') as string }])
  expect((await probing).at(-1)?.step).toBe('written')
  expect(relay.switchings).toHaveLength(before)
  expect(strips()).toBe(1)
  expect(hall.printer.errors).toEqual([])
})

test('power is not taken from a test strip that is coming out, nor from a printer twice at once', async () => {
  const relay = await openWithRelay()
  const before = relay.switchings.length
  const [strip, power] = await Promise.all([
    operator().selfTest({ device: 'ticket' }),
    operator().powerCycle({ device: 'ticket' }),
  ])
  expect([strip, power]).toEqual([{ outcome: 'passed' }, { outcome: 'failed', reason: 'busy' }])
  const twice = await Promise.all([operator().powerCycle({ device: 'ticket' }), operator().powerCycle({ device: 'ticket' })])
  expect(twice).toEqual([{ outcome: 'done' }, { outcome: 'failed', reason: 'busy' }])
  expect(relay.switchings).toHaveLength(before + 2)
})

test('while an operator has taken the printer’s power a citizen is told so, and no number is burnt', async () => {
  const relay = await openWithRelay()
  const cycling = operator().powerCycle({ device: 'ticket' })
  await expect.poll(() => relay.on.size).toBe(1)
  await page.client.kiosk.open()
  const asked = { requestId: randomUUID(), business: 'C', paper: 'ticket' as const }
  expect(await page.client.kiosk.takeNumber(asked)).toMatchObject({ outcome: 'no-paper', reason: 'disconnected' })
  expect(await cycling).toEqual({ outcome: 'done' })
  await viewWhere(page, (view) => view.printer.state === 'ready')
  expect(await page.client.kiosk.takeNumber(asked)).toMatchObject({ outcome: 'issued', ticket: { number: 'C001' } })
})

test('a probe’s strip is counted on the roll as a test strip is', async () => {
  await open()
  await signIn()
  await probeSteps()
  const { paper } = await seen((view) => (view.paper?.sheets ?? 0) > 0)
  expect(paper).toMatchObject({ sheets: 1 })
  expect(paper?.usedMm).toBeGreaterThan(50)
})

test('a double tap on 补打 is one slip', async () => {
  await open()
  const ticketId = await citizenTakes()
  await signIn()
  expect(await Promise.all([reprintOf(ticketId), reprintOf(ticketId)])).toEqual([
    { outcome: 'reprinting' },
    { outcome: 'reprinting' },
  ])
  await seen((view) => view.sheets.length === 0)
  expect(marked()).toBe(1)
  // Once it is out, another is another.
  await reprintOf(ticketId)
  await seen((view) => view.day.sheets.reprints === 2)
  expect(marked()).toBe(2)
})

test('a ticket whose business the hall no longer has is not printed again, and the terminal lives on', async () => {
  await open()
  const ticketId = await citizenTakes()
  const file = path.join(hall.folder, 'hall.yaml')
  const written = parse(await readFile(file, 'utf8')) as { businesses: { code: string }[] }
  await writeFile(file, stringify({ ...written, businesses: written.businesses.filter(({ code }) => code !== 'C') }))
  await expect.poll(async () => (await page.client.kiosk.businesses()).map(({ code }) => code), { timeout: 30_000 }).toEqual(['A', 'B'])
  await signIn()
  expect(await reprintOf(ticketId)).toEqual({ outcome: 'no-longer-waiting' })
  const { day } = await seen(() => true)
  // What was given out is still in the balance.
  expect(day.businesses.find(({ code }) => code === 'C')).toEqual({ code: 'C', name: 'C', issued: 1, waiting: 1, byScreen: 0 })
  expect(await terminal.stop()).toBe(0)
})

test('a restart, tapped twice, is one restart, and lets the slip come out that is on its way', async () => {
  await open()
  const ticketId = await citizenTakes()
  await signIn()
  await operator().closeHall({ reason: 'equipment', until: 'day-end' })
  expect(await reprintOf(ticketId)).toEqual({ outcome: 'reprinting' })
  hall.printer.stall(true)
  await Promise.all([operator().restart(), operator().restart()])
  const closed = once(page.socket, 'close')
  // Long enough for a terminal that does not wait for its sheet to have ended without it.
  await Promise.race([closed, sleep(700)])
  hall.printer.stall(false)
  await closed
  page = await reconnected(page.cookie)
  await page.client.kiosk.hello()
  expect((await viewWhere(page, () => true)).closure).toEqual({ reason: 'equipment', until: 'day-end' })
  await signIn()
  expect((await seen(() => true)).sheets).toEqual([])
  expect(await terminal.stop()).toBe(0)
  expect(await readLedger(hall.data, 'SELECT state FROM sheet ORDER BY copy')).toEqual([{ state: 'printed' }, { state: 'printed' }])
  expect(await readLedger(hall.data, "SELECT event FROM audit WHERE event = 'ledger.opened'")).toHaveLength(3)
})

test('a restart that the configuration would not survive is refused with the line to mend, and the terminal lives on', async () => {
  await open()
  await signIn()
  const good = await readFile(hall.configuration, 'utf8')
  await writeFile(hall.configuration, good.replace('driver: sdt', 'driver: sdx'))
  await expect(operator().restart()).rejects.toMatchObject({
    code: 'FAULTY_CONFIGURATION',
    data: { line: expect.stringContaining('devices.idCard') as string },
  })
  expect((await seen(() => true)).operator).toBe(OPERATOR.name)
  await writeFile(hall.configuration, good)
  await operator().restart()
  await once(page.socket, 'close')
  page = await reconnected(page.cookie)
  await page.client.kiosk.hello()
  expect(await terminal.stop()).toBe(0)
  expect(await readLedger(hall.data, "SELECT event FROM audit WHERE event = 'terminal.restart'")).toHaveLength(1)
})

test('a page that is loaded while a PIN is looked at has no operator behind it', async () => {
  await open()
  const signing = signIn()
  // Answered after the sign-in has been begun, whose hash takes longer.
  await operator().names()
  await page.client.kiosk.hello()
  await expect(signing).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  await expect(operator().touch()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  expect(await signIn()).toMatchObject({ outcome: 'signed-in' })
})

async function reconnected(cookie: string): Promise<PageConnection> {
  for (;;) {
    const again = await connect(terminal.ready.url, cookie).catch(() => null)
    if (again !== null) return again
  }
}
