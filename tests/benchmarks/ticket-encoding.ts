import { strict as assert } from 'node:assert'
import { outlineFonts } from '../../printers/escpos/outline-glyph.ts'
import { encodeTicket } from '../../printers/ticket/ticket.ts'
import { NOTO_SANS } from '../printers/escpos/fonts.ts'
import { byNodeThermalPrinter, byReceiptline } from './peer-tickets.ts'
import { REAL_TICKETS, type RealTicket } from './real-tickets.ts'

/** One encoder on one of the real tickets. */
export interface TicketEncodingRow {
  readonly ticket: string
  readonly encoder: 'yimen' | 'receiptline' | 'node-thermal-printer'
  readonly ticketsPerSecond: number
  /** Of one ticket. */
  readonly bytes: number
}

/**
 * Tickets encoded a second and their bytes, ours beside receiptline and node-thermal-printer (not where there is a QR
 * code), with the same words and sizes on the same cells. Encoders take turns, so that a busy machine slows each alike;
 * the best turn counts. Each peer prints the rare character wrongly (four bytes, `?`); ours draws it.
 */
export async function ticketEncodingBench(): Promise<{ rows: readonly TicketEncodingRow[] }> {
  const contestants = REAL_TICKETS.flatMap(contestantsOf)
  const best = new Map<Contestant, number>()
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const contestant of contestants) {
      best.set(contestant, Math.max(best.get(contestant) ?? 0, speedOf(contestant)))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return {
    rows: contestants.map((contestant) => ({
      ticket: contestant.ticket,
      encoder: contestant.encoder,
      ticketsPerSecond: Math.round(best.get(contestant) ?? 0),
      bytes: contestant.encode(7),
    })),
  }
}

const TURNS = 5
const TURN_MS = 150

interface Contestant {
  readonly ticket: string
  readonly encoder: TicketEncodingRow['encoder']
  /** Encodes the n-th ticket; answers its bytes. */
  readonly encode: (n: number) => number
}

function contestantsOf({ name, profile, template, content }: RealTicket): readonly Contestant[] {
  const fonts = outlineFonts([NOTO_SANS])
  const ours = (n: number): number => {
    const encoded = encodeTicket(content(n), profile, fonts, template)
    assert(encoded.ok)
    return encoded.value.bytes.length
  }
  const { columns } = profile
  const withQr = template.some(({ block }) => block === 'qr') && content(0).qr !== undefined
  const peers: readonly Contestant[] = [
    { ticket: name, encoder: 'receiptline', encode: (n) => byReceiptline(content(n), template, columns) },
    { ticket: name, encoder: 'node-thermal-printer', encode: (n) => byNodeThermalPrinter(content(n), template, columns) },
  ]
  return [{ ticket: name, encoder: 'yimen', encode: ours }, ...peers.slice(0, withQr ? 1 : 2)]
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
