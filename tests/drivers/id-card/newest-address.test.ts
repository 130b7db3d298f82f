import { strict as assert } from 'node:assert'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearAway, NOT_READ, pass, setUp, SPECIMEN_NUMBER } from './desk.ts'
import type { Desk } from './desk.ts'
import { bytesOf, RESPONSES } from './vectors.ts'

const READ = `present ${SPECIMEN_NUMBER}`
const MOVED = bytesOf(RESPONSES.newAddr)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(async () => {
  await clearAway()
  vi.useRealTimers()
})

function cardOn({ driver }: Desk) {
  const { status } = driver
  assert(status.state === 'present')
  return status.card
}

describe('a card whose holder has moved', () => {
  it('is told once, with its newest address', async () => {
    const desk = setUp((reader) => {
      reader.place('domestic')
      reader.next('readNewestAddress', MOVED)
    })
    await pass(0)
    expect(desk.told).toEqual(['reading', READ])
    expect(cardOn(desk)).toMatchObject({ address: '测试省测试市测试区测试路1号', newestAddress: '测试省测试市测试区新路9号', warnings: [] })
    expect(desk.reader.handedOver.every((piece) => piece.every((byte) => byte === 0))).toBe(true)
    expect(desk.logged.join('')).not.toContain('测试')
  })

  it.each([
    ['says nothing', 'nothing' as const],
    ['fails to read it', NOT_READ],
  ])('is a card all the same when the reader %s, and it is said', async (_what, answer) => {
    const desk = setUp((reader) => {
      reader.place('domestic')
      reader.next('readNewestAddress', answer)
    })
    await pass(1_500)
    expect(desk.told).toEqual(['reading', READ])
    expect(cardOn(desk)).toMatchObject({ newestAddress: null, warnings: ['newest-address-not-read'] })
  })

  it('is told to nobody, and kept by nobody, when the session ends meanwhile', async () => {
    const desk = setUp((reader) => {
      reader.place('domestic')
      reader.next('readNewestAddress', [{ afterMs: 100, bytes: MOVED }])
    })
    await pass(50)
    desk.allow(false)
    expect(desk.told).toEqual(['reading', 'unread'])
    await pass(3_000)
    expect(desk.told).toEqual(['reading', 'unread'])
    expect(desk.reader.handedOver.every((piece) => piece.every((byte) => byte === 0))).toBe(true)
    desk.allow(true)
    await pass(0)
    expect(desk.told).toEqual(['reading', 'unread', 'reading', READ])
  })

  it('is gone when it is pulled away before it has said so', async () => {
    const desk = setUp((reader) => {
      reader.place('domestic')
      reader.next('readNewestAddress', (fake) => {
        fake.takeAway()
        return NOT_READ
      })
    })
    await pass(900)
    expect(desk.told).toEqual(['reading', READ, 'absent'])
  })
})

describe('what a reader is asked hangs on how it hangs', () => {
  it('over USB the newest address shows that a card still lies there, and leaves no trace', async () => {
    const desk = setUp(
      (reader) => {
        reader.place('domestic')
        reader.next('readNewestAddress', ...Array.from({ length: 20 }, () => MOVED))
      },
      'agreed',
      { transport: 'usb' },
    )
    await pass(3_000)
    expect(desk.told).toEqual(['reading', READ])
    expect(new Set(desk.reader.asked.slice(4))).toEqual(new Set(['readNewestAddress']))
    expect(desk.reader.handedOver.every((piece) => piece.every((byte) => byte === 0))).toBe(true)
    desk.reader.forget('readNewestAddress')
    desk.reader.takeAway()
    await pass(600)
    expect(desk.told.at(-1)).toBe('absent')
  })

  it('fingerprints are read only where they are wanted, and wiped with the card', async () => {
    const desk = setUp((reader) => reader.place('Y'), 'agreed', { fingerprints: 'read' })
    await pass(0)
    expect(desk.reader.asked).toEqual(['status', 'find', 'select', 'readWithFingerprints'])
    const { fingerprints } = cardOn(desk)
    assert(fingerprints !== null)
    expect(fingerprints).toHaveLength(1024)
    fingerprints.fill(7)
    desk.allow(false)
    expect(fingerprints).toEqual(Buffer.alloc(1024))
  })
})
