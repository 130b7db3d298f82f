import type { HidPort } from '../ports/hid.ts'
import type { OpenPort, PortFault } from '../ports/port.ts'
import { rest } from '../rest.ts'
import type { Result } from '../result.ts'
import { hidPosReports, SWITCH_ON } from './hid-pos.ts'
import { lineFramer } from './line-framer.ts'
import { scannedCode, type ScannedCode } from './scanned-code.ts'

export type { ScannedCode } from './scanned-code.ts'

/** What the scanner has for whoever asks. `detail` is for the operator and the log. */
export type ScannerStatus = { readonly state: 'disconnected'; readonly detail: string } | { readonly state: 'ready' }

/** A scanner of codes that looks after itself: it connects and reconnects on its own. */
export interface Scanner {
  readonly status: ScannerStatus
  /** Hears each change from now on; answers a function that ends it. */
  onStatus(listener: (status: ScannerStatus) => void): () => void
  close(): Promise<void>
}

/** How the scanner is connected: a line that sends text, or reports of USB HID's point of sale page. */
export type ScannerWire =
  | { readonly kind: 'line'; readonly open: OpenPort }
  | {
      readonly kind: 'hid-pos'
      readonly open: () => Promise<Result<HidPort, PortFault>>
      /** Whether it sends nothing before it has been switched on (Honeywell, Youjie). */
      readonly switchOn: boolean
    }

export interface ScannerOptions {
  readonly wire: ScannerWire
  /**
   * Hears each code. It may hold a person: whoever hears it wipes its bytes when it is done with them. Where nobody may
   * know of it (no session, a screen that asks for none), it is wiped here and nobody hears of it.
   */
  readonly onCode: (code: ScannedCode) => void
  readonly mayRead: () => boolean
  /** Never receives what a code says. */
  readonly log?: (event: string, facts: Readonly<Record<string, string | number>>) => void
  readonly pace?: Partial<ScannerPace>
}

export interface ScannerPace {
  /** Silence that ends a code on scanners that send nothing after it, ms. */
  readonly gapMs: number
  readonly backOffMs: number
  readonly mostBackOffMs: number
  /** A code that is read again within this time is the one that still lies before the window, ms. */
  readonly sameCodeMs: number
}

const DEFAULT_PACE: ScannerPace = { gapMs: 80, backOffMs: 500, mostBackOffMs: 8000, sameCodeMs: 1500 }

/** Starts to listen to a scanner. Whatever the world does becomes a status; nothing is thrown. */
export function openScanner(options: ScannerOptions): Scanner {
  const pace = { ...DEFAULT_PACE, ...options.pace }
  const listeners = new Set<(status: ScannerStatus) => void>()
  const ending = new AbortController()
  let status: ScannerStatus = { state: 'disconnected', detail: 'not connected yet' }
  let last: { readonly bytes: Buffer; readonly at: number } | null = null

  const report = (next: ScannerStatus): void => {
    if (ending.signal.aborted || (status.state === next.state && detailOf(status) === detailOf(next))) return
    status = next
    options.log?.('status', { state: next.state, detail: detailOf(next) })
    for (const listener of listeners) listener(next)
  }

  const heard = (bytes: Buffer, symbology: string | null): void => {
    const at = performance.now()
    const again = last !== null && at - last.at < pace.sameCodeMs && last.bytes.equals(bytes)
    last?.bytes.fill(0)
    last = { bytes: Buffer.from(bytes), at }
    if (again || !options.mayRead()) {
      bytes.fill(0)
      return
    }
    options.log?.('code', { bytes: bytes.length })
    options.onCode(scannedCode(bytes, symbology))
  }

  const listen = options.wire.kind === 'line' ? onLine(options.wire, pace.gapMs, heard) : onHidPos(options.wire, heard)
  const running = (async () => {
    let backOff = pace.backOffMs
    while (!ending.signal.aborted) {
      const detail = await listen(ending.signal, () => {
        backOff = pace.backOffMs
        report({ state: 'ready' })
      })
      report({ state: 'disconnected', detail })
      await rest(backOff, ending.signal)
      backOff = Math.min(backOff * 2, pace.mostBackOffMs)
    }
  })()

  return {
    get status() {
      return status
    },
    onStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      report({ state: 'disconnected', detail: 'closed' })
      ending.abort()
      last?.bytes.fill(0)
      await running
    },
  }
}

type Heard = (bytes: Buffer, symbology: string | null) => void
/** Connects once and listens until the line has ended; answers why. */
type Listen = (end: AbortSignal, ready: () => void) => Promise<string>

function onLine({ open }: Extract<ScannerWire, { readonly kind: 'line' }>, gapMs: number, heard: Heard): Listen {
  return async (end, ready) => {
    const opened = await open()
    if (!opened.ok) return lineOf(opened.fault)
    const port = opened.value
    const framer = lineFramer({ gapMs, onCode: (bytes) => heard(bytes, null) })
    port.onData((bytes) => framer.received(bytes))
    ready()
    const fault = await untilClosed(port, end)
    framer.dropped()
    return fault === null ? 'closed' : lineOf(fault)
  }
}

function onHidPos({ open, switchOn }: Extract<ScannerWire, { readonly kind: 'hid-pos' }>, heard: Heard): Listen {
  return async (end, ready) => {
    const opened = await open()
    if (!opened.ok) return lineOf(opened.fault)
    const port = opened.value
    const take = hidPosReports()
    port.onReport((report) => {
      const code = take(report)
      if (code !== null) heard(code.bytes, code.symbology)
    })
    const switched = switchOn ? await port.sendFeatureReport(SWITCH_ON) : null
    if (switched?.ok === false) {
      await port.close()
      return `it cannot be switched on (${lineOf(switched.fault)})`
    }
    ready()
    const fault = await untilClosed(port, end)
    return fault === null ? 'closed' : lineOf(fault)
  }
}

async function untilClosed(port: Pick<HidPort, 'onClose' | 'close'>, end: AbortSignal): Promise<PortFault | null> {
  const closed = new Promise<PortFault | null>((resolve) => port.onClose(resolve))
  const close = (): void => void port.close()
  if (end.aborted) close()
  else end.addEventListener('abort', close, { once: true })
  const fault = await closed
  end.removeEventListener('abort', close)
  await port.close()
  return fault
}

function lineOf(fault: PortFault): string {
  return `${fault.kind}: ${fault.detail}`
}

function detailOf(status: ScannerStatus): string {
  return status.state === 'disconnected' ? status.detail : ''
}
