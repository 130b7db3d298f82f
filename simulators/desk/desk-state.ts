import type { A4PrinterSimulator } from '../a4-printer/a4-printer.ts'
import type { CardReaderSimulator } from '../card-reader/card-reader.ts'
import type { PlatformSimulator } from '../platform/platform.ts'
import type { SocialCardSlot } from '../social-card/slot.ts'
import type { ThermalPrinterSimulator } from '../thermal-printer/thermal-printer.ts'
import type { LineScanner } from '../scanner/line-scanner.ts'
import type { Scannable } from './codes.ts'

import { maskedPhone } from '../platform/people.ts'

/** What the desk needs of the ticket printer: its state, its covers and papers, and what hangs out of it. */
export type DeskPrinter = Pick<
  ThermalPrinterSimulator,
  'url' | 'state' | 'setPaper' | 'setCover' | 'tickets' | 'takeTicket' | 'errors' | 'onChange'
>

/** What stands on the desk, and the platform that sends messages to its phone. */
export interface DeskDevices {
  readonly reader: CardReaderSimulator
  /** Of social-security cards. */
  readonly slot: SocialCardSlot
  readonly scanner: LineScanner
  readonly printer: DeskPrinter
  readonly a4: A4PrinterSimulator
  readonly platform: Pick<PlatformSimulator, 'url' | 'publicUrl' | 'sentCodes' | 'onCodeSent' | 'phoneDesk' | 'book' | 'filingDesk' | 'codeDesk'>
}

/** The sheets of one job that lie in the output tray. */
export interface PaperSet {
  /** The address of its PDF is `documents/ID.pdf`, that of its picture `documents/ID.png`. */
  readonly id: number
  readonly jobName: string
  readonly sheets: number
  /** Of the document. */
  readonly pages: number
}

/** All that the desk page shows, as it travels to the page. */
export interface DeskState {
  readonly reader: {
    readonly url: string
    readonly connected: boolean
    readonly reading: boolean
    /** The id of the specimen that lies on the reader. */
    readonly card: string | null
    /** The last request and the SW3 it got, as two hex digits; `--` when the answer never left. */
    readonly last: { readonly name: string; readonly status: string } | null
    readonly errors: readonly string[]
  }
  readonly slot: {
    readonly url: string
    readonly connected: boolean
    /** The id of the card that is in it. */
    readonly card: string | null
  }
  readonly scanner: {
    readonly url: string
    readonly connected: boolean
    /** What was held before it last, and whether there was a code to read. */
    readonly scanned: { readonly what: Scannable; readonly read: boolean } | null
  }
  readonly printer: {
    readonly url: string
    readonly paper: 'ok' | 'near-end' | 'out'
    readonly cover: 'closed' | 'open'
    readonly cutter: 'ok' | 'fault'
    readonly head: 'ok' | 'hot'
    readonly printing: boolean
    /** In the order of cutting. */
    readonly tickets: readonly { readonly id: number; readonly text: string; readonly cut: boolean }[]
    readonly errors: readonly string[]
  }
  readonly phone: {
    readonly url: string
    /** Newest first; `id` counts from 1, `to` is a masked number. */
    readonly messages: readonly { readonly id: number; readonly to: string; readonly code: string }[]
    /** The code that a terminal shows now for a paper from a phone, as if it were scanned; null where none is shown. */
    readonly upload: { readonly url: string; readonly paper: string; readonly sent: boolean } | null
  }
  readonly a4: {
    readonly url: string
    readonly power: 'on' | 'off'
    readonly cover: 'closed' | 'open'
    readonly path: 'clear' | 'jammed'
    readonly toner: 'ok' | 'low'
    /** Sheets in its cassette. */
    readonly sheets: number
    /** Counted from 1; null while no page is being printed. */
    readonly printing: { readonly page: number; readonly of: number } | null
    /** In the order of printing. */
    readonly tray: readonly PaperSet[]
    readonly errors: readonly string[]
  }
}

/** How many of the latest mistakes on a line the page shows. */
const SHOWN_ERRORS = 3
/** What the phone's screen holds. */
const SHOWN_MESSAGES = 3

export function deskStateOf({ reader, slot, scanner, printer, a4, platform }: DeskDevices, scanned: DeskState['scanner']['scanned']): DeskState {
  const last = reader.requests.at(-1)
  return {
    reader: {
      url: reader.url,
      connected: reader.connected,
      reading: reader.busy !== undefined,
      card: reader.card?.id ?? null,
      last: last === undefined ? null : { name: last.name, status: statusText(last.status) },
      errors: reader.errors.slice(-SHOWN_ERRORS),
    },
    slot: { url: slot.url, connected: slot.connected, card: slot.card?.id ?? null },
    scanner: { url: scanner.url, connected: scanner.connected, scanned },
    printer: {
      url: printer.url,
      paper: printer.state.paper,
      cover: printer.state.cover,
      cutter: printer.state.cutter,
      head: printer.state.head,
      printing: printer.state.printing,
      tickets: printer.tickets.map(({ id, text, cut }) => ({ id, text, cut })),
      errors: printer.errors.slice(-SHOWN_ERRORS),
    },
    phone: { url: platform.url, messages: messagesOf(platform), upload: uploadOf(platform) },
    a4: {
      url: a4.url,
      power: a4.isOn ? 'on' : 'off',
      cover: a4.troubles.includes('cover-open') ? 'open' : 'closed',
      path: a4.troubles.includes('media-jam') ? 'jammed' : 'clear',
      toner: a4.toner,
      sheets: a4.paper,
      printing: printingOf(a4),
      tray: setsOf(a4.outputs),
      errors: a4.errors.slice(-SHOWN_ERRORS),
    },
  }
}

function messagesOf({ sentCodes }: DeskDevices['platform']): DeskState['phone']['messages'] {
  return sentCodes
    .map(({ phone, code }, index) => ({ id: index + 1, to: maskedPhone(phone), code }))
    .slice(-SHOWN_MESSAGES)
    .reverse()
}

function uploadOf({ phoneDesk, publicUrl }: DeskDevices['platform']): DeskState['phone']['upload'] {
  const upload = phoneDesk.uploads.at(-1)
  return upload === undefined ? null : { url: publicUrl + upload.path, paper: upload.wish.paper.zh, sent: upload.state === 'sent' }
}

function printingOf({ jobs }: A4PrinterSimulator): DeskState['a4']['printing'] {
  const job = jobs.find(({ state }) => state === 'processing')
  return job === undefined ? null : { page: job.pagesOut + 1, of: job.pages }
}

function setsOf(outputs: A4PrinterSimulator['outputs']): readonly PaperSet[] {
  const sets = new Map<number, PaperSet>()
  for (const { serial, jobName, pages } of outputs) {
    sets.set(serial, { id: serial, jobName, pages, sheets: (sets.get(serial)?.sheets ?? 0) + 1 })
  }
  return [...sets.values()]
}

function statusText(status: number | undefined): string {
  return status === undefined ? '--' : status.toString(16).toUpperCase().padStart(2, '0')
}
