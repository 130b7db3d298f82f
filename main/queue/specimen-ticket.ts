import assert from 'node:assert'
import type { TicketContent } from '../../printers/ticket/ticket.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import { hallTime } from './hall-time.ts'
import { ticketContent, whereToWait, windowLabels } from './ticket-content.ts'

/** Always the same, so that two pictures differ only in what the hall has changed. */
const ISSUED = new Date('2026-01-05T01:30:00Z')
/** Nobody's. */
const TICKET_ID = '00000000-0000-4000-8000-000000000000'
/** As long as a public address usually is with a ticket's id behind it. */
const ADDRESS = `https://example.org/t/${TICKET_ID}`

/** A ticket that was never given, with everything on it that a hall's tickets can have: for a look at the template. */
export function specimenTicket(hall: HallFile): TicketContent {
  const business = hall.businesses[0]
  assert(business, 'a hall has at least one business')
  const time = hallTime(hall.hall.timeZone)
  return ticketContent({
    hall: hall.hall.name.zh,
    business,
    ticket: {
      ticketId: TICKET_ID,
      number: `${business.code}000`,
      business: business.name,
      ahead: 12,
      where: whereToWait(business),
      windows: windowLabels(business),
      issuedAt: time.time(ISSUED),
    },
    issuedAt: time.dateAndTime(ISSUED),
    holder: '张*',
    notices: hall.notices?.ticket ?? [],
    qr: ADDRESS,
    demonstration: false,
    reprint: null,
  })
}
