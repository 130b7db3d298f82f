import { openPty } from '../pty.ts'
import type { HeadMake } from './head-warmth.ts'
import { createLateAnswers } from './late-answers.ts'
import { pngOf } from './png.ts'
import { createPrinter, type Answer } from './printer.ts'
import { ptyWire } from './pty-wire.ts'
import { loadCharacterRom } from './rom/character-rom.ts'
import { openTcpWire } from './tcp-wire.ts'
import type { Wire, WireEvents } from './wire.ts'

/** A ticket, or a strip without one, that hangs out of the printer. */
export interface PrintedTicket {
  readonly id: number
  /** One pixel a dot. Its first 14 mm are what stood between head and blade at the cut before. */
  readonly png: Buffer
  /** The lines as read, tabs as spaces, a picture inside a line as U+FFFC; images and feeds have no text. */
  readonly text: string
  /** False: it hangs on at the blade (a failed cut), or the roll ended in it. */
  readonly cut: boolean
  readonly widthDots: number
  readonly heightDots: number
  /** What was wrong with the bytes it was printed from: with any of these, its picture is not to be trusted. */
  readonly errors: readonly string[]
}

export interface ThermalPrinterSimulator {
  /** `tcp://HOST:PORT`, or `serial:PATH?baudRate=N` on a pty. */
  readonly url: string
  readonly state: {
    readonly paper: 'ok' | 'near-end' | 'out'
    readonly cover: 'closed' | 'open'
    readonly cutter: 'ok' | 'fault'
    readonly head: 'ok' | 'hot'
    /** °C; with `PrinterMake.head` it rises with each row and falls with time. */
    readonly headDegrees: number
    readonly printing: boolean
  }
  setPaper(paper: 'ok' | 'near-end' | 'out'): void
  setCover(cover: 'closed' | 'open'): void
  /** The blade stands out of its place, or is back in it; the printer sees it at once. */
  setCutter(cutter: 'ok' | 'fault'): void
  setHead(head: 'ok' | 'hot'): void
  /** Brings the head to so many degrees; it stops where it is too hot, and goes on by itself. */
  heatHead(degrees: number): void
  /** In order of cutting, until taken. */
  readonly tickets: readonly PrintedTicket[]
  /** A person takes it; without effect when it is gone already. */
  takeTicket(id: number): void
  /** Malformed or unknown commands, in plain words, each with its offset in all bytes received. */
  readonly errors: readonly string[]
  /** Bytes received so far. */
  readonly received: number
  onChange(listener: () => void): () => void
  close(): Promise<void>
  /** Answers nothing, or answers again. */
  silence(on: boolean): void
  /** Each can be switched off, as in printers that lack it; one without `cleared` does not clear its buffers either. */
  readonly answers: Record<Answer, boolean>
  /** From now on each answer leaves so many milliseconds after it was given. */
  delayAnswers(milliseconds: number): void
  /** From now on bytes come in so many milliseconds after they were sent. */
  delayBytes(milliseconds: number): void
  /** After `after` more bytes, `count` bytes never arrive; those behind them do. */
  loseBytes(after: number, count: number): void
  /**
   * Cuts the connection after so many more bytes; those behind them are lost. A TCP host may connect again; a pty is
   * gone, as an unplugged adapter is.
   */
  disconnectAfterBytes(n: number): void
  /** Calls `act` once so many more bytes are in and obeyed as far as they can be, before the next byte is. */
  afterBytes(n: number, act: () => void): void
  /**
   * The next cut fails: the strip hangs on (`cut: false`) and the printer stops with a cutter error. It goes on after
   * `setCutter('ok')` and then DLE ENQ 1 or 2, the cover opened and closed, or the power switch.
   */
  jamAtNextCut(): void
  /** The roll ends after so many more rows. */
  paperOutAfterRows(rows: number): void
  /** Stops reading, as with a full buffer. */
  stall(on: boolean): void
  /** At a TCP port nobody answers any more; a serial line stays, and falls silent. */
  powerOff(options: { readonly keepBuffer: boolean }): void
  powerOn(): void
}

/** What the printer is, whatever wire it hangs on. */
export interface PrinterMake {
  /** 576 on 80 mm paper (the default), 384 on 58 mm. */
  readonly widthDots?: 576 | 384
  readonly speedMmPerSecond?: number | 'instant'
  /** Takes bytes in no faster than a serial line of this speed. */
  readonly pace?: { readonly baud: number }
  /** Bytes that wait for the head; when it is full nothing more is taken in. 64 kB by default. */
  readonly receiveBufferBytes?: number
  /** Without it the head stays as cool as it is. */
  readonly head?: HeadMake
}

