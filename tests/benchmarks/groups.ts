import { strict as assert } from 'node:assert'
import { CALL_PADS } from './call-pads.ts'
import { certificatesBench, type CertificateFigures } from './certificates.ts'
import { afterOutageBench, handingInBench } from './filings.ts'
import { guideSearchBench } from './guide-search.ts'
import { HALL_NUMBERS } from './hall-numbers.ts'
import { HALL_SERVER } from './hall-server.ts'
import { ID_CARDS } from './id-cards.ts'
import { SLOWED } from './keystroke-on-screen.ts'
import type { Measurement, Quantity } from './measurement.ts'
import { numberTransactionsBench } from './number-transactions.ts'
import { outboxDeliveryBench } from './outbox-delivery.ts'
import { median, quantile } from './quantiles.ts'
import { BAUDS, onTheWireBench, wireTime } from './on-the-wire.ts'
import { REAL_TICKETS } from './real-tickets.ts'
import { requestToPaperBench } from './request-to-paper.ts'
import { requestToSettledBench } from './request-to-settled.ts'
import { previewBench } from './preview-on-screen.ts'
import { TYPED } from '../renderer/typing/typed.ts'
import { tapToPrinterBench } from './tap-to-printer.ts'
import { ticketEncodingBench, type TicketEncodingRow } from './ticket-encoding.ts'
import { of, perSecond, megabytes } from './quantities.ts'
import { COLD_LOADS, LETTERS, STARTS, keystrokes, renderer, startUp, typing } from './screen-figures.ts'

/** Measurements that are taken together: what they are called, how they are taken, and the figures. */
export interface Group {
  readonly name: string
  readonly how: string
  readonly measure: () => Promise<readonly Measurement[]>
}

const TICKETS = 300
const WIRE_ROUNDS = 5
const PACED_TICKETS = 10
/** A week without network. */
const OUTBOX = { events: 100_000, rounds: 3 }
const TAPS = 20
const PREVIEWS = 5
const SEARCHED = [5_000, 50_000] as const
const FILINGS = { handedIn: 10, afterOutage: 1000, pageBytes: 20_000 }
const CERTIFICATES = { times: 20, colds: 5 }

