import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearAway, failing, NOT_READ, pass, setUp, SPECIMEN_NUMBER } from './desk.ts'
import type { Desk } from './desk.ts'
import { baseData, baseFrame, bytesOf, RESPONSES } from './vectors.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(async () => {
  await clearAway()
  vi.useRealTimers()
})

const READ = `present ${SPECIMEN_NUMBER}`

function photoOf({ driver }: Desk): Buffer {
  const { status } = driver
  assert(status.state === 'present')
  return status.card.photo
}

describe('before anybody has agreed, a card', () => {
  it('is seen lying there, and neither selected nor read', async () => {
    const { reader, told } = setUp((reader) => reader.place('domestic'), 'not-agreed')
    await pass(60_000)
    expect(told).toEqual(['unread'])
    expect(reader.asked[0]).toBe('status')
    expect(new Set(reader.asked.slice(1))).toEqual(new Set(['find']))
  })

  it('that comes and goes is seen to come and go', async () => {
    const { reader, told } = setUp(undefined, 'not-agreed')
    await pass(0)
    reader.place('domestic')
    await pass(300)
    expect(told).toEqual(['absent', 'unread'])
    reader.takeAway()
    await pass(300)
    expect(told).toEqual(['absent', 'unread'])
    await pass(300)
    expect(told).toEqual(['absent', 'unread', 'absent'])
    expect(reader.asked).not.toContain('select')
    expect(reader.asked).not.toContain('readBase')
  })

  it('that one search misses is still there', async () => {
    const { reader, told } = setUp((reader) => reader.place('domestic'), 'not-agreed')
    await pass(0)
    for (let misses = 0; misses < 5; misses += 1) {
      reader.next('find', bytesOf(RESPONSES.findFail), (fake) => fake.usualAnswer('find'))
    }
    await pass(6_000)
    expect(told).toEqual(['unread'])
  })

  it('of a kind that no reader knows is not told apart', async () => {
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('find', bytesOf(RESPONSES.unknownCardType), bytesOf(RESPONSES.unknownCardType))
    }, 'not-agreed')
    await pass(3_000)
    expect(told).toEqual(['unread'])
  })
})

describe('when its holder agrees, the card that lies there', () => {
  it('is read at once, not at the next search', async () => {
    const { reader, told, allow } = setUp((reader) => reader.place('domestic'), 'not-agreed')
    await pass(100)
    allow(true)
    await pass(0)
    expect(reader.asked).toEqual(['status', 'find', 'find', 'select', 'readBase', 'readNewestAddress'])
    expect(told).toEqual(['unread', 'reading', READ])
  })

  it('is read when the agreement comes in the middle of a search', async () => {
    const { reader, told, allow } = setUp((reader) => {
      reader.place('domestic')
      reader.next('find', [{ afterMs: 40, bytes: bytesOf(RESPONSES.findOK) }])
    }, 'not-agreed')
    await pass(20)
    allow(true)
    await pass(20)
    expect(reader.asked).toEqual(['status', 'find', 'select', 'readBase', 'readNewestAddress'])
    expect(told).toEqual(['reading', READ])
  })

  it('is read when a listener agrees in the very moment in which it is told', async () => {
    const { driver, told, allow } = setUp((reader) => reader.place('domestic'), 'not-agreed')
    driver.onStatus(({ state }) => {
      if (state === 'unread') allow(true)
    })
    await pass(0)
    expect(told).toEqual(['unread', 'reading', READ])
  })

  it('is seen and watched when a terminal before this one has selected it, and not read', async () => {
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      reader.usualAnswer('select')
    }, 'not-agreed')
    await pass(5_000)
    expect(told).toEqual(['unread'])
    expect(reader.asked).not.toContain('readBase')
    reader.takeAway()
    await pass(1_000)
    expect(told).toEqual(['unread', 'absent'])
  })

  it('is read where it lies when a terminal before this one has selected it', async () => {
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.usualAnswer('select')
    })
    await pass(1_000)
    expect(told).toEqual(['reading', READ])
  })

  it('is not searched for faster because it is said twice', async () => {
    const { reader, allow } = setUp(undefined, 'not-agreed')
    await pass(0)
    for (let times = 0; times < 20; times += 1) allow(times % 2 === 0)
    await pass(299)
    expect(reader.asked).toEqual(['status', 'find', 'readManagementNumber'])
  })

  it('is not told to be gone sooner because it is said twice', async () => {
    const { reader, told, allow } = setUp((reader) => reader.place('domestic'), 'not-agreed')
    await pass(100)
    reader.takeAway()
    for (let times = 0; times < 5; times += 1) {
      allow(true)
      await pass(10)
    }
    expect(told).toEqual(['unread'])
    await pass(300)
    expect(told).toEqual(['unread', 'absent'])
  })
})

