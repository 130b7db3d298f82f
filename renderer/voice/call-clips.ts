import type { CallLanguage } from './call-plan.ts'

/** Never inlined: the page's CSP takes sound from files only. The names are those of strings/board-spoken.json. */
const FILES = import.meta.glob<string>('./call-clips/**/*.{ogg,opus,wav}', { query: '?url&no-inline', import: 'default', eager: true })

const ADDRESSES = new Map(Object.entries(FILES).map(([file, address]) => [file.replace('./call-clips/', '').replace(/\.\w+$/, ''), address]))

/** A list that has not come by then is asked for again with the next word of the hall. */
const LIST_MS = 10_000

export interface CallClips {
  /** Which recordings the hall has of its own: what `BoardView` says of them. */
  use(version: string | null): void
  /** The addresses of a recording, the hall's own before the one that is built in; none where there is none of that name. */
  addressesOf(language: CallLanguage | null, name: string): readonly string[]
}

/** Until the hall's own recordings are known, and where one of them cannot be heard, the built-in ones are. */
export function createCallClips(): CallClips {
  let version: string | null = null
  let own: ReadonlyMap<string, string> = new Map()

  async function learn(of: string): Promise<void> {
    const at = (name: string) => new URL(`clips/${of}/${name.split('/').map(encodeURIComponent).join('/')}`, location.href).href
    try {
      const names: unknown = await (await answered(at('names.json'), LIST_MS)).json()
      if (version === of && Array.isArray(names)) own = new Map(names.map((name) => [String(name), at(String(name))]))
    } catch {
      if (version === of) version = null
    }
  }

  return {
    use(next) {
      if (next === version) return
      version = next
      own = new Map()
      if (next !== null) void learn(next)
    },
    addressesOf(language, name) {
      const asked = language === null ? name : `${language}/${name}`
      return [own.get(asked), ADDRESSES.get(asked)].filter((address) => address !== undefined)
    },
  }
}

/** The answer, where it is one. */
export async function answered(address: string, withinMs: number): Promise<Response> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(withinMs) })
  if (!answer.ok) throw new Error(`the hall answered ${answer.status}`)
  return answer
}
