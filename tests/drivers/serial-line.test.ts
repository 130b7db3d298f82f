import { mkdtemp, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { assert, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openCardReader, type CardReader, type CardReaderStatus } from '../../drivers/id-card/card-reader.ts'
import { cardReaderWire } from '../../main/configuration/card-reader-wire.ts'
import { openPort } from '../../drivers/ports/open-port.ts'
import { startCardReaderOnPty, type CardReaderSimulator } from '../../simulators/card-reader/card-reader.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { NO_PTY } from '../simulators/pty.ts'

// The driver on a real serial device, opened by the real library; at its other end a reader that speaks SDT.

const LONGEST_WAIT = { timeout: 30_000, interval: 5 }

async function readerOnPty(options: Parameters<typeof startCardReaderOnPty>[0] = { pace: { baud: 115_200 } }): Promise<CardReaderSimulator> {
  const onPty = await startCardReaderOnPty(options)
  assert(onPty.kind === 'open', onPty.kind === 'open' ? '' : onPty.reason)
  onTestFinished(() => onPty.reader.close())
  return onPty.reader
}

function driverOn(url: string): { readonly driver: CardReader; readonly told: string[]; readonly logged: string[] } {
  const told: string[] = []
  const logged: string[] = []
  const driver = openCardReader({
    ...cardReaderWire({ port: url, framing: 'plain64' }, (event, facts) => logged.push(`${event} ${JSON.stringify(facts)}`)),
    today: () => ({ year: 2025, month: 6, day: 1 }),
    mayRead: () => true,
    pace: { pollMs: 10, backOffMs: 10, mostBackOffMs: 20 },
  })
  driver.onStatus(({ state }) => told.push(state))
  onTestFinished(() => driver.close())
  return { driver, told, logged }
}

/** Waits for a state, as long as a busy machine may need. */
function state(driver: CardReader, expected: CardReaderStatus['state']): Promise<CardReaderStatus> {
  return vi.waitUntil(() => driver.status.state === expected && driver.status, LONGEST_WAIT)
}

function devicePath(url: string): string {
  return url.replace(/^serial:|\?.*$/g, '')
}

describe.skipIf(NO_PTY)('a card reader on a serial line (needs a pty: python3)', () => {
  let reader: CardReaderSimulator
  beforeEach(async () => {
    reader = await readerOnPty()
  })

  it('reads a card, sees it taken away, and reads the next', async () => {
    expect(reader.url).toMatch(/^serial:\/.+\?baudRate=115200$/)
    const { driver, told } = driverOn(reader.url)
    await state(driver, 'absent')
    reader.place(specimenOf('domestic'))
    expect(await state(driver, 'present')).toMatchObject({
      card: { name: '样本一', number: '11010519491231002X', warnings: [] },
    })
    reader.remove()
    await state(driver, 'absent')
    reader.place(specimenOf('domestic'))
    await state(driver, 'present')
    expect(told).toEqual(['absent', 'reading', 'present', 'absent', 'reading', 'present'])
    expect(reader.errors).toEqual([])
  })

  it('is disconnected when its adapter is pulled out with a card on it, and found when it is plugged in again', async () => {
    // As udev names an adapter for as long as it is there, whatever number the system gives it.
    const folder = await mkdtemp(path.join(tmpdir(), 'yimen-serial-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const name = path.join(folder, 'reader')
    await symlink(devicePath(reader.url), name)
    const { driver, told } = driverOn(`serial:${name}?baudRate=115200`)
    reader.place(specimenOf('domestic'))
    await state(driver, 'present')

    await rm(name)
    reader.disconnect()
    await state(driver, 'disconnected')
    await vi.waitUntil(() => detailOf(driver).startsWith('not-found: '), LONGEST_WAIT)

    const again = await readerOnPty()
    again.place(specimenOf('domestic'))
    await symlink(devicePath(again.url), `${name}-to-be`)
    await rename(`${name}-to-be`, name)
    expect(await state(driver, 'present')).toMatchObject({ card: { number: '11010519491231002X' } })
    expect(told.filter((seen) => seen !== 'disconnected')).toEqual(['reading', 'present', 'reading', 'present'])
  })

  // A pty has no rate: the simulator looks at what the host has set its end to, and makes noise of all but its own.
  it('that was set to another rate is found at it, and nobody sets it to any', async () => {
    const slow = await readerOnPty({ setTo: 57_600 })
    const { driver, told, logged } = driverOn(slow.url)
    slow.place(specimenOf('domestic'))
    expect(await state(driver, 'present')).toMatchObject({ card: { number: '11010519491231002X' } })
    expect(told.filter((seen) => seen !== 'disconnected')).toEqual(['reading', 'present'])
    expect(logged).toContain('other-rate {"written":115200,"answersAt":57600}')
    expect(slow.requests.filter(({ name }) => name === 'set-baud' || name === 'unknown')).toEqual([])
  })

  it('is told as busy while another program holds it, and is had when that lets go', async () => {
    const other = await openPort(reader.url)()
    assert(other.ok)
    onTestFinished(() => other.value.close())
    const { driver } = driverOn(reader.url)
    await vi.waitUntil(() => detailOf(driver).startsWith('busy: '), LONGEST_WAIT)
    await other.value.close()
    await state(driver, 'absent')
  })
})

function detailOf({ status }: CardReader): string {
  return status.state === 'disconnected' ? status.detail : ''
}
