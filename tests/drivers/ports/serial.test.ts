import { SerialPortMock } from 'serialport'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPort } from '../../../drivers/ports/open-port.ts'
import type { Port, PortFault } from '../../../drivers/ports/port.ts'
import { openSerial } from '../../../drivers/ports/serial.ts'
import type { SerialLibrary } from '../../../drivers/ports/serial.ts'

const PLACE = { path: '/dev/reader', baudRate: 115_200 }
const opened: SerialPortMock[] = []

/** The library's own stand-in for a port: the same stream class over a pretended device. */
class WatchedPort extends SerialPortMock {
  constructor(...options: ConstructorParameters<typeof SerialPortMock>) {
    super(...options)
    opened.push(this)
  }
}
const PRETENDED = { SerialPort: WatchedPort } as unknown as SerialLibrary

beforeEach(() => {
  SerialPortMock.binding.reset()
  SerialPortMock.binding.createPort(PLACE.path, { record: true })
  opened.length = 0
})

afterEach(() => {
  SerialPortMock.binding.reset()
})

async function open(): Promise<{ port: Port; device: NonNullable<SerialPortMock['port']>; stream: SerialPortMock }> {
  const result = await openSerial(PLACE, () => Promise.resolve(PRETENDED))
  const stream = opened.at(-1)
  if (!result.ok || !stream?.port) throw new Error('the pretended port did not open')
  return { port: result.value, device: stream.port, stream }
}

function ended(port: Port): Promise<PortFault | null> {
  return new Promise((resolve) => port.onClose(resolve))
}

describe('a device on a serial port', () => {
  it('is opened 8N1 without flow control, for us alone', async () => {
    const { port, device } = await open()
    const plain = { dataBits: 8, parity: 'none', stopBits: 1, rtscts: false, lock: true }
    expect(device.openOptions).toMatchObject({ ...PLACE, ...plain })
    await port.close()
  })

  it('is heard and spoken to, byte for byte', async () => {
    const { port, device } = await open()
    const heard = new Promise<Uint8Array>((resolve) => port.onData(resolve))
    expect(await port.write(Uint8Array.of(0xaa, 0x00, 0xff))).toEqual({ ok: true, value: undefined })
    expect(device.recording).toEqual(Buffer.from([0xaa, 0x00, 0xff]))
    device.emitData(Buffer.from([0x96, 0x69]))
    expect(Buffer.from(await heard)).toEqual(Buffer.from([0x96, 0x69]))
    await port.close()
  })

  it('that is pulled out is noticed once, and a write on its way is answered', async () => {
    const { port, device, stream } = await open()
    const end = ended(port)
    device.write = () => new Promise(() => {})
    const written = port.write(Uint8Array.of(1))
    stream._disconnected(new Error('read ENXIO'))
    expect(await end).toEqual({ kind: 'broken', detail: 'read ENXIO' })
    expect(await written).toEqual({ ok: false, fault: { kind: 'broken', detail: 'read ENXIO' } })
    expect(await port.write(Uint8Array.of(1))).toEqual({ ok: false, fault: { kind: 'broken', detail: 'read ENXIO' } })
    await port.close()
  })

  it('that fell dead without a word is noticed by the next write', async () => {
    const { port, device } = await open()
    const end = ended(port)
    device.drain = () => Promise.reject(new Error('Input/output error, cannot drain'))
    const fault = { kind: 'broken', detail: 'Input/output error, cannot drain' }
    expect(await port.write(Uint8Array.of(1))).toEqual({ ok: false, fault })
    expect(await end).toEqual(fault)
    const { port: next } = await open()
    await next.close()
  })

  it('is given up with all that the system still holds for it, and can be opened again', async () => {
    const { port, stream } = await open()
    const flush = vi.spyOn(stream, 'flush')
    const end = ended(port)
    await port.close('thrown-away')
    expect(await end).toBeNull()
    expect(flush).toHaveBeenCalledOnce()
    const again = await open()
    const flushAgain = vi.spyOn(again.stream, 'flush')
    await again.port.close()
    expect(flushAgain).not.toHaveBeenCalled()
  })

  it('is closed by us without a fault, however often, and can be opened again', async () => {
    const { port } = await open()
    const end = ended(port)
    await Promise.all([port.close(), port.close()])
    expect(await end).toBeNull()
    await port.close()
    const { port: next } = await open()
    await next.close()
  })

  // The words of the library's native part, on Linux and on Windows.
  it.each([
    ['Error Resource temporarily unavailable Cannot lock port', 'busy'],
    ['Opening COM3: Access denied', 'busy'],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'refused'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'not-found'],
    ['Opening COM3: File not found', 'not-found'],
    ['Opening COM3: Unknown error code 31', 'broken'],
  ] as const)('that does not open, "%s", is %s', async (words, kind) => {
    class Failing extends SerialPortMock {
      override open(callback: (error: Error | null) => void): void {
        callback(new Error(words))
      }
    }
    const library = { SerialPort: Failing } as unknown as SerialLibrary
    const result = await openSerial(PLACE, () => Promise.resolve(library))
    expect(result).toEqual({ ok: false, fault: { kind, detail: words } })
  })

  it('that is not plugged in is not found', async () => {
    const opened = await openPort('serial:/dev/no-such-reader?baudRate=115200')()
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'not-found' } })
  })

  it('whose native library is missing takes only itself away, in one line', async () => {
    const missing = (): Promise<SerialLibrary> => Promise.reject(new Error('No native build was found\n    at load'))
    expect(await openSerial(PLACE, missing)).toEqual({
      ok: false,
      fault: { kind: 'broken', detail: 'the serial port library cannot be loaded (Error: No native build was found)' },
    })
  })
})
