import type { Page } from 'playwright-core'
import type { OperatorView } from '../../main/contract/operator.ts'
import { operatorZh } from '../../renderer/strings/operator-zh.ts'
import type { PlaceName } from '../../renderer/operator/urgency.ts'
import type { Script } from './stand-in/hall.ts'
import { NOW } from './stand-in/specimens.ts'

/** A screen that an operator can meet, and the way there. The walk begins at the closed door, in Chinese. */
interface OperatorScreenWalk {
  readonly name: string
  readonly walk: (walker: OperatorWalker) => Promise<void>
}

/** An operator at the stand-in, by the names that are on screen. */
export interface OperatorWalker {
  readonly page: Page
  readonly set: (script: Partial<Script>) => Promise<void>
  readonly press: (name: string | RegExp) => Promise<void>
  readonly sees: (title: string | RegExp) => Promise<void>
  readonly reads: (words: string) => Promise<void>
  /** Five touches of the mark. */
  readonly gesture: () => Promise<void>
  /** Types the stand-in's right PIN, or another, for the first operator. */
  readonly types: (pin: string) => Promise<void>
  /** All the way to the counter, as it stands in `counter`, and to one of its places. */
  readonly enters: (counter: 'well' | 'busy', place?: PlaceName, change?: Partial<OperatorView>) => Promise<void>
}

const RIGHT_PIN = '246813'
const WRONG_PIN = '975310'

export function opensTheCounter(page: Page): OperatorWalker {
  const set = (script: Partial<Script>) => page.evaluate((change) => window.standIn.set(change), script)
  const press = (name: string | RegExp) =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first().click()
  const sees = (title: string | RegExp) =>
    page.getByRole('heading', { level: 1, ...(typeof title === 'string' ? { name: title, exact: true } : { name: title }) }).waitFor()
  const gesture = async () => {
    for (let touches = 0; touches < 5; touches += 1) await page.locator('.strip-seal').tap()
    await page.locator('.rail').getByText(operatorZh.rail.leave).waitFor()
  }
  const types = async (pin: string) => {
    await press('王工')
    await sees(operatorZh.signIn.pin.replace('{{name}}', '王工'))
    await page.keyboard.type(pin)
    await press(operatorZh.signIn.confirm)
  }
  const enters: OperatorWalker['enters'] = async (counter, place, changed = {}) => {
    await page.evaluate(([which, change]) => {
      const { counters, set } = window.standIn
      set({ counter: { ...counters[which], ...change }, ...(which === 'busy' ? { outboxRows: counters.busyOutbox, locked: ['Y 7'] } : {}) })
    }, [counter, changed] as const)
    await gesture()
    await types(RIGHT_PIN)
    await page.locator('.desk').waitFor()
    if (place !== undefined) await page.getByRole('tab', { name: new RegExp(`^${operatorZh.places[place]}`) }).click()
  }
  return { page, set, press, sees, reads: (words) => page.getByText(words).first().waitFor(), gesture, types, enters }
}

const HALL_SERVER = { why: null, detail: '', code: null, since: NOW - 12 * 60_000, waiting: 0, notTaken: [] }

const at = (place: PlaceName, counter: 'well' | 'busy', sees: string): OperatorScreenWalk => ({
  name: `${place}, ${counter}`,
  walk: async (walker) => {
    await walker.enters(counter, place)
    await walker.sees(sees)
  },
})

const { signIn, devices, sheets, certificate, certificateEnd, spoil, replace, paper, tray, outbox, evaluations, day, report, hours, machine, probe } = operatorZh

