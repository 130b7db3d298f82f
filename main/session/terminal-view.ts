import type { CardReaderStatus } from '../../drivers/id-card/card-reader.ts'
import type { PrinterStatus } from '../../printers/escpos/thermal-printer.ts'
import { a4Fault, type A4Status } from '../../printers/ipp/status.ts'
import type { CardView, DocumentView, PrinterView } from '../contract/view.ts'

/** What a page may know of the reader: how it is, never whose card lies there. `null` is a terminal without one. */
export function cardView(status: CardReaderStatus | null, leftBehind: boolean): CardView {
  if (!status) return { state: 'none' }
  switch (status.state) {
    case 'disconnected':
      return { state: 'disconnected' }
    case 'absent':
    case 'reading':
      return { state: status.state }
    case 'unread':
    case 'present':
      return { state: 'present', leftBehind }
    case 'unreadable':
      // To a citizen a bank card and a permit are one thing: not a card that this terminal reads.
      return { state: 'unreadable', reason: status.reason === 'unknown-card' ? 'other-document' : status.reason }
  }
}

/** What a page may know of the ticket printer. */
export function printerView(status: PrinterStatus | null): PrinterView {
  if (!status) return { state: 'none' }
  switch (status.state) {
    case 'ready':
      return { state: 'ready', paperLow: status.paperLow }
    case 'not-ready':
      return { state: 'not-ready', reason: status.reason }
    case 'disconnected':
    case 'silent':
      return { state: 'not-ready', reason: status.state }
  }
}

/** What a page may know of the A4 printer. `null` is a terminal without one. */
export function documentView(status: A4Status | null): DocumentView {
  if (!status) return { state: 'none' }
  const reason = a4Fault(status)
  if (reason !== null) return { state: 'not-ready', reason }
  return { state: 'ready', paperLow: 'paperLow' in status && status.paperLow }
}
