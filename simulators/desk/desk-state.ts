import type { CardReaderSimulator } from '../card-reader/card-reader.ts'
import type { ThermalPrinterSimulator } from '../thermal-printer/thermal-printer.ts'

/** What the desk needs of the printer: its state, its covers and papers, and what hangs out of it. */
export type DeskPrinter = Pick<
  ThermalPrinterSimulator,
  'url' | 'state' | 'setPaper' | 'setCover' | 'tickets' | 'takeTicket' | 'errors' | 'onChange'
>

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
}

/** How many of the latest mistakes on a line the page shows. */
const SHOWN_ERRORS = 3

export function deskStateOf(reader: CardReaderSimulator, printer: DeskPrinter): DeskState {
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
  }
}

function statusText(status: number | undefined): string {
  return status === undefined ? '--' : status.toString(16).toUpperCase().padStart(2, '0')
}
