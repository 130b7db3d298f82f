import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openCardReader } from '../../../drivers/id-card/card-reader.ts'
import type { CommandName } from '../../../simulators/card-reader/sdt.ts'
import { SPECIMENS, type Specimen } from '../../../simulators/card-reader/specimens.ts'
import { eventually } from '../../eventually.ts'
import { NO_PTY } from '../../simulators/pty.ts'
import { onHid, onPty, onTcp, onUsb, type PlugIn } from './plugs.ts'

/** How a line is cut, and what the citizen does about it. */
interface Cut {
  /** The answer, and after how many of its bytes; with 0 it never begins. One that is shorter is cut behind its end. */
  readonly on: CommandName | 'presence'
  readonly bytes: number
  /** The line that is mended is cut a second time, so far into its first answer. */
  readonly again: number | null
  readonly card: Specimen
  readonly lies: 'never' | 'all-along' | 'from-then-on' | 'until-then'
}

const LONGEST = 1295
/** What is cut within so many bytes is no answer, whatever was asked. */
const SHORTEST = 11
const small = fc.nat({ max: 80 })
const anyByte = fc.oneof(small, fc.nat({ max: LONGEST }))
const cuts = fc.record<Cut>({
  on: fc.constant<Cut['on']>('find'),
  bytes: small,
  again: fc.option(small),
  card: fc.constantFrom(...SPECIMENS),
  lies: fc.constantFrom('never', 'all-along', 'from-then-on', 'until-then'),
})
const cutsOfACard = fc
  .record<Cut>({
    on: fc.constantFrom<Cut['on']>('select', 'read-base', 'read-base', 'read-newest-address', 'presence'),
    bytes: anyByte,
    again: fc.option(small),
    card: fc.constantFrom(...SPECIMENS),
    lies: fc.constantFrom('all-along', 'until-then'),
  })
  // A permanent resident's card has no address: none is asked of it but, over USB, to see whether it lies there still.
  .map((cut) => (cut.on === 'read-newest-address' && hasNoAddress(cut.card) ? { ...cut, on: 'presence' as const } : cut))

function hasNoAddress({ kind }: Specimen): boolean {
  return kind === 'I' || kind === 'Y'
}

/** A driver on a plugged reader, with what it told since `forget`: a present card by its number. */
async function atWork(plugIn: PlugIn) {
  let down: () => void = () => undefined
  const plug = await plugIn(() => down())
  onTestFinished(() => plug.clear())
  const driver = openCardReader({
    ...plug.wire,
    today: () => ({ year: 2026, month: 11, day: 22 }),
    mayRead: () => true,
    pace: { pollMs: 1, reprobeMs: 1, quietMs: 5, backOffMs: 1, mostBackOffMs: 2 },
  })
  onTestFinished(() => driver.close())
  const told: string[] = []
  driver.onStatus((status) => told.push(status.state === 'present' ? status.card.number : status.state))
  /** The test's own time-out ends a wait for what never comes. */
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const stop = driver.onStatus(() => look())
      const look = (): void => {
        if (!holds()) return
        stop()
        resolve()
      }
      look()
    })

  return {
    driver,
    plug,
    ready: until(() => driver.status.state === 'absent'),
    /** What was told from the moment at which the citizen acts to the moment at which nothing more can come of the cut. */
    survive: async ({ on, bytes, again, card, lies }: Cut): Promise<readonly string[]> => {
      told.length = 0
      down = () => {
        down = () => undefined
        plug.reader().faults.clear()
        if (again !== null) plug.reader().faults.add('status', { kind: 'disconnect', bytes: again })
        if (lies === 'from-then-on') plug.reader().place(card)
        if (lies === 'until-then') plug.reader().remove()
      }
      const { faults } = plug.reader()
      if (on !== 'presence') faults.add(on, { kind: 'disconnect', bytes })
      else if (plug.wire.transport !== 'usb') faults.add('read-management-number', { kind: 'disconnect', bytes })
      else {
        // Over USB it is the newest address that tells, and the first time it is asked as part of the reading.
        if (!hasNoAddress(card)) faults.add('read-newest-address', [])
        faults.add('read-newest-address', { kind: 'disconnect', bytes })
      }
      if (lies === 'all-along' || lies === 'until-then') plug.reader().place(card)
      const last = lies === 'all-along' || lies === 'from-then-on' ? card.face.number : 'absent'
      await until(() => told.includes('disconnected') && told.at(-1) === last)
      const since = [...told]
      plug.reader().remove()
      await until(() => driver.status.state === 'absent')
      return since
    },
  }
}

const WHEN = 'cut off after any byte of any answer, with or without a card, and back again'

describe.each<readonly [string, PlugIn, number]>([
  ['TCP', onTcp, 60],
  ['USB HID, plain64 (a device in the shape that node-hid hands out)', onHid('plain64'), 60],
  ['USB HID, len63 (a device in the shape that node-hid hands out)', onHid('len63'), 30],
  ['USB HID, miaxis (a device in the shape that node-hid hands out)', onHid('miaxis'), 30],
  ['USB bulk, one pair (a device in the shape that usb hands out)', onUsb('one-pair'), 60],
  ['USB bulk, split (a device in the shape that usb hands out)', onUsb('split'), 60],
])(`a reader on %s, ${WHEN}`, (_, plugIn, times) => {
  it('reads the card that lies there once, nobody twice, and holds on to nothing', async () => {
    expect(await cutAndBack(plugIn, times)).toEqual({ held: 0, errors: [] })
  })
})

describe.skipIf(NO_PTY)(`a reader on a serial line (needs a pty: python3), ${WHEN}`, () => {
  it('reads the card that lies there once, nobody twice, and holds on to nothing', async () => {
    expect(await cutAndBack(onPty, 4)).toEqual({ held: 0, errors: [] })
  })
})

/** Answers what is held when all is over, and what the reader says that the driver did wrong. */
async function cutAndBack(plugIn: PlugIn, times: number): Promise<{ readonly held: number; readonly errors: readonly string[] }> {
  const { driver, plug, survive, ready } = await atWork(plugIn)
  await ready
  const heldAtWork = await plug.held()
  const runs = process.env['YIMEN_LONG'] === '1' ? times * 20 : times
  for (const cut of fc.sample(fc.oneof(cuts, cutsOfACard), runs)) {
    const told = await survive(cut)
    const at = told.indexOf('disconnected')
    const people = (statuses: readonly string[]) => statuses.filter((status) => status === cut.card.face.number)
    const before = people(told.slice(0, at)).length
    // One that was read before lies on a reader that has just come back, and is read again: nobody watched it meanwhile.
    expect({ cut, before }).toEqual({ cut, before: cut.on !== 'presence' && cut.bytes < SHORTEST ? 0 : expect.toBeOneOf([0, 1]) })
    const stays = cut.lies === 'all-along' || cut.lies === 'from-then-on'
    expect({ cut, after: people(told.slice(at)).length }).toEqual({ cut, after: stays ? 1 : 0 })
  }
  await eventually(async () => expect(await plug.held()).toBe(heldAtWork))
  await driver.close()
  await eventually(async () => expect(await plug.held()).toBe(0))
  return { held: await plug.held(), errors: plug.reader().errors }
}
