import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** 8N1: a start bit, eight of data, a stop bit. */
const BITS_PER_BYTE = 10

/** How many ms pass between two looks at the clock while a frame goes out. */
const TICK_MS = 4

/** A timer of Node may be this late; the rest of a wait is spent in turns of the event loop. */
const TIMER_SLACK_MS = 2

/** How long so many bytes take on a serial line, in ms. 1295 bytes at 115200 baud: 112.4 ms. */
export function wireTimeMs(bytes: number, baud: number): number {
  return (bytes * BITS_PER_BYTE * 1000) / baud
}

/** How many of `total` bytes have wholly passed a line of `baud` after `elapsedMs`. */
export function bytesDue(elapsedMs: number, total: number, baud: number): number {
  // A hair is added because 5 bytes' wire time must not count as 4.999… bytes.
  const passed = Math.floor((elapsedMs * baud) / (BITS_PER_BYTE * 1000) + 1e-6)
  return Math.min(total, Math.max(0, passed))
}

/**
 * Writes a frame at the speed of a serial line: at each tick what is due by then, the last byte when the frame's whole
 * wire time has passed. Ends early when `write` says that the line is gone. Times are `performance.now()`.
 */
export async function writePaced(
  frame: Uint8Array,
  baud: number,
  startMs: number,
  write: (bytes: Uint8Array) => boolean,
): Promise<void> {
  let sent = 0
  while (sent < frame.length) {
    const endMs = startMs + wireTimeMs(frame.length, baud)
    const left = endMs - performance.now()
    await (left > TICK_MS + TIMER_SLACK_MS ? sleep(TICK_MS) : waitUntil(endMs))
    const due = bytesDue(performance.now() - startMs, frame.length, baud)
    if (due > sent && !write(frame.subarray(sent, due))) return
    sent = due
  }
}

/** Precise to a turn of the event loop. */
export async function waitUntil(timeMs: number): Promise<void> {
  const coarse = timeMs - performance.now() - TIMER_SLACK_MS
  if (coarse >= 1) await sleep(coarse)
  while (performance.now() < timeMs) await nextTurn()
}
