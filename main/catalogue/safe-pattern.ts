/** A pattern and what it is held against are both short: what is left to go wrong is then bounded as well. */
const LONGEST_PATTERN = 200
/** So many repeats without a narrow limit may stand in a row: each makes the worst case longer by the length of the answer. */
const MOST_WIDE_REPEATS = 3
/** A repeat that may go on for longer than this is wide. */
const NARROW = 20
const MOST_REPEATS = 200

/**
 * Why a pattern may not be held against an answer, or null. Allowed is what tells a number of a document or of a vehicle:
 * characters, classes, groups, alternatives and repeats, from `^` to `$`. A repeat within a repeat, or of alternatives,
 * can take for ever over one wrong letter; so can what looks ahead or back.
 */
export function patternFault(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return `expected a pattern of at most ${LONGEST_PATTERN} characters`
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || pattern.endsWith('\\$')) return 'expected a pattern from ^ to $'
  if (!compiles(pattern)) return 'expected a regular expression'
  return repeatsFault(pattern)
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    // SyntaxError is how the language says that it is none.
    return false
  }
}

/** What is known of a group while it is read, and of a single character before a repeat. */
interface Piece {
  varies: boolean
  alternatives: boolean
}

function repeatsFault(pattern: string): string | null {
  const open: Piece[] = [{ varies: false, alternatives: false }]
  /** What a repeat at this place would repeat. */
  let last: Piece = single()
  let wide = 0
  let at = 0
  while (at < pattern.length) {
    const rest = pattern.slice(at)
    const around = open.at(-1) ?? last
    const escape = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|.)/u.exec(rest)?.[0]
    const set = /^\[(?:\\.|[^\]\\])*\]/u.exec(rest)?.[0]
    const repeat = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(rest)
    if (escape !== undefined) {
      if (/^\\[1-9k]/.test(escape)) return 'expected a pattern that does not refer back'
      last = single()
      at += escape.length
    } else if (set !== undefined) {
      last = single()
      at += set.length
    } else if (rest.startsWith('(')) {
      if (rest.startsWith('(?') && !rest.startsWith('(?:')) return 'expected a pattern that looks neither ahead nor back and names no group'
      open.push({ varies: false, alternatives: false })
      at += rest.startsWith('(?:') ? 3 : 1
    } else if (rest.startsWith(')')) {
      last = open.pop() ?? single()
      const outer = open.at(-1)
      if (outer === undefined) return 'expected a regular expression'
      outer.varies ||= last.varies
      outer.alternatives ||= last.alternatives
      at += 1
    } else if (rest.startsWith('|')) {
      around.alternatives = true
      at += 1
    } else if (repeat !== null) {
      const { most, varies } = rangeOf(repeat)
      if (most > 1 && (last.varies || last.alternatives)) return 'expected no repeat of what repeats or has alternatives'
      if (most !== Infinity && most > MOST_REPEATS) return `expected at most ${MOST_REPEATS} repeats`
      if (varies && most > NARROW) wide += 1
      if (wide > MOST_WIDE_REPEATS) return `expected at most ${MOST_WIDE_REPEATS} repeats without a narrow limit`
      around.varies ||= varies
      at += repeat[0].length
    } else {
      last = single()
      at += 1
    }
  }
  return null
}

function single(): Piece {
  return { varies: false, alternatives: false }
}

function rangeOf([written, least, range, most]: RegExpExecArray): { readonly most: number; readonly varies: boolean } {
  if (written.startsWith('?')) return { most: 1, varies: true }
  if (written.startsWith('*') || written.startsWith('+')) return { most: Infinity, varies: true }
  if (range === undefined) return { most: Number(least), varies: false }
  return { most: most === undefined || most === '' ? Infinity : Number(most), varies: most !== least }
}
