import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPort } from '../../../drivers/ports/open-port.ts'
import type { Port, PortFault } from '../../../drivers/ports/port.ts'

let server: Server
let url: string

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  if (!server.listening) return
  server.close()
  await once(server, 'close')
})

async function connected(): Promise<{ port: Port; device: Socket }> {
  const [opened, [device]] = await Promise.all([openPort(url)(), once(server, 'connection') as Promise<[Socket]>])
  if (!opened.ok) throw new Error(opened.fault.detail)
  return { port: opened.value, device }
}

function ended(port: Port): Promise<PortFault | null> {
  return new Promise((resolve) => port.onClose(resolve))
}

describe('a device on the network', () => {
  it('is heard and spoken to, byte for byte', async () => {
    const { port, device } = await connected()
    const heard: number[] = []
    const arrived = new Promise<void>((resolve) => {
      port.onData((bytes) => {
        heard.push(...bytes)
        if (heard.length === 256) resolve()
      })
    })
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    device.on('data', (bytes) => device.write(bytes))
    expect(await port.write(all)).toEqual({ ok: true, value: undefined })
    await arrived
    expect(heard).toEqual([...all])
    await port.close()
  })

  it('gets all that was written before the port was closed', async () => {
    const { port, device } = await connected()
    let received = 0
    device.on('data', (bytes) => {
      received += bytes.length
    })
    const written = port.write(new Uint8Array(300_000))
    await port.close()
    await once(device, 'close')
    expect(received).toBe(300_000)
    expect((await written).ok).toBe(true)
  })

  it('that does not take what is written keeps no closed port open', async () => {
    const { port, device } = await connected()
    device.pause()
    const written = port.write(new Uint8Array(20_000_000))
    await port.close()
    expect(await written).toMatchObject({ ok: false })
    device.destroy()
  })

  it('gets nothing more of what was thrown away, and is told so, however long the system would have kept it', async () => {
    const { port, device } = await connected()
    const all = 20_000_000
    let received = 0
    device.on('data', (bytes) => {
      received += bytes.length
    })
    device.pause()
    const written = port.write(new Uint8Array(all))
    // The reset is seen as an error, or now and then as an end (libuv).
    device.on('error', () => device.destroy())
    const gone = new Promise<void>((resolve) => device.once('close', () => resolve()))
    await port.close('thrown-away')
    expect(await written).toMatchObject({ ok: false })
    device.resume()
    await gone
    expect(received).toBeLessThan(all)
  })

  it('that hangs up is noticed once, and nothing more can be written', async () => {
    const { port, device } = await connected()
    const ends: (PortFault | null)[] = []
    port.onClose((fault) => ends.push(fault))
    const end = ended(port)
    device.end()
    expect(await end).toMatchObject({ kind: 'broken' })
    expect(await port.write(Uint8Array.of(1))).toMatchObject({ ok: false, fault: { kind: 'broken' } })
    await port.close()
    expect(ends).toHaveLength(1)
    expect(await ended(port)).toMatchObject({ kind: 'broken' })
  })

  it('that is reset is noticed too', async () => {
    const { port, device } = await connected()
    const end = ended(port)
    device.resetAndDestroy()
    expect(await end).toEqual({ kind: 'broken', detail: 'ECONNRESET' })
  })

  it('is closed by us without a fault, however often', async () => {
    const { port } = await connected()
    const end = ended(port)
    await Promise.all([port.close(), port.close()])
    expect(await end).toBeNull()
    await port.close()
    expect(await port.write(Uint8Array.of(1))).toMatchObject({ ok: false, fault: { kind: 'closed' } })
  })

  it('that nobody runs refuses', async () => {
    server.close()
    await once(server, 'close')
    expect(await openPort(url)()).toEqual({ ok: false, fault: { kind: 'refused', detail: 'ECONNREFUSED' } })
  })

  it('of a name that does not exist is not found', async () => {
    // RFC 6761: names under .invalid never resolve.
    const opened = await openPort('tcp://no-such-device.invalid:9100')()
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'not-found' } })
  })
})
