import type { CallPadsStatus } from '../../drivers/call-pad/call-pads.ts'
import type { CardReader, CardReaderStatus } from '../../drivers/id-card/card-reader.ts'
import type { Scanner, ScannerStatus } from '../../drivers/scanner/scanner.ts'
import type { SocialCardReader, SocialCardStatus } from '../../drivers/social-card/social-card-reader.ts'
import type { WindowDisplaysStatus } from '../../drivers/window-display/window-displays.ts'
import { RELEASED, type PrinterStatus, type ThermalPrinter } from '../../printers/escpos/thermal-printer.ts'
import type { A4Printer } from '../../printers/ipp/a4-printer.ts'
import { a4Fault, type A4Status } from '../../printers/ipp/status.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { WindowHardware } from '../queue/window-hardware.ts'

/** A device that an operator can look after, as the configuration and `GET /health` name it. */
export type LookedAfter = 'idCard' | 'socialCard' | 'scanner' | 'ticket' | 'document' | 'callPads' | 'windowDisplays'

/** What last went wrong with a device, in the driver's own word (`paper-out`, `silent`, `disconnected`, …). */
export interface DeviceFault {
  readonly fault: string
  readonly since: Date
  /** When the device was well again; null while it is not. */
  readonly passedAt: Date | null
}

/** Keeps the last fault of each device in the ledger, also after it has passed. */
export interface DeviceFaults {
  /** Null when none is known. */
  last(device: LookedAfter): Promise<DeviceFault | null>
  /** Hears nothing more; to be called before the devices are closed, which is no fault of theirs. */
  close(): void
}

/**
 * A device that nobody has heard since the start gets this long, ms: to open a port takes up to 3 s and is tried again
 * every 1 to 2 s.
 */
const FIRST_CONNECTION_MS = 10_000

interface FaultRow {
  readonly fault: string
  readonly since: string
  readonly passed_at: string | null
}

/** A fault that lasts, over a restart too, keeps the moment when it began. */
const NOTE_FAULT = `
INSERT INTO device_fault (device, fault, since, passed_at) VALUES (?, ?, ?, NULL)
ON CONFLICT (device) DO UPDATE SET
  since = CASE WHEN fault = excluded.fault AND passed_at IS NULL THEN since ELSE excluded.since END,
  fault = excluded.fault,
  passed_at = NULL`

const NOTE_WELL = 'UPDATE device_fault SET passed_at = ? WHERE device = ? AND passed_at IS NULL'

