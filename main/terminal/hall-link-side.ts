import { hallAsk, hallDial } from '../host/hall-dial.ts'
import type { QueueHall } from '../queue/availability.ts'
import { leaveHallServer, openHallLink, type HallLink } from '../queue/hall-link/hall-link.ts'
import type { Ground } from './ground.ts'

/** The hall server of a terminal that has one; null where the terminal counts by itself. */
export async function openHallLinkSide(ground: Ground, parts: { readonly hall: () => QueueHall; readonly onChange: () => void }): Promise<HallLink | null> {
  const { configuration, ledger, now, timeIsKnown, log, onFault } = ground
  const { hallServer, machine } = configuration
  if (hallServer === null) {
    await leaveHallServer(ledger)
    return null
  }
  return await openHallLink({
    ledger,
    hall: parts.hall,
    terminal: machine.terminal.id,
    dial: hallDial(hallServer),
    ask: hallAsk(hallServer),
    credentialFile: hallServer.credentialFile,
    now,
    ran: () => performance.now(),
    random: Math.random,
    timeIsKnown,
    onChange: parts.onChange,
    log,
    onFault,
  })
}
