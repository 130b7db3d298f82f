import type { CallLanguage } from './call-plan.ts'

/** Never inlined: the page's CSP takes sound from files only. The names are those of strings/board-spoken.json. */
const FILES = import.meta.glob<string>('./call-clips/**/*.{ogg,opus,wav}', { query: '?url&no-inline', import: 'default', eager: true })

const ADDRESSES = new Map(Object.entries(FILES).map(([file, address]) => [file.replace('./call-clips/', '').replace(/\.\w+$/, ''), address]))

/** The address of a recording, or undefined where the hall has none of that name. */
export function callClipAddress(language: CallLanguage | null, name: string): string | undefined {
  return ADDRESSES.get(language === null ? name : `${language}/${name}`)
}
