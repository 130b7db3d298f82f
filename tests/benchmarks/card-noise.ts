import { strict as assert } from 'node:assert'
import { SdtDecoder } from '../../drivers/id-card/sdt-frame.ts'
import { baseFrame } from '../drivers/id-card/vectors.ts'

/** Bytes and frames a second, of the parser and of a loop that looks at each byte once and does nothing else with it. */
export interface CardNoiseFigures {
  readonly frames: Compared
  /** Bytes in which there is no frame. */
  readonly noise: Compared
  /** Bytes of which every seventh claims to begin a long frame: what costs most. */
  readonly claims: Compared
}

/** A second. */
interface Compared {
  readonly ours: number
  readonly bare: number
}

const BYTES = 8_000_000
/** As a port hands them out, at most. */
const PIECE = 4_096
const TURNS = 5

/** Best of some turns, ours and the bare loop's by turns. */
export function cardNoiseBench(): CardNoiseFigures {
  const frame = baseFrame('domestic')
  const frames = filled(frame)
  const noise = Buffer.alloc(BYTES)
  // Of no period, and the same in each run.
  for (let at = 0, word = 1; at < BYTES; at += 1) {
    word = (Math.imul(word, 1_103_515_245) + 12_345) >>> 0
    noise[at] = word >>> 24
  }
  const claims = filled(Buffer.from('AAAAAA96690F00', 'hex'))
  const byFrames = compared(frames, (found) => assert.equal(found, Math.floor(BYTES / frame.length)))
  return {
    frames: { ours: byFrames.ours / frame.length, bare: byFrames.bare / frame.length },
    noise: compared(noise, (found) => assert.equal(found, 0)),
    claims: compared(claims, (found) => assert.equal(found, 0)),
  }
}

function filled(piece: Buffer): Buffer {
  return Buffer.alloc(BYTES, piece)
}

/** Bytes a second. */
function compared(bytes: Buffer, check: (found: number) => void): Compared {
  let ours = Infinity
  let bare = Infinity
  for (let turn = 0; turn < TURNS; turn += 1) {
    ours = Math.min(ours, secondsOf(() => check(framesIn(bytes))))
    bare = Math.min(bare, secondsOf(() => assert(bareLoop(bytes) <= 0xff)))
  }
  return { ours: bytes.length / ours, bare: bytes.length / bare }
}

function secondsOf(work: () => void): number {
  const began = performance.now()
  work()
  return (performance.now() - began) / 1000
}

function framesIn(bytes: Buffer): number {
  const decoder = new SdtDecoder()
  let found = 0
  for (let at = 0; at < bytes.length; at += PIECE) {
    for (const event of decoder.push(bytes.subarray(at, at + PIECE))) if (event.kind === 'frame') found += 1
  }
  return found
}

function bareLoop(bytes: Buffer): number {
  let xor = 0
  for (let at = 0; at < bytes.length; at += PIECE) {
    for (const byte of bytes.subarray(at, at + PIECE)) xor ^= byte
  }
  return xor
}
