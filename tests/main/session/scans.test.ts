import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { scannedCode } from '../../../drivers/scanner/scanned-code.ts'
import { createHeldCodes } from '../../../main/session/held-codes.ts'
import { createScans } from '../../../main/session/scans.ts'

const AT = new Date('2026-11-22T02:00:00Z')
const RECEIPT = 'https://zwfw.example.gov.cn/f/K01261122000001/SPEC22KA'
const OPAQUE = 'SPECIMEN-0123456789abcdefghij'

afterEach(() => void vi.useRealTimers())

function scanning() {
  let [session, ran]: [string | null, number] = ['one', 0]
  const held = createHeldCodes()
  const scans = createScans({ session: () => session, held, now: () => AT, ran: () => ran })
  return {
    held,
    scans,
    of: (id: string | null) => (session = id),
    reads: (text: string, later = 1000) => {
      ran += later
      const bytes = Buffer.from(text)
      scans.heard(scannedCode(bytes, ']Q1'))
      return bytes
    },
  }
}

describe('what a scanner reads', () => {
  it('reaches whoever listens then, once, and whoever comes later not at all', async () => {
    const { scans, reads } = scanning()
    reads('https://example.com/before')
    const first = scans.codes(undefined)
    const told = first.next()
    const bytes = reads(RECEIPT)
    expect(await told).toEqual({ done: false, value: { kind: 'receipt', number: 'K01261122000001', code: 'SPEC22KA' } })
    expect(bytes.every((byte) => byte === 0)).toBe(true)
    const later = scans.codes(undefined).next()
    const next = first.next()
    scans.heard(scannedCode(Buffer.from('FF', 'hex')))
    reads('000530001001')
    expect(await next).toEqual({ done: false, value: { kind: 'guide', code: '000530001001' } })
    expect(await later).toEqual({ done: false, value: { kind: 'guide', code: '000530001001' } })
  })

  it('is told by its kind and a handle where it may hold a person, and says nothing else', async () => {
    const { scans, held, reads } = scanning()
    const codes = scans.codes(undefined)
    for (const [text, kind] of [
      [OPAQUE, 'opaque'],
      ['91350100M000100Y43', 'licence'],
      ['https://zwfw.example.gov.cn/t/019ab3f2-6a7c-7c1e-9b1f-4f0c2d9e8a11', 'ticket'],
      ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10', 'travel-document'],
    ] as const) {
      const told = codes.next()
      reads(text)
      const scan = (await told).value
      expect(scan).toEqual({ kind, handle: expect.stringMatching(/^[0-9a-f-]{36}$/) })
      if (!scan || !('handle' in scan)) throw new Error('it has a handle')
      expect(held.take('one', scan.handle, [kind])).toEqual({ kind, text, symbology: ']Q1', at: AT })
    }
  })

  it('of a scanner that types comes back as of any other', async () => {
    const { scans } = scanning()
    const told = scans.codes(undefined).next()
    scans.typed(RECEIPT)
    expect((await told).value).toMatchObject({ kind: 'receipt' })
  })

  it('is for nobody where nobody stands, and noise is never a code: two at a time, or a few characters', async () => {
    const { scans, of, reads } = scanning()
    const told = scans.codes(undefined).next()
    of(null)
    reads(OPAQUE)
    of('two')
    reads('A007')
    reads('000530001001')
    reads('000530001002', 100)
    expect((await told).value).toEqual({ kind: 'guide', code: '000530001001' })
  })

  it('ends with its listener, and for all with the terminal', async () => {
    const { scans } = scanning()
    const leaving = new AbortController()
    const left = scans.codes(leaving.signal).next()
    leaving.abort()
    expect(await left).toEqual({ done: true, value: undefined })
    const staying = scans.codes(undefined).next()
    scans.end()
    expect(await staying).toEqual({ done: true, value: undefined })
  })
})

describe('a code that waits for its use', () => {
  const code = { kind: 'opaque', text: OPAQUE, symbology: null, at: AT } as const

  test('is had once, in its session, as what it is', () => {
    const held = createHeldCodes()
    const handle = held.hold('one', code)
    expect(held.take('two', handle, ['opaque'])).toBeNull()
    expect(held.take('one', handle, ['licence', 'ticket'])).toBeNull()
    expect(held.take('one', 'another', ['opaque'])).toBeNull()
    expect(held.take('one', handle, ['opaque'])).toEqual(code)
    expect(held.take('one', handle, ['opaque'])).toBeNull()
  })

  test('is overwritten with the session, after a minute, and when newer ones come', () => {
    vi.useFakeTimers()
    const kept: Buffer[] = []
    const from = vi.spyOn(Buffer, 'from')
    const held = createHeldCodes()
    const hold = () => {
      const handle = held.hold('one', code)
      kept.push(from.mock.results.at(-1)?.value as Buffer)
      return handle
    }
    const first = hold()
    held.wipe()
    const second = hold()
    vi.advanceTimersByTime(59_999)
    expect(kept[1]?.toString()).toBe(OPAQUE)
    vi.advanceTimersByTime(1)
    const third = hold()
    for (let newer = 0; newer < 4; newer += 1) hold()
    from.mockRestore()
    for (const handle of [first, second, third]) expect(held.take('one', handle, ['opaque'])).toBeNull()
    for (const bytes of kept.slice(0, 3)) expect(bytes.every((byte) => byte === 0)).toBe(true)
    held.wipe()
    expect(vi.getTimerCount()).toBe(0)
  })
})
