import { createCalling } from '../queue/calling/create-calling.ts'
import { createLedgerStore } from '../queue/store/ledger-store.ts'
import { openWindowHardware, type WindowHardware } from '../queue/window-hardware.ts'
import type { Ground } from './ground.ts'

/** The pads and displays that hang on this machine, joined to the calling of its own ledger. */
export function openWindowSide({ configuration, ledger, hall, now, timeIsKnown, log, onFault }: Ground): WindowHardware {
  const store = createLedgerStore({ ledger, now })
  return openWindowHardware({
    devices: configuration.machine.devices,
    calling: createCalling({ store, hall, now, timeIsKnown }),
    store,
    hall,
    onLevel: (window, level) => log.info({ window, level }, 'an evaluator was answered'),
    log,
    onFault,
  })
}
