import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import type { Scanner } from '../../drivers/scanner/scanner.ts'
import type { SocialCardReader } from '../../drivers/social-card/social-card-reader.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { DeviceName, DeviceView, HallServerView, HoursView, OperatorView, PaperView, PlatformView, TrayView } from '../contract/operator.ts'
import { certificateBalance } from '../certificates/balance.ts'
import { certificateSheets } from '../certificates/sheets-for-operator.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { TerminalFile } from '../configuration/terminal-file.ts'
import { hallPagesView, type HallPagesDesk } from '../enrolment/operator-procedures.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { hoursOn, openAt } from '../queue/calendar.ts'
import { dayBalance } from '../queue/day-balance.ts'
import type { WindowHardware } from '../queue/window-hardware.ts'
import { ledgerEvaluations } from '../queue/evaluation/ledger-evaluations.ts'
import type { HallLinkState } from '../queue/hall-link/hall-link.ts'
import { sheetsForOperator } from '../queue/sheets-for-operator.ts'
import { closureView, type Closed } from './closure.ts'
import type { DeviceFaults } from './device-faults.ts'
import { deviceHealth } from './health.ts'
import type { PaperState, PaperWatch } from './paper-watch.ts'
import type { TrayState, TrayWatch } from './tray-watch.ts'

/** What the operator's screen is put together from. */
export interface OperatorViewParts {
  readonly ledger: Ledger
  readonly hall: () => HallFile
  readonly machine: TerminalFile
  readonly now: () => Date
  readonly businessDay: () => string
  readonly reader: CardReader | null
  readonly socialCard: SocialCardReader | null
  readonly scanner: Scanner | null
  readonly printer: ThermalPrinter | null
  /** The A4 printer; null where the terminal has none. */
  readonly document: A4Printer | null
  readonly hardware: Pick<WindowHardware, 'callPads' | 'windowDisplays'>
  readonly faults: Pick<DeviceFaults, 'last'>
  /** Null where the terminal has no ticket printer. */
  readonly paper: PaperWatch | null
  /** Null where the terminal has no A4 printer. */
  readonly tray: TrayWatch | null
  /** The report of the day can be printed. */
  readonly reports: boolean
  readonly platform: () => PlatformView
  readonly closed: () => Closed | null
  /** Null where this terminal serves no windows and boards. */
  readonly hallPages: HallPagesDesk | null
  /** Null where this terminal counts by itself. */
  readonly hallServer: () => HallLinkState | null
}

/** Everything an operator sees, as it is now. */
export async function operatorView(operator: string, parts: OperatorViewParts): Promise<OperatorView> {
  const { ledger, now } = parts
  const hall = parts.hall()
  const nameOf = (code: string) => hall.businesses.find((each) => each.code === code)?.name.zh ?? code
  return {
    operator,
    now: now().getTime(),
    timeZone: hall.hall.timeZone,
    devices: await devicesOf(parts),
    paper: parts.paper && paperView(parts.paper.state),
    tray: parts.tray && trayView(parts.tray.state),
    sheets: await sheetsForOperator(ledger, nameOf),
    certificates: await certificateSheets(ledger, now()),
    outbox: await ledger.outbox.waiting(),
    platform: parts.platform(),
    day: {
      ...(await dayBalance(ledger, parts.businessDay(), hall.businesses)),
      certificates: await certificateBalance(ledger, parts.businessDay()),
    },
    badCases: await ledgerEvaluations(ledger).countOpen(parts.businessDay()),
    reports: parts.reports,
    hours: hoursView(hall, parts),
    hallPages: parts.hallPages && (await hallPagesView(parts.hallPages)),
    hallServer: hallServerView(parts.hallServer()),
  }
}

function hallServerView(state: HallLinkState | null): HallServerView | null {
  if (state === null) return null
  const { line, since, waiting, notTaken } = state
  return {
    state: line.state,
    why: line.state === 'down' ? line.why : null,
    detail: 'detail' in line ? line.detail : '',
    code: line.state === 'asking' ? line.code : null,
    since: since.getTime(),
    waiting,
    notTaken: notTaken.map((each) => ({ ...each })),
  }
}

async function devicesOf({ machine, reader, socialCard, scanner, printer, document, hardware, faults }: OperatorViewParts): Promise<DeviceView[]> {
  const { idCard, socialCard: slot, scanner: scans, ticket, document: a4, callPads, windowDisplays } = machine.devices
  async function about(
    device: DeviceName,
    port: string,
    status: { readonly state: string },
    powerCycle: boolean,
  ): Promise<DeviceView> {
    const fault = await faults.last(device)
    return {
      device,
      ...deviceHealth(status),
      port,
      powerCycle,
      lastFault: fault && { fault: fault.fault, since: fault.since.getTime(), passedAt: fault.passedAt?.getTime() ?? null },
      well: isWell(status),
    }
  }
  return [
    ...(idCard && reader ? [await about('idCard', idCard.port, reader.status, idCard.power !== undefined)] : []),
    ...(slot && socialCard ? [await about('socialCard', slotName(slot), socialCard.status, false)] : []),
    ...(scans && scanner ? [await about('scanner', scans.port, scanner.status, false)] : []),
    ...(ticket && printer ? [await about('ticket', ticket.port, printer.status, ticket.power !== undefined)] : []),
    ...(a4 && document ? [await about('document', a4.port, document.status, false)] : []),
    ...(callPads && hardware.callPads ? [await about('callPads', callPads.port, hardware.callPads.status, false)] : []),
    ...(windowDisplays && hardware.windowDisplays ? [await about('windowDisplays', windowDisplays.port, hardware.windowDisplays.status, false)] : []),
  ]
}

function slotName(slot: NonNullable<TerminalFile['devices']['socialCard']>): string {
  if (slot.driver === 'virtual') return slot.port
  return slot.reader === undefined ? 'PC/SC' : `PC/SC, ${slot.reader}`
}

function paperView({ roll, sensor, ticketsLeft }: PaperState): PaperView {
  return {
    loadedAt: roll?.loadedAt.getTime() ?? null,
    sheets: roll?.sheets ?? 0,
    usedMm: roll?.usedMm ?? 0,
    lengthMm: roll?.lengthMm ?? null,
    nearEnd: sensor === 'near-end' || sensor === 'out',
    ticketsLeft,
  }
}

function trayView({ tray, sensor, left }: TrayState): TrayView {
  return {
    loadedAt: tray?.loadedAt.getTime() ?? null,
    sheets: tray?.sheets ?? null,
    used: tray?.used ?? 0,
    nearEnd: sensor === 'near-end' || sensor === 'out',
    left,
  }
}

/** A citizen's wrong card is no fault of the reader. */
function isWell(status: { readonly state: string; readonly reason?: string }): boolean {
  if (status.state === 'unreadable') return status.reason !== 'reader-out-of-order'
  return !['disconnected', 'silent', 'not-ready', 'unsuitable', 'unreachable', 'faulty'].includes(status.state)
}

function hoursView(hall: HallFile, { now, businessDay, closed }: OperatorViewParts): HoursView {
  const calendar = { ...hall.calendar, timeZone: hall.hall.timeZone }
  const day = businessDay()
  const closure = closed()
  const view = closureView(closure)
  return {
    businessDay: day,
    hours: hoursOn(calendar, day).map(({ from, to }) => `${from}–${to}`),
    open: closure === null && openAt(calendar, now()).open,
    closure: closure && view && { ...view, since: closure.since.getTime(), by: closure.by },
  }
}
