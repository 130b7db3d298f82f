import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { BusDecoder } from '../../drivers/call-pad/bus-frame.ts'
import { openCallPads } from '../../drivers/call-pad/call-pads.ts'
import { openPort } from '../../drivers/ports/open-port.ts'
import { rest } from '../../drivers/rest.ts'
import { padFrame } from '../../simulators/call-pad/pad-parser.ts'
import { eventually } from '../eventually.ts'
import type { Group } from './groups.ts'
import type { Measurement } from './measurement.ts'
import { median } from './quantiles.ts'

const PRESSES = 200
/** Longer than the silence that the bus wants behind each frame. */
const BETWEEN_MS = 10
const BYTES = 4_000_000
/** As a port hands them out, at most. */
const PIECE = 4_096
const TURNS = 5
const FRAME = padFrame(5, 5, [0x0c])

/** The bus of call pads: how soon a pad has its answer, and how much the parser bears. */
export const CALL_PADS: Group = {
  name: 'call pads',
  how: `a press is from its frame's leaving a bare socket to its acknowledgement's being back there, the driver in the same process; beside it the same bytes to a socket that sends each chunk back. Medians of ${PRESSES}. Parsed are 4 MB of frames of 10 bytes in pieces of 4 kB, beside a loop that looks at each byte once; best of ${TURNS} turns each.`,
  measure: callPads,
}

async function callPads(): Promise<readonly Measurement[]> {
  const ours = await pressToAnswer('driver')
  const bare = await pressToAnswer('echo')
  const parsed = bestOf(() => assert.equal(framesIn(STREAM), BYTES / FRAME.length))
  const looked = bestOf(() => assert(bareLoop(STREAM) <= 0xff))
  return [
    { what: 'key press to its acknowledgement', figure: { value: ours, unit: 'ms' }, beside: { name: 'bare echo', value: bare, unit: 'ms' } },
    {
      what: 'frames of pads parsed',
      figure: { value: BYTES / FRAME.length / parsed, unit: 'a second' },
      beside: { name: 'a bare loop over the same bytes', value: BYTES / FRAME.length / looked, unit: 'a second' },
    },
  ]
}

/** Of all presses the median, ms; each is of another pad, so that none is chatter. */
async function pressToAnswer(who: 'driver' | 'echo'): Promise<number> {
  const server = createServer({ noDelay: true })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert(address !== null && typeof address === 'object')
  const pressed = once(server, 'connection')
  const pads = openCallPads({
    open: openPort(`tcp://127.0.0.1:${who === 'driver' ? address.port : 1}`),
    addresses: Array.from({ length: PRESSES }, (_, at) => at + 1),
    onKey: () => undefined,
    onLevel: () => undefined,
  })
  const echo = who === 'echo' ? connect(address.port, '127.0.0.1') : null
  echo?.on('data', (bytes) => echo.write(bytes))
  const [pad] = (await pressed) as [Socket]
  // The driver throws away what has not left when it ends, which resets the line.
  pad.on('error', () => undefined)
  if (who === 'driver') await eventually(() => assert.equal(pads.status.state, 'ready'))
  const times: number[] = []
  for (let at = 1; at <= PRESSES; at += 1) {
    const frame = padFrame(at, 5, [0x0c])
    const began = performance.now()
    pad.write(frame)
    const [answer] = (await once(pad, 'data')) as [Buffer]
    times.push(performance.now() - began)
    assert(answer.equals(frame))
    await rest(BETWEEN_MS)
  }
  await pads.close()
  echo?.destroy()
  pad.destroy()
  server.close()
  return median(times)
}

const STREAM = Buffer.alloc(BYTES, FRAME)

function bestOf(work: () => void): number {
  let best = Infinity
  for (let turn = 0; turn < TURNS; turn += 1) {
    const began = performance.now()
    work()
    best = Math.min(best, (performance.now() - began) / 1000)
  }
  return best
}

function framesIn(bytes: Buffer): number {
  const decoder = new BusDecoder()
  let found = 0
  for (let at = 0; at < bytes.length; at += PIECE) {
    for (const event of decoder.push(bytes.subarray(at, at + PIECE))) if (event.kind === 'frame') found += 1
  }
  return found
}

function bareLoop(bytes: Buffer): number {
  let xor = 0
  for (let at = 0; at < bytes.length; at += PIECE) {
    for (const byte of bytes.subarray(at, at + PIECE)) xor ^= byte
  }
  return xor
}
