/** What the printer's sensors see; all of its answers follow from this. */
export interface Condition {
  readonly paper: 'ok' | 'near-end' | 'out'
  readonly cover: 'closed' | 'open' | 'opened while printing'
  readonly cutter: 'ok' | 'fault'
  readonly head: 'ok' | 'hot'
  /** ESC c 4: the printer waits for paper from near end on. */
  readonly nearEnd: 'warns' | 'stops'
}

const FIXED_DLE_EOT = 0x12
const FIXED_ASB = 0x10
/** With no drawer connected its pin reads high on most models; the reference's second normal answer, 16. */
const DRAWER_PIN = 0x04
const OFFLINE = 0x08
const ASB_COVER_OPEN = 0x20
const COVER_OPEN = 0x04
const PAPER_STOP = 0x20
const ERROR = 0x40
const CUTTER_ERROR = 0x08
const RECOVERS_BY_ITSELF = 0x40

/** An offline printer prints nothing and leaves the commands in its buffer alone. */
export function isOffline(condition: Condition): boolean {
  return condition.cover !== 'closed' || paperStops(condition) || hasError(condition)
}

/** DLE EOT 1–4: one byte (Epson TM-T88III; bits 1 and 4 always set, 0 and 7 never). */
export function dleEotAnswer(of: 1 | 2 | 3 | 4, condition: Condition): number {
  switch (of) {
    case 1:
      return FIXED_DLE_EOT | DRAWER_PIN | (isOffline(condition) ? OFFLINE : 0)
    case 2:
      return (
        FIXED_DLE_EOT |
        (condition.cover === 'closed' ? 0 : COVER_OPEN) |
        (paperStops(condition) ? PAPER_STOP : 0) |
        (hasError(condition) ? ERROR : 0)
      )
    case 3:
      return FIXED_DLE_EOT | errorCauses(condition)
    case 4:
      // Two bits for each sensor; an empty roll leaves both sensors bare.
      return FIXED_DLE_EOT | { ok: 0, 'near-end': 0x0c, out: 0x6c }[condition.paper]
    default:
      return of satisfies never
  }
}

/** GS a: the four bytes of automatic status back. */
export function asbAnswer(condition: Condition): readonly [number, number, number, number] {
  return [
    FIXED_ASB |
      DRAWER_PIN |
      (isOffline(condition) ? OFFLINE : 0) |
      (condition.cover === 'closed' ? 0 : ASB_COVER_OPEN),
    errorCauses(condition),
    { ok: 0, 'near-end': 0x03, out: 0x0f }[condition.paper],
    0,
  ]
}

/** The bits of ASB that a GS a mask watches: 01 drawer, 02 online/offline, 04 errors, 08 paper. */
export function asbWatched(mask: number, answer: readonly number[]): readonly number[] {
  const [state = 0, errors = 0, paper = 0] = answer
  return [
    state & (((mask & 1) === 0 ? 0 : DRAWER_PIN) | ((mask & 2) === 0 ? 0 : OFFLINE | ASB_COVER_OPEN)),
    (mask & 4) === 0 ? 0 : errors,
    (mask & 8) === 0 ? 0 : paper,
  ]
}

/** GS r 1 (paper sensors) and GS r 2 (drawer pin): one byte, bits 4 and 7 never set. */
export function gsRAnswer(what: 'paper' | 'drawer', condition: Condition): number {
  if (what === 'drawer') return 0x01
  return { ok: 0, 'near-end': 0x03, out: 0x0f }[condition.paper]
}

function paperStops(condition: Condition): boolean {
  return condition.paper === 'out' || (condition.paper === 'near-end' && condition.nearEnd === 'stops')
}

function hasError(condition: Condition): boolean {
  return errorCauses(condition) !== 0
}

/** The same bits in DLE EOT 3 and in the second byte of ASB. */
function errorCauses(condition: Condition): number {
  const recovers = condition.head === 'hot' || condition.cover === 'opened while printing'
  return (condition.cutter === 'fault' ? CUTTER_ERROR : 0) | (recovers ? RECOVERS_BY_ITSELF : 0)
}
