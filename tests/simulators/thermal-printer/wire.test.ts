import { setImmediate } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { asb, CLEAR, CUT, dleEot, PAPER_FENCE, processId } from './commands.ts'
import { hostOf, printer, until } from './host.ts'
import { texts, ticket } from './small-ticket.ts'

describe('the wire', () => {
  test('breaks after so many bytes; what lies behind them is lost', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.disconnectAfterBytes(6)
    host.send([0x41, 0x42, 0x43, 0x0a, 0x44, 0x45, 0x46, 0x0a], CUT)
    await host.gone
    expect(simulator.received).toBe(6)
    const later = await hostOf(simulator)
    later.send([0x0a], CUT, PAPER_FENCE)
    await later.hears(1)
    expect(texts(simulator)).toEqual(['ABC\nDE'])
  })

  test('carries one host at a time and refuses a second', async () => {
    const simulator = await printer()
    const first = await hostOf(simulator)
    const second = await hostOf(simulator)
    await second.gone
    first.send(dleEot(1))
    expect(await first.hears(1)).toBe('16')
    await first.leave()
    const third = await hostOf(simulator)
    third.send(dleEot(1))
    expect(await third.hears(1)).toBe('16')
  })

  test('stalled, takes nothing in until it flows again', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    host.send(dleEot(1))
    await host.hears(1)
    simulator.stall(true)
    host.send(dleEot(1))
    // A second connection is refused meanwhile: by then the bytes of the first have long arrived.
    await (await hostOf(simulator)).gone
    expect(simulator.received).toBe(3)
    simulator.stall(false)
    expect(await host.hears(1)).toBe('16')
  })

  test('stops reading when the buffer of a stopped printer is full', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.setPaper('out')
    const lines = new Uint8Array(400_000).fill(0x0a)
    host.send(lines)
    await until(simulator, () => simulator.received === 65_536)
    await (await hostOf(simulator)).gone
    expect(simulator.received).toBe(65_536)
    await host.leave()
  })

  test('paced to a serial line, brings in no more than that line would have carried', async () => {
    const simulator = await printer({ pace: { baud: 9_600 } })
    const host = await hostOf(simulator)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    host.send(Array.from({ length: 40 }, () => 0x41))
    let most = 0
    while (simulator.received < 40) {
      const before = simulator.received
      await vi.advanceTimersByTimeAsync(2)
      await setImmediate()
      most = Math.max(most, simulator.received - before)
    }
    // Two milliseconds carry 1.92 bytes of ten bits.
    expect(most).toBe(2)
  })

  test('paced to a serial line, brings in every byte in order', async () => {
    const simulator = await printer({ pace: { baud: 115_200 } })
    const host = await hostOf(simulator)
    host.send(ticket('社保大厅', '0001'), ticket('取号', '0002'))
    expect(await host.hears(16)).toBe('37223030303100003722303030320000')
    expect(texts(simulator)).toEqual(['社保大厅', '取号'])
    expect(simulator.errors).toEqual([])
  })
})

describe('at an exact byte', () => {
  test('something happens: all before it are obeyed, and none behind it', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    const seen: string[] = []
    simulator.afterBytes(6, () => {
      seen.push(...texts(simulator), `${simulator.received} bytes`)
      simulator.setPaper('out')
    })
    host.send([0x41, 0x0a], CUT, [0x42, 0x0a], CUT, dleEot(4))
    expect(await host.hears(1)).toBe('7e')
    expect(seen).toEqual(['A', '6 bytes'])
    expect(texts(simulator)).toEqual(['A'])
    simulator.setPaper('ok')
    expect(texts(simulator)).toEqual(['A', 'B'])
  })
})

