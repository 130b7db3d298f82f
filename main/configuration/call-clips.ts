import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { CALL_WORDS, CHIME, OWN_WINDOW } from '../contract/call-words.ts'
import type { Log } from '../operations/log.ts'
import { unreadable } from './yaml-file.ts'

export interface CallClip {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: 'audio/ogg' | 'audio/wav'
}

/** A hall's own recordings, in the place of those that are built in. */
export interface CallClips {
  /** Part of their addresses: it changes as soon as any of them does, so that boards may keep them for ever. */
  readonly version: string
  /** By their names: `chime`, `zh/A`. */
  readonly clips: ReadonlyMap<string, CallClip>
  /** What lies there and is not used, each with why, as `zh/A.ogg: …`. */
  readonly leftOut: readonly string[]
}

/** Ten seconds of a studio's WAV; a word takes less than two. */
const MOST_BYTES = 2_000_000
/** They stay in memory, and each board reads them all. */
const MOST_BYTES_OF_ALL = 32_000_000
const LONGEST_WINDOW = 16

/**
 * The path of a folder beside the hall file, which lies in `folder` (null: the hall comes from no file). It is read here, at
 * load, so that nobody waits for it. What cannot be used there is left out and told: a hall is called all the same.
 */
export function callClips(folder: string | null) {
  return z
    .string({ error: 'expected the path of a folder beside this file' })
    .min(1, 'expected the path of a folder beside this file')
    .transform(async (written, check): Promise<CallClips> => {
      const read = folder === null ? 'a hall that comes from no file has no recordings' : await readClips(path.resolve(folder, written))
      if (typeof read !== 'string') return read
      check.addIssue({ code: 'custom', message: `expected a folder with recordings: ${read}` })
      return z.NEVER
    })
}

/** Tells whoever keeps the terminal which recordings are not used. */
export function tellLeftOut(clips: CallClips | undefined, log: Log): void {
  for (const line of clips?.leftOut ?? []) log.warn({ line }, 'a recording of the hall cannot be used; the built-in one is')
}

/** All that can be used, or why there is no such folder. */
async function readClips(folder: string): Promise<CallClips | string> {
  const clips = new Map<string, CallClip>()
  const leftOut: string[] = []
  const hash = createHash('sha256')
  let room = MOST_BYTES_OF_ALL
  for (const language of [null, 'zh', 'en'] as const) {
    let files: readonly string[]
    try {
      files = (await readdir(path.join(folder, language ?? ''))).sort()
    } catch (error) {
      if (language === null) return `${folder}: ${unreadable(error)}`
      continue // a hall may replace the recordings of one language alone
    }
    for (const file of files) {
      if (file.startsWith('.') || file.endsWith('.txt') || (language === null && (file === 'zh' || file === 'en'))) continue
      const under = (name: string) => (language === null ? name : `${language}/${name}`)
      const name = path.parse(file).name.normalize('NFC')
      const clip = !isWord(language, name) ? 'no word of a call has this name'
        : clips.has(under(name)) ? 'another recording has this name'
        : await readClip(path.join(folder, under(file)), room)
      if (typeof clip === 'string') {
        leftOut.push(`${under(file)}: ${clip}`)
        continue
      }
      room -= clip.bytes.length
      clips.set(under(name), clip)
      hash.update(`${under(name)} ${clip.bytes.length}\n`).update(clip.bytes)
    }
  }
  return { version: hash.digest('hex').slice(0, 16), clips, leftOut }
}

function isWord(language: 'zh' | 'en' | null, name: string): boolean {
  if (language === null) return name === CHIME
  if (name.startsWith(OWN_WINDOW)) return name.length > OWN_WINDOW.length && name.length <= OWN_WINDOW.length + LONGEST_WINDOW
  return (CALL_WORDS[language] as readonly string[]).includes(name)
}

/** The recording, or why it is none. */
async function readClip(file: string, room: number): Promise<CallClip | string> {
  let bytes: Uint8Array<ArrayBuffer>
  try {
    const found = await stat(file)
    if (!found.isFile()) return 'it is no file'
    if (found.size > MOST_BYTES) return `it has ${found.size} bytes; at most ${MOST_BYTES} are read`
    if (found.size > room) return `with those before it there are more than ${MOST_BYTES_OF_ALL} bytes`
    bytes = new Uint8Array(await readFile(file))
  } catch (error) {
    return unreadable(error)
  }
  const type = typeOf(Buffer.from(bytes.buffer))
  return type === null ? 'expected a WAV, or Opus or Vorbis in Ogg' : { bytes, type }
}

/** By what is in it, whatever its name ends with. */
function typeOf(bytes: Buffer): CallClip['type'] | null {
  const startsWith = (signs: string, at = 0) => bytes.toString('latin1', at, at + signs.length) === signs
  if (startsWith('RIFF') && startsWith('WAVE', 8)) {
    // Chunks of a name, a length and so many bytes, made even; one that was cut off has less sound than it says, or none.
    for (let at = 12; at + 8 < bytes.length; at += 8 + bytes.readUInt32LE(at + 4) + (bytes.readUInt32LE(at + 4) % 2)) {
      if (startsWith('data', at)) return at + 8 + bytes.readUInt32LE(at + 4) <= bytes.length ? 'audio/wav' : null
    }
    return null
  }
  // RFC 3533: a page begins with its sign; its 28th byte is where its content does, behind one segment's length.
  return startsWith('OggS') && (startsWith('OpusHead', 28) || startsWith('\u0001vorbis', 28)) && bytes.indexOf('OggS', 28) !== -1 ? 'audio/ogg' : null
}
