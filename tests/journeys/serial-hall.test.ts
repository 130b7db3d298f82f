import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { assert, describe, expect, onTestFinished, test } from 'vitest'
import { startCardReaderOnPty } from '../../simulators/card-reader/card-reader.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { startThermalPrinterOnPty } from '../../simulators/thermal-printer/thermal-printer.ts'
import { viewWhere } from '../hall-on-a-desk.ts'
import { NO_PTY } from '../simulators/pty.ts'
import { startTerminalProcess, writeConfiguration } from '../terminal-process.ts'

/** Cabinets are wired like this: reader and printer are serial modules inside them. */
const PACE = { baud: 115_200 }

describe.skipIf(NO_PTY)('a hall whose reader and printer hang on serial lines (needs a pty: python3)', () => {
  test('a citizen takes a number by card, and the paper confirms it', async () => {
    const [onReader, onPrinter] = await Promise.all([
      startCardReaderOnPty({ pace: PACE }),
      startThermalPrinterOnPty({ pace: PACE }),
    ])
    assert(onReader.kind === 'open', onReader.kind === 'open' ? '' : onReader.reason)
    assert(onPrinter.kind === 'open', onPrinter.kind === 'open' ? '' : onPrinter.reason)
    const { reader } = onReader
    const { printer } = onPrinter
    const folder = await mkdtemp(path.join(tmpdir(), 'yimen-serial-'))
    onTestFinished(async () => {
      await Promise.all([reader.close(), printer.close()])
      await rm(folder, { recursive: true })
    })
    const configuration = await writeConfiguration(folder, { reader: reader.url, printer: printer.url })
    const terminal = await startTerminalProcess({ folder, configuration })
    onTestFinished(() => terminal.cutPower())
    const page = await terminal.connect()
    onTestFinished(() => page.close())
    const { kiosk } = page.client

    const facts = await kiosk.hello()
    await kiosk.open()
    await kiosk.agree({ version: facts.consent.version })
    await viewWhere(page, (view) => view.card.state === 'absent' && view.printer.state === 'ready')
    reader.place(specimenOf('domestic'))
    await viewWhere(page, (view) => view.card.state === 'present')
    expect(await kiosk.identifyByCard()).toEqual({
      outcome: 'identified',
      person: { assurance: 'card', name: '样**', number: '110***********002X' },
      booked: false,
    })
    const taken = await kiosk.takeNumber({ requestId: randomUUID(), business: 'B', paper: 'ticket' })
    expect(taken).toMatchObject({ outcome: 'issued', paper: 'ticket', ticket: { number: 'B001', ahead: 0 } })
    const settled = await viewWhere(page, (view) => view.session?.sheet?.settled === true)
    expect(settled.session?.sheet?.state).toBe('printed')
    expect(printer.tickets.map(({ cut, errors }) => ({ cut, errors }))).toEqual([{ cut: true, errors: [] }])
    expect(printer.tickets[0]?.text).toContain('B001')

    await kiosk.end()
    await viewWhere(page, (view) => view.card.state === 'present' && view.card.leftBehind)
    reader.remove()
    await viewWhere(page, (view) => view.card.state === 'absent')
    printer.setPaper('out')
    const empty = await viewWhere(page, (view) => view.printer.state !== 'ready')
    expect(empty.printer).toEqual({ state: 'not-ready', reason: 'paper-out' })
    expect([reader.errors, printer.errors]).toEqual([[], []])
    expect(await terminal.stop()).toBe(0)
  })
})
