import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openCardReader, type CardReader, type CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import { PipeJoiner } from '../../../drivers/id-card/pipe-joiner.ts'
import { overUsb } from '../../../drivers/id-card/usb-line.ts'
import type { PortFault } from '../../../drivers/ports/port.ts'
import { openUsb } from '../../../drivers/ports/usb.ts'
import { startCardReaderOnUsb } from '../../../simulators/card-reader/card-reader.ts'
import { specimenOf } from '../../../simulators/card-reader/specimens.ts'
import type { Pipes, UsbReaderDevice } from '../../../simulators/card-reader/usb-line.ts'

const LONGEST_WAIT = { timeout: 30_000, interval: 5 }
const PLACE = { vendorId: 0x0400, productId: 0xc35a }
const IN = 0x81

/** A reader that is plugged in, and all devices that it has been since. */
function readerOnUsb(pipes: Pipes) {
  const { reader, plugIn } = startCardReaderOnUsb(pipes)
  onTestFinished(() => reader.close())
  const devices: UsbReaderDevice[] = [plugIn()]
  const list = (): readonly UsbReaderDevice[] => devices.slice(-1)
  const driver = openCardReader({
    open: overUsb(() => openUsb(PLACE, () => Promise.resolve({ usb: { getDeviceList: list } }))),
    transport: 'usb',
    today: () => ({ year: 2025, month: 6, day: 1 }),
    mayRead: () => true,
    pace: { pollMs: 5, backOffMs: 5, mostBackOffMs: 10 },
  })
  onTestFinished(() => driver.close())
  const told: string[] = []
  driver.onStatus((status) => told.push(status.state))
  return { reader, driver, told, devices, plugIn: () => void devices.push(plugIn()), device: () => devices.at(-1) as UsbReaderDevice }
}

function state(driver: CardReader, expected: CardReaderStatus['state']): Promise<CardReaderStatus> {
  return vi.waitUntil(() => driver.status.state === expected && driver.status, LONGEST_WAIT)
}

const NOTHING_HELD = { open: false, claimed: false, transfers: 0 }

// No kernel here offers a USB gadget, so that the device is one of the library's own shape.
describe.each<Pipes>(['one-pair', 'split'])('a card reader on USB bulk pipes, %s (a device in the shape that usb hands out)', (pipes) => {
  it('reads a card, sees it go, is found again after it was pulled out, and lets go of everything', async () => {
    const { reader, driver, devices, plugIn } = readerOnUsb(pipes)
    await state(driver, 'absent')
    const specimen = specimenOf('domestic')
    reader.place(specimen)
    expect(await state(driver, 'present')).toMatchObject({ card: { number: '11010519491231002X' } })
    reader.remove()
    await state(driver, 'absent')
    reader.disconnect()
    await vi.waitUntil(() => driver.status.state === 'disconnected' && driver.status.detail.includes('just gone'), LONGEST_WAIT)
    plugIn()
    await state(driver, 'absent')
    reader.place(specimen)
    await state(driver, 'present')
    await driver.close()
    await vi.waitFor(() => expect(devices.map(({ held }) => held)).toEqual([NOTHING_HELD, NOTHING_HELD]), LONGEST_WAIT)
    expect(reader.errors).toEqual([])
  })

  it('goes on behind a stall of the pipe that answers', async () => {
    const { reader, driver, told, device } = readerOnUsb(pipes)
    await state(driver, 'absent')
    device().stall(IN)
    reader.place(specimenOf('domestic'))
    await state(driver, 'present')
    expect(told).toEqual(['absent', 'reading', 'present'])
  })

  it('is opened anew behind a stall of the pipe that takes commands, with the halt cleared', async () => {
    const { reader, driver, told, device, devices } = readerOnUsb(pipes)
    await state(driver, 'absent')
    device().stall(0x02)
    await vi.waitUntil(() => told.includes('disconnected'), LONGEST_WAIT)
    reader.place(specimenOf('domestic'))
    await state(driver, 'present')
    expect(devices).toHaveLength(1)
    expect(told.slice(0, 2)).toEqual(['absent', 'disconnected'])
    expect(told.slice(-2)).toEqual(['reading', 'present'])
  })

  it('is told as broken when it stalls without end, and let go', async () => {
    const { driver, device } = readerOnUsb(pipes)
    await state(driver, 'absent')
    const ever = setInterval(() => device().stall(IN), 0)
    onTestFinished(() => clearInterval(ever))
    await vi.waitFor(() => expect(driver.status).toEqual({ state: 'disconnected', detail: 'the USB device stalled' }), LONGEST_WAIT)
  })
})

