import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Fonts of CJK extensions B to F, cut into slices of 1024 code points (certificate/fonts/rare/make.mjs). */
export interface RareFonts {
  /** The files that may have this character, in the order in which they are asked; mostly none. */
  filesFor(codePoint: number): readonly string[]
}

const SLICE = 1024
/** First the font that has nearly all of a slice, then the one that has what it lacks. */
const NAMES = ['hana', 'hana-a'] as const

/** The slices in a folder. It is looked into at the first character that asks. */
export function rareFonts(folder: string): RareFonts {
  let there: ReadonlySet<string> | null = null
  return {
    filesFor(codePoint) {
      there ??= new Set(listed(folder))
      const slice = Math.floor(codePoint / SLICE).toString(16)
      return NAMES.map((name) => `${name}-${slice}.woff`).flatMap((file) => (there?.has(file) === true ? [path.join(folder, file)] : []))
    },
  }
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // Without them a character is one that no font has, and that is said where it is met.
  }
}
