import { afterEach, assert, beforeEach, describe, expect, test, vi } from 'vitest'

import type { CardReaderSimulator } from '../../../simulators/card-reader/card-reader.ts'
import type { Host } from './host.ts'

import { startCardReader, startCardReaderOnPty } from '../../../simulators/card-reader/card-reader.ts'
import { specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { NO_PTY } from '../pty.ts'
import { ANSWERS, REQUESTS, bytesOf, connectTo, openDevice, textOf } from './host.ts'
import { FRAME_CHECKSUMS, TEXT_BLOCKS } from './vectors.ts'

const LOOPBACK = { host: '127.0.0.1', port: 0 } as const

let reader: CardReaderSimulator
let host: Host

beforeEach(async () => {
  reader = await startCardReader({ listen: LOOPBACK })
  host = await connectTo(reader.url)
})

afterEach(async () => {
  host.close()
  await reader.close()
})

async function findAndSelect(): Promise<void> {
  expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.found)
  expect(await host.ask(REQUESTS.select)).toBe(ANSWERS.selected)
}

describe('a reader without a card', () => {
  test.each([
    ['reset', ANSWERS.ok],
    ['status', ANSWERS.ok],
    ['samId', ANSWERS.samId],
    ['find', ANSWERS.findFailed],
    ['select', ANSWERS.selectFailed],
    ['readBase', ANSWERS.readFailed],
    ['readBaseFingerprint', ANSWERS.readFailed],
    ['readNewestAddress', ANSWERS.readFailed],
    ['readManagementNumber', ANSWERS.readFailed],
    ['baud9600', ANSWERS.ok],
    ['maxRf', ANSWERS.ok],
  ] as const)('answers %s as published', async (request, answer) => {
    expect(await host.ask(REQUESTS[request])).toBe(answer)
  })
})

describe('a card on the reader', () => {
  test.each(['domestic', 'J', 'I', 'Y'] as const)('%s is read with and without fingerprints', async (kind) => {
    reader.place(specimenOf(kind))
    await findAndSelect()

    const base = bytesOf(await host.ask(REQUESTS.readBase))
    expect(textOf(base.subarray(0, 14))).toBe('AA AA AA 96 69 05 08 00 00 90 01 00 04 00')
    expect(base.subarray(14, 270).toString('hex').toUpperCase()).toBe(TEXT_BLOCKS[kind])
    expect(base.at(-1)).toBe(FRAME_CHECKSUMS[kind].base)

    const fingerprint = bytesOf(await host.ask(REQUESTS.readBaseFingerprint))
    expect(textOf(fingerprint.subarray(0, 16))).toBe('AA AA AA 96 69 09 0A 00 00 90 01 00 04 00 04 00')
    expect(fingerprint.at(-1)).toBe(FRAME_CHECKSUMS[kind].fingerprint)

    reader.place({ ...specimenOf(kind), fingerprints: new Uint8Array() })
    await findAndSelect()
    const without = bytesOf(await host.ask(REQUESTS.readBaseFingerprint))
    expect(textOf(without.subarray(0, 16))).toBe('AA AA AA 96 69 05 0A 00 00 90 01 00 04 00 00 00')
    expect(without.at(-1)).toBe(FRAME_CHECKSUMS[kind].withoutFingerprint)
  })

  test('is not read before it is selected, nor selected before it is found', async () => {
    reader.place(specimenOf('domestic'))
    expect(await host.ask(REQUESTS.readBase)).toBe(ANSWERS.readFailed)
    expect(await host.ask(REQUESTS.select)).toBe(ANSWERS.selectFailed)
    await findAndSelect()
  })

  test('is deaf to find once selected, until it is lifted or the field is reset', async () => {
    reader.place(specimenOf('domestic'))
    await findAndSelect()
    expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.findFailed)
    expect(await host.ask(REQUESTS.reset)).toBe(ANSWERS.ok)
    expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.found)
    expect(await host.ask(REQUESTS.select)).toBe(ANSWERS.selected)
    reader.place(specimenOf('domestic-3'))
    expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.found)
  })

  test('tells its newest address, or that it has none', async () => {
    reader.place(specimenOf('domestic'))
    await findAndSelect()
    expect(await host.ask(REQUESTS.readNewestAddress)).toBe(ANSWERS.newestAddress)
    reader.place(specimenOf('J'))
    await findAndSelect()
    expect(await host.ask(REQUESTS.readNewestAddress)).toBe(ANSWERS.notOnCard)
  })

  test('tells its 28-byte management number for as long as it lies there', async () => {
    reader.place(specimenOf('domestic'))
    await findAndSelect()
    const number = bytesOf(await host.ask(REQUESTS.readManagementNumber))
    expect(textOf(number.subarray(0, 10))).toBe('AA AA AA 96 69 00 20 00 00 90')
    expect(number.subarray(10, 38)).toEqual(Buffer.from(specimenOf('domestic').management))
    reader.remove()
    expect(await host.ask(REQUESTS.readManagementNumber)).toBe(ANSWERS.readFailed)
  })

  test('is not mistaken for the one before it', async () => {
    reader.place(specimenOf('domestic'))
    await findAndSelect()
    reader.place(specimenOf('domestic-3'))
    expect(await host.ask(REQUESTS.readManagementNumber)).toBe(ANSWERS.readFailed)
    expect(await host.ask(REQUESTS.readBase)).toBe(ANSWERS.readFailed)
  })
})

