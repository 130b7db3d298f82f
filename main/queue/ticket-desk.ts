import assert from 'node:assert'
import type { PrintJob } from '../../printers/escpos/print-job.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { Result } from '../../drivers/result.ts'
import type { TicketContent, TicketFault } from '../../printers/ticket/ticket.ts'
import type { HallBusiness, HallFile } from '../configuration/hall-file.ts'
import type { TicketView } from '../contract/kiosk.ts'
import type { PaperFault, SheetView } from '../contract/view.ts'
import type { Log } from '../operations/log.ts'
import { hallTime } from './hall-time.ts'
import { slotText } from './appointments/booking-view.ts'
import type { Ticket } from './queue.ts'
import { bringOntoPaper, viewOfEnd, type SheetEnd, type SheetOf, type SheetRecord } from './sheets-in-motion.ts'
import { ticketContent, whereToWait, windowLabels } from './ticket-content.ts'
import { waitText, type HallWaits } from './waiting-time.ts'

/** Turns numbers into paper: the printer is asked before, the sheet is followed to its end after. */
export interface TicketDesk {
  /** Null when a ticket can be printed now; else why not. Asked before a number is given, so that none is burnt. */
  paperFault(): Promise<PaperFault | null>
  /** `waits`: of the hall as it is now, or was when the number was given. */
  ticketView(ticket: Ticket, waits: HallWaits): TicketView
  /** Starts the sheet on its way; what becomes of it is heard through `onState`. */
  bringOut(sheet: {
    readonly ticket: Ticket
    readonly waits: HallWaits
    readonly sheetKey: string
    readonly holder: string | null
    readonly reprint: number | null
    readonly onState: (view: SheetView) => void
  }): void
  /** Whether a sheet is on its way now. */
  readonly busy: () => boolean
  /** Resolves when no sheet is on its way. */
  quiet(): Promise<void>
}

export function createTicketDesk(parts: {
  /** Null where the terminal has no printer. */
  readonly printer: ThermalPrinter | null
  readonly encode: (content: TicketContent) => Result<PrintJob, TicketFault>
  readonly record: SheetRecord
  readonly hall: () => HallFile
  readonly publicUrl: string | null
  readonly demonstration: boolean
  readonly log: Log
  readonly now: () => Date
}): TicketDesk {
  const onTheWay = new Set<Promise<void>>()

  function businessOf(ticket: Ticket): HallBusiness {
    const business = parts.hall().businesses.find((each) => each.code === ticket.business)
    assert(business, 'a ticket was issued for a business that the hall has')
    return business
  }

  function ticketView(ticket: Ticket, waits: HallWaits): TicketView {
    const business = businessOf(ticket)
    const wait = ticket.status === 'waiting' ? waits(ticket.business, ticket.ahead) : null
    return {
      ticketId: ticket.ticketId,
      number: ticket.number,
      business: business.name,
      ahead: ticket.ahead,
      ...(wait === null ? {} : { wait: waitText(wait) }),
      where: whereToWait(business),
      windows: windowLabels(business),
      issuedAt: hallTime(parts.hall().hall.timeZone).time(ticket.issuedAt),
      ...(ticket.slot === null ? {} : { slot: slotText(ticket.slot, parts.hall().hall.timeZone) }),
      ...(ticket.green ? { green: true } : {}),
      ...(ticket.offline ? { offline: true } : {}),
    }
  }

  async function bringOut(sheet: Parameters<TicketDesk['bringOut']>[0]): Promise<void> {
    const { ticket, sheetKey, onState } = sheet
    const hall = parts.hall()
    const time = hallTime(hall.hall.timeZone)
    const business = hall.businesses.find((each) => each.code === ticket.business)
    // The hall's file may have lost the business since the number was given: the process lives on without this sheet.
    const content =
      business &&
      ticketContent({
        hall: hall.hall.name.zh,
        business,
        ticket: ticketView(ticket, sheet.waits),
        issuedAt: time.dateAndTime(ticket.issuedAt),
        holder: sheet.holder,
        notices: hall.notices?.ticket ?? [],
        qr: parts.publicUrl === null ? null : `${parts.publicUrl.replace(/\/+$/, '')}/t/${ticket.ticketId}`,
        demonstration: parts.demonstration,
        reprint: sheet.reprint === null ? null : { at: time.dateAndTime(parts.now()), count: sheet.reprint },
      })
    const encoded = content && parts.encode(content)
    if (!encoded?.ok || !parts.printer) {
      const reason = encoded?.ok ? 'disconnected' : 'unprintable'
      const end: SheetEnd = { state: 'failed', reason }
      parts.log.error({ sheet: sheetKey, reason }, 'a ticket cannot be printed')
      await parts.record.settle(sheetKey, end)
      onState(viewOfEnd(sheetOf(sheet), end))
      return
    }
    await bringOntoPaper({
      key: sheetKey,
      of: sheetOf(sheet),
      bytes: encoded.value.bytes,
      lengthMm: Math.round(encoded.value.lengthMm),
      printer: parts.printer,
      record: parts.record,
      livesMs: hall.policy.sheetSeconds * 1000,
      onState(view) {
        if (view.settled) parts.log.info({ sheet: sheetKey, state: view.state, reason: view.reason }, 'sheet settled')
        onState(view)
      },
    })
  }

  return {
    async paperFault() {
      if (!parts.printer) return 'disconnected'
      const status = await parts.printer.check()
      if (status.state === 'ready') return null
      return status.state === 'not-ready' ? status.reason : status.state
    },
    ticketView,
    bringOut(sheet) {
      sheet.onState({ ...sheetOf(sheet), state: 'intended', settled: false })
      // A ledger that can no longer write is not something a page can be told of: the process must not go on.
      const way = bringOut(sheet).finally(() => onTheWay.delete(way))
      onTheWay.add(way)
      way.catch((fault: unknown) => {
        queueMicrotask(() => {
          throw fault
        })
      })
    },
    busy: () => onTheWay.size > 0,
    async quiet() {
      await Promise.allSettled(onTheWay)
    },
  }
}

function sheetOf({ ticket, reprint }: Parameters<TicketDesk['bringOut']>[0]): SheetOf {
  return { ticketId: ticket.ticketId, reprint: reprint ?? 0 }
}
