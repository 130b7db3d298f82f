import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLog } from '../../../main/operations/log.ts'
import { keepTerminal, type TerminalChild } from '../../../main/shell/keeper.ts'
import type { FromTerminal, Start, ToTerminal } from '../../../main/shell/messages.ts'

/** A terminal process by hand: what it is told is kept, what it says and when it ends is up to the test. */
interface StandIn {
  readonly told: ToTerminal[]
  killed: boolean
  say(message: FromTerminal): void
  end(code: number | null): void
}

const START: Start = {
  source: { kind: 'file', file: 'terminal.yaml' },
  listen: { host: '127.0.0.1', port: 0 },
  appFolder: '.',
  page: null,
}
const STARTED: FromTerminal = { type: 'started', listen: { host: '127.0.0.1', port: 7310 } }

let children: StandIn[]
const events = {
  onMessage: vi.fn<(message: FromTerminal) => void>(),
  onGone: vi.fn<() => void>(),
  onRefused: vi.fn<(line: string | null) => void>(),
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  children = []
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a terminal process', () => {
  it('that is killed is running again within three seconds, told the same as before', () => {
    const keeper = keep()
    first().say(STARTED)
    vi.advanceTimersByTime(60_000)
    first().end(null)
    expect(events.onGone).toHaveBeenCalledOnce()
    expect(keeper.running()).toBeNull()
    vi.advanceTimersByTime(500)
    expect(children).toHaveLength(2)
    expect(latest().told).toEqual([{ type: 'start', ...START }])
    latest().say(STARTED)
    expect(keeper.running()).not.toBeNull()
  })

  it('that dies again and again is tried for ever, and not more than once a second', () => {
    keep()
    first().say(STARTED)
    for (let second = 1; second <= 20; second++) {
      latest().end(1)
      vi.advanceTimersByTime(1_000)
      expect(children).toHaveLength(second + 1)
    }
    expect(events.onRefused).not.toHaveBeenCalled()
  })

  it('that cannot start as things are says so in one line, before any window', () => {
    keep()
    first().say({ type: 'refused', line: 'data/ledger.sqlite: in use by process 42' })
    expect(first().killed).toBe(true)
    first().end(null)
    expect(events.onRefused.mock.calls).toEqual([['data/ledger.sqlite: in use by process 42']])
    vi.advanceTimersByTime(60_000)
    expect(children).toHaveLength(1)
  })

  it('that crashes on its first start is not tried again', () => {
    keep()
    first().end(1)
    expect(events.onRefused.mock.calls).toEqual([[null]])
    vi.advanceTimersByTime(60_000)
    expect(children).toHaveLength(1)
  })

  it('that an operator restarts is asked to end, and is running again', () => {
    keep()
    first().say(STARTED)
    vi.advanceTimersByTime(60_000)
    first().say({ type: 'restart' })
    expect(first().told.at(-1)).toEqual({ type: 'close' })
    first().end(0)
    vi.advanceTimersByTime(500)
    expect(latest().told).toEqual([{ type: 'start', ...START }])
    latest().say(STARTED)
    vi.advanceTimersByTime(60_000)
    expect(children.map((each) => each.killed)).toEqual([false, false])
  })

  it('that hangs as an operator restarts it is killed after ten seconds, and is running again', () => {
    keep()
    first().say(STARTED)
    first().say({ type: 'restart' })
    vi.advanceTimersByTime(9_999)
    expect(first().killed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(first().killed).toBe(true)
    first().end(null)
    vi.advanceTimersByTime(1_000)
    expect(children).toHaveLength(2)
  })

  it('that cannot start a second time is tried until it can', () => {
    keep()
    first().say(STARTED)
    first().end(null)
    vi.advanceTimersByTime(1_000)
    latest().say({ type: 'refused', line: 'no space left' })
    latest().end(null)
    vi.advanceTimersByTime(1_000)
    expect(children).toHaveLength(3)
    expect(events.onRefused).not.toHaveBeenCalled()
  })
})

describe('an orderly end', () => {
  it('asks the process and waits for it', async () => {
    const keeper = keep()
    first().say(STARTED)
    const closed = keeper.close()
    expect(first().told.at(-1)).toEqual({ type: 'close' })
    first().end(0)
    await closed
    vi.advanceTimersByTime(60_000)
    expect(children).toHaveLength(1)
    expect(events.onGone).not.toHaveBeenCalled()
  })

  it('kills a process that does not answer', async () => {
    const keeper = keep()
    first().say(STARTED)
    const closed = keeper.close()
    vi.advanceTimersByTime(1_999)
    expect(first().killed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(first().killed).toBe(true)
    first().end(null)
    await closed
  })

  it('between two lives starts no third', async () => {
    const keeper = keep()
    first().say(STARTED)
    first().end(1)
    await keeper.close()
    vi.advanceTimersByTime(60_000)
    expect(children).toHaveLength(1)
  })
})

function keep() {
  return keepTerminal(launch, () => START, events, openLog('silent'))
}

function launch(): TerminalChild {
  let heard: (message: FromTerminal) => void = () => {}
  let ended: (code: number | null) => void = () => {}
  const child: StandIn = { told: [], killed: false, say: (message) => heard(message), end: (code) => ended(code) }
  children.push(child)
  return {
    send: (message) => child.told.push(message),
    kill: () => {
      child.killed = true
    },
    onMessage: (listener) => {
      heard = listener
    },
    onExit: (listener) => {
      ended = listener
    },
  }
}

function first(): StandIn {
  return child(0)
}

function latest(): StandIn {
  return child(children.length - 1)
}

function child(at: number): StandIn {
  const found = children[at]
  if (found === undefined) throw new Error('no terminal process was started')
  return found
}
