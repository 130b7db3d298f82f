import { createCalling } from '../queue/calling/create-calling.ts'
import { type AtWindowOutcome, evaluationsAtWindows } from '../queue/evaluation/at-window.ts'
import type { Evaluations } from '../queue/evaluation/evaluations.ts'
import { createLedgerStore } from '../queue/store/ledger-store.ts'
import { openWindowHardware, type WindowHardware } from '../queue/window-hardware.ts'
import type { Ground } from './ground.ts'

/** The pads, evaluators and displays that hang on this machine, joined to the calling of its own ledger. */
export function openWindowSide(ground: Ground, evaluations: Evaluations): WindowHardware {
  const { configuration, ledger, hall, now, timeIsKnown, businessDay, log, onFault } = ground
  const store = createLedgerStore({ ledger, now })
  const atWindows = evaluationsAtWindows({ store, evaluations, businessDay, now })
  return openWindowHardware({
    devices: configuration.machine.devices,
    calling: createCalling({ store, hall, now, timeIsKnown }),
    store,
    hall,
    onLevel(window, level) {
      const pressed = (outcome: AtWindowOutcome) => log.info({ window, outcome }, 'an evaluator was answered')
      atWindows(window, level).then(pressed, onFault)
    },
    log,
    onFault,
  })
}