describe('answers that do not come', () => {
  test('a silent printer prints and says nothing', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.silence(true)
    host.send(dleEot(1), asb(0xff), ticket('甲', '0001'))
    await until(simulator, () => simulator.tickets.length === 1)
    simulator.silence(false)
    host.send(dleEot(4))
    expect(await host.hears(1)).toBe('12')
    expect(host.unheard).toBe(0)
  })

  test.each([
    ['dleEot1', ['12', '12', '1e', '14000300', '03', '37223030303100']],
    ['dleEot2', ['16', '12', '1e', '14000300', '03', '37223030303100']],
    ['dleEot3', ['16', '12', '1e', '14000300', '03', '37223030303100']],
    ['dleEot4', ['16', '12', '12', '14000300', '03', '37223030303100']],
    ['asb', ['16', '12', '12', '1e', '03', '37223030303100']],
    ['gsR', ['16', '12', '12', '1e', '14000300', '37223030303100']],
    ['processId', ['16', '12', '12', '1e', '14000300', '03']],
  ] as const)('a printer without %s gives all the others', async (lacking, answers) => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.answers[lacking] = false
    simulator.setPaper('near-end')
    host.send(dleEot(1), dleEot(2), dleEot(3), dleEot(4), asb(0xff), [0x41, 0x0a], CUT, PAPER_FENCE, processId('0001'))
    const expected = answers.join('')
    expect(await host.hears(expected.length / 2)).toBe(expected)
    simulator.answers[lacking] = true
    host.send(dleEot(1))
    expect(await host.hears(1)).toBe('16')
    expect(host.unheard).toBe(0)
  })

  test('a printer that cannot clear its buffers keeps them and says nothing', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.answers.cleared = false
    simulator.setPaper('out')
    host.send(ticket('甲', '0001'), CLEAR, dleEot(4))
    expect(await host.hears(1)).toBe('7e')
    simulator.setPaper('ok')
    expect(await host.hears(8)).toBe('3722303030310000')
    expect(texts(simulator)).toEqual(['甲'])
  })

  test('delayed, they come late, all of them and in their order', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    simulator.delayAnswers(1_000)
    host.send(dleEot(4), ticket('甲', '0001'))
    while (simulator.tickets.length === 0) await setImmediate()
    await vi.advanceTimersByTimeAsync(999)
    // A newcomer is refused by then, so an answer that had left would have come.
    expect(host.unheard).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(await host.hears(9)).toBe('123722303030310000')
  })
})

describe('bytes on their way', () => {
  test('get lost: the n-th and some behind it never arrive, all others do', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    simulator.loseBytes(2, 3)
    host.send([0x41, 0x42, 0x43], [0x44, 0x45, 0x46, 0x0a], CUT, PAPER_FENCE)
    expect(await host.hears(1)).toBe('00')
    expect(texts(simulator)).toEqual(['ABF'])
    host.send([0x47, 0x48, 0x0a], CUT, PAPER_FENCE)
    expect(await host.hears(1)).toBe('00')
    expect(texts(simulator)).toEqual(['ABF', 'GH'])
  })

  test('are late: a ticket is printed when they arrive', async () => {
    const simulator = await printer()
    const host = await hostOf(simulator)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    host.send(dleEot(1))
    expect(await host.hears(1)).toBe('16')
    simulator.delayBytes(1_000)
    host.send(ticket('甲', '0001'))
    // A second connection is refused meanwhile: by then the bytes of the first have long come over the wire.
    const second = await hostOf(simulator)
    await vi.advanceTimersByTimeAsync(999)
    await second.gone
    expect(simulator.received).toBe(3)
    await vi.advanceTimersByTimeAsync(1)
    expect(await host.hears(8)).toBe('3722303030310000')
    expect(texts(simulator)).toEqual(['甲'])
  })

  test('to a full buffer wait, even a question of status, and go on in as there is room', async () => {
    const simulator = await printer({ receiveBufferBytes: 16 })
    const host = await hostOf(simulator)
    host.send(dleEot(1))
    await host.hears(1)
    simulator.setPaper('out')
    host.send(Buffer.from('0123456789\nABCDEFGHIJ\n'), CUT, PAPER_FENCE, dleEot(4))
    await until(simulator, () => simulator.received === 3 + 16)
    await (await hostOf(simulator)).gone
    expect(simulator.received).toBe(3 + 16)
    expect(host.unheard).toBe(0)
    simulator.setPaper('ok')
    // The question is heard the moment it is in, before the rest has been printed.
    expect(await host.hears(2)).toBe('1200')
    expect(texts(simulator)).toEqual(['0123456789\nABCDEFGHIJ'])
  })

  test('to a full buffer are gone when the host gives up its connection, and come in when it only hangs up', async () => {
    const simulator = await printer()
    const first = await hostOf(simulator)
    first.send(dleEot(1))
    await first.hears(1)
    simulator.stall(true)
    first.send([0x41, 0x0a])
    // By the time a second connection is refused, the bytes of the first have come over the wire.
    await (await hostOf(simulator)).gone
    await first.reset()
    const second = await hostOf(simulator)
    second.send([0x42, 0x0a])
    await second.leave()
    const third = await hostOf(simulator)
    simulator.stall(false)
    third.send(CUT, PAPER_FENCE)
    expect(await third.hears(1)).toBe('00')
    expect(texts(simulator)).toEqual(['B'])
  })
})
