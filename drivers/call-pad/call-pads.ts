import type { OpenPort, Port, PortFault } from '../ports/port.ts'
import { rest } from '../rest.ts'
import { BusDecoder, encodeBusFrame, type BusFrame } from './bus-frame.ts'
import { createBusTalk, type BusTalk } from './bus-talk.ts'
import { acknowledgement, beep, fiveStars, padSaid, showFigures, startEvaluation, type PadFigures, type PadKey } from './pad-words.ts'
import { Presses, type PadTrouble } from './presses.ts'

/** How the bus is, for whoever asks. A pad that is never pressed says nothing, so that of a silent one nothing is known. */
export type CallPadsStatus =
  | { readonly state: 'disconnected'; readonly detail: string }
  | { readonly state: 'ready' }
  /** The bus works, and some pads do not: `detail` names them. */
  | { readonly state: 'faulty'; readonly detail: string }

/** The call pads and evaluators of one bus, which look after themselves: they connect and reconnect on their own. */
export interface CallPads {
  readonly status: CallPadsStatus
  /** Hears each change from now on; answers a function that ends it. */
  onStatus(listener: (status: CallPadsStatus) => void): () => void
  /** What a pad shows from now on, after a line that was lost too. */
  show(address: number, figures: PadFigures): void
  /** Lost, as the two below, where the line is down: it belongs to the moment. */
  beep(address: number): void
  startEvaluation(address: number): void
  fiveStars(address: number): void
  close(): Promise<void>
}

export interface CallPadsOptions {
  readonly open: OpenPort
  /** The pads that somebody has set up; others are reported and not answered. */
  readonly addresses: readonly number[]
  readonly onKey: (address: number, key: PadKey) => void
  readonly onLevel: (address: number, level: number) => void
  readonly log?: (event: string, facts: Readonly<Record<string, string | number>>) => void
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number
  readonly pace?: Partial<CallPadsPace>
}

export interface CallPadsPace {
  readonly backOffMs: number
  readonly mostBackOffMs: number
  /** How often it is looked whether a pad that was in trouble has come to rest, ms. */
  readonly calmMs: number
}

const DEFAULT_PACE: CallPadsPace = { backOffMs: 500, mostBackOffMs: 8000, calmMs: 1000 }

/** Addresses without a window that are remembered: enough to name, few enough for a line that invents them. */
const MOST_STRANGERS = 8

/** Starts to listen to the bus. Whatever the world does becomes a status; nothing is thrown. */
export function openCallPads(options: CallPadsOptions): CallPads {
  const pace = { ...DEFAULT_PACE, ...options.pace }
  const now = options.now ?? (() => performance.now())
  const ending = new AbortController()
  const listeners = new Set<(status: CallPadsStatus) => void>()
  const presses = new Map(options.addresses.map((address) => [address, new Presses()]))
  const strangers = new Set<number>()
  const shown = new Map<number, PadFigures>()
  let status: CallPadsStatus = { state: 'disconnected', detail: 'not connected yet' }
  let talk: BusTalk | null = null
  let calm: NodeJS.Timeout | null = null

  const report = (next: CallPadsStatus): void => {
    if (ending.signal.aborted || (status.state === next.state && detailOf(status) === detailOf(next))) return
    status = next
    options.log?.('status', { state: next.state, detail: detailOf(next) })
    for (const listener of listeners) listener(next)
  }

  const judge = (): void => {
    if (talk === null) return
    const troubles = [...presses].flatMap(([address, pad]) => {
      const trouble = pad.trouble(now())
      return trouble === null ? [] : [wordsOf(address, trouble)]
    })
    if (troubles.length > 0) {
      calm ??= setTimeout(() => {
        calm = null
        judge()
      }, pace.calmMs)
    }
    const all = [...troubles, ...[...strangers].map((address) => `pad ${address} belongs to no window`)]
    report(all.length === 0 ? { state: 'ready' } : { state: 'faulty', detail: all.join(', ') })
  }

  const heard = (frame: BusFrame, line: BusTalk): void => {
    const { address } = frame
    const pad = presses.get(address)
    if (pad === undefined) {
      if (!strangers.has(address) && strangers.size < MOST_STRANGERS) {
        strangers.add(address)
        judge()
      }
      return
    }
    const said = padSaid(frame)
    const press = pad.take(`${frame.func} ${frame.data.join(' ')}`, now())
    judge()
    if (press === 'muted') return
    line.answer(encodeBusFrame(acknowledgement(frame)))
    if (press === 'chatter') return
    options.log?.('press', { pad: address, said: said.kind === 'key' ? said.key : said.kind })
    if (said.kind === 'key') options.onKey(address, said.key)
    if (said.kind === 'level') options.onLevel(address, said.level)
  }

  /** Connects once and listens until the line has ended; answers why. */
  const listen = async (connected: () => void): Promise<string> => {
    const opened = await options.open(ending.signal)
    if (!opened.ok) return lineOf(opened.fault)
    const port = opened.value
    const line = createBusTalk(port, now)
    const decoder = new BusDecoder()
    port.onData((bytes) => {
      for (const event of decoder.push(bytes)) {
        if (event.kind !== 'frame') options.log?.(event.kind, { bytes: event.bytes })
        else if (!line.isEcho(encodeBusFrame(event.frame))) heard(event.frame, line)
      }
    })
    talk = line
    connected()
    judge()
    for (const [address, figures] of shown) line.show(address, encodeBusFrame(showFigures(address, figures)))
    const fault = await untilClosed(port, ending.signal)
    talk = null
    line.end()
    return fault === null ? 'closed' : lineOf(fault)
  }

  const running = (async () => {
    let backOff = pace.backOffMs
    while (!ending.signal.aborted) {
      const detail = await listen(() => (backOff = pace.backOffMs))
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
    show(address, figures) {
      shown.set(address, figures)
      talk?.show(address, encodeBusFrame(showFigures(address, figures)))
    },
    beep: (address) => talk?.say(encodeBusFrame(beep(address))),
    startEvaluation: (address) => talk?.say(encodeBusFrame(startEvaluation(address))),
    fiveStars: (address) => talk?.say(encodeBusFrame(fiveStars(address))),
    async close() {
      report({ state: 'disconnected', detail: 'closed' })
      ending.abort()
      if (calm !== null) clearTimeout(calm)
      await running
    },
  }
}

function wordsOf(address: number, trouble: PadTrouble): string {
  return trouble === 'floods' ? `pad ${address} floods the bus and is not heeded` : `pad ${address} has a key that sticks`
}

async function untilClosed(port: Port, end: AbortSignal): Promise<PortFault | null> {
  const closed = new Promise<PortFault | null>((resolve) => port.onClose(resolve))
  const close = (): void => void port.close('thrown-away')
  if (end.aborted) close()
  else end.addEventListener('abort', close, { once: true })
  const fault = await closed
  end.removeEventListener('abort', close)
  return fault
}

function lineOf(fault: PortFault): string {
  return `${fault.kind}: ${fault.detail}`
}

function detailOf(status: CallPadsStatus): string {
  return status.state === 'ready' ? '' : status.detail
}
