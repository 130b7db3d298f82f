import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { eventually } from '../eventually.ts'
import { setUpHall, viewWhere, type HallOnADesk } from '../hall-on-a-desk.ts'
import { startTerminalProcess, type TerminalProcess } from '../terminal-process.ts'

let hall: HallOnADesk
let terminal: TerminalProcess
afterEach(async () => {
  await terminal.cutPower()
  await hall.clear()
})

test('where PC/SC is missing, social-security cards are, in one line, and the ID card works as ever', async () => {
  hall = await setUpHall({ devices: { socialCard: { driver: 'pcsc' } } })
  // A machine on which no pcscd has ever run, whatever runs on this one.
  terminal = await startTerminalProcess({ ...hall, env: { PCSCLITE_CSOCK_NAME: path.join(hall.folder, 'no-pcscd') } })
  const page = await terminal.connect()
  const { kiosk } = page.client
  const { facts } = await kiosk.open()
  await kiosk.agree({ version: facts.consent.version })
  hall.reader.place(specimenOf('domestic'))
  await viewWhere(page, ({ card, socialCard }) => card.state === 'present' && socialCard.state === 'disconnected')
  expect(await kiosk.identifyByCard()).toMatchObject({ outcome: 'identified', person: { number: '110***********002X' } })

  await eventually(async () => {
    const lines = (await readFile(terminal.logFile, 'utf8')).split('\n').filter((line) => line.includes('"device":"socialCard"'))
    expect(lines).toEqual([expect.stringMatching(/"detail":"no-(service|library): /)])
  })
  const health = (await (await fetch(new URL('/health', terminal.ready.url))).json()) as { readonly devices: Record<string, unknown> }
  expect(health.devices).toMatchObject({
    idCard: { state: 'present' },
    socialCard: { state: 'disconnected', detail: expect.stringMatching(/^no-(service|library): /) },
  })
  page.close()
})
