import { evaluationsAtWindows } from '../queue/evaluation/at-window.ts'
import type { Operators } from '../operations/operators.ts'
import type { Evaluations } from '../queue/evaluation/evaluations.ts'
import { openWindowHardware, type WindowHardware } from '../queue/window-hardware.ts'
import type { CallingSide } from './calling-side.ts'
import type { Ground } from './ground.ts'

/** The pads, evaluators and displays that hang on this machine, joined to the calling of its own ledger. */
export function openWindowSide(
  ground: Ground,
  { store, calling }: Pick<CallingSide, 'store' | 'calling'>,
  { evaluations, operators }: { readonly evaluations: Evaluations; readonly operators: Operators },
): WindowHardware {
  const { configuration, hall, now, businessDay, log, onFault } = ground
  return openWindowHardware({
    devices: configuration.machine.devices,
    calling,
    operators,
    store,
    hall,
    onLevel: evaluationsAtWindows({ store, evaluations, businessDay, now }),
    log,
    onFault,
  })
}