/** Everything that `npm run bench` measures, in the order in which it does. The goals are those of the first journey. */
export const GROUPS: readonly Group[] = [
  {
    name: 'numbers',
    how: 'one number is one durable transaction (ticket, sheet, outbox, audit); the peer issues the same statements bare on the same tables, sealing and hashing nothing. Medians of rounds that take turns.',
    measure: numbers,
  },
  {
    name: 'outbox',
    how: `${OUTBOX.events.toLocaleString('en-GB')} events, two of each subject, delivered to a platform in the same process that takes each at once: read 500 at a time, one of a subject, each batch recorded in one durable transaction. Beside it the same rows read in order and marked by one durable update for each 500, with no product code. Memory is the largest that the process had at any batch, beyond what it had when the delivery began. Medians of ${OUTBOX.rounds} rounds that take turns.`,
    measure: outbox,
  },
  {
    name: 'filings',
    how: `a filing of twenty pages of 600 kB each: each page from its bytes to its being kept sealed, beside the same bytes written and flushed; handing in, from the call to the whole filing's being on the disk (the pages read and held against their hashes, one transaction, the draft destroyed), beside the same files read and hashed and 4 KiB flushed. Medians of ${FILINGS.handedIn} filings. Then ${FILINGS.afterOutage.toLocaleString('en-GB')} filings of one page of ${FILINGS.pageBytes / 1000} kB that waited for the platform, from the first byte that leaves to the last acknowledgement in the ledger, the reference platform in the same process; beside it two bare PUTs for each, of the same bytes, as many at once, to a server that takes them in and keeps nothing.`,
    measure: filings,
  },
  {
    name: 'encoding',
    how: `six real tickets, the same words in the same sizes on the same cells; best of five turns each. Where a QR code is on it, it is a picture for both, at 6 dots a module, and node-thermal-printer has none. A rare character is sent by receiptline as four bytes and by node-thermal-printer as a question mark, neither of which prints it; ours is drawn, as a line of dots. Wire times are 10 bits a byte; those of the plain ticket and its fence are also measured, at a printer that takes bytes in at that speed, medians of ${WIRE_ROUNDS}.`,
    measure: async () => [...(await encoding()), ...(await onTheWire())],
  },
  {
    name: 'request to paper',
    how: `from the request's leaving a contract client to the last byte of its ticket (and fence) at the printer's TCP port; the built terminal in a process of its own. The floor, measured after each of ${TICKETS} tickets: 4 KiB written and synced on the same disk, four DLE EOT round trips, one write of as many bytes.`,
    measure: async () => [...(await onPaper(false)), ...(await onPaper(true))],
  },
  {
    name: 'request to settled',
    how: `from the request's leaving a contract client to its hearing that the sheet is printed; the built terminal in a process of its own, a printer whose paper moves at 80 mm/s and which confirms by its fence. Beside it the very same bytes from a bare socket to the same printer until the fence answers: wire and paper. What is over is the software's; medians of ${PACED_TICKETS} tickets.`,
    measure: async () => [...(await untilSettled(null)), ...(await untilSettled(115_200))],
  },
  ID_CARDS,
  CALL_PADS,
  HALL_NUMBERS,
  HALL_SERVER,
  {
    name: 'certificates',
    how: `one page with two tables and a QR code, and ten pages of one table, made ${CERTIFICATES.times} times by composers that take turns, each warm; ours by the built worker as the terminal calls it, the bytes handed over and hashed. Ours is tagged PDF/A-2b; pdfmake's is neither, Chromium's is tagged. The same words and fonts, each laid out its own way, so that the peers' ten pages are a page more or less. Cold is from the start of the thread to its first page; median of ${CERTIFICATES.colds}.`,
    measure: certificates,
  },
  {
    name: 'tap to printer',
    how: `from a contract client's request for the pages of a certificate to their coming, and from its request to print to the first byte of the file at the A4 printer's port; the built terminal in a process of its own, a one-page certificate composed, the reference platform and the printer on this machine. In between lie three questions to the printer, the content and the leave to print from the platform, four durable transactions and the composing. Beside it the two calls to the platform from a bare client; medians of ${TAPS}. On screen is page 1 of a two-page certificate, in a Chromium, from the finger on 下一步 to the picture, with name and numbers covered; the first brings with it what draws PDFs, the others are the median of ${PREVIEWS}.`,
    measure: tapToPrinter,
  },
  {
    name: 'guide search',
    how: 'sixteen things that people type, in hanzi, pinyin, initials, mixtures and with slips, letter by letter, twice after a round to warm up; milliseconds of one keystroke, without the wire. The peer is minisearch with the same fields and a field each for pinyin and initials, prefixes and a fifth of a word as slips, the best twenty taken. Memory is what is held after a collection beyond the catalogue itself. Both are told the readings by pinyin-pro, whose time is in both times to make ready.',
    measure: guideSearch,
  },
  {
    name: 'typing',
    how: `candidates for every letter of the ${TYPED.length} texts of tests/renderer/typing/typed.ts, all letters before it being there, in this process; the worst is the slowest of forty equal letters, each a syllable of its own. A load is from the bytes of the word list to the first candidates. On screen is from a key to the frame that shows its candidates, in a Chromium whose page is slowed six times; its worker is not.`,
    measure: typing,
  },
  {
    name: 'typing into a form',
    how: `from a key going down to the frame that shows its letter, on a text field of 刷证申报 against the scripted terminal, in a Chromium that slows its processor ${SLOWED} times; beside it a page whose only script writes the letter into a paragraph. ${LETTERS} keystrokes of a keyboard, each after the one before is seen; the panel that is touched answers by the same code.`,
    measure: keystrokes,
  },
  {
    name: 'renderer',
    how: `the first chunk is the page's scripts with their static imports, each file gzipped (1 kB is 1,000 bytes). A load is a navigation in a Chromium started for it, to the attract screen and, from the touch on, to home; the floor is the same way on a page of two buttons; median of ${COLD_LOADS}. The heap is read after a collection, in one page that walks attract, 取号, a business without identification, 确认取号, ticket, 完成.`,
    measure: renderer,
  },
  {
    name: 'start',
    how: `medians of ${STARTS}. The terminal is \`node out/main/start.js --shell none\` with a ledger that is there; \`npm start -- --shell none\` builds and opens the demonstration hall in a copy of the checkout, and home is seen in a Chromium that starts at the ready line. The last row is the built shell in a real Electron on a virtual screen, with a ledger that is there.`,
    measure: startUp,
  },
]

async function guideSearch(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = []
  for (const count of SEARCHED) {
    const { ours, peer } = await guideSearchBench(count)
    const among = `${count.toLocaleString('en-GB')} items`
    const beside = (value: Quantity) => ({ name: 'minisearch', ...value })
    // The goal is the one of a large county; fifty thousand are a province.
    const goal = count === SEARCHED[0] ? { goal: { of: 'figure', bound: 'at most', value: 30 } as const } : {}
    measurements.push(
      { what: `a keystroke among ${among}, p50`, figure: of(ours.p50, 'ms'), beside: beside(of(peer.p50, 'ms')) },
      { what: `a keystroke among ${among}, p95`, figure: of(ours.p95, 'ms'), beside: beside(of(peer.p95, 'ms')), ...goal },
      { what: `memory held to search ${among}`, figure: megabytes(ours.bytes), beside: beside(megabytes(peer.bytes)) },
      { what: `${among} made ready to be searched`, figure: of(ours.ready, 'ms'), beside: beside(of(peer.ready, 'ms')) },
      { what: `longest in which nothing else was done meanwhile`, figure: of(ours.held, 'ms'), beside: beside(of(peer.held, 'ms')) },
    )
  }
  return measurements
}

