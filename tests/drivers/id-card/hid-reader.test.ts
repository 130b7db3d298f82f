import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openCardReader, type CardReader, type CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import { HID_FRAMINGS } from '../../../drivers/id-card/hid-framing.ts'
import { overHid } from '../../../drivers/id-card/hid-line.ts'
import { openHid } from '../../../drivers/ports/hid.ts'
import { startCardReaderOnHid } from '../../../simulators/card-reader/card-reader.ts'
import { specimenOf } from '../../../simulators/card-reader/specimens.ts'

const LONGEST_WAIT = { timeout: 30_000, interval: 5 }

function state(driver: CardReader, expected: CardReaderStatus['state']): Promise<CardReaderStatus> {
  return vi.waitUntil(() => driver.status.state === expected && driver.status, LONGEST_WAIT)
}

// No kernel here offers uhid, so that the device is one of node-hid's own shape.
describe('a card reader on USB HID (a device in the shape that node-hid hands out)', () => {
  it.for(HID_FRAMINGS)('reads a card, sees it go, and is found again after it was pulled out: %s', async (framing) => {
    const { reader, plugIn } = startCardReaderOnHid(framing)
    onTestFinished(() => reader.close())
    const library = {
      devicesAsync: () => Promise.resolve([{ path: '/dev/hidraw0' }]),
      HIDAsync: { open: () => Promise.resolve(plugIn()) },
    }
    const driver = openCardReader({
      open: overHid(() => openHid({ vendorId: 0x10c4, productId: 0x0007 }, () => Promise.resolve(library)), framing),
      transport: 'usb',
      today: () => ({ year: 2025, month: 6, day: 1 }),
      mayRead: () => true,
      pace: { pollMs: 10, backOffMs: 10, mostBackOffMs: 20 },
    })
    onTestFinished(() => driver.close())
    await state(driver, 'absent')
    const specimen = specimenOf('domestic')
    reader.place(specimen)
    expect(await state(driver, 'present')).toMatchObject({ card: { number: '11010519491231002X' } })
    reader.remove()
    await state(driver, 'absent')
    reader.disconnect()
    await state(driver, 'disconnected')
    await state(driver, 'absent')
    reader.place(specimen)
    await state(driver, 'present')
    expect(reader.errors).toEqual([])
  })
})
