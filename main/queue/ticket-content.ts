import type { TicketContent } from '../../printers/ticket/ticket.ts'
import type { TicketView } from '../contract/kiosk.ts'
import type { LocalText } from '../contract/text.ts'
import type { HallBusiness } from '../configuration/hall-file.ts'

/** Where to wait: what the hall wrote, else the windows by their labels. */
export function whereToWait(business: HallBusiness): LocalText {
  if (business.where) return business.where
  const windows = windowLabels(business)
  if (windows.length === 0) return { zh: '大厅等候区', en: 'the waiting area' }
  return { zh: windows.map((each) => each.zh).join('、'), en: `Window ${windows.map((each) => each.en).join(', ')}` }
}

/** The sign of window `3` says `3号窗口`; what a hall wrote in words stays as it is. */
export function windowLabels(business: HallBusiness): LocalText[] {
  return (business.windows ?? []).map((window) => ({
    zh: /^\d+$/.test(window) ? `${window}号窗口` : window,
    en: window,
  }))
}

/** What the paper says, in the hall's own words. */
export function ticketContent(sheet: {
  readonly hall: string
  readonly business: HallBusiness
  readonly ticket: TicketView
  /** Date and time of issue in the hall, `2026-11-21 14:05`. */
  readonly issuedAt: string
  readonly holder: string | null
  readonly notices: readonly string[]
  /** Public address a phone can open; null where the platform has none. */
  readonly qr: string | null
  readonly demonstration: boolean
  readonly reprint: { readonly at: string; readonly count: number } | null
}): TicketContent {
  const { business, ticket } = sheet
  return {
    hall: sheet.hall,
    number: ticket.number,
    business: bilingual(business.name),
    department: business.department.zh,
    where: bilingual(ticket.where),
    windows: ticket.windows.map((each) => each.zh),
    ahead: ticket.ahead,
    ...(ticket.wait === undefined ? {} : { wait: ticket.wait }),
    issuedAt: sheet.issuedAt,
    notices: [...sheet.notices],
    demonstration: sheet.demonstration,
    ...(ticket.slot === undefined ? {} : { slot: ticket.slot }),
    ...(ticket.green === true ? { green: true } : {}),
    ...(ticket.offline === true ? { offline: true } : {}),
    ...(sheet.holder === null ? {} : { holder: sheet.holder }),
    ...(sheet.qr === null ? {} : { qr: sheet.qr }),
    ...(sheet.reprint === null ? {} : { reprint: sheet.reprint }),
  }
}

/** English is printed only where the hall wrote some. */
function bilingual(text: LocalText): { zh: string; en?: string } {
  return text.en === text.zh ? { zh: text.zh } : { zh: text.zh, en: text.en }
}
