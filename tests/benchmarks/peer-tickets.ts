import { CharacterSet, ThermalPrinter as PeerPrinter, types } from 'node-thermal-printer'
import receiptline from 'receiptline'
import { cellsOf } from '../../printers/escpos/layout.ts'
import type { TicketBlock, TicketTemplate } from '../../printers/ticket/template.ts'
import type { Bilingual, TicketContent } from '../../printers/ticket/ticket.ts'

/** One part of a ticket as a peer is told it: what it says, how large, where. */
type Part =
  | { readonly kind: 'text'; readonly text: string; readonly width: number; readonly height: number; readonly side: Side; readonly bold: boolean }
  | { readonly kind: 'sides'; readonly left: string; readonly right: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly text: string }

type Side = 'left' | 'centre' | 'right'

/** The ticket by receiptline, `generic` (QR as GS v 0 like ours, at 6 dots a module and level M); answers its bytes. */
export function byReceiptline(ticket: TicketContent, template: TicketTemplate, columns: number): number {
  const markup = partsOf(ticket, template, columns).map(markupOf)
  return receiptline.transform([...markup, '='].join('\n'), { command: 'generic', encoding: 'gb18030', cpl: columns }).length
}

/** By node-thermal-printer; answers its bytes. It knows the printer's own QR command only, and has no raster. */
export function byNodeThermalPrinter(ticket: TicketContent, template: TicketTemplate, columns: number): number {
  const printer = new PeerPrinter({
    type: types.EPSON,
    interface: 'tcp://127.0.0.1:9', // never opened: only its buffer is asked for
    characterSet: CharacterSet.CHINA,
    width: columns,
  })
  let side: Side = 'left'
  for (const part of partsOf(ticket, template, columns)) {
    if (part.kind === 'text' && part.side !== side) {
      if (part.side === 'centre') printer.alignCenter()
      else printer.alignLeft()
      side = part.side
    }
    printBy(printer, part)
  }
  printer.cut()
  return printer.getBuffer().length
}

/** In receiptline's grammar a text with a bar behind it stands left, with a bar before it right. */
function markupOf(part: Part): string {
  switch (part.kind) {
    case 'rule':
      return '-'
    case 'qr':
      return `{code:${part.text};option:qrcode,6,M}`
    case 'sides':
      return `${part.left} | ${part.right}`
    case 'text': {
      const sized = '^'.repeat(caretsOf(part)) + (part.bold ? `"${part.text}"` : part.text)
      return { left: `${sized}|`, centre: sized, right: `|${sized}` }[part.side]
    }
  }
}

/** One is double width, two double height, from three on both alike: twice, thrice … */
function caretsOf({ width, height }: { readonly width: number; readonly height: number }): number {
  if (width === 1) return height === 1 ? 0 : 2
  return width + 1
}

function printBy(printer: PeerPrinter, part: Part): void {
  switch (part.kind) {
    case 'rule':
      return printer.drawLine()
    case 'sides':
      return printer.leftRight(part.left, part.right)
    case 'qr':
      throw new Error('no raster QR')
    case 'text':
      if (part.height > 1) printer.setTextSize(part.height - 1, part.width - 1)
      if (part.bold) printer.bold(true)
      printer.println(part.text)
      if (part.bold) printer.bold(false)
      if (part.height > 1) printer.setTextNormal()
  }
}

function partsOf(ticket: TicketContent, template: TicketTemplate, columns: number): readonly Part[] {
  const reprint = ticket.reprint
    ? [
        heading('补打 REPRINT', columns),
        text(`第${ticket.reprint.count}次 Copy ${ticket.reprint.count}  ${ticket.reprint.at}`),
      ]
    : []
  return [...reprint, ...template.flatMap((block) => partsOfBlock(block, ticket, columns))]
}

function partsOfBlock(block: TicketBlock, ticket: TicketContent, columns: number): readonly Part[] {
  switch (block.block) {
    case 'hall':
      return [heading(ticket.hall, columns)]
    case 'number':
      return [text(ticket.number, { width: block.size, height: block.size })]
    case 'business':
      return [heading(ticket.business.zh, columns, block.bold), ...english(ticket.business)]
    case 'department':
      return [text(ticket.department ?? '')]
    case 'where':
      return [text('请到 Please go to'), text(ticket.where.zh, { width: 2, height: 2, bold: block.bold }), ...english(ticket.where)]
    case 'windows':
      return [text(`窗口 Windows: ${ticket.windows.join('、')}`)]
    case 'ahead': {
      const none = ticket.ahead === 0
      const zh = none ? '前面无人等候' : `前面还有 ${ticket.ahead} 人`
      return [text(zh, { width: 2, height: 2 }), text(none ? 'No one ahead of you' : `${ticket.ahead} ahead of you`)]
    }
    case 'notices':
      return ticket.notices.map((notice) => text(notice, { side: block.align }))
    case 'text':
      return [text(block.zh), ...english(block)]
    case 'issued':
      return [{ kind: 'sides', left: '取号时间 Issued', right: ticket.issuedAt }]
    case 'holder':
      return [{ kind: 'sides', left: '持票人 Holder', right: ticket.holder ?? '' }]
    case 'qr':
      return ticket.qr === undefined ? [] : [{ kind: 'qr', text: ticket.qr }]
    case 'rule':
      return [{ kind: 'rule' }]
    case 'blank':
    case 'logo':
      throw new Error(`no real ticket has ${block.block}`)
  }
}

function text(words: string, style: Partial<Extract<Part, { kind: 'text' }>> = {}): Part {
  return { kind: 'text', text: words, width: 1, height: 1, side: 'centre', bold: false, ...style }
}

/** As ours: double size, or only double height where it would not fit one line. */
function heading(words: string, columns: number, bold = false): Part {
  return text(words, { width: cellsOf(words) * 2 <= columns ? 2 : 1, height: 2, bold })
}

function english({ en }: Bilingual): readonly Part[] {
  return en === undefined ? [] : [text(en)]
}