describe('a host that speaks badly', () => {
  test('hears which mistake it made, and the desk sees it', async () => {
    expect(await host.ask('AA AA AA 96 69 00 03 20 01 23')).toBe(ANSWERS.badChecksum)
    expect(await host.ask('AA AA AA 96 69 00 04 20 01 00 25')).toBe(ANSWERS.badLength)
    expect(await host.ask('AA AA AA 96 69 00 03 80 20 A3')).toBe(ANSWERS.badCommand)
    expect(await host.ask('42 43 ' + REQUESTS.status)).toBe(ANSWERS.ok)
    expect(reader.errors).toEqual([
      'a request with a wrong checksum',
      'a request of a wrong length (4)',
      'an unknown command 80 20',
      '2 bytes that belong to no request',
    ])
    expect(reader.requests).toEqual([
      { name: 'bad-checksum', status: 0x10 },
      { name: 'bad-length', status: 0x11 },
      { name: 'unknown', status: 0x21 },
      { name: 'status', status: 0x90 },
    ])
  })

  test('is answered one request after the other when it does not wait', async () => {
    reader.place(specimenOf('domestic'))
    reader.faults.add('find', { kind: 'slow', milliseconds: 20 })
    host.send(bytesOf(REQUESTS.find + REQUESTS.select + REQUESTS.readBase))
    const answers = await host.take(15 + 19 + 1295)
    expect(textOf(answers.subarray(0, 34))).toBe(`${ANSWERS.found} ${ANSWERS.selected}`)
    expect(answers.at(-1)).toBe(FRAME_CHECKSUMS.domestic.base)
  })

  test('is understood when its request comes byte by byte', async () => {
    for (const byte of bytesOf(REQUESTS.status)) host.send(Buffer.of(byte))
    expect(textOf(await host.take(11))).toBe(ANSWERS.ok)
  })
})

describe('a line with faults', () => {
  beforeEach(() => reader.place(specimenOf('domestic')))

  test('carries garbage and extra AA bytes before a frame', async () => {
    reader.faults.add('find', [
      { kind: 'garbage', bytes: Uint8Array.of(0x00, 0xaa, 0x55) },
      { kind: 'extra-aa', count: 2 },
    ])
    host.send(bytesOf(REQUESTS.find))
    expect(textOf(await host.take(5 + 15))).toBe(`00 AA 55 AA AA ${ANSWERS.found}`)
  })

  test('cuts a frame and stays open for the next one', async () => {
    await findAndSelect()
    reader.faults.add('read-base', { kind: 'cut', bytes: 700 })
    host.send(bytesOf(REQUESTS.readBase))
    const cut = await host.take(700)
    const whole = bytesOf(await host.ask(REQUESTS.readBase))
    expect(whole.subarray(0, 700)).toEqual(cut)
  })

  test('spoils a checksum as often as told, then no more', async () => {
    reader.faults.add('status', { kind: 'wrong-checksum' }, 2)
    const spoilt = 'AA AA AA 96 69 00 04 00 00 90 6B'
    expect(await host.ask(REQUESTS.status)).toBe(spoilt)
    expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.found)
    expect(await host.ask(REQUESTS.status)).toBe(spoilt)
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.ok)
  })

  test('says nothing, and answers the next request as if nothing had been', async () => {
    reader.faults.add('any', { kind: 'silence' })
    host.send(bytesOf(REQUESTS.status))
    expect(await host.ask(REQUESTS.samId)).toBe(ANSWERS.samId)
    expect(reader.requests).toEqual([
      { name: 'status', status: undefined },
      { name: 'sam-id', status: 0x90 },
    ])
  })

  test.each([0, 40])('drops the connection after %d bytes, and takes the next one', async (bytes) => {
    await findAndSelect()
    reader.faults.add('read-base', { kind: 'disconnect', bytes })
    host.send(bytesOf(REQUESTS.readBase))
    expect(await host.rest()).toHaveLength(bytes)
    host = await connectTo(reader.url)
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.ok)
  })

  test('drops the connection in the middle of nothing', async () => {
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.ok)
    reader.disconnect()
    expect(await host.rest()).toHaveLength(0)
    expect(reader.connected).toBe(false)
  })

  test('answers any status to any command until cleared', async () => {
    reader.faults.add('status', { kind: 'status', status: 0x60 }, Infinity)
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.selfTestFailed)
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.selfTestFailed)
    reader.faults.clear()
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.ok)
    reader.faults.add('select', { kind: 'status', status: 0x31, apdu: 0x6988 })
    expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.found)
    expect(await host.ask(REQUESTS.select)).toBe('AA AA AA 96 69 00 04 69 88 31 D4')
  })

  test('lets a card be found again after a read that failed', async () => {
    await findAndSelect()
    reader.faults.add('read-base', { kind: 'status', status: 0x41 })
    expect(await host.ask(REQUESTS.readBase)).toBe(ANSWERS.readFailed)
    expect(await host.ask(REQUESTS.readBase)).toBe(ANSWERS.readFailed)
    await findAndSelect()
  })
})

