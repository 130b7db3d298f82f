import { afterEach, assert, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openHid, type HidLibrary } from '../../../drivers/ports/hid.ts'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { openScanner, type Scanner, type ScannerOptions } from '../../../drivers/scanner/scanner.ts'
import { openPty } from '../../../simulators/pty.ts'
import { hidPosScanner, type HidPosScanner } from '../../../simulators/scanner/hid-pos-scanner.ts'
import { startLineScanner } from '../../../simulators/scanner/line-scanner.ts'
import { NO_PTY } from '../../simulators/pty.ts'

const LONGEST_WAIT = { timeout: 30_000, interval: 5 }
const HONEYWELL = { vendorId: 0x0c2e, productId: 0x0b61, usagePage: 0x8c }
afterEach(() => void vi.useRealTimers())

function listening(wire: ScannerOptions['wire'], mayRead = () => true) {
  const codes: (string | null)[] = []
  const logged: string[] = []
  const scanner = openScanner({
    wire,
    mayRead,
    onCode: ({ text }) => codes.push(text),
    log: (event, facts) => logged.push(`${event} ${JSON.stringify(facts)}`),
    pace: { gapMs: 20, backOffMs: 10, mostBackOffMs: 20 },
  })
  onTestFinished(() => scanner.close())
  return { scanner, codes, logged }
}

function state(scanner: Scanner, expected: Scanner['status']['state']): Promise<unknown> {
  return vi.waitUntil(() => scanner.status.state === expected, LONGEST_WAIT)
}

function libraryWith(devices: () => readonly HidPosScanner[]): () => Promise<HidLibrary> {
  return () =>
    Promise.resolve({
      devicesAsync: () => Promise.resolve(devices().map(({ usagePage }, at) => ({ path: `/dev/hidraw${at}`, usagePage }))),
      HIDAsync: {
        open(path: string) {
          const found = devices()[Number(path.slice('/dev/hidraw'.length))]
          return found ? Promise.resolve(found.device) : Promise.reject(new Error('cannot open device'))
        },
      },
    })
}

describe.skipIf(NO_PTY)('a scanner on a serial line (a pty: needs python3)', () => {
  it('tells each code once, whatever ends it, and comes back after it was unplugged', async () => {
    const pty = await openPty()
    assert(pty.kind === 'open')
    onTestFinished(() => pty.close())
    const { scanner, codes, logged } = listening({ kind: 'line', open: openPort(`serial:${pty.path}?baudRate=9600`) })
    await state(scanner, 'ready')
    pty.line.write(Buffer.from('91350100M000100Y43\r\n'))
    await vi.waitUntil(() => codes.length === 1, LONGEST_WAIT)
    // It still lies before the window, and is read again.
    pty.line.write(Buffer.from('91350100M000100Y43\r\n'))
    pty.line.write(Buffer.from('D1F9B1BED2BB', 'hex'))
    await vi.waitUntil(() => codes.length === 2, LONGEST_WAIT)
    expect(codes).toEqual(['91350100M000100Y43', '样本一'])
    expect(logged.join()).not.toMatch(/样本|9135/)
  })
})

describe('a scanner on a line of TCP', () => {
  it('that has gone mad costs nothing but the codes it garbles: megabytes, NULs, half codes, and what comes after is read', async () => {
    const line = await startLineScanner({ host: '127.0.0.1', port: 0 })
    onTestFinished(() => line.close())
    const { scanner, codes, logged } = listening({ kind: 'line', open: openPort(line.url) })
    await state(scanner, 'ready')
    const noise = Buffer.alloc(4 * 1024 * 1024, Buffer.from([0x00, 0xd1, 0x3c, 0x41, 0x81, 0xff]))
    for (let at = 0; at < noise.length; at += 512 * 1024) line.send(noise.subarray(at, at + 512 * 1024))
    // Line after line without an end, none of it text, then half a code and a whole one.
    line.send(Buffer.concat([Buffer.from('\r\n'), ...Array.from({ length: 500 }, () => Buffer.from('00FF81\r'.repeat(3), 'latin1'))]))
    await vi.waitUntil(
      () => {
        line.scan('https://zwfw.example.gov.cn/f/K01261122000001/SPEC22KA')
        return codes.includes('https://zwfw.example.gov.cn/f/K01261122000001/SPEC22KA')
      },
      { ...LONGEST_WAIT, interval: 100 },
    )
    line.send(Buffer.concat([Buffer.from('云南省示例县', 'utf8').subarray(0, 7), Buffer.from('\r')]))
    line.send(Buffer.from('B5B0B9FB0D', 'hex'))
    await vi.waitUntil(() => codes.includes('蛋果'), LONGEST_WAIT)
    expect(scanner.status.state).toBe('ready')
    expect(codes.filter((text) => text?.includes('\0'))).toEqual([])
    expect(logged.join()).not.toMatch(/SPEC22KA|蛋果/)
  })
})

