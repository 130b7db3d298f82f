import { assert, describe, expect, onTestFinished, test } from 'vitest'
import { openPort } from '../../../drivers/ports/open-port.ts'
import type { OpenPort, Port } from '../../../drivers/ports/port.ts'
import { givePower, powerCycle } from '../../../drivers/relay/power.ts'
import { err, ok } from '../../../drivers/result.ts'
import { startRelay, startRelayOnPty, type RelaySimulator } from '../../../simulators/relay/relay.ts'
import { NO_PTY } from '../../simulators/pty.ts'
import { eventually } from '../../eventually.ts'

const OFF_AND_ON = [
  { channel: 3, on: true },
  { channel: 3, on: false },
]

/** A board that does `act` as soon as a relay is energised: the device has just lost its power. */
async function board(act: (relay: RelaySimulator) => void = () => undefined): Promise<RelaySimulator> {
  const relay: RelaySimulator = await startRelay({
    channels: 4,
    listen: { host: '127.0.0.1', port: 0 },
    onSwitch: ({ on }) => on && act(relay),
  })
  onTestFinished(() => relay.close())
  return relay
}

/** The line to `url` the first time, then what the test says. The wait without power ends when the first line breaks. */
function breaking(url: string, after: OpenPort) {
  const stop = new AbortController()
  let opened = 0
  const open: OpenPort = async () => {
    if ((opened += 1) > 1) return after()
    const first = await openPort(url)()
    if (first.ok) first.value.onClose(() => stop.abort())
    return first
  }
  return { open, channel: 3, offMs: 600_000, againMs: 600_000, stop: stop.signal } as const
}

const GONE: OpenPort = () => Promise.resolve(err({ kind: 'not-found', detail: 'no such device' }))

describe('a device behind a relay', () => {
  test('loses its power and gets it back', async () => {
    const relay = await board()
    expect(await powerCycle({ open: openPort(relay.url), channel: 3, offMs: 20 })).toEqual(ok(undefined))
    await eventually(() => expect(relay.switchings).toEqual(OFF_AND_ON))
    expect(relay.errors).toEqual([])
  })

  test('is without power for as long as was asked', async () => {
    const relay = await board()
    const stop = new AbortController()
    const cycle = powerCycle({ open: openPort(relay.url), channel: 3, offMs: 600_000, stop: stop.signal })
    await eventually(() => expect(relay.on).toEqual(new Set([3])))
    stop.abort()
    expect(await cycle).toEqual(ok(undefined))
    await eventually(() => expect(relay.on).toEqual(new Set()))
  })

  test('keeps its power where the relay cannot be reached, and it is said what to do', async () => {
    const cycled = await powerCycle({ open: GONE, channel: 3, offMs: 20 })
    expect(cycled).toMatchObject({
      ok: false,
      fault: { kind: 'not-switched', line: expect.stringMatching(/^the relay cannot be reached \(no such device\).*see that/) },
    })
  })

  test('gets its power back over a fresh line when the first breaks meanwhile', async () => {
    const relay = await board((relay) => relay.disconnect())
    expect(await powerCycle(breaking(relay.url, openPort(relay.url)))).toEqual(ok(undefined))
    await eventually(() => expect(relay.switchings).toEqual(OFF_AND_ON))
  })

  test('gets its power back when the relay is found again only after a while', async () => {
    const relay = await board((relay) => relay.disconnect())
    let attempts = 0
    const later: OpenPort = () => ((attempts += 1) < 4 ? GONE() : openPort(relay.url)())
    expect(await powerCycle(breaking(relay.url, later))).toEqual(ok(undefined))
    expect(attempts).toBe(4)
    await eventually(() => expect(relay.on).toEqual(new Set()))
  })

  test('that could not be given its power back is told of, with what to do', async () => {
    const relay = await board((relay) => relay.disconnect())
    const cycled = await powerCycle(breaking(relay.url, GONE))
    expect(cycled).toMatchObject({
      ok: false,
      fault: {
        kind: 'left-off',
        port: { kind: 'not-found' },
        line: expect.stringMatching(/may be without it\. Unplug the relay/),
      },
    })
    expect(relay.on).toEqual(new Set([3]))
  })

  test('is given its power, and told to be as before, when the line breaks with the first command', async () => {
    const relay = await board()
    const breaks: OpenPort = () => Promise.resolve(ok(brokenPort()))
    let opened = 0
    const open: OpenPort = () => ((opened += 1) === 1 ? breaks() : openPort(relay.url)())
    const cycled = await powerCycle({ open, channel: 3, offMs: 600_000, againMs: 10 })
    expect(cycled).toMatchObject({ ok: false, fault: { kind: 'not-switched', port: { kind: 'broken' } } })
    await eventually(() => expect(relay.switchings).toEqual([{ channel: 3, on: false }]))
  })

  test('is given its power at a start, whatever was left before', async () => {
    const relay = await board()
    expect(await givePower({ open: openPort(relay.url), channel: 2 })).toEqual(ok(undefined))
    await eventually(() => expect(relay.switchings).toEqual([{ channel: 2, on: false }]))
    expect(await givePower({ open: GONE, channel: 2 })).toMatchObject({ ok: false, fault: { kind: 'left-off' } })
  })
})

test.skipIf(NO_PTY)('a relay on a serial line takes the power away and gives it back (needs a pty: python3)', async () => {
  const onPty = await startRelayOnPty({ channels: 8 })
  assert(onPty.kind === 'open', onPty.kind === 'open' ? '' : onPty.reason)
  const { relay } = onPty
  onTestFinished(() => relay.close())
  expect(relay.url).toMatch(/^serial:\/.+\?baudRate=9600$/)
  expect(await powerCycle({ open: openPort(relay.url), channel: 3, offMs: 20 })).toEqual(ok(undefined))
  await eventually(() => expect(relay.switchings).toEqual(OFF_AND_ON))
  expect(relay.errors).toEqual([])
})

test.skipIf(NO_PTY)('a relay that is pulled out while a device has no power is told of (needs a pty: python3)', async () => {
  let pull = (): void => undefined
  const onPty = await startRelayOnPty({ channels: 8, onSwitch: () => pull() })
  assert(onPty.kind === 'open', onPty.kind === 'open' ? '' : onPty.reason)
  const { relay } = onPty
  onTestFinished(() => relay.close())
  pull = () => relay.disconnect()
  const cycled = await powerCycle(breaking(relay.url, openPort(relay.url)))
  expect(cycled).toMatchObject({ ok: false, fault: { kind: 'left-off' } })
})

/** A line whose every write fails. */
function brokenPort(): Port {
  return {
    write: () => Promise.resolve(err({ kind: 'broken', detail: 'EIO' })),
    onData: () => undefined,
    onClose: () => undefined,
    close: () => Promise.resolve(),
  }
}