describe('a card pulled away', () => {
  beforeEach(async () => {
    reader.place(specimenOf('domestic'))
    await findAndSelect()
  })

  test('in mid-read by script is a failed read, and the card is gone', async () => {
    reader.faults.add('read-base', { kind: 'removed' })
    expect(await host.ask(REQUESTS.readBase)).toBe(ANSWERS.readFailed)
    expect(reader.card).toBeUndefined()
    expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.findFailed)
  })

  test('by hand during a slow read is a failed read', async () => {
    reader.faults.add('read-base', { kind: 'slow', milliseconds: 300 })
    host.send(bytesOf(REQUESTS.readBase))
    await expect.poll(() => reader.busy).toBe('read-base')
    reader.remove()
    expect(textOf(await host.take(11))).toBe(ANSWERS.readFailed)
  })
})

describe('the line', () => {
  test('gives byte by byte what it gives at once', async () => {
    const slow = await startCardReader({ listen: LOOPBACK, chunk: 1 })
    slow.place(specimenOf('domestic'))
    host.close()
    host = await connectTo(slow.url)
    await findAndSelect()
    const before = host.pieces
    expect(bytesOf(await host.ask(REQUESTS.readBase)).at(-1)).toBe(FRAME_CHECKSUMS.domestic.base)
    expect(host.pieces - before).toBeGreaterThan(20)
    await slow.close()
  })

  test('gives the same bytes when paced, also at another baud rate', async () => {
    const paced = await startCardReader({ listen: LOOPBACK, pace: { baud: 115_200 } })
    paced.place(specimenOf('domestic'))
    host.close()
    host = await connectTo(paced.url)
    await findAndSelect()
    expect(bytesOf(await host.ask(REQUESTS.readBase)).at(-1)).toBe(FRAME_CHECKSUMS.domestic.base)
    expect(await host.ask(REQUESTS.baud9600)).toBe(ANSWERS.ok)
    const start = performance.now()
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.ok)
    // 21 bytes both ways take 21.9 ms at 9600 baud; a line cannot be faster, and lateness is not tested.
    expect(performance.now() - start).toBeGreaterThan(21)
    await paced.close()
  })

  test('belongs to the host that came last', async () => {
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.ok)
    const later = await connectTo(reader.url)
    expect(await later.ask(REQUESTS.status)).toBe(ANSWERS.ok)
    expect(await host.rest()).toHaveLength(0)
    later.close()
  })

  test('tells whoever watches of cards, connections and requests', async () => {
    const seen: string[] = []
    const stop = reader.onChange(() => seen.push(`${reader.card?.id ?? 'none'} ${reader.requests.length}`))
    reader.place(specimenOf('J'))
    expect(await host.ask(REQUESTS.status)).toBe(ANSWERS.ok)
    reader.remove()
    stop()
    reader.place(specimenOf('I'))
    expect(seen).toEqual(['J 0', 'J 1', 'none 1'])
  })

  test('closes while an answer is slow, and does not go on waiting', async () => {
    reader.faults.add('status', { kind: 'slow', milliseconds: 3_600_000 })
    host.send(bytesOf(REQUESTS.status))
    await expect.poll(() => reader.busy).toBe('status')
    await reader.close()
    expect(reader.busy).toBeUndefined()
    expect(await host.rest()).toHaveLength(0)
    reader = await startCardReader({ listen: LOOPBACK })
  })
})

describe('a reader on a serial device', () => {
  test.skipIf(NO_PTY)('is read through it (needs a pty: python3)', async () => {
    const onPty = await startCardReaderOnPty()
    assert(onPty.kind === 'open')
    onPty.reader.place(specimenOf('domestic'))
    const path = /^serial:(.+)\?baudRate=115200$/.exec(onPty.reader.url)?.[1] ?? ''
    host.close()
    host = await openDevice(path)
    await findAndSelect()
    expect(bytesOf(await host.ask(REQUESTS.readBase)).at(-1)).toBe(FRAME_CHECKSUMS.domestic.base)
    await onPty.reader.close()
  })

  test('says in words that a machine without Python has no pty', async () => {
    vi.stubEnv('PATH', '')
    const pty = await startCardReaderOnPty()
    vi.unstubAllEnvs()
    expect(pty).toEqual({ kind: 'no-pty', reason: expect.stringMatching(/^no pty on this machine: /) })
  })
})