// No kernel here offers uhid, so that the device is one of node-hid's own shape.
describe('a scanner of USB HID’s point of sale page (a device in the shape that node-hid hands out)', () => {
  const wire = (scanner: HidPosScanner, switchOn = false): ScannerOptions['wire'] => ({
    kind: 'hid-pos',
    open: () => openHid(HONEYWELL, libraryWith(() => [scanner])),
    switchOn,
  })

  it('is switched on, and its codes of one and of many reports are told', async () => {
    const device = hidPosScanner({ wantsSwitch: true })
    const { scanner, codes } = listening(wire(device, true))
    await state(scanner, 'ready')
    expect(device.features).toEqual([[0xfe, 0x01]])
    const long = '统一社会信用代码:91350100M000100Y43;名称:样本商行'.repeat(20)
    device.scan(Buffer.from('91350100M000100Y43\r'))
    device.scan(Buffer.from(long))
    expect(codes).toEqual(['91350100M000100Y43', long])
  })

  it('that sends a report that is none tells nothing of it, and the next code whole', async () => {
    const device = hidPosScanner()
    const { scanner, codes } = listening(wire(device))
    await state(scanner, 'ready')
    const first = Buffer.alloc(64)
    first.set([0x02, 56])
    first[63] = 1
    device.send(first)
    for (const report of [[], [0x02], [0x02, 200], [0x07, 3, 0, 0, 0, 65, 66, 67], [0x02, 10, 0, 0, 0, 65]]) device.send(Uint8Array.from(report))
    device.scan(Buffer.from('6901234567892'))
    expect(codes).toEqual(['6901234567892'])
  })

  it('that was pulled out is looked for until it is back', async () => {
    let device: HidPosScanner | null = hidPosScanner()
    const devices = (): readonly HidPosScanner[] => (device ? [device] : [])
    const { scanner, codes } = listening({ kind: 'hid-pos', open: () => openHid(HONEYWELL, libraryWith(devices)), switchOn: false })
    await state(scanner, 'ready')
    const pulled = device
    device = null
    pulled?.pullOut()
    await vi.waitUntil(() => scanner.status.state === 'disconnected' && scanner.status.detail.startsWith('not-found'), LONGEST_WAIT)
    const next = hidPosScanner()
    device = next
    await state(scanner, 'ready')
    next.scan(Buffer.from('6901234567892'))
    expect(codes).toEqual(['6901234567892'])
  })

  it('is not heard while nobody may read', async () => {
    const device = hidPosScanner()
    const { scanner, codes, logged } = listening(wire(device), () => false)
    await state(scanner, 'ready')
    device.scan(Buffer.from('6901234567892'))
    expect(codes).toEqual([])
    expect(logged.some((line) => line.startsWith('code'))).toBe(false)
  })

  it('without the native library says so in one line', async () => {
    const answer = await openHid(HONEYWELL, () => Promise.reject(new Error('libudev.so.1: cannot open shared object file\n at …')))
    expect(answer).toEqual({
      ok: false,
      fault: { kind: 'broken', detail: 'the HID library cannot be loaded (libudev.so.1: cannot open shared object file)' },
    })
  })
})