/** Watches the devices that the terminal has; null is a device that it lacks. */
export function watchDeviceFaults(parts: {
  readonly ledger: Pick<Ledger, 'transact' | 'read'>
  readonly reader: Pick<CardReader, 'status' | 'onStatus'> | null
  readonly socialCard: Pick<SocialCardReader, 'status' | 'onStatus'> | null
  readonly scanner: Pick<Scanner, 'status' | 'onStatus'> | null
  readonly printer: Pick<ThermalPrinter, 'status' | 'onStatus'> | null
  readonly document: Pick<A4Printer, 'status' | 'onStatus'> | null
  readonly hardware: Pick<WindowHardware, 'callPads' | 'windowDisplays'>
  readonly now: () => Date
  /** Something of a fault was written and `last` may answer otherwise. */
  readonly onChange: () => void
  /** The ledger refused to note a fault or its passing; the next change of the device is noted again. */
  readonly onFault: (error: unknown) => void
}): DeviceFaults {
  const stops: (() => void)[] = []

  function watch<Status>(
    device: LookedAfter,
    source: { readonly status: Status; onStatus(listener: (status: Status) => void): () => void },
    verdictOf: (status: Status) => Verdict | null,
  ): void {
    /** What was noted last; null: nothing since the start. */
    let noted: Verdict | null = null
    const note = (verdict: Verdict | null): void => {
      if (verdict === null) return
      if (noted !== null && sameVerdict(verdict, noted)) return
      noted = verdict
      const at = parts.now().toISOString()
      parts.ledger
        .transact((tx) => {
          if (verdict.kind === 'well') tx.write(NOTE_WELL, [at, device])
          else tx.write(NOTE_FAULT, [device, verdict.fault, at])
        })
        .then(parts.onChange)
        .catch(parts.onFault)
    }
    const heard = (status: Status): void => {
      const verdict = verdictOf(status)
      if (verdict?.kind === 'fault' && verdict.line === 'down' && noted === null) return
      note(verdict)
    }
    heard(source.status)
    stops.push(source.onStatus(heard))
    const overdue = setTimeout(() => note(verdictOf(source.status)), FIRST_CONNECTION_MS)
    stops.push(() => clearTimeout(overdue))
  }

  if (parts.reader !== null) watch('idCard', parts.reader, readerVerdict)
  if (parts.socialCard !== null) watch('socialCard', parts.socialCard, lineVerdict)
  if (parts.scanner !== null) watch('scanner', parts.scanner, lineVerdict)
  if (parts.printer !== null) watch('ticket', parts.printer, printerVerdict)
  if (parts.document !== null) watch('document', parts.document, documentVerdict)
  const { callPads, windowDisplays } = parts.hardware
  if (callPads !== null) watch('callPads', callPads, busVerdict)
  if (windowDisplays !== null) watch('windowDisplays', windowDisplays, busVerdict)

  return {
    async last(device) {
      const [row] = await parts.ledger.read<FaultRow>(
        'SELECT fault, since, passed_at FROM device_fault WHERE device = ?',
        [device],
      )
      if (row === undefined) return null
      const passedAt = row.passed_at === null ? null : new Date(row.passed_at)
      return { fault: row.fault, since: new Date(row.since), passedAt }
    },
    close() {
      for (const stop of stops.splice(0)) stop()
    },
  }
}

/** `line`: whether the device itself has told of the fault, or cannot be heard. */
type Verdict =
  | { readonly kind: 'well' }
  | { readonly kind: 'fault'; readonly fault: string; readonly line: 'up' | 'down' }

const WELL: Verdict = { kind: 'well' }

function sameVerdict(one: Verdict, other: Verdict): boolean {
  return one.kind === 'fault' ? other.kind === 'fault' && one.fault === other.fault : other.kind === 'well'
}

/** Null while the port was given to another on purpose: that says nothing of the printer. */
function printerVerdict(status: PrinterStatus): Verdict | null {
  switch (status.state) {
    case 'ready':
      return WELL
    case 'not-ready':
      return { kind: 'fault', fault: status.reason, line: 'up' }
    case 'silent':
    case 'disconnected':
      if (status.state === 'disconnected' && status.detail === RELEASED) return null
      return { kind: 'fault', fault: status.state, line: 'down' }
  }
}

function documentVerdict(status: A4Status): Verdict {
  const fault = a4Fault(status)
  return fault === null ? WELL : { kind: 'fault', fault, line: status.state === 'unreachable' ? 'down' : 'up' }
}

/** Of what it reads it makes no fault of its own. */
function lineVerdict({ state }: SocialCardStatus | ScannerStatus): Verdict {
  return state === 'disconnected' ? { kind: 'fault', fault: state, line: 'down' } : WELL
}

/** Which of the bus's devices it is, is told by the log. */
function busVerdict({ state }: CallPadsStatus | WindowDisplaysStatus): Verdict {
  return state === 'ready' ? WELL : { kind: 'fault', fault: state, line: state === 'faulty' ? 'up' : 'down' }
}

/** A card that cannot be read is no fault of the reader, unless it is its security module that fails. */
function readerVerdict(status: CardReaderStatus): Verdict {
  if (status.state === 'disconnected') return { kind: 'fault', fault: status.state, line: 'down' }
  return status.state === 'unreadable' && status.reason === 'reader-out-of-order'
    ? { kind: 'fault', fault: status.reason, line: 'up' }
    : WELL
}
