import type { BoardCall, BoardView } from '../../main/contract/board.ts'
import { answered, createCallClips } from './call-clips.ts'
import { planCall, type CallPiece } from './call-plan.ts'
import { heard, NOTHING_TO_SAY, speakNext, spoken } from './call-queue.ts'

/** A browser that lets sound out does so within this time, in milliseconds; afterwards it waits for a touch. */
const LET_OUT_MS = 500
/** A recording that has not come by then is left out. */
const FETCH_MS = 10_000
/** A sound device that is pulled out in the middle of a call never says that the call has ended. */
const END_AFTER_MS = 2_000
/** The board that spoke before was perhaps gone for so long before the hall missed it: rather a call is heard once more. */
const UNHEARD_MS = 15_000

export interface CallVoice {
  /** New calls, how they are to be spoken, and which of them here. `now` is the hall's clock. */
  readonly hear: (calls: readonly BoardCall[], voice: BoardView['voice'], now: number) => void
  /** Somebody has touched the screen: the browser lets sound out now. */
  readonly touched: () => void
}

/** What the browser does with the sound of a board. */
export interface SoundState {
  /** It lets it out. */
  readonly sounds: boolean
  /** It keeps it back, and this board is the one that has to speak. */
  readonly blocked: boolean
}

/** Speaks calls one after the other, each as one piece of sound. */
export function createCallVoice(onSound: (state: SoundState) => void): CallVoice {
  let context: AudioContext | null = null
  let queue = NOTHING_TO_SAY
  let manner: BoardView['voice'] | null = null
  /** The hall's clock less the page's. */
  let ahead = 0
  let asked = false
  /** Called a moment ago, for another board to speak. */
  let others: readonly BoardCall[] = []
  const recordings = createCallClips()
  const clips = new Map<string, Promise<AudioBuffer | null>>()
  const hallNow = () => performance.now() + ahead

  function tell(): void {
    const sounds = context?.state === 'running'
    onSound({ sounds, blocked: asked && !sounds && manner !== null && manner.on && manner.windows.length > 0 })
  }

  function wake(): void {
    if (context !== null) return
    context = new AudioContext()
    context.addEventListener('statechange', () => {
      tell()
      speak()
    })
    // Where a touch is needed first, this waits for it and tells no fault.
    context.resume().catch(() => undefined)
    setTimeout(() => {
      asked = true
      tell()
    }, LET_OUT_MS)
  }

  function clip(audio: AudioContext, piece: CallPiece & { readonly kind: 'clip' }): Promise<AudioBuffer | null> {
    // What the hall has of its own and cannot be heard, the built-in one says.
    return recordings
      .addressesOf(piece.language, piece.name)
      .reduce<Promise<AudioBuffer | null>>(async (before, address) => (await before) ?? recording(audio, address), Promise.resolve(null))
  }

  function recording(audio: AudioContext, address: string): Promise<AudioBuffer | null> {
    const known = clips.get(address)
    if (known !== undefined) return known
    const fetched = answered(address, FETCH_MS)
      .then((answer) => answer.arrayBuffer())
      .then((bytes) => audio.decodeAudioData(bytes))
      .catch(() => {
        // Not reached now, perhaps the next time: a call is spoken without it.
        clips.delete(address)
        return null
      })
    clips.set(address, fetched)
    return fetched
  }

  /** The whole call as one piece of sound: what is cut to fit stays together whatever else the machine does. */
  async function stitched(audio: AudioContext, pieces: readonly CallPiece[]): Promise<AudioBuffer | null> {
    const { sampleRate } = audio
    const sounds = await Promise.all(pieces.map((piece) => (piece.kind === 'clip' ? clip(audio, piece) : Promise.resolve(null))))
    const lengths = pieces.map((piece, at) => piece.kind === 'silence' ? Math.round((piece.ms / 1000) * sampleRate) : (sounds[at]?.length ?? 0))
    const length = lengths.reduce((sum, each) => sum + each, 0)
    if (length === 0) return null
    const whole = audio.createBuffer(1, length, sampleRate)
    let at = 0
    for (const [index, sound] of sounds.entries()) {
      if (sound !== null) whole.copyToChannel(sound.getChannelData(0), 0, at)
      at += lengths[index] ?? 0
    }
    return whole
  }

  function speak(): void {
    const audio = context
    if (audio === null || audio.state !== 'running' || manner === null || queue.speaking !== null) return
    queue = speakNext(queue, hallNow())
    const call = queue.speaking
    if (call === null) return
    const { languages, one, volume } = manner
    let over = false
    const passOn = () => {
      if (over) return
      over = true
      queue = spoken(queue)
      speak()
    }
    const has = (language: 'zh' | 'en', name: string) => recordings.addressesOf(language, name).length > 0
    stitched(audio, planCall(call, { languages, one, has })).then((sound) => {
      if (sound === null) return passOn()
      const source = audio.createBufferSource()
      const loudness = audio.createGain()
      loudness.gain.value = volume
      source.buffer = sound
      source.connect(loudness).connect(audio.destination)
      source.addEventListener('ended', () => {
        loudness.disconnect()
        passOn()
      })
      source.start()
      setTimeout(passOn, sound.duration * 1000 + END_AFTER_MS)
    }, passOn)
  }

  return {
    hear: (calls, voice, now) => {
      ahead = now - performance.now()
      manner = voice
      recordings.use(voice.clips)
      if (voice.on) wake()
      const fresh = [...others, ...calls]
      const isHere = ({ window }: BoardCall) => voice.windows.includes(window)
      others = voice.on ? fresh.filter((call) => !isHere(call) && now - call.at < UNHEARD_MS) : []
      // What waits to be spoken is another board's now where that one speaks.
      queue = voice.on ? heard({ ...queue, waiting: queue.waiting.filter(isHere) }, fresh.filter(isHere), now) : { ...queue, waiting: [] }
      tell()
      speak()
    },
    touched: () => {
      context?.resume().catch(() => undefined)
    },
  }
}
