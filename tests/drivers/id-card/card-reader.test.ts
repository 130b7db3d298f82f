import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openCardReader } from '../../../drivers/id-card/card-reader.ts'
import { clearAway, failing, NOT_READ, pass, setUp, SPECIMEN_NUMBER, TODAY } from './desk.ts'
import { FakeReader } from './fake-reader.ts'
import type { Reaction } from './fake-reader.ts'
import { baseData, baseFrame, bytesOf, RESPONSES } from './vectors.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(async () => {
  await clearAway()
  vi.useRealTimers()
})

describe('a citizen lays down a card', () => {
  it('finds the reader waiting, and is read on the next search', async () => {
    const { reader, told, driver } = setUp()
    await pass(0)
    expect(reader.asked).toEqual(['status', 'find', 'readManagementNumber'])
    expect(told).toEqual(['absent'])
    reader.place('domestic')
    await pass(300)
    expect(told).toEqual(['absent', 'reading', `present ${SPECIMEN_NUMBER}`])
    expect(driver.status).toMatchObject({ state: 'present', card: { name: '样本一', warnings: [] } })
  })

  it('is read without a moment of waiting between search, selection and read', async () => {
    const { reader, told } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    expect(reader.asked).toEqual(['status', 'find', 'select', 'readBase', 'readNewestAddress'])
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('stays read for as long as the card lies there, though the search finds it no more', async () => {
    const { reader, told } = setUp((reader) => reader.place('domestic'))
    await pass(60_000)
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
    expect(new Set(reader.asked.slice(5))).toEqual(new Set(['readManagementNumber']))
  })

  it('is believed to be there by a reader that has no management number to give', async () => {
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readManagementNumber', ...Array.from({ length: 10 }, () => bytesOf(RESPONSES.noItem)))
    })
    await pass(3_000)
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('and takes it away: gone after two tests, and the next one is read', async () => {
    const { reader, told } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    reader.takeAway()
    await pass(300)
    expect(told).toHaveLength(2)
    await pass(300)
    expect(told.at(-1)).toBe('absent')
    reader.place('domestic')
    await pass(300)
    expect(told.slice(2)).toEqual(['absent', 'reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('that slips for one test stays read', async () => {
    const { reader, told } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    for (let slips = 0; slips < 4; slips += 1) {
      reader.next('readManagementNumber', NOT_READ, (fake) => fake.usualAnswer('readManagementNumber'))
    }
    await pass(3_000)
    expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('and leaves no photo behind', async () => {
    const { reader, driver } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    const status = driver.status
    const photo = status.state === 'present' ? status.card.photo : Buffer.from('no photo')
    expect(photo).toEqual(baseData('domestic').subarray(260))
    reader.takeAway()
    await pass(600)
    expect(driver.status.state).toBe('absent')
    expect(photo).toEqual(Buffer.alloc(1024))
  })

  it('and leaves nothing of its text in what came over the line, even while it lies there', async () => {
    const { reader, driver } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    const status = driver.status
    assert(status.state === 'present')
    const { photo } = status.card
    expect(Buffer.from(photo.buffer, photo.byteOffset - 260, 260)).toEqual(Buffer.alloc(260))
    expect(reader.handedOver.map((piece) => piece.length)).toContain(1295)
    expect(reader.handedOver.every((piece) => piece.every((byte) => byte === 0))).toBe(true)
  })

  it.each([
    ['J', '810000199408230021'],
    ['I', 'PAK310080010103'],
    ['Y', '931586198001010028'],
  ] as const)('of kind %s, which is read like any other', async (kind, number) => {
    const { reader, told } = setUp((reader) => reader.place(kind))
    await pass(3_000)
    expect(told).toEqual(['reading', `present ${number}`])
    // A permanent resident's card has no address, so that none is asked for.
    expect(reader.asked.filter((command) => command === 'readNewestAddress')).toHaveLength(kind === 'J' ? 1 : 0)
    reader.takeAway()
    await pass(600)
    expect(told.at(-1)).toBe('absent')
  })

  it('of a kind that the reader does not know, and is told so until it is gone', async () => {
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      const unknown = failing(bytesOf(RESPONSES.unknownCardType))
      reader.next('select', ...Array.from({ length: 30 }, () => unknown))
    })
    await pass(3_000)
    expect(told).toEqual(['reading', 'unreadable unknown-card'])
    reader.takeAway()
    await pass(600)
    expect(told.at(-1)).toBe('absent')
  })
})

describe('a card that is hard to read', () => {
  it.each(['cardAuthSAM', 'samAuthCard', 'verifyInfo', 'readFail', 'selectFail', 'badCommand'] as const)(
    'is tried three times after %s',
    async (answer) => {
      const { reader, told } = setUp((reader) => {
        reader.place('domestic')
        reader.next('readBase', failing(bytesOf(RESPONSES[answer])), failing(bytesOf(RESPONSES[answer])))
      })
      await pass(600)
      expect(reader.asked.filter((command) => command === 'readBase')).toHaveLength(3)
      expect(told).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
    },
  )

  it('three times in vain is asked to be laid down again, and is then read', async () => {
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', failing(NOT_READ), failing(NOT_READ), failing(NOT_READ))
      reader.next('select', ...Array.from({ length: 3 }, (): Reaction => () => 'as usual'))
      reader.next('select', ...Array.from({ length: 5 }, () => failing(bytesOf(RESPONSES.selectFail))))
    })
    await pass(1_500)
    expect(told).toEqual(['reading', 'unreadable remove-and-place-again'])
    reader.takeAway()
    await pass(300)
    reader.forget('select')
    reader.place('domestic')
    await pass(300)
    expect(told.slice(2)).toEqual(['reading', `present ${SPECIMEN_NUMBER}`])
  })

  it('and is taken away instead leaves an empty reader after two searches', async () => {
    const { reader, told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('select', ...Array.from({ length: 3 }, () => failing(bytesOf(RESPONSES.selectFail))))
    })
    await pass(600)
    reader.takeAway()
    await pass(300)
    expect(told).toEqual(['reading', 'unreadable remove-and-place-again'])
    await pass(300)
    expect(told.at(-1)).toBe('absent')
  })

  it('with a block that holds nobody is no citizen', async () => {
    const nobody = Buffer.from(baseFrame('domestic'))
    // Two changes to the text length that leave the checksum right.
    nobody[10] = 0x02
    nobody[1294] = (nobody[1294] ?? 0) ^ 0x03
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', failing(nobody), failing(nobody), failing(nobody))
      reader.next('select', ...Array.from({ length: 3 }, (): Reaction => () => 'as usual'))
      reader.next('select', ...Array.from({ length: 5 }, () => failing(bytesOf(RESPONSES.selectFail))))
    })
    await pass(1_500)
    expect(told).toEqual(['reading', 'unreadable remove-and-place-again'])
  })
})

