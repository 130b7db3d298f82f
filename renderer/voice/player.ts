import type { Language } from '../strings/strings.ts'
import { type ClipName, clipAddress } from './clips.ts'

export interface Voice {
  /** Speaks after what is being spoken. A clip already waiting is not queued twice. */
  readonly say: (clip: ClipName, language: Language) => void
  /** The person has gone: nothing more is said to them. */
  readonly hush: () => void
}

export interface VoiceSettings {
  readonly enabled: boolean
  /** 0 to 1. */
  readonly volume: number
}

/** One clip after another, never two at once. A clip that is missing or cannot play is passed over in silence. */
export function createVoice(settings: VoiceSettings): Voice {
  const queue: { readonly clip: ClipName; readonly address: string }[] = []
  let playing: HTMLAudioElement | null = null

  const next = () => {
    playing?.removeAttribute('src')
    playing = null
    const clip = queue.shift()
    if (clip === undefined) return
    const audio = new Audio(clip.address)
    audio.volume = settings.volume
    playing = audio
    const passOn = () => {
      if (playing === audio) next()
    }
    audio.addEventListener('ended', passOn, { once: true })
    audio.addEventListener('error', passOn, { once: true })
    audio.play().catch(passOn)
  }
  return {
    say: (clip, language) => {
      const address = clipAddress(clip, language)
      if (!settings.enabled || address === undefined || queue.some((waiting) => waiting.clip === clip)) return
      queue.push({ clip, address })
      if (playing === null) next()
    },
    hush: () => {
      queue.length = 0
      playing?.pause()
      next()
    },
  }
}
