import {
  isForDevice,
  isSetting,
  type Command,
  type DeviceCommand,
  type Parsed,
  type RealTimeCommand,
} from './command.ts'
import { createPrintHead } from './head.ts'
import { createHeadWarmth, type HeadMake } from './head-warmth.ts'
import { createPaper, CUTTER_DISTANCE_ROWS, type Piece } from './paper.ts'
import { createPaperDrive } from './paper-drive.ts'
import { createParser } from './parser.ts'
import { createReceiveBuffer } from './receive-buffer.ts'
import type { CharacterRom } from './rom/character-rom.ts'
import { asbAnswer, asbWatched, dleEotAnswer, gsRAnswer, isOffline, type Condition } from './status.ts'

export type Answer = 'dleEot1' | 'dleEot2' | 'dleEot3' | 'dleEot4' | 'asb' | 'gsR' | 'processId' | 'cleared'

/** What the world hears of a printer. */
export interface PrinterEvents {
  /** Bytes for the host; false when no host is there to receive them. */
  answer(kind: Answer, bytes: readonly number[]): boolean
  complain(offset: number, message: string): void
  /** Paper has left the printer; `until` is how far the byte stream had been obeyed. */
  delivered(piece: Piece, cut: boolean, until: number): void
  changed(): void
}

/** One printer behind whatever wire: bytes and events of the world in, answers and paper out. */
export interface Printer {
  receive(bytes: Uint8Array): void
  /** A host is there again: what only it could be told is told. */
  connected(): void
  disconnected(): void
  readonly condition: Condition
  readonly printing: boolean
  /** Bytes received and not yet obeyed. */
  readonly waiting: number
  setPaper(paper: Condition['paper']): void
  setCover(cover: 'closed' | 'open'): void
  setCutter(cutter: Condition['cutter']): void
  setHead(head: Condition['head']): void
  readonly headDegrees: number
  heatHead(degrees: number): void
  jamAtNextCut(): void
  paperOutAfterRows(rows: number): void
  powerOff(keepBuffer: boolean): void
  powerOn(): void
}

export interface PrinterOptions {
  readonly rom: CharacterRom
  readonly widthDots: number
  readonly speedMmPerSecond: number | 'instant'
  readonly head?: HeadMake | undefined
  /** Whether it obeys DLE DC4 fn 8, asked each time; without it, it does. */
  readonly clears?: () => boolean
}

/** How often a paced head catches up with the clock. */
const PACE_INTERVAL_MS = 5

