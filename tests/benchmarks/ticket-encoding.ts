import { strict as assert } from 'node:assert'
import { CharacterSet, ThermalPrinter as PeerPrinter, types } from 'node-thermal-printer'
import receiptline from 'receiptline'
import { outlineFonts } from '../../printers/escpos/outline-glyph.ts'
import { GENERIC_80MM } from '../../printers/escpos/profile.ts'
import { encodeTicket, type TicketContent } from '../../printers/ticket/ticket.ts'

/** One encoder on one content; every ticket has a number and a time of its own. */
export interface TicketEncodingRow {
  readonly content: 'without QR' | 'with raster QR'
  readonly encoder: 'yimen' | 'receiptline' | 'node-thermal-printer'
  readonly ticketsPerSecond: number
  /** Of one ticket. */
  readonly bytes: number
}

/**
 * Tickets encoded a second, ours beside receiptline (`generic`: QR as GS v 0 like ours, at the same 6 dots a module and
 * level M) and node-thermal-printer (without QR only: it knows the printer's own QR command, not a raster), all with the
 * same words and sizes on 48 columns. Encoders take turns, so that a busy machine slows each alike; the best turn counts.
 */
export async function ticketEncodingBench(): Promise<{ rows: readonly TicketEncodingRow[] }> {
  const fonts = outlineFonts([])
  const ours = (n: number, qr: boolean): number => {
    const encoded = encodeTicket(contentOf(n, qr), GENERIC_80MM, fonts)
    assert(encoded.ok)
    return encoded.value.bytes.length
  }
  const theirs = (n: number, qr: boolean): number =>
    receiptline.transform(markupOf(contentOf(n, qr)), { command: 'generic', encoding: 'gb18030', cpl: 48 }).length
  const contestants: readonly Contestant[] = [
    { content: 'without QR', encoder: 'yimen', encode: (n) => ours(n, false) },
    { content: 'without QR', encoder: 'receiptline', encode: (n) => theirs(n, false) },
    { content: 'without QR', encoder: 'node-thermal-printer', encode: (n) => withPeer(contentOf(n, false)) },
    { content: 'with raster QR', encoder: 'yimen', encode: (n) => ours(n, true) },
    { content: 'with raster QR', encoder: 'receiptline', encode: (n) => theirs(n, true) },
  ]
  const best = new Map<Contestant, number>()
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const contestant of contestants) {
      best.set(contestant, Math.max(best.get(contestant) ?? 0, speedOf(contestant)))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return {
    rows: contestants.map((contestant) => ({
      content: contestant.content,
      encoder: contestant.encoder,
      ticketsPerSecond: Math.round(best.get(contestant) ?? 0),
      bytes: contestant.encode(7),
    })),
  }
}

const TURNS = 5
const TURN_MS = 150

interface Contestant {
  readonly content: TicketEncodingRow['content']
  readonly encoder: TicketEncodingRow['encoder']
  /** Encodes the n-th ticket; answers its bytes. */
  readonly encode: (n: number) => number
}

function speedOf({ encode }: Contestant): number {
  const start = performance.now()
  let tickets = 0
  let milliseconds = 0
  while (milliseconds < TURN_MS) {
    encode(tickets)
    tickets += 1
    milliseconds = performance.now() - start
  }
  return (tickets / milliseconds) * 1_000
}

function contentOf(n: number, qr: boolean): TicketContent {
  const number = `A${String(n % 1_000).padStart(3, '0')}`
  return {
    hall: '示例县政务服务中心',
    number,
    business: { zh: '城乡居民养老保险参保登记', en: 'Pension enrolment' },
    department: '人力资源和社会保障局',
    where: { zh: '二楼东区', en: '2nd floor, east' },
    windows: ['3号窗口', '4号窗口'],
    ahead: n % 40,
    issuedAt: `2026-11-21 ${String(8 + (n % 9)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`,
    holder: '张*',
    notices: ['过号请重新取号；请携带身份证原件，在等候区等候。'],
    demonstration: true,
    ...(qr ? { qr: `https://zwfw.example.gov.cn/t/530323-01/${number}?k=${1_000_000 + n}` } : {}),
  }
}

function aheadOf(ahead: number): readonly [zh: string, en: string] {
  return ahead === 0 ? ['前面无人等候', 'No one ahead of you'] : [`前面还有 ${ahead} 人`, `${ahead} ahead of you`]
}

/** The same ticket in receiptline's markup: `^^^` is double size, `^^^^^^^` six times, `|text|` centred. */
function markupOf(ticket: TicketContent): string {
  const [aheadZh, aheadEn] = aheadOf(ticket.ahead)
  const lines = [
    '^^^演示 DEMONSTRATION',
    `^^^${ticket.hall}`,
    '-',
    `^^^${ticket.business.zh}`,
    ticket.business.en ?? '',
    ticket.department ?? '',
    `^^^^^^^${ticket.number}`,
    '-',
    '请到 Please go to',
    `^^^${ticket.where.zh}`,
    ticket.where.en ?? '',
    `窗口 Windows: ${ticket.windows.join('、')}`,
    `^^^${aheadZh}`,
    aheadEn,
    '-',
    `取号时间 Issued | ${ticket.issuedAt}`,
    `持票人 Holder | ${ticket.holder ?? ''}`,
    ...ticket.notices.map((notice) => `${notice}|`),
    ...(ticket.qr === undefined ? [] : [`{code:${ticket.qr};option:qrcode,6,M}`]),
    '^^^演示 DEMONSTRATION',
    '=',
  ]
  return lines.join('\n')
}

function withPeer(ticket: TicketContent): number {
  const printer = new PeerPrinter({
    type: types.EPSON,
    interface: 'tcp://127.0.0.1:9', // never opened: only its buffer is asked for
    characterSet: CharacterSet.CHINA,
    width: 48,
  })
  const large = (text: string, times = 1) => {
    printer.setTextSize(times, times)
    printer.println(text)
    printer.setTextNormal()
  }
  const [aheadZh, aheadEn] = aheadOf(ticket.ahead)
  printer.alignCenter()
  large('演示 DEMONSTRATION')
  large(ticket.hall)
  printer.drawLine()
  large(ticket.business.zh)
  printer.println(ticket.business.en ?? '')
  printer.println(ticket.department ?? '')
  large(ticket.number, 5)
  printer.drawLine()
  printer.println('请到 Please go to')
  large(ticket.where.zh)
  printer.println(ticket.where.en ?? '')
  printer.println(`窗口 Windows: ${ticket.windows.join('、')}`)
  large(aheadZh)
  printer.println(aheadEn)
  printer.drawLine()
  printer.leftRight('取号时间 Issued', ticket.issuedAt)
  printer.leftRight('持票人 Holder', ticket.holder ?? '')
  printer.alignLeft()
  for (const notice of ticket.notices) printer.println(notice)
  printer.alignCenter()
  large('演示 DEMONSTRATION')
  printer.cut()
  return printer.getBuffer().length
}