describe('when the session ends, the card that is left lying', () => {
  it('is dropped before the driver is asked anything else, and is still seen lying there', async () => {
    const desk = setUp((reader) => reader.place('domestic'))
    await pass(0)
    const photo = photoOf(desk)
    expect(photo).toEqual(baseData('domestic').subarray(260))
    desk.allow(false)
    expect(desk.driver.status).toEqual({ state: 'unread' })
    expect(photo).toEqual(Buffer.alloc(1024))
    await pass(10_000)
    expect(desk.told).toEqual(['reading', READ, 'unread'])
    expect(desk.reader.asked.filter((command) => command === 'readBase')).toHaveLength(1)
    expect(new Set(desk.reader.asked.slice(5))).toEqual(new Set(['readManagementNumber']))
  })

  it('is dropped in the middle of a presence test too', async () => {
    const desk = setUp((reader) => reader.place('domestic'))
    await pass(0)
    const photo = photoOf(desk)
    desk.reader.next('readManagementNumber', 'nothing')
    await pass(400)
    desk.allow(false)
    expect(desk.driver.status).toEqual({ state: 'unread' })
    expect(photo).toEqual(Buffer.alloc(1024))
    await pass(3_000)
    expect(desk.told.at(-1)).toBe('unread')
  })

  it('is dropped at the next presence test even when nobody says so', async () => {
    let mayRead = true
    const desk = setUp((reader) => reader.place('domestic'), () => mayRead)
    await pass(0)
    const photo = photoOf(desk)
    mayRead = false
    await pass(300)
    expect(desk.told).toEqual(['reading', READ, 'unread'])
    expect(photo).toEqual(Buffer.alloc(1024))
  })

  it('is gone when it is taken away', async () => {
    const { reader, told, allow } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    allow(false)
    reader.takeAway()
    await pass(600)
    expect(told).toEqual(['reading', READ, 'unread', 'absent'])
    reader.place('domestic')
    await pass(300)
    expect(told.at(-1)).toBe('unread')
    expect(reader.asked.filter((command) => command === 'select')).toHaveLength(1)
  })

  it('is read again, though no search finds it, when it may be', async () => {
    const { reader, told, allow } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    allow(false)
    await pass(1_000)
    const before = reader.asked.length
    allow(true)
    await pass(0)
    expect(reader.asked.slice(before)).toEqual(['readBase', 'readNewestAddress'])
    expect(told).toEqual(['reading', READ, 'unread', 'reading', READ])
  })

  it('is searched for, selected and read when the read alone fails', async () => {
    const { reader, told, allow } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    allow(false)
    await pass(1_000)
    const before = reader.asked.length
    reader.next('readBase', failing(NOT_READ))
    allow(true)
    await pass(300)
    expect(reader.asked.slice(before)).toEqual(['readBase', 'find', 'select', 'readBase', 'readNewestAddress'])
    expect(told.slice(-3)).toEqual(['unread', 'reading', READ])
  })

  it('of another kind is dropped like any other', async () => {
    const { told, allow } = setUp((reader) => reader.place('J'))
    await pass(0)
    allow(false)
    await pass(1_000)
    expect(told).toEqual(['reading', 'present 810000199408230021', 'unread'])
  })

  it('and could not be read is not tried again', async () => {
    const { reader, told, allow } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', failing(NOT_READ))
    })
    await pass(0)
    allow(false)
    await pass(3_000)
    expect(told).toEqual(['reading', 'unread'])
    expect(reader.asked.filter((command) => command === 'select')).toHaveLength(1)
  })
})