describe('pipes of a USB device (a device in the shape that usb hands out)', () => {
  const opened = async (pipes: Pipes = 'one-pair') => {
    const device = startCardReaderOnUsb(pipes).plugIn()
    const port = await openUsb(PLACE, () => Promise.resolve({ usb: { getDeviceList: () => [device] } }))
    if (!port.ok) throw new Error(port.fault.detail)
    return { device, port: port.value }
  }

  it('that take nothing in are a fault after a second, and the device is let go', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { device, port } = await opened()
    const faults: unknown[] = []
    port.onClose((fault) => faults.push(fault))
    device.hang()
    const writing = port.write(0, Buffer.from([1]))
    await vi.advanceTimersByTimeAsync(1_000)
    const fault = { kind: 'timed-out', detail: 'the USB device took nothing in for 1000 ms' }
    expect([await writing, faults, device.held]).toEqual([{ ok: false, fault }, [fault], NOTHING_HELD])
    expect(await port.write(0, Buffer.from([1]))).toEqual({ ok: false, fault })
  })

  it('end once, and a write on its way is answered', async () => {
    const { device, port } = await opened()
    device.hang()
    const writing = port.write(0, Buffer.from([1]))
    const faults: unknown[] = []
    port.onClose((fault) => faults.push(fault))
    await Promise.all([port.close(), port.close()])
    port.onClose((fault) => faults.push(fault))
    const closed = { ok: false, fault: { kind: 'closed', detail: 'the device is closed' } }
    expect([await writing, await port.write(0, Buffer.from([1]))]).toEqual([closed, closed])
    await vi.waitFor(() => expect([faults, device.held]).toEqual([[null, null], NOTHING_HELD]), LONGEST_WAIT)
  })

  it('that another program holds, that the system keeps, or that are of another kind, say what to do', async () => {
    const { plugIn } = startCardReaderOnUsb('one-pair')
    const device = plugIn()
    const faultOf = async (change: object): Promise<PortFault | null> => {
      const closed = vi.fn<() => void>()
      const changed = Object.defineProperties({ ...device }, { interfaces: { get: () => device.interfaces }, close: { value: closed }, ...Object.getOwnPropertyDescriptors(change) })
      const port = await openUsb(PLACE, () => Promise.resolve({ usb: { getDeviceList: () => [changed] } }))
      // What could be opened and not used is closed again.
      expect(closed).toHaveBeenCalledTimes('open' in change ? 0 : 1)
      return port.ok ? null : port.fault
    }
    const failing = (errno: number) => () => {
      throw Object.assign(new Error('LIBUSB_ERROR'), { errno })
    }
    expect(await faultOf({ open: failing(-3) })).toMatchObject({ kind: 'refused', detail: expect.stringContaining('udev rule') })
    expect(await faultOf({ open: failing(-12) })).toMatchObject({ kind: 'refused', detail: expect.stringContaining('WinUSB') })
    expect(await faultOf({ open: failing(-4) })).toMatchObject({ kind: 'not-found', detail: expect.stringContaining('just gone') })
    expect(await faultOf({ open: failing(-1) })).toMatchObject({ kind: 'broken' })
    const interfaces = plugInOpen(plugIn).map((one) => ({ ...one, claim: failing(-6) }))
    expect(await faultOf({ interfaces })).toMatchObject({ kind: 'busy' })
    expect(await faultOf({ interfaces: [] })).toMatchObject({ kind: 'refused', detail: expect.stringContaining('no pair of bulk pipes') })
    const none = await openUsb(PLACE, () => Promise.resolve({ usb: { getDeviceList: () => [] } }))
    expect(none).toEqual({ ok: false, fault: { kind: 'not-found', detail: 'no such USB device is connected' } })
  })

  it('of a machine without the library, or without libusb or libudev, say so in one line', async () => {
    const missing = await openUsb(PLACE, () => Promise.reject(new Error('libudev.so.1: cannot open shared object file\nat somewhere')))
    expect(missing).toEqual({ ok: false, fault: { kind: 'broken', detail: 'the USB library cannot be loaded (libudev.so.1: cannot open shared object file): is libudev installed?' } })
    expect(await openUsb(PLACE, () => Promise.resolve({ usb: { INIT_ERROR: -99 } }))).toEqual({ ok: false, fault: { kind: 'broken', detail: 'libusb cannot begin on this machine (-99)' } })
    expect(await openUsb(PLACE, () => Promise.resolve({}))).toMatchObject({ ok: false, fault: { kind: 'broken' } })
  })

  const plugInOpen = (plugIn: () => UsbReaderDevice) => {
    const device = plugIn()
    device.open()
    return device.interfaces ?? []
  }
})

describe('answers of split pipes', () => {
  const FRAME = Buffer.from('AAAAAA9669000800009F0000000097', 'hex')

  it('are one stream, however the two pipes are cut and whichever is heard first', () => {
    const cuts = fc.record({ frames: fc.integer({ min: 1, max: 4 }), order: fc.infiniteStream(fc.tuple(fc.constantFrom<0 | 1>(0, 1), fc.integer({ min: 1, max: 9 }))) })
    fc.assert(
      fc.property(cuts, ({ frames, order }) => {
        const left: [Buffer, Buffer] = [
          Buffer.concat(Array.from({ length: frames }, () => FRAME.subarray(0, 7))),
          Buffer.concat(Array.from({ length: frames }, () => FRAME.subarray(7))),
        ]
        const joiner = new PipeJoiner()
        const heard: Buffer[] = []
        for (const [pipe, bytes] of order) {
          if (left[0].length + left[1].length === 0) break
          const packet = Buffer.from(left[pipe].subarray(0, bytes))
          left[pipe] = left[pipe].subarray(bytes)
          heard.push(joiner.push(pipe, packet))
          expect(packet.every((byte) => byte === 0)).toBe(true)
        }
        expect(Buffer.concat(heard)).toEqual(Buffer.concat(Array.from({ length: frames }, () => FRAME)))
      }),
    )
  })

  it('that lost their other half are forgotten with the next command, and a babbling pipe fills no memory', () => {
    const joiner = new PipeJoiner()
    expect(joiner.push(1, Buffer.from('1234', 'hex'))).toEqual(Buffer.alloc(0))
    joiner.reset()
    joiner.push(0, Buffer.from(FRAME.subarray(0, 7)))
    expect(joiner.push(1, Buffer.from(FRAME.subarray(7)))).toEqual(FRAME.subarray(7))
    for (let packet = 0; packet < 1_000; packet += 1) joiner.push(1, Buffer.alloc(64, 1))
    joiner.reset()
    expect(Buffer.concat([joiner.push(0, Buffer.from(FRAME.subarray(0, 7))), joiner.push(1, Buffer.from(FRAME.subarray(7)))])).toEqual(FRAME)
  })
})
