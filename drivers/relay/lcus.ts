/**
 * The common USB relay of the LCUS type, on a serial line of 9600 baud (8 data bits, no parity, one stop bit): a board
 * of 1 to 8 relays behind a CH340. Four bytes switch one relay: A0, the channel from 1, 01 to energise or 00 to release,
 * and the low byte of the sum of the three. The plain type answers nothing.
 *
 * From what sellers of LCUS-1, -2, -4 and -8 boards print beside them; no board was at hand to try it on.
 */

/** One relay of a board, from 1; boards have up to 8. */
export type RelayChannel = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** `energised` pulls the contact over; `released` is how it lies without power too. */
export type RelayState = 'energised' | 'released'

const START = 0xa0
const STATE_BYTES: Readonly<Record<RelayState, number>> = { energised: 0x01, released: 0x00 }

/** The bytes that put one relay into a state, whatever it was in before. */
export function encodeSwitch(channel: RelayChannel, state: RelayState): Uint8Array {
  const bytes = [START, channel, STATE_BYTES[state]] as const
  return Uint8Array.of(...bytes, (bytes[0] + bytes[1] + bytes[2]) & 0xff)
}
