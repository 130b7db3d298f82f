import type { EnrolPlaces, HallPlace } from '../../main/contract/enrol.ts'
import type { enrolZh } from '../strings/enrol-zh.ts'

export type Language = 'zh' | 'en'
export type EnrolWords = typeof enrolZh

/** A text with its holes filled: `{{window}}`. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (hole, name: string) => values[name] ?? hole)
}

/** Which page of the hall a browser wants to be: `窗口叫号 · 3 号窗口`. */
export function placeWords(place: HallPlace, places: EnrolPlaces, words: EnrolWords, language: Language): string {
  const window = place.window === null ? null : filled(words.windowOf, { window: place.window })
  if (place.kind === 'manager') return words.kinds.manager
  if (place.kind === 'window') return `${words.kinds.window} · ${window ?? ''}`
  if (window !== null) return `${words.kinds.over} · ${window}`
  if (place.area === null) return words.kinds.board
  return `${words.kinds.area} · ${places.areas.find(({ zh }) => zh === place.area)?.[language] ?? place.area}`
}
