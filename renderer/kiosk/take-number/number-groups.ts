import { type NumberEntry, NUMBER_LENGTH } from '../state.ts'

interface NumberPlace {
  readonly index: number
  readonly character: string
  /** Where the next character goes. */
  readonly next: boolean
}

export interface NumberGroup {
  readonly name: 'region' | 'birth' | 'serial'
  readonly places: readonly NumberPlace[]
  readonly fault: boolean
}

/** GB 11643: six digits of region, eight of birth, three of sequence and the check character. */
const GROUPS = [
  { name: 'region', from: 0, to: 6 },
  { name: 'birth', from: 6, to: 14 },
  { name: 'serial', from: 14, to: NUMBER_LENGTH },
] as const

/** The number as it stands on the card, 6-8-4, with the group marked in which the fault lies; the whole where it is not known. */
export function groupsOf(entry: NumberEntry): readonly NumberGroup[] {
  const { typed } = entry
  return GROUPS.map(({ name, from, to }) => ({
    name,
    fault: entry.state === 'wrong' && (entry.fault === name || (entry.fault !== 'region' && entry.fault !== 'birth')),
    places: Array.from({ length: to - from }, (_, offset) => ({
      index: from + offset,
      character: typed[from + offset] ?? '',
      next: from + offset === typed.length,
    })),
  }))
}
