import type { OpenPort, PortFault } from '../ports/port.ts'
import { rest } from '../rest.ts'
import { DisplayLine, type Reply } from './display-line.ts'
import type { WriteRequest } from './modbus-frame.ts'
import { segmentsOf, type Segments } from './segments.ts'

/** How the displays of one bus are, for whoever asks. */
export type WindowDisplaysStatus =
  | { readonly state: 'disconnected'; readonly detail: string }
  /** Each display that has been asked has answered. */
  | { readonly state: 'ready' }
  /** Some do not answer, or refuse: `detail` names them. */
  | { readonly state: 'faulty'; readonly detail: string }

/** The displays of one bus, which look after themselves: they connect, reconnect and are written again on their own. */
export interface WindowDisplays {
  readonly status: WindowDisplaysStatus
  /** Hears each change from now on; answers a function that ends it. */
  onStatus(listener: (status: WindowDisplaysStatus) => void): () => void
  /** What a display says from now on, six characters, also when it comes back after an hour. */
  show(unit: number, text: string): void
  close(): Promise<void>
}

export interface WindowDisplaysOptions {
  readonly open: OpenPort
  readonly units: readonly number[]
  readonly log?: (event: string, facts: Readonly<Record<string, string | number>>) => void
  readonly pace?: Partial<WindowDisplaysPace>
}

export interface WindowDisplaysPace {
  readonly backOffMs: number
  readonly mostBackOffMs: number
  /** How long a display may take to answer, ms (hall.md 5.1: 200 to 500). */
  readonly answerMs: number
  /** Said again so often, ms: one that was without power has forgotten it, and one that is gone is missed. */
  readonly refreshMs: number
}

const DEFAULT_PACE: WindowDisplaysPace = { backOffMs: 500, mostBackOffMs: 30_000, answerMs: 300, refreshMs: 10_000 }

const SEGMENTS_AT = 0x0080
const TRIES = 3

interface Display {
  readonly unit: number
  segments: Segments
  /** Null: it says what it should, as far as is known. */
  trouble: string | null
  /** By the process's clock, when it is to be written next. */
  due: number
  backOff: number
}

/** Starts to keep the displays. Whatever the world does becomes a status; nothing is thrown. */
export function openWindowDisplays(options: WindowDisplaysOptions): WindowDisplays {
  const pace = { ...DEFAULT_PACE, ...options.pace }
  const ending = new AbortController()
  const listeners = new Set<(status: WindowDisplaysStatus) => void>()
  const displays: readonly Display[] = options.units.map((unit) => ({
    unit,
    segments: segmentsOf(''),
    trouble: null,
    due: 0,
    backOff: pace.backOffMs,
  }))
  let status: WindowDisplaysStatus = { state: 'disconnected', detail: 'not connected yet' }
  let wake = new AbortController()

  const report = (next: WindowDisplaysStatus): void => {
    if (ending.signal.aborted || (status.state === next.state && detailOf(status) === detailOf(next))) return
    status = next
    options.log?.('status', { state: next.state, detail: detailOf(next) })
    for (const listener of listeners) listener(next)
  }
  const judge = (): void => {
    const troubles = displays.flatMap(({ unit, trouble }) => (trouble === null ? [] : [`display ${unit} ${trouble}`]))
    report(troubles.length === 0 ? { state: 'ready' } : { state: 'faulty', detail: troubles.join(', ') })
  }

  const write = async (line: DisplayLine, display: Display): Promise<void> => {
    const { segments } = display
    const request: WriteRequest = { unit: display.unit, address: SEGMENTS_AT, bytes: segments }
    let reply: Reply = 'silent'
    for (let tried = 0; tried < TRIES && reply === 'silent' && !ending.signal.aborted; tried += 1) {
      reply = await line.ask(request)
    }
    if (reply === 'lost') return
    display.trouble = reply === 'done' ? null : reply === 'silent' ? 'does not answer' : `refuses (code ${reply.refused})`
    const well = display.trouble === null
    // What it should say may have changed while it was asked.
    const changed = display.segments !== segments
    display.due = well && changed ? 0 : performance.now() + (well ? pace.refreshMs : display.backOff)
    display.backOff = well ? pace.backOffMs : Math.min(display.backOff * 2, pace.mostBackOffMs)
    judge()
  }

  /** Connects once and keeps the displays until the line has ended; answers why. */
  const keep = async (connected: () => void): Promise<string> => {
    const opened = await options.open(ending.signal)
    if (!opened.ok) return lineOf(opened.fault)
    const line = new DisplayLine(opened.value, pace.answerMs)
    void line.ended.then(() => wake.abort())
    connected()
    for (const display of displays) display.due = 0
    while (line.open && !ending.signal.aborted) {
      const now = performance.now()
      const [next] = displays.filter(({ due }) => due <= now).toSorted((a, b) => a.due - b.due)
      if (next !== undefined) await write(line, next)
      else await rest(Math.min(...displays.map(({ due }) => due)) - now, wake.signal)
      if (wake.signal.aborted) wake = new AbortController()
    }
    await line.close()
    const fault = await line.ended
    return fault === null ? 'closed' : lineOf(fault)
  }

  const running = (async () => {
    let backOff = pace.backOffMs
    while (!ending.signal.aborted) {
      const detail = await keep(() => (backOff = pace.backOffMs))
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
    show(unit, text) {
      const display = displays.find((one) => one.unit === unit)
      const segments = segmentsOf(text)
      if (display === undefined || Buffer.from(segments).equals(display.segments)) return
      display.segments = segments
      // One that does not answer is asked again when its time has come: it would keep the others waiting.
      if (display.trouble === null) display.due = 0
      wake.abort()
    },
    async close() {
      report({ state: 'disconnected', detail: 'closed' })
      ending.abort()
      wake.abort()
      await running
    },
  }
}

function lineOf(fault: PortFault): string {
  return `${fault.kind}: ${fault.detail}`
}

function detailOf(status: WindowDisplaysStatus): string {
  return status.state === 'ready' ? '' : status.detail
}
