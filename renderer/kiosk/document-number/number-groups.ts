import type { NumberFault, NumberedDocument } from '../../../main/contract/kiosk.ts'
import type { NumberEntry } from '../state.ts'

interface NumberPlace {
  readonly index: number
  readonly character: string
  /** Where the next character goes. */
  readonly next: boolean
  /** The one character that cannot stand there. */
  readonly wrong: boolean
}

type GroupName = 'letter' | 'country' | 'region' | 'birth' | 'serial' | 'life' | 'issue'

export interface NumberGroup {
  readonly name: GroupName
  readonly places: readonly NumberPlace[]
  readonly fault: boolean
}

type Lengths = readonly (readonly [name: GroupName, length: number])[]

/** GB 11643: six digits of region, eight of birth, three of sequence and the check character. */
const RESIDENT: Lengths = [
  ['region', 6],
  ['birth', 8],
  ['serial', 4],
]
/** The permanent resident's until 2023. */
const OLD_PERMANENT: Lengths = [
  ['country', 3],
  ['region', 4],
  ['birth', 6],
  ['serial', 2],
]
const HK_MACAO: Lengths = [
  ['letter', 1],
  ['life', 8],
  ['issue', 2],
]
const TAIWAN: Lengths = [
  ['life', 8],
  ['issue', 2],
]

/** The number as it stands on the document, with the group marked in which the fault lies; the whole where it is not known. */
export function groupsOf(entry: NumberEntry): readonly NumberGroup[] {
  const { document, typed } = entry
  const at = entry.state === 'wrong' && entry.position !== undefined ? entry.position - 1 : null
  let from = 0
  return groupsIn(document, typed).map(([name, length]) => {
    const first = from
    from += length
    const holds = at !== null && at >= first && at < from
    return {
      name,
      fault: entry.state === 'wrong' && (at === null ? isIn(entry.fault, name) : holds),
      places: Array.from({ length }, (_, offset) => ({
        index: first + offset,
        character: typed[first + offset] ?? '',
        next: first + offset === typed.length,
        wrong: first + offset === at,
      })),
    }
  })
}

function groupsIn(document: NumberedDocument, typed: string): Lengths {
  if (document === 'hk-macao-travel-permit') return HK_MACAO
  if (document === 'taiwan-travel-permit') return TAIWAN
  return document === 'permanent-resident-card' && /^[A-Z]/.test(typed) ? OLD_PERMANENT : RESIDENT
}

function isIn(fault: NumberFault, name: GroupName): boolean {
  if (fault === 'region') return name === 'region'
  if (fault === 'birth' || fault === 'birth-to-come') return name === 'birth'
  return fault !== 'first-letter' || name === 'letter'
}
