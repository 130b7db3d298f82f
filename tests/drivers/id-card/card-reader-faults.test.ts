import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearAway, failing, pass, setUp, SPECIMEN_NUMBER } from './desk.ts'
import type { Reaction } from './fake-reader.ts'
import { baseFrame, bytesOf, RESPONSES } from './vectors.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(async () => {
  await clearAway()
  vi.useRealTimers()
})

describe('a bad line', () => {
  it('with noise before every answer costs nothing', async () => {
    const noise = bytesOf('00 FF AA 13 AA AA 55')
    const noisy: Reaction = (reader) => Buffer.concat([noise, reader.usualAnswer('find')])
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('find', noisy)
      reader.next('readBase', () => Buffer.concat([noise, baseFrame('domestic'), noise]))
    })
    await pass(0)
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('that leaves half an answer behind a good one costs nothing', async () => {
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('find', Buffer.concat([bytesOf(RESPONSES.findOK), bytesOf('AA AA AA 96 69 0F FF 00')]))
    })
    await pass(0)
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('on which two answers come is taken at its first word', async () => {
    const { told, logged } = setUp((reader) => {
      reader.place('domestic')
      reader.next('find', Buffer.concat([bytesOf(RESPONSES.findOK), bytesOf(RESPONSES.findFail)]))
    })
    await pass(0)
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
    expect(logged.filter((line) => line.startsWith('stray-answer'))).toHaveLength(1)
  })

  it('with a stretch of noise like an answer, and the good one right behind, is not asked again', async () => {
    const likeAnAnswer = bytesOf('AA AA AA 96 69 00 04 00 00 90 00')
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', [
        { afterMs: 1, bytes: likeAnAnswer },
        { afterMs: 40, bytes: baseFrame('domestic').subarray(0, 700) },
        { afterMs: 80, bytes: baseFrame('domestic').subarray(700) },
      ])
    })
    await pass(100)
    expect(reader.asked).toEqual(['status', 'find', 'select', 'readBase', 'readNewestAddress'])
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('that damages an answer is asked again, once, as soon as it is still', async () => {
    const damaged = Buffer.from(baseFrame('domestic'))
    damaged[400] = 0x55
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', damaged)
    })
    await pass(50)
    expect(reader.asked).toEqual(['status', 'find', 'select', 'readBase', 'readBase', 'readNewestAddress'])
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('that damages it twice starts over with the search', async () => {
    const damaged = Buffer.from(baseFrame('domestic'))
    damaged[400] = 0x55
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', damaged, failing(damaged))
    })
    await pass(400)
    expect(reader.asked.slice(3)).toEqual(['readBase', 'readBase', 'find', 'select', 'readBase', 'readNewestAddress'])
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('that damages a command is used again for it', async () => {
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('find', bytesOf(RESPONSES.badChecksum))
      reader.next('select', bytesOf(RESPONSES.badLength))
    })
    await pass(0)
    expect(reader.asked).toEqual(['status', 'find', 'find', 'select', 'select', 'readBase', 'readNewestAddress'])
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('on which the reader says what no table lists is asked once more', async () => {
    const unlisted = bytesOf('AA AA AA 96 69 00 04 00 00 35 31')
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', unlisted)
    })
    await pass(0)
    expect(reader.asked).toEqual(['status', 'find', 'select', 'readBase', 'readBase', 'readNewestAddress'])
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('that brings an answer byte by byte, slower than the whole may take, still reads the card', async () => {
    const slowly = Array.from(baseFrame('domestic'), (byte, at) => ({ afterMs: 5 * at, bytes: Buffer.of(byte) }))
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', slowly)
    })
    await pass(5 * 1294)
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('that brings the last reading late takes it for nobody', async () => {
    const { reader, told, logged } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', (fake) => {
        fake.takeAway()
        return [{ afterMs: 3_350, bytes: baseFrame('domestic') }]
      })
      reader.next('find', () => 'as usual', [{ afterMs: 100, bytes: bytesOf(RESPONSES.findFail) }])
    })
    await pass(8_000)
    expect(told).toEqual(['reading', 'absent'])
    expect(logged.filter((line) => line.startsWith('stray-answer'))).toHaveLength(1)
    // The late answer was out when the next search began; that is the reader's doing, not the driver's.
    reader.overlaps = 0
  })

  it('that babbles for ever is no reader, and is tried again', async () => {
    const { reader, told } = setUp((reader) => {
      const claim = bytesOf('AA AA AA 96 69 0F FF')
      const claims = Buffer.concat(Array.from({ length: 20 }, () => claim))
      reader.next('status', Array.from({ length: 600 }, (_, at) => ({ afterMs: 10 * at, bytes: claims })))
      reader.goSilent()
    })
    await pass(5_900)
    expect(told).toEqual(['disconnected: the reader does not answer'])
    reader.speakAgain()
    await pass(5_000)
    expect(told).toEqual(['disconnected: the reader does not answer', 'absent'])
    // It is the reader that talked into the commands.
    reader.overlaps = 0
  })
})

