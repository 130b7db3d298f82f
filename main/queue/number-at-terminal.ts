import type { Queue } from './queue.ts'
import type { GiveNumber } from './staff-issuing.ts'
import type { TicketDesk } from './ticket-desk.ts'
import type { HallWaits } from './waiting-time.ts'

/** Numbers for staff from a terminal's own queue: on its paper, and by screen where none can come out. */
export function numbersAtTerminal(parts: {
  readonly queue: Pick<Queue, 'takeNumber'>
  readonly desk: Pick<TicketDesk, 'paperFault' | 'bringOut'>
  readonly waits: () => Promise<HallWaits>
}): GiveNumber {
  const { queue, desk } = parts
  return async (request) => {
    const [fault, waits] = await Promise.all([desk.paperFault(), parts.waits()])
    const paper = fault === null ? 'ticket' : 'screen'
    const taken = await queue.takeNumber({ ...request, paper })
    if (taken.outcome !== 'issued') return { outcome: taken.outcome }
    const { ticket, sheetKey, repeated } = taken
    // what becomes of the sheet is the operator's to see, at the terminal
    if (sheetKey !== null && !repeated) desk.bringOut({ ticket, waits, sheetKey, holder: null, reprint: null, onState: () => undefined })
    return { outcome: 'issued', number: ticket.number, paper: ticket.paper }
  }
}