/** Every screen of the operator's. */
export const OPERATOR_SCREENS: readonly OperatorScreenWalk[] = [
  {
    name: 'sign-in, names',
    walk: async ({ gesture, sees }) => {
      await gesture()
      await sees(signIn.title)
    },
  },
  {
    name: 'sign-in, nobody added yet',
    walk: async ({ set, gesture, sees }) => {
      await set({ operators: [] })
      await gesture()
      await sees(signIn.nobody)
    },
  },
  {
    name: 'sign-in, no answer',
    walk: async ({ set, gesture, reads }) => {
      await set({ lost: ['operator.names'] })
      await gesture()
      await reads(signIn.noAnswer)
    },
  },
  {
    name: 'PIN, half typed',
    walk: async ({ page, gesture, press, sees, reads }) => {
      await gesture()
      await press('王工')
      await sees(signIn.pin.replace('{{name}}', '王工'))
      await page.keyboard.type('2468')
      await reads(signIn.counted.replace('{{count}}', '4'))
    },
  },
  {
    name: 'PIN, wrong',
    walk: async ({ gesture, types, reads }) => {
      await gesture()
      await types(WRONG_PIN)
      await reads(signIn.wrong.replace('{{count}}', '4'))
    },
  },
  {
    name: 'PIN, waiting',
    walk: async ({ set, gesture, types, sees }) => {
      await set({ shut: { outcome: 'waiting', seconds: 240 } })
      await gesture()
      await types(WRONG_PIN)
      await sees(signIn.waiting)
    },
  },
  {
    name: 'PIN, locked',
    walk: async ({ set, gesture, types, sees }) => {
      await set({ shut: { outcome: 'locked' } })
      await gesture()
      await types(WRONG_PIN)
      await sees(signIn.locked.replace('{{name}}', '王工'))
    },
  },
  {
    name: 'signed out by the clock',
    walk: async ({ page, enters, reads }) => {
      await enters('well')
      await page.evaluate(() => window.standIn.signOutOperator())
      await reads(signIn.ended)
    },
  },
  at('devices', 'well', devices.well),
  at('devices', 'busy', devices.trouble_other.replace('{{count}}', '4')),
  {
    name: 'devices, none',
    walk: async ({ page, enters, set, sees }) => {
      await enters('well')
      await set({ counter: { ...(await page.evaluate(() => window.standIn.counters.well)), devices: [] } })
      await sees(devices.none)
    },
  },
  {
    name: 'devices, self-test not passed',
    walk: async ({ enters, set, press, reads }) => {
      await set({ selfTest: { outcome: 'failed', reason: 'cover-open' } })
      await enters('well')
      await press(devices.selfTest)
      await reads(devices.failed.replace('{{reason}}', operatorZh.fault['cover-open']))
    },
  },
  at('sheets', 'well', sheets.none),
  at('sheets', 'busy', sheets.wants_other.replace('{{count}}', '7')),
  at('paper', 'well', paper.left.replace('{{count}}', '400')),
  at('paper', 'busy', paper.leftUnknown),
  {
    name: 'paper, no printer',
    walk: async ({ page, enters, set, sees }) => {
      await enters('well', 'paper')
      await set({ counter: { ...(await page.evaluate(() => window.standIn.counters.well)), paper: null, tray: null } })
      await sees(paper.none)
    },
  },
  at('outbox', 'well', outbox.empty),
  {
    name: 'outbox, busy',
    walk: async ({ enters, sees, reads }) => {
      await enters('busy', 'outbox')
      await sees(outbox.shelf_other.replace('{{count}}', '2'))
      await reads(outbox.more.replace('{{count}}', '12'))
      await reads(outbox.auditLog.behind)
      await reads(outbox.noReason)
    },
  },
  {
    name: 'outbox, no platform',
    walk: async ({ page, enters, set, sees, reads }) => {
      await enters('busy', 'outbox')
      const { busy } = await page.evaluate(() => window.standIn.counters)
      const platform = { delivery: { state: 'no-platform' }, auditLog: 'not-reported' } as const
      await set({ counter: { ...busy, outbox: { ...busy.outbox, shelf: 0 }, platform } })
      await sees(outbox.waiting_other.replace('{{count}}', '128'))
      await reads(outbox.delivery['no-platform'])
    },
  },
  at('evaluations', 'busy', evaluations.open_other.replace('{{count}}', '2')),
  at('day', 'well', day.title_other.replace('{{count}}', '223')),
  at('hours', 'well', hours.open),
  at('hours', 'busy', hours.closed),
  at('machine', 'well', machine.title),
  {
    name: 'machine, a colleague locked',
    walk: async ({ enters, reads }) => {
      await enters('busy', 'machine')
      await reads(machine.unlockAbout)
    },
  },
  {
    name: 'a certificate, why spoiled',
    walk: async ({ enters, press, sees, reads }) => {
      await enters('busy', 'sheets')
      await press(certificate.way.spoil)
      await sees(spoil.title)
      await reads('53032320261121000018')
    },
  },
  {
    name: 'a certificate spoiled, to be printed again',
    walk: async ({ enters, press, sees, reads }) => {
      await enters('busy', 'sheets')
      await press(certificate.way.spoil)
      await press(spoil.reason.jammed)
      await reads(spoil.done.replace('{{title}}', '社会保险参保缴费证明').replace('{{reason}}', spoil.reason.jammed))
      await press(certificate.way.replace)
      await sees(replace.title)
    },
  },
  {
    name: 'a certificate came out after all',
    walk: async ({ enters, press, sees }) => {
      await enters('busy', 'sheets')
      await press(certificate.way.taken)
      await sees(certificateEnd.taken.title)
    },
  },
  {
    name: 'tray filled, how much',
    walk: async ({ enters, press, sees }) => {
      await enters('well', 'paper')
      await press(tray.filled)
      await sees(tray.ask)
    },
  },
  {
    name: 'report of the day, not printed',
    walk: async ({ enters, set, press, sees, reads }) => {
      await set({ report: [{ step: 'composing' }, { step: 'ended', end: { outcome: 'failed', reason: 'media-empty' } }] })
      await enters('well', 'day')
      await press(day.report)
      await sees(report.title)
      await press(report.confirm)
      await sees(report.over.failed)
      await reads(report.about.failed.replace('{{reason}}', operatorZh.fault['media-empty']))
    },
  },
  {
    name: 'reprint, why',
    walk: async ({ enters, press, sees }) => {
      await enters('busy', 'sheets')
      await press(sheets.reprintOf.replace('{{number}}', 'A087'))
      await sees(operatorZh.reprint.title.replace('{{number}}', 'A087'))
    },
  },
  {
    name: 'reprint without paper',
    walk: async ({ enters, set, press, reads }) => {
      await set({ reprint: { outcome: 'no-paper', reason: 'paper-out' } })
      await enters('busy', 'sheets')
      await press(sheets.reprintOf.replace('{{number}}', 'A087'))
      await press(operatorZh.reprint.reason['unknown-sheet'])
      await reads(operatorZh.reprint.noPaper.replace('{{reason}}', operatorZh.fault['paper-out']))
    },
  },
  {
    name: 'void one',
    walk: async ({ enters, press, sees }) => {
      await enters('busy', 'sheets')
      await press(sheets.voidOf.replace('{{number}}', 'A087'))
      await sees(operatorZh.void.title.replace('{{number}}', 'A087'))
    },
  },
  {
    name: 'void all',
    walk: async ({ enters, press, sees }) => {
      await enters('busy', 'sheets')
      await press(sheets.voidAll)
      await sees(operatorZh.void.titleAll_other.replace('{{count}}', '3'))
    },
  },
  {
    name: 'paper changed, how long',
    walk: async ({ enters, press, sees }) => {
      await enters('well', 'paper')
      await press(paper.changed)
      await sees(paper.ask)
    },
  },
  {
    name: 'paper changed, told',
    walk: async ({ enters, press, reads }) => {
      await enters('well', 'paper')
      await press(paper.changed)
      await press(paper.roll.replace('{{metres}}', '80'))
      await reads(paper.done.replace('{{sheets}}', '214').replace('{{metres}}', '27.9'))
    },
  },
  {
    name: 'closing the hall',
    walk: async ({ enters, press, sees }) => {
      await enters('well', 'hours')
      await press(hours.close)
      await sees(hours.closing)
    },
  },
  {
    name: 'power cycle',
    walk: async ({ enters, press, sees }) => {
      await enters('busy', 'devices')
      await press(devices.powerCycle)
      await sees(/断开.+的电源/)
    },
  },
  {
    name: 'probe, asked',
    walk: async ({ enters, press, sees }) => {
      await enters('well', 'devices')
      await press(devices.probe)
      await sees(probe.title)
    },
  },
  {
    name: 'probe, over',
    walk: async ({ enters, set, press, sees }) => {
      await set({
        probe: [
          { step: 'asking', question: 'DLE EOT 1, printer' },
          { step: 'heard', question: 'DLE EOT 1, printer', answered: true, milliseconds: 12 },
          { step: 'heard', question: 'DLE EOT 4, roll paper', answered: true, milliseconds: 9 },
          { step: 'heard', question: 'GS a, status told by itself', answered: false, milliseconds: 1500 },
          { step: 'heard', question: 'GS r 1, paper status in order', answered: true, milliseconds: 14 },
          { step: 'heard', question: 'GS ( H, process id', answered: false, milliseconds: 1500 },
          { step: 'printing' },
          { step: 'printed', confirmed: true },
          { step: 'heard', question: 'DLE DC4 fn 8, clear buffers', answered: true, milliseconds: 31 },
          { step: 'written', file: '/var/lib/yimen/data/printer-profile.json' },
        ],
      })
      await enters('well', 'devices')
      await press(devices.probe)
      await press(probe.confirm)
      await sees(probe.done)
    },
  },
  {
    name: 'probe, running',
    walk: async ({ enters, set, press, sees }) => {
      await set({ probe: [{ step: 'asking', question: 'DLE EOT 1, printer' }] })
      await enters('well', 'devices')
      await press(devices.probe)
      await press(probe.confirm)
      await sees(probe.running)
    },
  },
  {
    name: 'hall, devices that ask and one that was copied',
    walk: async ({ enters, press, reads }) => {
      await enters('busy', 'hallPages')
      await press(operatorZh.hallPages.approve)
      await reads(operatorZh.hallPages.letIn.replace('{{code}}', '402917'))
    },
  },
  {
    name: 'hall server, not reached',
    walk: async ({ enters, reads }) => {
      const notTaken = [{ number: 'X1004', instead: null }, { number: 'X1002', instead: 'A031' }]
      await enters('busy', 'hallPages', { hallPages: null, hallServer: { ...HALL_SERVER, state: 'down', why: 'network', detail: 'ECONNREFUSED', waiting: 3, notTaken } })
      await reads(operatorZh.hallServer.refused)
    },
  },
  {
    name: 'hall server, to be joined',
    walk: async ({ enters, reads }) => {
      await enters('well', 'hallPages', { hallServer: { ...HALL_SERVER, state: 'asking', code: '402917' } })
      await reads('402 917')
    },
  },
  {
    name: 'a window of the hall, to be removed',
    walk: async ({ enters, press, sees }) => {
      await enters('busy', 'hallPages')
      await press(operatorZh.hallPages.revoke)
      await sees(operatorZh.revokeDevice.title.replace('{{name}}', '1 号窗口'))
    },
  },
  {
    name: 'a clerk added, by a number that is taken',
    walk: async ({ page, enters, press, sees, reads }) => {
      await enters('busy', 'hallPages')
      await press(operatorZh.hallPages.addClerk)
      await page.keyboard.type('2001')
      await press(operatorZh.changePin.confirm)
      for (const title of [operatorZh.addClerk.pin, operatorZh.addClerk.again]) {
        await sees(title)
        await page.keyboard.type(RIGHT_PIN)
        await press(title === operatorZh.addClerk.pin ? operatorZh.changePin.confirm : operatorZh.addClerk.add)
      }
      await reads(operatorZh.addClerk.taken)
    },
  },
  {
    name: 'changing the PIN',
    walk: async ({ enters, press, sees }) => {
      await enters('well', 'machine')
      await press(machine.changePin)
      await sees(operatorZh.changePin.old)
    },
  },
  {
    name: 'restart refused',
    walk: async ({ enters, set, press, reads }) => {
      const line = 'hall.yaml:14: calendar.weekly.mon: expected 09:00-12:00, not 09:00-25:00'
      await set({ faulty: line })
      await enters('well', 'machine')
      await press(machine.restart)
      await press(operatorZh.restart.confirm)
      await reads(operatorZh.restart.faulty.replace('{{line}}', line))
    },
  },
  ...(['restart', 'stop'] as const).flatMap((how): readonly OperatorScreenWalk[] => [
    {
      name: how,
      walk: async ({ enters, press, sees }) => {
        await enters('well', 'machine')
        await press(machine[how])
        await sees(operatorZh[how].title)
      },
    },
    {
      name: `${how}, going`,
      walk: async ({ enters, press, sees }) => {
        await enters('well', 'machine')
        await press(machine[how])
        await press(operatorZh[how].confirm)
        await sees(operatorZh[how].working)
      },
    },
  ]),
]