describe('when the session ends in the middle of a read', () => {
  it('the answer is wiped unread, and the card is still seen lying there', async () => {
    const { reader, told, allow } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', [{ afterMs: 100, bytes: baseFrame('domestic') }])
    })
    await pass(50)
    allow(false)
    expect(told).toEqual(['reading', 'unread'])
    await pass(5_000)
    expect(told).toEqual(['reading', 'unread'])
    expect(reader.handedOver.every((piece) => piece.every((byte) => byte === 0))).toBe(true)
  })

  it('an answer of before is not taken for the next person, who is read anew', async () => {
    const { reader, told, logged, allow } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', [{ afterMs: 100, bytes: baseFrame('domestic') }])
    })
    await pass(50)
    allow(false)
    allow(true)
    await pass(1_000)
    expect(reader.asked.filter((command) => command === 'readBase')).toHaveLength(2)
    expect(told).toEqual(['reading', 'unread', 'reading', READ])
    expect(logged.filter((line) => line.startsWith('card-read '))).toHaveLength(1)
  })

  it('and nobody says so, the answer is wiped undecoded all the same', async () => {
    let mayRead = true
    const { told, logged } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', () => {
        mayRead = false
        return baseFrame('domestic')
      })
    }, () => mayRead)
    await pass(5_000)
    expect(told).toEqual(['reading', 'unread'])
    expect(logged.filter((line) => line.startsWith('card-read '))).toEqual([])
  })

  it('by somebody who has just heard of the card, those who would hear later never do', async () => {
    const { driver, reader, allow } = setUp(undefined)
    await pass(0)
    const heardLater: string[] = []
    driver.onStatus(({ state }) => {
      if (state === 'present') allow(false)
    })
    driver.onStatus(({ state }) => heardLater.push(state))
    reader.place('domestic')
    await pass(1_000)
    expect(heardLater).toEqual(['reading', 'unread'])
  })

  it('a selection under way is not followed by a read', async () => {
    const { reader, told, allow } = setUp((reader) => {
      reader.place('domestic')
      reader.next('select', (fake) => [{ afterMs: 100, bytes: fake.usualAnswer('select') }])
    })
    await pass(50)
    allow(false)
    expect(told).toEqual(['reading', 'unread'])
    await pass(5_000)
    expect(told).toEqual(['reading', 'unread'])
    expect(reader.asked).not.toContain('readBase')
  })

  it('a card that broke off meanwhile is not told to be gone, for it lies there', async () => {
    const { told, allow } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', (fake) => {
        fake.place('domestic')
        return [{ afterMs: 100, bytes: NOT_READ }]
      })
    })
    await pass(50)
    allow(false)
    await pass(10_000)
    expect(told).toEqual(['reading', 'unread'])
  })
})

describe('however agreements, cards and time come', () => {
  it('no card is told while it may not be read, none is missed while it may, and none is kept', async () => {
    const step = fc.oneof(
      fc.boolean().map((agreed) => ({ kind: 'allow' as const, agreed })),
      fc.boolean().map((there) => ({ kind: 'card' as const, there })),
      fc.constantFrom(0, 1, 30, 299, 300, 301, 700).map((ms) => ({ kind: 'time' as const, ms })),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat({ max: 60 }), async (steps, slowness) => {
        let agreed = false
        const photos = new Set<Buffer>()
        const desk = setUp((reader) => {
          const slowly = Array.from({ length: 40 }, () => (fake: Desk['reader']) => [
            { afterMs: slowness, bytes: fake.usualAnswer('readBase') },
          ])
          reader.next('readBase', ...slowly)
        }, 'not-agreed')
        desk.driver.onStatus((status) => {
          if (status.state !== 'present') return
          expect(agreed).toBe(true)
          photos.add(status.card.photo)
        })
        const wiped = () => [...photos].every((photo) => photo.every((byte) => byte === 0))
        for (const next of steps) {
          if (next.kind === 'time') await pass(next.ms)
          else if (next.kind === 'card' && next.there) desk.reader.place('domestic')
          else if (next.kind === 'card') desk.reader.takeAway()
          else {
            agreed = next.agreed
            desk.allow(agreed)
            if (!agreed) expect([desk.driver.status.state === 'present', wiped()]).toEqual([false, true])
          }
        }
        agreed = true
        desk.allow(true)
        desk.reader.takeAway()
        await pass(3_000)
        expect([desk.driver.status.state, wiped()]).toEqual(['absent', true])
        desk.reader.place('domestic')
        await pass(1_000)
        expect(desk.driver.status.state).toBe('present')
        await clearAway()
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 2) },
    )
  })
})
