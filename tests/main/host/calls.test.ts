import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientOverPort } from '../../../main/contract/client.ts'
import { isCall } from '../../../main/host/calls.ts'

describe('what a page may send', () => {
  it('is every call of the contract as its client writes it, and its end', async () => {
    const { port1, port2 } = new MessageChannel()
    const sent: unknown[] = []
    port2.addEventListener('message', (event: MessageEvent<unknown>) => sent.push(event.data))
    port1.start()
    port2.start()
    const client = clientOverPort(port1)
    const stop = new AbortController()
    const requestId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
    const answers = [
      // As large as a frame of a real camera can be.
      client.proof.compareFace({ frame: 'A'.repeat(2_800_000) }),
      client.filings.addPage({ draft: requestId, material: 'm'.repeat(64), jpeg: 'A'.repeat(2_800_000), requestId }),
      client.kiosk.hello(),
      client.kiosk.agree({ version: 1 }),
      client.kiosk.identifyByNumber({ number: '0' }),
      client.kiosk.takeNumber({ requestId, business: 'A', paper: 'ticket' }),
      client.kiosk.watch(undefined, { signal: stop.signal, lastEventId: '3' }),
    ]
    const abandoned = Promise.allSettled(answers)
    while (sent.length < answers.length) await new Promise((resolve) => setImmediate(resolve))
    stop.abort()
    while (sent.length < answers.length + 1) await new Promise((resolve) => setImmediate(resolve))
    expect(sent.filter((message) => !isCall(message))).toEqual([])
    port1.close()
    await abandoned
  })

  it('carries a picture only where the contract has one', () => {
    const large = { i: '1', p: { u: '/kiosk/identifyByNumber', b: { json: { number: '1'.repeat(64 * 1024) } } } }
    expect(isCall(JSON.stringify(large))).toBe(false)
    for (const u of ['/proof/compareFace', '/filings/addPage', '/filings/answer']) {
      expect(isCall(JSON.stringify({ ...large, p: { ...large.p, u } }))).toBe(true)
    }
  })

  it.each([
    ['', 'nothing'],
    ['{', 'half a call'],
    ['null', 'null'],
    ['[]', 'a list'],
    ['{"i":"1"}', 'no call in it'],
    ['{"i":1,"p":{"u":"/kiosk/hello"}}', 'a number for an id'],
    ['{"i":"1","p":{"u":"http://evil.example/"}}', 'another address'],
    ['{"i":"1","p":{"u":"/kiosk/../x"}}', 'a path'],
    ['{"i":"1","p":{"u":"/kiosk/hello","m":"GET"}}', 'another method'],
    ['{"i":"1","p":{"u":"/kiosk/hello","h":{"content-disposition":"x"}}}', 'a file'],
    ['{"i":"1","t":3,"p":{"e":"message"}}', 'a stream'],
  ])('is not %s (%s)', (message) => expect(isCall(message)).toBe(false))

  it('is not anything but a text', () => {
    fc.assert(
      fc.property(
        fc.anything().filter((value) => typeof value !== 'string'),
        (message) => {
          expect(isCall(message)).toBe(false)
        },
      ),
    )
  })
})
