import type { BusFrame } from './bus-frame.ts'

/** What a clerk presses, and what a citizen answers, as the field's pads send it (reference hall.md 5.1 (a)). */
export type PadSaid =
  | { readonly kind: 'key'; readonly key: PadKey }
  /** Of an evaluator: 1 to 5, as it counts them. */
  | { readonly kind: 'level'; readonly level: number }
  /** A key that no pad is known to have, or a level outside 1 to 5. */
  | { readonly kind: 'unknown' }

export type PadKey =
  | 'call'
  | 'recall'
  /** The service is over: ask the citizen. */
  | 'evaluate'
  /** 弃号: 6 and 确认. */
  | 'pass'
  /** 挂起: 0 and 确认. */
  | 'hold'
  /** 回呼: 3 and 确认. */
  | 'call-back'
  /** Please stay behind the one-metre line. */
  | 'one-metre-line'
  | 'pause'
  | 'transfer'

const KEYS: ReadonlyMap<number, PadKey> = new Map([
  [0x0c, 'call'],
  [0x0d, 'recall'],
  [0x0b, 'evaluate'],
  [0x11, 'one-metre-line'],
  [0x12, 'pause'],
  [0x13, 'transfer'],
])
const CONFIRM = 0x0f
/** What 确认 means behind a digit. */
const CONFIRMED: ReadonlyMap<number, PadKey> = new Map([
  [0x06, 'pass'],
  [0x00, 'hold'],
  [0x03, 'call-back'],
])

/** Functions of the frames: what a host says, and the one that an evaluator's answer has. */
const TELL = 0x01
const SHOW = 0x02
const BEEP = 0x03
const LEVEL = 0x11

const START_EVALUATION = 0x0b
const FIVE_STARS = 0x05
const BLANK = 0x0a
const LEVELS = { least: 1, most: 5 } as const

/** The last byte is the key; a digit before it counts with 确认 alone. */
export function padSaid({ func, data }: BusFrame): PadSaid {
  const last = data.at(-1)
  if (last === undefined) return { kind: 'unknown' }
  if (func === LEVEL) {
    return data.length === 1 && last >= LEVELS.least && last <= LEVELS.most ? { kind: 'level', level: last } : { kind: 'unknown' }
  }
  const key = last !== CONFIRM ? KEYS.get(last) : data.length === 2 ? CONFIRMED.get(data[0] ?? CONFIRM) : undefined
  return key === undefined ? { kind: 'unknown' } : { kind: 'key', key }
}

/** Without an answer a pad says it again. An evaluator hears its level back under a function 10h lower, the rest its own frame. */
export function acknowledgement(frame: BusFrame): BusFrame {
  return frame.func === LEVEL ? { ...frame, func: TELL } : frame
}

export function beep(address: number): BusFrame {
  return { address, func: BEEP, data: [] }
}

/** Asks the citizen who stands there for a level. */
export function startEvaluation(address: number): BusFrame {
  return { address, func: TELL, data: [START_EVALUATION] }
}

/** The five stars that a window shows while nobody is asked. */
export function fiveStars(address: number): BusFrame {
  return { address, func: SHOW, data: [FIVE_STARS] }
}

/** What a pad shows its clerk. */
export interface PadFigures {
  /** Who wait for this window; above 999 it says 999. */
  readonly waiting: number
  /** The number of whoever was called, of which three digits have room, its last; null: nobody. */
  readonly ticket: string | null
}

export function showFigures(address: number, { waiting, ticket }: PadFigures): BusFrame {
  const count = String(Math.min(999, Math.max(0, Math.trunc(waiting)))).padStart(3, '0')
  const digits = digitsOf((ticket ?? '').replace(/\D/g, '').slice(-3))
  const blank = [BLANK, BLANK, BLANK].slice(digits.length)
  return { address, func: SHOW, data: [...digitsOf(count), ...blank, ...digits] }
}

function digitsOf(text: string): readonly number[] {
  return Array.from(text, Number)
}