export function createPrinter(options: PrinterOptions, events: PrinterEvents): Printer {
  const parser = createParser()
  const buffer = createReceiveBuffer()
  const paperStrip = createPaper(options.widthDots)
  const warmth = createHeadWarmth(options.head)
  const drive = createPaperDrive(paperStrip, warmth, options.speedMmPerSecond)
  const head = createPrintHead(options.rom, options.widthDots, (message) => events.complain(executing, message))

  let paper: Condition['paper'] = 'ok'
  let cover: Condition['cover'] = 'closed'
  /** A blade that will jam is found out in the next cut; a jam lasts until a recovery, even when it is free again. */
  let blade: 'free' | 'held' | 'will jam' = 'free'
  let jammed: 'no' | 'yes' = 'no'
  let temperature: Condition['head'] = 'ok'
  let stopsAtNearEnd = false
  let power: 'on' | 'off' = 'on'

  let received = 0
  let executing = 0
  let cutWanted: 'no' | 'after moving' = 'no'
  let asbMask = 0
  let lastAsb = ''
  let heldId: readonly number[] | undefined
  let timer: NodeJS.Timeout | undefined
  let cooling: NodeJS.Timeout | undefined
  let pumping: 'no' | 'yes' | 'again' = 'no'

  const condition = (): Condition => ({
    paper,
    cover,
    cutter: blade === 'held' || jammed === 'yes' ? 'fault' : 'ok',
    head: warmth.state === 'hot' ? 'hot' : temperature,
    // It stops after the current ticket, not in it.
    nearEnd: stopsAtNearEnd && paperStrip.fresh && head.idle && !drive.isMoving ? 'stops' : 'warns',
  })

  const stopped = (): boolean => power === 'off' || isOffline({ ...condition(), nearEnd: 'warns' })

  /** Stopped at near end, it still finishes its task by telling of it, and begins no other. */
  const waitsForPaper = (next: Command): boolean =>
    paper === 'near-end' && condition().nearEnd === 'stops' && !['transmit', 'process-id', 'asb'].includes(next.kind)

  const reportAsb = (always: boolean): void => {
    if (asbMask === 0 || power === 'off') return
    const bytes = asbAnswer(condition())
    const watched = asbWatched(asbMask, bytes).join()
    if (!always && watched === lastAsb) return
    lastAsb = watched
    events.answer('asb', bytes)
  }

  const reportId = (bytes: readonly number[]): void => {
    // While no host can receive, only the latest id is kept for it (Epson GS ( H).
    heldId = events.answer('processId', bytes) ? undefined : bytes
  }

  const cut = (): void => {
    if (blade === 'will jam') {
      blade = 'held'
      jammed = 'yes'
      const piece = paperStrip.tearOff()
      if (piece !== undefined) events.delivered(piece, false, executing)
      return
    }
    const piece = paperStrip.cut()
    if (piece !== undefined) events.delivered(piece, true, executing)
  }

  const execute = (command: Command): void => {
    if (isForDevice(command)) obey(command)
    else if (isSetting(command)) head.set(command)
    else drive.add(head.print(command))
  }

  const initialize = (): void => {
    head.initialize()
    asbMask = 0
    stopsAtNearEnd = false
  }

  const obey = (command: DeviceCommand): void => {
    switch (command.kind) {
      case 'initialize':
        return initialize()
      case 'cut':
        drive.add(head.flush())
        if (command.feed !== 'none') drive.add([head.blank(CUTTER_DISTANCE_ROWS + command.feed)])
        cutWanted = 'after moving'
        return
      case 'asb':
        asbMask = command.mask
        return reportAsb(true)
      case 'transmit':
        events.answer('gsR', [gsRAnswer(command.what, condition())])
        return
      case 'process-id':
        return reportId([0x37, 0x22, ...command.id, 0x00])
      case 'near-end-stop':
        stopsAtNearEnd = command.on
        return
      case 'no-effect':
    }
  }

  const work = (): void => {
    while (!stopped()) {
      const moved = drive.run()
      if (moved === 'more') {
        timer ??= setTimeout(wake, PACE_INTERVAL_MS)
        return
      }
      if (moved === 'too hot') {
        coolDown()
      } else if (moved === 'roll ended') {
        paper = 'out'
      } else if (cutWanted === 'after moving') {
        cutWanted = 'no'
        cut()
      } else {
        const { next } = buffer
        if (next === undefined || waitsForPaper(next.command)) break
        buffer.shift()
        executing = next.offset
        execute(next.command)
      }
    }
    drive.rest()
  }

  /** Works on until there is nothing to do or nothing can be done. Listeners may call back into the printer. */
  const pump = (): void => {
    if (pumping !== 'no') {
      pumping = 'again'
      return
    }
    do {
      pumping = 'yes'
      work()
      reportAsb(false)
      events.changed()
    } while (wantsAgain())
    pumping = 'no'
  }
  const wantsAgain = (): boolean => pumping === 'again'

  /** A sensor has changed: it is told of at once, before the work that it lets go on. */
  const sensed = (): void => {
    reportAsb(false)
    pump()
  }

  /** A head that was stopped goes on by itself. */
  const coolDown = (): void => {
    if (cooling !== undefined) clearTimeout(cooling)
    cooling = undefined
    const { coolsInMs } = warmth
    if (coolsInMs === 0) sensed()
    else if (coolsInMs < Infinity) cooling = setTimeout(coolDown, coolsInMs)
  }

  const wake = (): void => {
    timer = undefined
    pump()
  }

  const clear = (): void => {
    buffer.clear()
    drive.clear()
    cutWanted = 'no'
    heldId = undefined
    head.dropLine()
  }

  const recover = (contents: 'keep' | 'clear'): void => {
    if (contents === 'clear') clear()
    // A strip that hung on at the blade has come away by hand: there is no cut to try again.
    if (blade === 'free') jammed = 'no'
  }

  const obeyAtOnce = (command: RealTimeCommand): void => {
    switch (command.kind) {
      case 'status':
        events.answer(`dleEot${command.of}`, [dleEotAnswer(command.of, condition())])
        return
      case 'recover':
        return recover(command.buffer)
      case 'clear-buffers':
        if (options.clears?.() === false) return
        clear()
        events.answer('cleared', [0x37, 0x25, 0x00])
    }
  }

  const take = (parsed: Parsed): void => {
    switch (parsed.type) {
      case 'command':
        buffer.add({ offset: parsed.offset, command: parsed.command })
        return
      case 'real-time':
        // What stood before it has been obeyed by then, if it could be.
        pump()
        return obeyAtOnce(parsed.command)
      case 'error':
        return events.complain(parsed.offset, parsed.message)
    }
  }

  return {
    receive: (bytes) => {
      if (power === 'off') return
      received += bytes.length
      parser.feed(bytes).forEach(take)
      pump()
    },
    connected: () => {
      if (heldId !== undefined) reportId(heldId)
    },
    disconnected: () => parser.interrupt(),
    get condition() {
      return condition()
    },
    get printing() {
      return power === 'on' && !isOffline(condition()) && (drive.isMoving || buffer.next !== undefined)
    },
    get waiting() {
      return received - (buffer.next?.offset ?? received)
    },
    setPaper: (next) => {
      const reloaded = paper === 'out' && next !== 'out'
      paper = next
      if (reloaded) {
        // The end of the old roll is drawn out by hand, with all that stands on it.
        const piece = paperStrip.tearOff()
        if (piece !== undefined) events.delivered(piece, false, executing)
      }
      sensed()
    },
    setCover: (next) => {
      const printing = drive.isMoving && !stopped()
      if (next === 'closed') {
        // Opening and closing the cover lets the blade go home.
        if (cover !== 'closed' && blade === 'free') jammed = 'no'
        cover = 'closed'
      } else if (cover === 'closed') {
        cover = printing ? 'opened while printing' : 'open'
      }
      sensed()
    },
    setCutter: (next) => {
      blade = next === 'ok' ? 'free' : 'held'
      sensed()
    },
    get headDegrees() {
      return warmth.degrees
    },
    heatHead: (degrees) => {
      warmth.heatTo(degrees)
      sensed()
      coolDown()
    },
    jamAtNextCut: () => {
      blade = 'will jam'
    },
    setHead: (next) => {
      temperature = next
      sensed()
    },
    paperOutAfterRows: (rows) => {
      if (rows <= 0) paper = 'out'
      else drive.endRollAfter(rows)
      sensed()
    },
    powerOff: (keepBuffer) => {
      power = 'off'
      if (timer !== undefined) clearTimeout(timer)
      timer = undefined
      clearTimeout(cooling)
      if (!keepBuffer) {
        clear()
        parser.reset()
        initialize()
      }
      asbMask = 0
      pump()
    },
    powerOn: () => {
      power = 'on'
      if (blade === 'free') jammed = 'no'
      pump()
      coolDown()
    },
  }
}
