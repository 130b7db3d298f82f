import type { DayBalance } from '../contract/operator.ts'
import type { Ledger } from '../ledger/ledger.ts'

const DAY_OF_TICKETS = `SELECT business, count(*) AS issued, sum(status = 'waiting') AS waiting,
    sum(paper = 'screen') AS by_screen
  FROM ticket WHERE business_day = ? GROUP BY business`

/** By how they ended; `sent` only where it is the end. A failed one took nothing from the roll, as the roll counts too. */
const DAY_OF_SHEETS = `SELECT sheet.state AS state, sheet.copy > 0 AS reprint, sheet.decision AS decision,
    count(*) AS sheets, coalesce(sum(CASE WHEN sheet.state = 'failed' THEN 0 ELSE sheet.length_mm END), 0) AS used_mm
  FROM ticket JOIN sheet ON sheet.subject = ticket.ticket_id
  WHERE ticket.business_day = ?
    AND (sheet.state IN ('printed', 'failed', 'unknown') OR (sheet.state = 'sent' AND sheet.detail = 'not-possible'))
  GROUP BY 1, 2, 3`

interface TicketsRow {
  readonly business: string
  readonly issued: number
  readonly waiting: number
  readonly by_screen: number
}

interface SheetsRow {
  readonly state: string
  readonly reprint: 0 | 1
  readonly decision: string | null
  readonly sheets: number
  readonly used_mm: number
}

/** What a day has come to, but for certificates. */
export type TicketBalance = Omit<DayBalance, 'certificates'>

/**
 * What a business day has come to: numbers by business, those among them that the hall no longer has, and sheets by how
 * they ended. Open sheets are in no count.
 */
export async function dayBalance(
  ledger: Pick<Ledger, 'read'>,
  day: string,
  businesses: readonly { readonly code: string; readonly name: { readonly zh: string } }[],
): Promise<TicketBalance> {
  const tickets = await ledger.read<TicketsRow>(DAY_OF_TICKETS, [day])
  const sheets = await ledger.read<SheetsRow>(DAY_OF_SHEETS, [day])
  const gone = tickets
    .filter((row) => !businesses.some(({ code }) => code === row.business))
    .map(({ business }) => ({ code: business, name: { zh: business } }))
  const count = (which: (row: SheetsRow) => boolean) =>
    sheets.filter(which).reduce((sum, row) => sum + row.sheets, 0)
  return {
    businesses: [...businesses, ...gone].map(({ code, name }) => {
      const row = tickets.find((each) => each.business === code)
      return {
        code,
        name: name.zh,
        issued: row?.issued ?? 0,
        waiting: row?.waiting ?? 0,
        byScreen: row?.by_screen ?? 0,
      }
    }),
    sheets: {
      printed: count((row) => row.state === 'printed'),
      sent: count((row) => row.state === 'sent'),
      failed: count((row) => row.state === 'failed'),
      unknown: count((row) => row.state === 'unknown'),
      reprints: count((row) => row.reprint === 1),
      void: count((row) => row.decision === 'void'),
    },
    usedMm: sheets.reduce((sum, row) => sum + row.used_mm, 0),
  }
}
