import type { CardReader } from '../../drivers/id-card/card-reader.ts'
import type { Scanner } from '../../drivers/scanner/scanner.ts'
import type { SocialCardReader } from '../../drivers/social-card/social-card-reader.ts'
import type { ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import type { PlatformView } from '../contract/operator.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { FilableItems } from '../catalogue/filable-items.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { HallLinkState } from '../queue/hall-link/hall-link.ts'
import type { WindowHardware } from '../queue/window-hardware.ts'
import type { HallHealth } from '../enrolment/hall-health.ts'
import type { PaperWatch } from './paper-watch.ts'

/** What `GET /health` answers, on loopback only and without a token; it never holds anything of a person. */
export interface Health {
  readonly version: string
  readonly uptimeSeconds: number
  readonly terminal: string
  readonly devices: Readonly<Record<string, DeviceHealth>>
  readonly outbox: { readonly waiting: number; readonly oldestSeconds: number; readonly shelf: number }
  /** Whether the outbox leaves, and what the platform says of the audit log. */
  readonly platform: PlatformView
  readonly ledger: { readonly ok: boolean }
  /** Windows and boards of the hall; absent where this terminal serves none. */
  readonly hall?: HallHealth
  /** How it stands with its hall server; absent where it counts by itself. */
  readonly hallServer?: HallServerHealth
  /** Version of the service items in use; absent where the machine has no catalogue. */
  readonly catalogue?: string
  /** The first items of it whose form is none, a line each with place and reason; absent where there is none. */
  readonly faultyForms?: readonly string[]
}

/** `since`: ISO 8601. `offlineWaiting`: numbers that were given alone and that the hall does not know yet. */
export interface HallServerHealth {
  readonly state: HallLinkState['line']['state']
  readonly why?: string
  readonly detail: string
  /** Of a terminal that asks to be let in: the six digits. */
  readonly code?: string
  readonly since: string
  readonly offlineWaiting: number
  /** Of today, numbers given alone that the hall did not take. */
  readonly notTaken: number
}

export interface DeviceHealth {
  readonly state: string
  readonly detail: string
  /** Of the ticket printer: how many tickets its roll still gives; absent while that is not known. */
  readonly ticketsLeft?: number
}

/** All of them stand in the log. */
const MOST_FAULTS_TOLD = 20

export async function healthOf(parts: {
  readonly version: string
  readonly terminal: string
  /** `performance.now()` at the start. */
  readonly startedAt: number
  readonly reader: CardReader | null
  readonly socialCard: SocialCardReader | null
  readonly scanner: Scanner | null
  readonly printer: ThermalPrinter | null
  /** The A4 printer. */
  readonly document: A4Printer | null
  readonly hardware: Pick<WindowHardware, 'callPads' | 'windowDisplays'>
  /** Null where the terminal has no printer. */
  readonly paper: PaperWatch | null
  readonly ledger: Ledger
  readonly catalogue: Catalogue
  readonly items: FilableItems
  readonly platform: PlatformView
  /** Null where this terminal serves no windows and boards. */
  readonly hall: HallHealth | null
  /** Null where the terminal counts by itself. */
  readonly hallServer: HallLinkState | null
  /** False from a write that the disk refused until one that it took. */
  readonly ledgerWrites: boolean
}): Promise<Health> {
  const about = {
    version: parts.version,
    uptimeSeconds: Math.floor((performance.now() - parts.startedAt) / 1000),
    terminal: parts.terminal,
    platform: parts.platform,
    ...(parts.hall ? { hall: parts.hall } : {}),
    ...(parts.hallServer ? { hallServer: hallServerHealth(parts.hallServer) } : {}),
    ...(parts.catalogue.current ? { catalogue: parts.catalogue.current.file.version } : {}),
    ...(parts.items.faults.length > 0 ? { faultyForms: parts.items.faults.slice(0, MOST_FAULTS_TOLD) } : {}),
    devices: {
      ...(parts.reader ? { idCard: deviceHealth(parts.reader.status) } : {}),
      ...(parts.socialCard ? { socialCard: deviceHealth(parts.socialCard.status) } : {}),
      ...(parts.scanner ? { scanner: deviceHealth(parts.scanner.status) } : {}),
      ...(parts.printer ? { ticket: { ...deviceHealth(parts.printer.status), ...paperHealth(parts.paper) } } : {}),
      ...(parts.document ? { document: deviceHealth(parts.document.status) } : {}),
      ...hardwareHealth(parts.hardware),
    },
  }
  try {
    return { ...about, outbox: await parts.ledger.outbox.waiting(), ledger: { ok: parts.ledgerWrites } }
  } catch {
    // Whoever watches asks exactly to learn this; the ledger's own failure ends the process elsewhere.
    return { ...about, outbox: { waiting: 0, oldestSeconds: 0, shelf: 0 }, ledger: { ok: false } }
  }
}

/** A code is compared before a terminal is let in, and is no secret; a number is nobody's name. */
function hallServerHealth({ line, since, waiting, notTaken }: HallLinkState): HallServerHealth {
  const detail = 'detail' in line ? line.detail : ''
  const code = line.state === 'asking' ? { code: line.code } : {}
  return { state: line.state, ...('why' in line ? { why: line.why } : {}), detail, ...code, since: since.toISOString(), offlineWaiting: waiting, notTaken: notTaken.length }
}

function paperHealth(paper: PaperWatch | null): Pick<DeviceHealth, 'ticketsLeft'> {
  const ticketsLeft = paper?.state.ticketsLeft ?? null
  return ticketsLeft === null ? {} : { ticketsLeft }
}

/** Of what hangs at the hall's windows; nothing of a bus that this machine lacks. */
export function hardwareHealth({ callPads, windowDisplays }: Pick<WindowHardware, 'callPads' | 'windowDisplays'>): Readonly<Record<string, DeviceHealth>> {
  return {
    ...(callPads ? { callPads: deviceHealth(callPads.status) } : {}),
    ...(windowDisplays ? { windowDisplays: deviceHealth(windowDisplays.status) } : {}),
  }
}

/** State and its one further fact; a card's content is not a fact of the device. */
export function deviceHealth(
  status: { readonly state: string } & ({ readonly detail?: string } | { readonly reason?: string } | object),
): DeviceHealth {
  if ('detail' in status) return { state: status.state, detail: status.detail }
  if ('reason' in status) return { state: status.state, detail: status.reason }
  if ('lacks' in status) return { state: status.state, detail: `no-${String(status.lacks)}` }
  if ('paperLow' in status && status.paperLow === true) return { state: status.state, detail: 'paper-low' }
  if ('tonerLow' in status && status.tonerLow === true) return { state: status.state, detail: 'toner-low' }
  return { state: status.state, detail: '' }
}
