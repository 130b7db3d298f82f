import { Worker } from 'node:worker_threads'
import { pictureIn, type CardPicture } from './card-picture.ts'
import type { Log } from './sdt-line.ts'

/**
 * What a configured module exports as `decodePhoto`: WLT, as a card holds it (1,024 bytes; the format has no public
 * description, decoders of it come from makers of readers), becomes a whole PNG or JPEG file of at most 45,000 bytes, or
 * null where it is no photo. The bytes are the callee's own copy for the time of the call. It runs in a thread of its
 * own with little time and memory; what it prints goes nowhere.
 */
export type DecodePhoto = (wlt: Uint8Array) => Uint8Array | null | Promise<Uint8Array | null>

export interface PhotoDecoder {
  /** The photo as a picture, the caller's own; null where it is none, whatever the reason. Never rejects. */
  decode(wlt: Uint8Array): Promise<CardPicture | null>
}

/** A photo of 102 × 126 pixels takes some milliseconds; somebody stands there and waits. */
const WITHIN_MS = 3_000
/** Of JavaScript; what native code takes for itself is not counted. */
const MEMORY_MB = 64

/**
 * The thread's own script, which needs no file beside it wherever the terminal is built or bundled to. It hands the module
 * the bytes, then wipes them; the picture goes over without a copy that nobody could wipe.
 */
const THREAD = `
const { parentPort, workerData: { module, wlt } } = require('node:worker_threads')
import(module)
  .then(({ decodePhoto }) => decodePhoto(wlt))
  .finally(() => wlt.fill(0))
  .then((picture) => {
    if (!(picture instanceof Uint8Array)) return parentPort.postMessage(picture)
    const own = Uint8Array.from(picture)
    picture.fill(0)
    parentPort.postMessage(own, [own.buffer])
  })
`

/** `module`: URL of the configured module. Each photo has a thread of its own, with which everything that it knew ends. */
export function openPhotoDecoder(options: {
  readonly module: URL
  /** Never receives personal data. */
  readonly log?: Log
  readonly withinMs?: number
}): PhotoDecoder {
  const { module, log = () => {}, withinMs = WITHIN_MS } = options
  return {
    async decode(wlt) {
      const { said, why } = await askThread(module, Uint8Array.from(wlt), withinMs)
      const picture = said instanceof Uint8Array ? pictureIn(said) : null
      if (said instanceof Uint8Array) said.fill(0)
      if (picture === null && said !== null) log('photo-not-decoded', { because: why ?? 'no-picture' })
      return picture
    },
  }
}

interface Said {
  /** Null where the module says that there is no photo; undefined where it said nothing. */
  readonly said: unknown
  /** A code or the name of an error, never its message, which may hold anything. */
  readonly why?: string
}

function askThread(module: URL, wlt: Uint8Array, withinMs: number): Promise<Said> {
  return new Promise((resolve) => {
    const thread = new Worker(THREAD, {
      eval: true,
      workerData: { module: module.href, wlt },
      transferList: [wlt.buffer as ArrayBuffer],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: MEMORY_MB / 4, stackSizeMb: 4 },
      stdout: true,
      stderr: true,
    })
    thread.stdout.resume()
    thread.stderr.resume()
    const end = (said: Said): void => {
      clearTimeout(tooLate)
      resolve(said)
      void thread.terminate()
    }
    const tooLate = setTimeout(() => end({ said: undefined, why: 'too-slow' }), withinMs)
    thread.on('message', (said: unknown) => end({ said }))
    thread.on('messageerror', () => end({ said: undefined, why: 'no-picture' }))
    thread.on('error', (error: NodeJS.ErrnoException) => end({ said: undefined, why: reasonOf(error) }))
    thread.on('exit', () => end({ said: undefined, why: 'ended' }))
  })
}

/** What a module throws is its own: only a plain word of it may be told. */
function reasonOf({ code, name }: NodeJS.ErrnoException): string {
  return [code, name].find((word) => typeof word === 'string' && /^\w{1,40}$/.test(word)) ?? 'Error'
}
