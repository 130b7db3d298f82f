import { expect } from 'vitest'
import { createHallDevices } from '../../../main/enrolment/hall-devices.ts'
import { ledgerDevices } from '../../../main/enrolment/ledger-devices.ts'
import { pairingsInMemory } from '../../../main/enrolment/pairing-store.ts'
import { createPairings } from '../../../main/enrolment/pairings.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import { dataFolder, KEY, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { enrolmentSuite, type Enrolment } from './enrolment-suite.ts'

enrolmentSuite(async () => {
  const folder = await dataFolder()
  const now = () => TEN_O_CLOCK
  let ran = 0
  let ledger: Ledger
  async function start(): Promise<Enrolment> {
    ledger = await open(folder, now)
    const onFault = (error: unknown) => expect.fail(String(error))
    const devices = await createHallDevices({ store: ledgerDevices(ledger), key: KEY, now, onChange: () => {}, onFault })
    const store = pairingsInMemory({ ran: () => ran, audit: (entry) => ledger.transact((tx) => ledger.audit.append(tx, entry)) })
    return { devices, pairings: createPairings({ store, devices, onChange: () => {} }) }
  }
  let served = await start()
  return {
    ...served,
    async passes(milliseconds) {
      ran += milliseconds
    },
    async reopen() {
      await served.devices.close()
      await ledger.close()
      served = await start()
      return served
    },
    async audited() {
      const rows = await ledger.read<{ readonly event: string }>("SELECT event FROM audit WHERE event LIKE 'hall-device.%' ORDER BY seq")
      return rows.map(({ event }) => event)
    },
    async close() {
      await served.devices.close()
      await ledger.close()
    },
  }
})
