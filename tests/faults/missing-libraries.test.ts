import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { setUpHall } from '../hall-on-a-desk.ts'

const WITHOUT = path.join(import.meta.dirname, 'without-libraries.mjs')

test.each([
  ['usb:0400:C35A', 'USB'],
  ['hid:0425:8159', 'HID'],
  ['serial:/dev/ttyS99?baudRate=115200', 'serial port'],
])('a machine without the library behind %s starts, says so once, and gives numbers', async (port, name) => {
  const hall = await setUpHall({ devices: { idCard: { driver: 'sdt', port } } })
  onTestFinished(() => hall.clear())
  const terminal = await hall.start({ node: ['--import', WITHOUT] })
  const page = await terminal.connect()
  onTestFinished(() => page.close())
  await eventually(async () => {
    const health = (await (await fetch(new URL('/health', terminal.ready.url))).json()) as { devices: { idCard: object; ticket: object } }
    expect(health.devices).toMatchObject({
      idCard: { state: 'disconnected', detail: expect.stringContaining(`the ${name} library cannot be loaded (`) },
      ticket: { state: 'ready' },
    })
  })
  await page.client.kiosk.open()
  expect(await page.client.kiosk.takeNumber({ requestId: crypto.randomUUID(), business: 'C', paper: 'ticket' })).toMatchObject({ outcome: 'issued' })
  expect(await terminal.stop()).toBe(0)
  const lines = (await readFile(terminal.logFile, 'utf8')).split('\n').filter((line) => line.includes('cannot be loaded'))
  expect(lines).toHaveLength(1)
})
