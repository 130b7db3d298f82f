import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openCardReader } from '../../../drivers/id-card/card-reader.ts'
import type { CardReader, CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { FakeReader } from './fake-reader.ts'

// The driver on a real socket: a serial card reader behind a pass-through box, which cuts the stream where it likes.

const REQUEST_BYTES = 10

let card: FakeReader
let server: Server
let lines: Socket[]
let driver: CardReader

/** Waits for a state, as long as a busy machine may need. */
function state(expected: CardReaderStatus['state']): Promise<CardReaderStatus> {
  return vi.waitUntil(() => driver.status.state === expected && driver.status, 10_000)
}

/** Gives each ten bytes of the line to the reader in memory, and its answers back a few bytes at a time. */
function passThrough(line: Socket): void {
  lines.push(line)
  line.setNoDelay(true)
  line.on('error', () => line.destroy())
  void card.open().then((opened) => {
    if (!opened.ok) return
    opened.value.onData((bytes) => {
      for (let at = 0; at < bytes.length; at += 7) line.write(bytes.slice(at, at + 7))
    })
    let waiting = Buffer.alloc(0)
    line.on('data', (bytes) => {
      waiting = Buffer.concat([waiting, bytes])
      for (; waiting.length >= REQUEST_BYTES; waiting = waiting.subarray(REQUEST_BYTES)) {
        void opened.value.write(waiting.subarray(0, REQUEST_BYTES))
      }
    })
  })
}

beforeEach(async () => {
  card = new FakeReader()
  lines = []
  server = createServer(passThrough).listen(0, '127.0.0.1')
  await once(server, 'listening')
  driver = openCardReader({
    open: openPort(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`),
    transport: 'tcp',
    today: () => ({ year: 2025, month: 6, day: 1 }),
    mayRead: () => true,
    pace: { pollMs: 10, backOffMs: 10, mostBackOffMs: 20 },
  })
})

afterEach(async () => {
  await driver.close()
  for (const line of lines) line.destroy()
  server.close()
})

it('a card behind a network box is read, leaves, and is read again after the line broke', async () => {
  await state('absent')
  card.place('domestic')
  expect(await state('present')).toMatchObject({ card: { name: '样本一', warnings: [] } })
  card.takeAway()
  await state('absent')

  const states: string[] = []
  driver.onStatus((status) => states.push(status.state))
  for (const line of lines) line.destroy()
  card.place('domestic')
  await vi.waitFor(() => expect(states).toEqual(['disconnected', 'reading', 'present']), 10_000)
})

it('a box that is switched off and on again is found without anybody doing anything', async () => {
  await state('absent')
  const { port } = server.address() as AddressInfo
  server.close()
  for (const line of lines) line.resetAndDestroy()
  const refused = { state: 'disconnected', detail: 'refused: ECONNREFUSED' }
  await vi.waitFor(() => expect(driver.status).toEqual(refused), 10_000)
  server = createServer(passThrough).listen(port, '127.0.0.1')
  expect(await state('absent')).toEqual({ state: 'absent' })
})
