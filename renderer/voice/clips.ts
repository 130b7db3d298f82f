import type spoken from '../strings/spoken.json'
import type { Language } from '../strings/strings.ts'

/** What can be spoken; the words are in `strings/spoken.json` and on screen. */
export type ClipName = keyof typeof spoken

/** Never inlined: the page's CSP takes sound from files only. */
const FILES = import.meta.glob<string>('./clips/*/*.ogg', { query: '?url&no-inline', import: 'default', eager: true })

/** The address of a clip, or undefined where the hall has no recording of it. */
export function clipAddress(clip: ClipName, language: Language): string | undefined {
  return FILES[`./clips/${language}/${clip}.ogg`]
}