async function numbers(): Promise<readonly Measurement[]> {
  const { barePerSecond, onePerSecond, sixteenPerSecond } = await numberTransactionsBench()
  const bare = { name: 'bare statements, one at a time', ...perSecond(barePerSecond) }
  const atLeast = (value: number) => ({ of: 'ratio', bound: 'at least', value }) as const
  return [
    { what: 'numbers, one at a time', figure: perSecond(onePerSecond), beside: bare, goal: atLeast(0.8) },
    {
      what: 'numbers, 16 waiting',
      figure: perSecond(sixteenPerSecond),
      beside: { name: 'ours, one at a time', ...perSecond(onePerSecond) },
      goal: atLeast(1.5),
    },
    { what: 'numbers, 16 waiting', figure: perSecond(sixteenPerSecond), beside: bare },
  ]
}

async function outbox(): Promise<readonly Measurement[]> {
  const { perSecond: ours, barePerSecond, grown, bareGrown, before } = await outboxDeliveryBench(OUTBOX)
  const process = { name: 'the process before', ...megabytes(before) }
  return [
    {
      what: 'outbox events delivered',
      figure: perSecond(ours),
      beside: { name: 'bare reads and updates', ...perSecond(barePerSecond) },
      goal: { of: 'ratio', bound: 'at least', value: 0.3 },
    },
    {
      what: 'memory grown by their delivery',
      figure: megabytes(grown),
      beside: process,
      goal: { of: 'figure', bound: 'below', value: 32 },
    },
    { what: 'memory grown by the bare statements', figure: megabytes(bareGrown), beside: process },
  ]
}

async function encoding(): Promise<readonly Measurement[]> {
  const { rows } = await ticketEncodingBench()
  return rows.filter(({ encoder }) => encoder === 'yimen').flatMap((ours) => [
    ...peersOf(ours, rows).map((peer) => ({
      what: `tickets encoded, ${ours.ticket}`,
      figure: perSecond(ours.ticketsPerSecond),
      beside: { name: peer.encoder, ...perSecond(peer.ticketsPerSecond) },
      ...(printsWhatPeersDoNot(ours) ? {} : { goal: { of: 'ratio', bound: 'above', value: 1 } as const }),
    })),
    ...peersOf(ours, rows).map((peer) => ({
      what: `bytes of a ticket, ${ours.ticket}`,
      figure: { value: ours.bytes, unit: 'bytes' } as const,
      beside: { name: peer.encoder, value: peer.bytes, unit: 'bytes' } as const,
    })),
    ...peersOf(ours, rows)
      .filter(({ encoder }) => encoder === 'receiptline')
      .flatMap((peer) =>
        BAUDS.map((baud) => ({
          what: `on the wire at ${baud} baud, ${ours.ticket}`,
          figure: of(wireTime(ours.bytes, baud), 'ms'),
          beside: { name: peer.encoder, ...of(wireTime(peer.bytes, baud), 'ms') },
        })),
      ),
  ])
}

async function filings(): Promise<readonly Measurement[]> {
  const { page, barePage, send, bareSend } = await handingInBench({ filings: FILINGS.handedIn })
  const { ours, bare } = await afterOutageBench({ filings: FILINGS.afterOutage, pageBytes: FILINGS.pageBytes })
  return [
    {
      what: 'page of 600 kB, looked at and kept, p50',
      figure: of(median(page), 'ms'),
      beside: { name: 'written and flushed', ...of(median(barePage), 'ms') },
    },
    {
      what: 'filing of twenty pages, tap to durable, p50',
      figure: of(median(send), 'ms'),
      beside: { name: 'read, hashed, 4 KiB flushed', ...of(median(bareSend), 'ms') },
    },
    {
      what: `${FILINGS.afterOutage} filings of one page uploaded after an outage`,
      figure: perSecond(ours),
      beside: { name: 'bare PUT of the same bytes', ...perSecond(bare) },
    },
  ]
}

/** No peer prints its rare character, so that their speed is nothing to aim at. */
function printsWhatPeersDoNot({ ticket }: TicketEncodingRow): boolean {
  return REAL_TICKETS.some(({ name, isDrawn }) => name === ticket && isDrawn)
}

