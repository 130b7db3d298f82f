import ModbusRTU from 'modbus-serial'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { decodeAnswer, encodeWrite } from '../../../drivers/window-display/modbus-frame.ts'
import { segmentsOf } from '../../../drivers/window-display/segments.ts'
import { startWindowDisplays } from '../../../simulators/window-display/window-display.ts'
import { crc } from './modbus-properties.ts'

/** modbus-serial as whoever asks, of unit 1, in bare RTU frames over TCP. */
async function asker(port: number): Promise<ModbusRTU> {
  const client = new ModbusRTU()
  await client.connectTelnet('127.0.0.1', { port })
  client.setTimeout(30_000)
  client.setID(1)
  onTestFinished(() => client.close(() => undefined))
  return client
}

test('modbus-serial asks in our bytes, and takes for done and for refused what we take for it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const connected = once(server, 'connection') as Promise<[Socket]>
  const client = await asker((server.address() as AddressInfo).port)
  const [line] = await connected
  onTestFinished(() => void line.destroy())

  const registers = fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 247 }), fc.nat(0xff00), registers, fc.boolean(), async (unit, address, values, refuse) => {
      const bytes = Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]))
      const ours = encodeWrite({ unit, address, bytes })
      client.setID(unit)
      const heard = (async () => {
        let frame = Buffer.alloc(0)
        while (frame.length < ours.length) frame = Buffer.concat([frame, ...((await once(line, 'data')) as Buffer[])])
        return frame
      })()
      const done = client.writeRegisters(address, values).then(
        () => 'done',
        (error: unknown) => (error as { readonly modbusCode?: number }).modbusCode ?? String(error),
      )
      expect(await heard).toEqual(ours)
      const body = refuse ? Buffer.of(unit, 0x90, 4) : ours.subarray(0, 6)
      const answer = Buffer.concat([body, crc(body)])
      line.write(answer)
      expect(await done).toBe(refuse ? 4 : 'done')
      expect(decodeAnswer(answer, { unit, address, bytes })).toEqual(refuse ? { kind: 'refused', code: 4 } : { kind: 'done' })
    }),
  )
})

test('our displays show what modbus-serial writes, and refuse it what is not there', async () => {
  const displays = await startWindowDisplays({ end: { host: '127.0.0.1', port: 0 }, units: [1] })
  onTestFinished(() => displays.close())
  const client = await asker(Number(new URL(displays.url).port))
  await client.writeRegisters(0x80, Buffer.from(segmentsOf('A00103')))
  expect(displays.text(1)).toBe('A00103')
  await expect(client.writeRegisters(0x81, [1])).rejects.toMatchObject({ modbusCode: 2 })
  displays.misbehave('refuse')
  await expect(client.writeRegisters(0x80, [1])).rejects.toMatchObject({ modbusCode: 4 })
})
