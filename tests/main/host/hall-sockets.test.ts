import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import type { HallDevice } from '../../../main/enrolment/hall-devices.ts'
import { createHallSockets } from '../../../main/host/hall-sockets.ts'
import { openLog } from '../../../main/operations/log.ts'

const BOARD: HallDevice = { id: 'B1', place: { kind: 'board', area: null, window: null }, mark: null, enrolledAt: new Date(0), enrolledBy: 'operator', lastSeenAt: null, usedTwiceAt: null }

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** A socket that answers a ping only while its cable is in. */
function cabledSocket() {
  let cableIn = true
  const socket = Object.assign(new EventEmitter(), {
    bufferedAmount: 0,
    ping: () => cableIn && socket.emit('pong'),
    send: () => undefined,
    close: () => undefined,
    terminate: () => socket.emit('close', 1006),
  })
  return { socket: socket as unknown as WebSocket, pull: () => (cableIn = false) }
}

it('lets go of a board whose cable was pulled within seconds, and not of one that was slow once', () => {
  let connected: ReadonlySet<string> = new Set()
  const devices = { seen: () => undefined, usedTwice: () => Promise.resolve(), onRevoked: () => undefined }
  const sockets = createHallSockets({ devices, connect: () => undefined, onChange: (there) => (connected = there), log: openLog('silent') })
  const { socket, pull } = cabledSocket()
  sockets.take(socket, BOARD, '10.12.3.41')
  vi.advanceTimersByTime(60_000)
  expect([...connected]).toEqual(['B1'])
  pull()
  vi.advanceTimersByTime(9_000)
  expect([...connected]).toEqual(['B1'])
  vi.advanceTimersByTime(6_000)
  expect([...connected]).toEqual([])
  sockets.close()
})