describe('a card that is pulled away in mid-read', () => {
  function pullingAfter(bytes: number, then: Buffer): Reaction {
    return (reader) => {
      reader.takeAway()
      return Buffer.concat([baseFrame('domestic').subarray(0, bytes), then])
    }
  }

  it('and the reader says so: nobody was there', async () => {
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', pullingAfter(0, NOT_READ))
    })
    await pass(600)
    expect(told).toEqual(['reading', 'absent'])
  })

  it('and the reader stops in the middle of its answer: nobody was there', async () => {
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', pullingAfter(700, Buffer.alloc(0)))
    })
    await pass(3_000)
    expect(told).toEqual(['reading'])
    await pass(600)
    expect(told).toEqual(['reading', 'absent'])
  })

  it('and the reader breaks off to say so: nobody was there', async () => {
    const { told } = setUp((reader) => {
      reader.place('domestic')
      reader.next('readBase', pullingAfter(700, NOT_READ))
    })
    await pass(4_000)
    expect(told).toEqual(['reading', 'absent'])
  })

  it('wherever it breaks off, the card is read whole or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1294 }), fc.boolean(), async (bytes, says) => {
        const { told, driver } = setUp((reader) => {
          reader.place('domestic')
          reader.next('readBase', pullingAfter(bytes, says ? NOT_READ : Buffer.alloc(0)))
        })
        await pass(10_000)
        await driver.close()
        expect(told).toEqual(['reading', 'absent', 'disconnected: closed'])
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 4) },
    )
  })
})

describe('when the terminal ends', () => {
  it('the photo is wiped, and nothing is asked or told any more', async () => {
    const { reader, driver, told } = setUp((reader) => reader.place('domestic'))
    await pass(0)
    const status = driver.status
    const photo = status.state === 'present' ? status.card.photo : Buffer.from('no photo')
    await driver.close()
    expect(photo).toEqual(Buffer.alloc(1024))
    const asked = reader.asked.length
    await pass(60_000)
    expect(reader.asked).toHaveLength(asked)
    expect(told.at(-1)).toBe('disconnected: closed')
    expect(vi.getTimerCount()).toBe(0)
    await driver.close()
  })

  it('nobody waits for a port that is still opening, and closes it when it opens', async () => {
    const reader = new FakeReader()
    let letOpen: () => void = () => {}
    const gate = new Promise<void>((resolve) => {
      letOpen = resolve
    })
    const driver = openCardReader({
      open: () => gate.then(() => reader.open()),
      transport: 'tcp',
      today: () => TODAY,
      mayRead: () => true,
    })
    await driver.close()
    letOpen()
    await pass(10_000)
    expect([reader.opened, reader.closed]).toEqual([1, 1])
    expect(reader.asked).toEqual([])
  })

  it('in the very moment of a read, nobody is told of the card any more', async () => {
    const reader = new FakeReader()
    reader.place('domestic')
    const driver = openCardReader({
      open: reader.open,
      transport: 'serial',
      today: () => {
        void driver.close()
        return TODAY
      },
      mayRead: () => true,
    })
    const told: string[] = []
    driver.onStatus((status) => told.push(status.state))
    await pass(10_000)
    expect(reader.asked).toContain('readBase')
    expect(told).toEqual(['reading', 'disconnected'])
    expect(driver.status).toEqual({ state: 'disconnected', detail: 'closed' })
  })

  it('a listener that left hears nothing', async () => {
    const { driver, reader } = setUp()
    const heard: string[] = []
    const leave = driver.onStatus((status) => heard.push(status.state))
    await pass(0)
    leave()
    reader.place('domestic')
    await pass(300)
    expect(heard).toEqual(['absent'])
  })
})

describe('the log', () => {
  it('says what happened on the line, and nothing of who was there', async () => {
    const damaged = Buffer.from(baseFrame('domestic'))
    damaged[400] = 0x55
    const { logged } = setUp((reader) => {
      reader.place('domestic')
      reader.next('find', () => Buffer.concat([bytesOf('00 01'), reader.usualAnswer('find')]))
      reader.next('readBase', damaged, failing(NOT_READ))
    })
    await pass(3_000)
    const log = logged.join('\n')
    const events = ['connected', 'noise', 'bad-checksum', 'asked-again', 'reader-refuses', 'card-read', 'status']
    for (const event of events) expect(log).toContain(`${event} {`)
    for (const personal of ['样本', '1101', '1949', '测试', '01号', 'WL']) expect(log).not.toContain(personal)
  })
})