async function onTheWire(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = []
  for (const baud of BAUDS) {
    const { measured, calculated } = await onTheWireBench({ baud, times: WIRE_ROUNDS })
    measurements.push({
      what: `measured at ${baud} baud, plain with its fence`,
      figure: of(median(measured), 'ms'),
      beside: { name: 'wire time of its bytes', ...of(calculated, 'ms') },
    })
  }
  return measurements
}

function peersOf(ours: TicketEncodingRow, rows: readonly TicketEncodingRow[]): readonly TicketEncodingRow[] {
  return rows.filter(({ ticket, encoder }) => ticket === ours.ticket && encoder !== ours.encoder)
}

async function onPaper(qr: boolean): Promise<readonly Measurement[]> {
  const { tickets, floors, bytes } = await requestToPaperBench({ tickets: TICKETS, qr })
  const what = `request to paper, ${qr ? 'with' : 'without'} QR (${bytes.toLocaleString('en-GB')} bytes)`
  const at = (share: number) => ({
    figure: of(quantile(tickets, share), 'ms'),
    beside: { name: 'sync + 4 status + write', ...of(quantile(floors, share), 'ms') },
  })
  return [
    { what: `${what}, p50`, ...at(0.5), ...(qr ? {} : { goal: { of: 'ratio', bound: 'at most', value: 8 } as const }) },
    { what: `${what}, p99`, ...at(0.99) },
  ]
}

/** `baud` null: on a network. */
async function untilSettled(baud: number | null): Promise<readonly Measurement[]> {
  const { firstByte, settled, bare } = await requestToSettledBench({ tickets: PACED_TICKETS, baud })
  const line = baud === null ? 'on a network' : `at ${baud} baud`
  const all = of(median(settled), 'ms')
  const allOfIt = { name: 'request to settled', ...all }
  return [
    {
      what: `request to settled at 80 mm/s, printer ${line}, p50`,
      figure: all,
      beside: { name: 'wire and paper alone', ...of(median(bare), 'ms') },
    },
    { what: `of it, until the first byte leaves, printer ${line}, p50`, figure: of(median(firstByte), 'ms'), beside: allOfIt },
    {
      what: `of it, the software's share, printer ${line}, p50`,
      figure: of(median(settled.map((each, at) => each - (bare[at] ?? NaN))), 'ms'),
      beside: allOfIt,
      goal: { of: 'ratio', bound: 'at most', value: 0.05 },
    },
  ]
}

async function certificates(): Promise<readonly Measurement[]> {
  const figures = await certificatesBench(CERTIFICATES)
  const ours = figures.find(({ composer }) => composer === 'yimen')
  assert(ours?.cold)
  const peers = figures.filter(({ composer }) => composer !== 'yimen')
  const atMost = (value: number) => ({ of: 'figure', bound: 'at most', value }) as const
  const rows = [
    { what: 'certificate of one page, warm, p50', unit: 'ms', of: 'onePage', goal: atMost(50) },
    { what: 'certificate of ten pages, warm, p50', unit: 'ms', of: 'tenPages', goal: atMost(350) },
    { what: 'bytes of a certificate of one page', unit: 'kB', of: 'onePageBytes', goal: atMost(40) },
    { what: 'bytes of a certificate of ten pages', unit: 'kB', of: 'tenPagesBytes', goal: atMost(90) },
  ] as const
  const valueOf = (figure: CertificateFigures, key: (typeof rows)[number]['of']) => {
    const value = figure[key]
    return typeof value === 'number' ? value / 1000 : median(value)
  }
  return [
    ...rows.flatMap(({ what, unit, of: key, goal }) =>
      peers.map((peer) => ({ what, figure: of(valueOf(ours, key), unit), beside: { name: peer.composer, ...of(valueOf(peer, key), unit) }, goal })),
    ),
    {
      what: 'first page of a certificate, cold',
      figure: of(median(ours.cold), 'ms'),
      beside: { name: 'the same, warm', ...of(median(ours.onePage), 'ms') },
    },
  ]
}

async function tapToPrinter(): Promise<readonly Measurement[]> {
  const { preview, firstByte, bare } = await tapToPrinterBench(TAPS)
  const onScreen = await previewBench(PREVIEWS)
  const beside = { name: 'two calls to the platform', ...of(median(bare), 'ms') }
  const pages = { name: 'its pages asked for, until they have come', ...of(median(preview), 'ms') }
  return [
    { what: 'pages of a certificate asked for, until they have come, p50', figure: of(median(preview), 'ms'), beside },
    { what: 'tap to page 1 on screen, the first time', figure: of(onScreen.first, 'ms'), beside: pages },
    { what: 'tap to page 1 on screen, p50', figure: of(median(onScreen.later), 'ms'), beside: pages },
    { what: 'tap to the first byte at the A4 printer, p50', figure: of(median(firstByte), 'ms'), beside },
  ]
}