export interface ThermalPrinterOptions extends PrinterMake {
  /** Port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
}

/** The answer on a machine where a pty cannot be had. */
export type PtyThermalPrinter =
  | { readonly kind: 'open'; readonly printer: ThermalPrinterSimulator }
  | { readonly kind: 'no-pty'; readonly reason: string }

/** Of an 80 mm printer (judgement: 4 kB to 64 kB are sold). */
const RECEIVE_BUFFER_BYTES = 65_536

interface Complaint {
  readonly offset: number
  readonly message: string
}

/**
 * A thermal ticket printer on a TCP port. It speaks ESC/POS as Chinese 80 mm and 58 mm printers do, reads it strictly
 * and draws what it prints. One host at a time; what a host leaves half sent waits for the next, as in hardware.
 */
export function startThermalPrinter(options: ThermalPrinterOptions): Promise<ThermalPrinterSimulator> {
  return startOn((events) => openTcpWire({ ...options.listen, baud: options.pace?.baud }, events), options)
}

/** The same printer behind a serial device of its own (Linux and other systems with ptys and `python3`). */
export async function startThermalPrinterOnPty(options: PrinterMake = {}): Promise<PtyThermalPrinter> {
  const pty = await openPty()
  if (pty.kind === 'no-pty') return pty
  const printer = await startOn((events) => ptyWire(pty, options.pace?.baud, events), options)
  return { kind: 'open', printer }
}

async function startOn(
  openWire: (events: WireEvents) => Wire | Promise<Wire>,
  options: PrinterMake,
): Promise<ThermalPrinterSimulator> {
  const rom = await loadCharacterRom()
  const widthDots = options.widthDots ?? 576
  const answers: Record<Answer, boolean> = {
    dleEot1: true,
    dleEot2: true,
    dleEot3: true,
    dleEot4: true,
    asb: true,
    gsR: true,
    processId: true,
    cleared: true,
  }
  const receiveBufferBytes = options.receiveBufferBytes ?? RECEIVE_BUFFER_BYTES
  const listeners = new Set<() => void>()
  const complaints: Complaint[] = []
  let tickets: readonly PrintedTicket[] = []
  let lastId = 0
  let deliveredUntil = -1
  let received = 0
  let silent = false
  let stalled = false

  const changed = (): void => {
    wire.hold(stalled || room() === 0)
    for (const listener of listeners) listener()
  }

  const room = (): number => Math.max(0, receiveBufferBytes - printer.waiting)
  const lateAnswers = createLateAnswers((bytes) => wire.send(bytes))

  const printer = createPrinter(
    {
      rom,
      widthDots,
      speedMmPerSecond: options.speedMmPerSecond ?? 'instant',
      head: options.head,
      clears: () => answers.cleared,
    },
    {
      // A printer that keeps silent has no answer left for later either.
      answer: (kind, bytes) => (!silent && answers[kind] ? lateAnswers.send(bytes) : true),
      complain: (offset, message) => {
        complaints.push({ offset, message })
      },
      delivered: (piece, cut, until) => {
        lastId += 1
        tickets = [...tickets, ticketOf(lastId, piece, cut, widthDots, worded(complaints, deliveredUntil, until))]
        deliveredUntil = until
      },
      changed,
    },
  )

  const wire = await openWire({
    connected: () => printer.connected(),
    disconnected: () => {
      printer.disconnected()
      changed()
    },
    received: (bytes) => {
      received += bytes.length
      printer.receive(bytes)
    },
    room,
    failed: (message) => {
      complaints.push({ offset: received, message })
    },
  })
  return {
    url: wire.url,
    get state() {
      const { paper, cover, cutter, head } = printer.condition
      const seen: 'closed' | 'open' = cover === 'closed' ? 'closed' : 'open'
      return { paper, cover: seen, cutter, head, headDegrees: printer.headDegrees, printing: printer.printing }
    },
    setPaper: (paper) => printer.setPaper(paper),
    setCover: (cover) => printer.setCover(cover),
    setCutter: (cutter) => printer.setCutter(cutter),
    setHead: (head) => printer.setHead(head),
    heatHead: (degrees) => printer.heatHead(degrees),
    get tickets() {
      return tickets
    },
    takeTicket: (id) => {
      tickets = tickets.filter((ticket) => ticket.id !== id)
      changed()
    },
    get errors() {
      return worded(complaints, -1, Infinity)
    },
    get received() {
      return received
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    close: async () => {
      lateAnswers.clear()
      printer.powerOff(false)
      await wire.close()
    },
    silence: (on) => {
      silent = on
    },
    answers,
    jamAtNextCut: () => printer.jamAtNextCut(),
    afterBytes: (n, act) => wire.afterBytes(n, act),
    disconnectAfterBytes: (n) => wire.afterBytes(n, () => wire.disconnect()),
    paperOutAfterRows: (rows) => printer.paperOutAfterRows(rows),
    stall: (on) => {
      stalled = on
      changed()
    },
    delayAnswers: (milliseconds) => lateAnswers.delay(milliseconds),
    delayBytes: (milliseconds) => wire.delayBytes(milliseconds),
    loseBytes: (after, count) => wire.loseBytes(after, count),
    powerOff: ({ keepBuffer }) => {
      lateAnswers.clear()
      wire.switchOff()
      printer.powerOff(keepBuffer)
    },
    powerOn: () => {
      printer.powerOn()
      wire.switchOn()
    },
  }
}

function worded(complaints: readonly Complaint[], after: number, until: number): readonly string[] {
  return complaints
    .filter(({ offset }) => offset > after && offset <= until)
    .map(({ offset, message }) => `offset ${offset}: ${message}`)
}

function ticketOf(
  id: number,
  piece: { readonly rows: readonly Uint8Array[]; readonly text: string },
  cut: boolean,
  widthDots: number,
  errors: readonly string[],
): PrintedTicket {
  let png: Buffer | undefined
  return {
    id,
    // Drawn when somebody looks: most tickets of a load test are never seen.
    get png() {
      png ??= pngOf(piece.rows, widthDots)
      return png
    },
    text: piece.text,
    cut,
    widthDots,
    heightDots: piece.rows.length,
    errors,
  }
}