describe('a reader that fails', () => {
  it.each(['selftestFail', 'notAuthorised'] as const)('by %s is out of order until it is well', async (answer) => {
    const { reader, told } = setUp((reader) => {
      reader.next('status', ...Array.from({ length: 3 }, () => bytesOf(RESPONSES[answer])))
    })
    await pass(5_999)
    expect(told).toEqual(['unreadable reader-out-of-order'])
    expect(reader.asked).toEqual(['status', 'status', 'status'])
    await pass(1)
    expect(told).toEqual(['unreadable reader-out-of-order', 'absent'])
  })

  it('in the middle of its work is out of order too', async () => {
    const { reader, told } = setUp()
    await pass(0)
    reader.next('find', bytesOf(RESPONSES.selftestFail))
    reader.next('status', bytesOf(RESPONSES.selftestFail))
    await pass(300)
    expect(told).toEqual(['absent', 'unreadable reader-out-of-order'])
    await pass(4_000)
    expect(told.at(-1)).toBe('absent')
  })

  it('by falling silent for one search is forgiven', async () => {
    const { reader, told } = setUp()
    await pass(0)
    reader.next('find', 'nothing', 'nothing', () => 'as usual', 'nothing', 'nothing')
    await pass(6_000)
    expect(told).toEqual(['absent'])
  })

  it('by falling silent for three is disconnected, and connected anew until it speaks', async () => {
    const { reader, told } = setUp()
    await pass(0)
    reader.goSilent()
    await pass(2_500)
    expect(told).toEqual(['absent', 'disconnected: the reader does not answer'])
    reader.speakAgain()
    await pass(3_000)
    expect(told.slice(2)).toEqual(['absent'])
    expect(reader.opened).toBeGreaterThan(1)
  })

  it('by being unplugged while a card lies there takes the citizen with it, and comes back', async () => {
    const { reader, driver, told } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    const status = driver.status
    const photo = status.state === 'present' ? status.card.photo : Buffer.from('no photo')
    reader.unplug()
    await pass(0)
    expect(told.at(-1)).toBe('disconnected: unplugged')
    expect(photo).toEqual(Buffer.alloc(1024))
    await pass(60_000)
    expect(told.at(-1)).toBe('disconnected: not-found: no such port')
    reader.plugIn()
    await pass(2_000)
    expect(told.slice(-2)).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('by a loose plug is back at once each time, however long it was away before', async () => {
    const { reader, told } = setUp((reader) => reader.unplug())
    await pass(60_000)
    reader.plugIn()
    await pass(2_000)
    expect(told.at(-1)).toBe('absent')
    reader.unplug()
    reader.plugIn()
    await pass(250)
    expect(told.slice(-2)).toEqual(['disconnected: unplugged', 'absent'])
  })

  it('by not knowing the presence test of an empty field is searched all the same', async () => {
    const { reader, told } = setUp((reader) => reader.next('readManagementNumber', 'nothing', 'nothing'))
    await pass(5_000)
    reader.place('domestic')
    await pass(1_000)
    expect(told).toEqual(['absent', 'reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('by being unplugged in mid-read was read by nobody', async () => {
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', (fake) => {
        queueMicrotask(() => fake.unplug())
        return [{ afterMs: 1, bytes: baseFrame('domestic').subarray(0, 600) }]
      })
    })
    await pass(100)
    expect(told).toEqual(['reading', 'disconnected: unplugged'])
  })

  it('by not being there at start is looked for at most every two seconds, and told once', async () => {
    const { reader, told } = setUp((reader) => reader.unplug())
    await pass(30_000)
    expect(told).toEqual(['disconnected: not-found: no such port'])
    reader.plugIn()
    await pass(2_000)
    expect(told.at(-1)).toBe('absent')
  })
})

describe('whatever comes over the line', () => {
  it('the driver goes on, and shows the specimen or nobody', async () => {
    const bytes = fc.uint8Array({ maxLength: 80 }).map((some) => Buffer.from(some))
    const reply = fc.oneof(
      bytes,
      fc.constantFrom(...Object.values(RESPONSES).map(bytesOf)),
      fc.nat({ max: 1295 }).map((cut) => baseFrame('domestic').subarray(0, cut)),
      fc.tuple(fc.nat({ max: 1294 }), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
        const damaged = Buffer.from(baseFrame('domestic'))
        damaged[at] = (damaged[at] ?? 0) ^ flip
        return damaged
      }),
      fc.constant<Reaction>('nothing'),
    )
    const commands = ['status', 'find', 'select', 'readBase', 'readManagementNumber'] as const
    const script = fc.array(fc.tuple(fc.constantFrom(...commands), reply), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const { reader, told, driver } = setUp((reader) => {
          reader.place('domestic')
          for (const [command, reaction] of steps) reader.next(command, reaction)
        })
        await pass(120_000)
        // Whatever happened, once the line is good and the card is laid down again, it is read.
        for (const command of commands) reader.forget(command)
        reader.takeAway()
        await pass(10_000)
        reader.place('domestic')
        await pass(2_000)
        const seen = told.filter((status) => status.startsWith('present'))
        expect(new Set(seen)).toEqual(new Set([`present ${SPECIMEN_NUMBER}`]))
        expect(driver.status.state).toBe('present')
        await driver.close()
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 2) },
    )
  })
})
