import { call } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { hallHealth } from '../../../main/enrolment/hall-health.ts'
import { createHallDevices } from '../../../main/enrolment/hall-devices.ts'
import { ledgerDevices } from '../../../main/enrolment/ledger-devices.ts'
import { hallPagesProcedures, hallPagesView } from '../../../main/enrolment/operator-procedures.ts'
import { pairingsInMemory } from '../../../main/enrolment/pairing-store.ts'
import { createPairings } from '../../../main/enrolment/pairings.ts'
import { openOperators } from '../../../main/operations/ledger-operators.ts'
import { dataFolder, KEY, open, TEN_O_CLOCK } from '../ledger/fixture.ts'

const CHEAP = { N: 16, r: 1, p: 1 }
const now = () => TEN_O_CLOCK

/** A terminal that serves windows and boards, with an operator at its screen or nobody. */
async function desk(folder: string) {
  const ledger = await open(folder, now)
  const operators = await openOperators({ ledger, key: KEY, now, uptime: () => 0, cost: CHEAP })
  const devices = await createHallDevices({ store: ledgerDevices(ledger), key: KEY, now, onChange: () => undefined, onFault: (error) => expect.fail(String(error)) })
  onTestFinished(() => devices.close())
  const store = pairingsInMemory({ ran: () => 0, audit: (entry) => ledger.transact((tx) => ledger.audit.append(tx, entry)) })
  const pairings = createPairings({ store, devices, onChange: () => undefined })
  const hallPages = { devices, pairings, connected: () => new Set<string>() }
  let there: string | null = '王工'
  const procedures = hallPagesProcedures({
    hallPages,
    operators,
    onPin: () => undefined,
    whoActs: (errors) => {
      if (there === null) throw errors.NOT_SIGNED_IN()
      return there
    },
  })
  return { ledger, operators, devices, pairings, hallPages, procedures, leaves: () => (there = null) }
}

test('an operator lets a board in, sees it, and takes it back; all of it is known after a restart', async () => {
  const folder = await dataFolder()
  const { ledger, devices, pairings, hallPages, procedures } = await desk(folder)
  const asked = await pairings.ask({ kind: 'board', area: '一楼东区', window: null }, '10.12.3.60', null)
  const [row] = (await hallPagesView(hallPages)).pairings
  expect(row).toMatchObject({ place: { kind: 'board', area: '一楼东区' }, address: '10.12.3.60', leftSeconds: 600 })
  const { pairing, code } = row ?? { pairing: '', code: '' }
  expect(await call(procedures.approvePairing, { pairing, code })).toEqual({ done: true })
  expect(await call(procedures.refusePairing, { pairing })).toEqual({ done: false })
  const stands = await pairings.standing(asked.ok ? asked.value.secret : '')
  const credential = stands.state === 'enrolled' ? stands.credential : ''
  devices.seen(devices.holderOf(credential)?.id ?? '')
  await devices.close()
  await ledger.close()

  const later = await desk(folder)
  const [device] = (await hallPagesView(later.hallPages)).devices
  expect(device).toMatchObject({ enrolledBy: '王工', lastSeenAt: TEN_O_CLOCK.getTime(), connected: false, usedTwiceAt: null })
  expect(later.devices.holderOf(credential)?.id).toBe(device?.device)
  expect(hallHealth(later.devices, new Set([device?.device ?? ''])).boards).toEqual({ enrolled: 1, connected: 1, lastSeenAt: TEN_O_CLOCK.toISOString() })
  expect(await call(later.procedures.revokeDevice, { device: device?.device ?? '' })).toEqual({ done: true })
  expect(later.devices.holderOf(credential)).toBeNull()
  expect((await hallPagesView(later.hallPages)).devices).toEqual([])
})

test('an operator adds a clerk, whose number nobody else has and whose PIN is none that anybody guesses', async () => {
  const { procedures, operators } = await desk(await dataFolder())
  expect(await call(procedures.addClerk, { name: '2001', pin: '402917' })).toEqual({ outcome: 'added', name: '2001' })
  expect(await call(procedures.addClerk, { name: '2001', pin: '402917' })).toEqual({ outcome: 'taken' })
  expect(await call(procedures.addClerk, { name: '2002', pin: '111111' })).toEqual({ outcome: 'bad-pin', reason: 'one-digit' })
  expect(await call(procedures.addClerk, { name: '', pin: '402917' })).toEqual({ outcome: 'bad-name' })
  expect(await call(procedures.clerks, undefined)).toEqual(['2001'])
  expect((await operators.signIn('2001', '402917')).ok).toBe(false)
})

test('who is not signed in lets nobody in, and adds nobody', async () => {
  const { pairings, procedures, leaves, operators } = await desk(await dataFolder())
  await pairings.ask({ kind: 'window', window: '3' }, '10.12.3.41', null)
  const [{ id, code } = { id: '', code: '' }] = await pairings.list()
  leaves()
  const refused = { code: 'NOT_SIGNED_IN' }
  await expect(call(procedures.approvePairing, { pairing: id, code })).rejects.toMatchObject(refused)
  await expect(call(procedures.addClerk, { name: '2001', pin: '402917' })).rejects.toMatchObject(refused)
  await expect(call(procedures.revokeDevice, { device: 'd' })).rejects.toMatchObject(refused)
  expect(await pairings.list()).toHaveLength(1)
  expect(await operators.list()).toEqual([])
})
