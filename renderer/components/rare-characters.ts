/** Part of a text: what the fonts have, or one character that none of them has, with its code in Unicode. */
export interface TextRun {
  readonly text: string
  /** `E000`; null where the fonts have it. */
  readonly code: string | null
}

/**
 * What no font of ours has: private use, where cards from before Unicode 3 have names, ideographs newer than extension F,
 * and halves of a character.
 */
const IN_NO_FONT = /[\p{Co}\p{Cs}\u{2EBF0}-\u{2F7FF}\u{2FA20}-\u{3FFFF}]/u

/** The text in parts; one part where the fonts have all of it. */
export function inRuns(text: string): readonly TextRun[] {
  const runs: TextRun[] = []
  for (const character of text) {
    if (IN_NO_FONT.test(character)) {
      runs.push({ text: character, code: (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0') })
      continue
    }
    const last = runs.at(-1)
    if (last?.code === null) runs[runs.length - 1] = { text: last.text + character, code: null }
    else runs.push({ text: character, code: null })
  }
  return runs
}
