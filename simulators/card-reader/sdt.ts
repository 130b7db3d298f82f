/**
 * The SDT frame as a reader sees it: requests in, answers out.
 * Source: the SAM_V interface as public readers speak it (GA 467-2004); marks [2+], [1] and [I] say how many
 * independent sources agree, and [I] that a behaviour is inferred.
 *
 * Host to reader: `AA AA AA 96 69 | LenH LenL | CMD | PARA | DATA… | CHK`
 * Reader to host: `AA AA AA 96 69 | LenH LenL | SW1 SW2 SW3 | DATA… | CHK`
 *
 * Len counts the bytes after the length field, CHK included; CHK is the XOR of everything between preamble and CHK.
 */

/** The commands by name. */
export type CommandName =
  | 'reset'
  | 'status'
  | 'sam-id'
  | 'find'
  | 'select'
  | 'read-base'
  | 'read-base-fingerprint'
  | 'read-newest-address'
  | 'read-management-number'
  | 'set-baud'
  | 'set-max-rf'

/** A well-formed request, with what it carries. */
export type Command =
  | { readonly name: Exclude<CommandName, 'set-baud' | 'set-max-rf'> }
  | { readonly name: 'set-baud'; readonly baud: number }
  | { readonly name: 'set-max-rf'; readonly bytes: number }

/** What the strict parser makes of the bytes of the host. All but `noise` are answered. */
export type Request =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'unknown'; readonly cmd: number; readonly para: number }
  | { readonly kind: 'bad-length'; readonly length: number }
  | { readonly kind: 'bad-checksum' }
  | { readonly kind: 'noise'; readonly bytes: number }

/** SW3, the byte a host judges by. SW1 and SW2 are normally 00 00. */
export const STATUS = {
  success: 0x90,
  notOnCard: 0x91,
  found: 0x9f,
  badChecksum: 0x10,
  badLength: 0x11,
  badCommand: 0x21,
  readFailed: 0x41,
  findFailed: 0x80,
  selectFailed: 0x81,
} as const

const PREAMBLE = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const
const HEAD_BYTES = PREAMBLE.length + 2

/** CMD, PARA and CHK: the shortest request [2+]. */
const SHORTEST_LENGTH = 3

/** No frame of the protocol is longer; a larger Len is line noise and is refused before its body is awaited. */
const LONGEST_LENGTH = 0x0fff

/** A request that stops for this long is given up [I]; otherwise one damaged Len would swallow all that follows. */
const RECEIVE_GAP_MS = 500

/** CMD 60: parameter to baud rate [2+]. */
const BAUD_RATES = [115_200, 57_600, 38_400, 19_200, 9_600] as const

/** CMD and PARA of the commands that carry no data [2+; 30 05: 1]. */
const PLAIN_COMMANDS: ReadonlyMap<number, Exclude<CommandName, 'set-baud' | 'set-max-rf'>> = new Map([
  [0x10ff, 'reset'],
  [0x11ff, 'status'],
  [0x12ff, 'sam-id'],
  [0x2001, 'find'],
  [0x2002, 'select'],
  [0x3001, 'read-base'],
  [0x3010, 'read-base-fingerprint'],
  [0x3003, 'read-newest-address'],
  [0x3005, 'read-management-number'],
])

/** A frame from the reader to the host. `status` is SW3; `apdu` is what SW1 SW2 carry, 0000 unless the card spoke. */
export function answerFrame(status: number, data: Uint8Array = new Uint8Array(), apdu = 0): Buffer {
  const length = 3 + data.length + 1
  const frame = Buffer.alloc(HEAD_BYTES + length)
  frame.set(PREAMBLE)
  frame.writeUInt16BE(length, PREAMBLE.length)
  frame.writeUInt16BE(apdu, HEAD_BYTES)
  frame.writeUInt8(status, HEAD_BYTES + 2)
  frame.set(data, HEAD_BYTES + 3)
  frame.writeUInt8(xor(frame.subarray(PREAMBLE.length, -1)), frame.length - 1)
  return frame
}

/**
 * Takes the bytes of the host as they come, cut anywhere, and gives the requests in them.
 * `push` wants the time in ms, so that a request which stopped half-way is given up after RECEIVE_GAP_MS.
 */
export function requestParser(): { push(bytes: Uint8Array, nowMs: number): Request[] } {
  let pending = Buffer.alloc(0)
  let lastByteMs = 0

  /** Takes one request off the front of `pending`; `undefined` when more bytes are needed. */
  function next(): Request | undefined {
    const start = pending.indexOf(Buffer.from(PREAMBLE))
    const skipped = start === -1 ? pending.subarray(0, pending.length - preambleBegun(pending)) : pending.subarray(0, start)
    if (skipped.length > 0) {
      pending = pending.subarray(skipped.length)
      // Extra AA bytes before a preamble are what a host sends to wake a line; anything else is noise.
      const noise = skipped.filter((byte) => byte !== PREAMBLE[0]).length
      return noise > 0 ? { kind: 'noise', bytes: noise } : next()
    }
    if (pending.length < HEAD_BYTES) return undefined

    const length = pending.readUInt16BE(PREAMBLE.length)
    if (length < SHORTEST_LENGTH || length > LONGEST_LENGTH) {
      pending = pending.subarray(HEAD_BYTES)
      return { kind: 'bad-length', length }
    }
    const end = HEAD_BYTES + length
    if (pending.length < end) return undefined
    const checked = pending.subarray(PREAMBLE.length, end)
    pending = pending.subarray(end)
    if (xor(checked) !== 0) return { kind: 'bad-checksum' }
    return decode(checked.subarray(2, -1))
  }

  return {
    push(bytes, nowMs) {
      const requests: Request[] = []
      if (pending.length > 0 && nowMs - lastByteMs > RECEIVE_GAP_MS) {
        requests.push({ kind: 'noise', bytes: pending.length })
        pending = Buffer.alloc(0)
      }
      lastByteMs = nowMs
      pending = Buffer.concat([pending, bytes])
      for (let request = next(); request !== undefined; request = next()) requests.push(request)
      return requests
    },
  }
}

/** CMD, PARA and data of a frame whose checksum is right. */
function decode(body: Uint8Array): Request {
  const [cmd = 0, para = 0, value = 0] = body
  const length = body.length + 1
  const exactly = (bytes: number, command: Command): Request =>
    length === bytes ? { kind: 'command', command } : { kind: 'bad-length', length }

  const plain = PLAIN_COMMANDS.get((cmd << 8) | para)
  if (plain !== undefined) return exactly(SHORTEST_LENGTH, { name: plain })
  const baud = cmd === 0x60 ? BAUD_RATES[para] : undefined
  if (baud !== undefined) return exactly(SHORTEST_LENGTH, { name: 'set-baud', baud })
  if (cmd === 0x61 && para === 0xff) return exactly(SHORTEST_LENGTH + 1, { name: 'set-max-rf', bytes: value })
  return { kind: 'unknown', cmd, para }
}

/** How many bytes at the end may be the beginning of a preamble. */
function preambleBegun(bytes: Uint8Array): number {
  for (let count = Math.min(PREAMBLE.length - 1, bytes.length); count > 0; count -= 1) {
    const tail = bytes.subarray(bytes.length - count)
    if (tail.every((byte, index) => byte === PREAMBLE[index])) return count
  }
  return 0
}

function xor(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0)
}
