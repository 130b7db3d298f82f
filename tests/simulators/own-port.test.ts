import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listenAt } from '../../simulators/own-port.ts'

const HOST = '127.0.0.1'
/** From here on Linux hands ports out by itself. */
const GIVEN_OUT_FROM = 32_768

function server(): Server {
  const made = createServer()
  onTestFinished(() => new Promise<void>((resolve) => void made.close(() => resolve())))
  return made
}

test('a device without a port gets one that nobody is given while it is off, and no other device of this process', async () => {
  const ports: number[] = []
  for (let devices = 0; devices < 20; devices += 1) {
    const device = createServer()
    ports.push(await listenAt(device, { host: HOST, port: 0 }))
    device.close()
    await once(device, 'close')
  }
  expect(new Set(ports).size).toBe(ports.length)
  expect(Math.max(...ports)).toBeLessThan(GIVEN_OUT_FROM)
})

test('a port that somebody has is passed over; one that was asked for by its number is a fault', async () => {
  const first = await listenAt(server(), { host: HOST, port: 0 })
  await listenAt(server(), { host: HOST, port: first + 1 })
  expect([first, first + 1]).not.toContain(await listenAt(server(), { host: HOST, port: 0 }))
  await expect(listenAt(createServer(), { host: HOST, port: first })).rejects.toThrow('EADDRINUSE')
})
