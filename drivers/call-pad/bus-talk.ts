import type { Port } from '../ports/port.ts'
import { rest } from '../rest.ts'

/** What the host says on the bus: one frame after another, answers before all else. */
export interface BusTalk {
  /** A pad waits for this. */
  answer(frame: Buffer): void
  say(frame: Buffer): void
  /** What a pad shows from now on; one that has not left yet is not said any more. */
  show(address: number, frame: Buffer): void
  /**
   * Whether these bytes are our own come back: from an adapter that hears itself, or a pad that repeats what it was told.
   * Each frame that was said excuses one, so that nothing goes round and round.
   */
  isEcho(frame: Buffer): boolean
  end(): void
}

/** FT1.2 wants 33 bits of silence between frames: 3.5 ms at 9600 baud. */
const SILENCE_MS = 4
/** An own frame comes back at once, or after a pad has thought. */
const ECHO_MS = 200
/** What waits on a line that takes nothing in; a pad asks again. */
const MOST_WAITING = 64

export function createBusTalk(port: Port, now: () => number): BusTalk {
  const answers: Buffer[] = []
  const words: Buffer[] = []
  const shows = new Map<number, Buffer>()
  const ending = new AbortController()
  let said: readonly { readonly frame: Buffer; readonly at: number }[] = []
  let talking = false

  const next = (): Buffer | undefined => {
    const urgent = answers.shift() ?? words.shift()
    if (urgent !== undefined) return urgent
    const [first] = shows
    if (first === undefined) return undefined
    shows.delete(first[0])
    return first[1]
  }

  const talkAll = async (): Promise<void> => {
    if (talking) return
    talking = true
    for (let frame = next(); frame !== undefined && !ending.signal.aborted; frame = next()) {
      said = [...recent(), { frame, at: now() }]
      const written = await port.write(frame)
      // Whoever listens to the port hears why, and connects anew.
      if (!written.ok) await port.close('thrown-away')
      await rest(SILENCE_MS, ending.signal)
    }
    talking = false
  }

  const recent = () => said.filter(({ at }) => now() - at < ECHO_MS)

  const push = (queue: Buffer[], frame: Buffer): void => {
    if (queue.length < MOST_WAITING) queue.push(frame)
    void talkAll()
  }

  return {
    answer: (frame) => push(answers, frame),
    say: (frame) => push(words, frame),
    show(address, frame) {
      shows.set(address, frame)
      void talkAll()
    },
    isEcho(frame) {
      const own = recent().find((one) => one.frame.equals(frame))
      said = said.filter((one) => one !== own)
      return own !== undefined
    },
    end: () => ending.abort(),
  }
}
