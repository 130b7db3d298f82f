import type { SearchCodeFault } from '../../contract/guide.ts'
import { wrongPlaces } from '../item-codes.ts'
import type { ServiceItem } from '../service-item.ts'

/** Characters of a code of an item: the catalogue's own, a body's, and that with a case of it (reference/hall.md §2.2). */
const LENGTHS = [12, 31, 33] as const
const TASK_LENGTH = 31
const HANDLED_LENGTH = 33

/** From here on the beginning of a code finds its items, and what finds nothing is taken for one. */
const SHORTEST_BEGINNING = 4
const SHORTEST_CODE = 10
const FEWEST_DIGITS = 4
/** Codes that are nearly this one are told up to here. */
const MOST_NEAR = 5

/**
 * The code in what was typed or scanned, upper case and without what separates its parts; of an address its last part. Null
 * for what is none.
 */
export function codeIn(typed: string): string | null {
  const text = typed.normalize('NFKC').trim()
  const last = text.split(/[/?&=#]/).findLast((part) => part !== '') ?? ''
  const code = keyOf(decoded(last))
  const digits = code.replace(/\D/g, '').length
  return /^[0-9A-Z]+$/.test(code) && code.length >= SHORTEST_BEGINNING && digits >= FEWEST_DIGITS ? code : null
}

/** Every item with a code that begins like this one, by its place in the list. */
export function itemsWithCode(items: readonly ServiceItem[], code: string): readonly number[] {
  const found = items.flatMap((item, at) => (codesOf(item).some((one) => one.startsWith(code)) ? at : []))
  if (found.length > 0 || code.length !== HANDLED_LENGTH) return found
  // A case of an item whose cases the catalogue does not tell apart.
  const task = code.slice(0, TASK_LENGTH)
  return items.flatMap((item, at) => (item.task_code === task && blank(item.task_handle_item) ? at : []))
}

/** Why a code that no item has is none, and which items have nearly this one; null for what is too short to say so. */
export function codeFault(
  items: readonly ServiceItem[],
  code: string,
): { readonly fault: SearchCodeFault; readonly near: readonly number[] } | null {
  if (code.length < SHORTEST_CODE) return null
  const near = nearlyThat(items, code)
  if (near.length > 0) {
    const places = [...new Set(near.map(({ place }) => place))].map((place) => ({ from: place, to: place }))
    return { fault: { kind: 'wrong', places }, near: near.map(({ item }) => item) }
  }
  const { length } = code
  if (length >= TASK_LENGTH) {
    const places = wrongPlaces(code)
    // Local codes have any length; where the body's number is right, this is meant as a national one.
    if (LENGTHS.some((one) => one === length) && places.length > 0) return { fault: { kind: 'wrong', places }, near: [] }
    if (places.length === 0 && !LENGTHS.some((one) => one === length)) return { fault: { kind: 'length', count: length }, near: [] }
    return { fault: { kind: 'unknown' }, near: [] }
  }
  const known = LENGTHS.some((one) => one === length)
  return { fault: known ? { kind: 'unknown' } : { kind: 'unfinished', count: length }, near: [] }
}

/** Items that have a code one slip away, and the first place in what was typed that differs from it, counted from 1. */
function nearlyThat(items: readonly ServiceItem[], code: string): readonly { readonly item: number; readonly place: number }[] {
  const near: { item: number; place: number }[] = []
  for (const [at, item] of items.entries()) {
    const meant = codesOf(item).find((one) => oneSlip(code, one))
    if (meant !== undefined) near.push({ item: at, place: alike(code, meant) + 1 })
    if (near.length === MOST_NEAR) break
  }
  return near
}

/** One character wrong, missing, too many, or two of them the wrong way round. */
function oneSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1 || meant.length < SHORTEST_CODE) return false
  const at = alike(typed, meant)
  const [one, other] = [typed.slice(at), meant.slice(at)]
  if (one.slice(1) === other.slice(1) || one.slice(1) === other || one === other.slice(1)) return true
  return one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2)
}

/** How many characters they have in common from the beginning. */
function alike(one: string, other: string): number {
  let same = 0
  while (same < one.length && one[same] === other[same]) same += 1
  return same
}

/** Every code that an item is known by. */
function codesOf(item: ServiceItem): readonly string[] {
  const { task_code, catalog_code, task_handle_item, local_task_code, local_catalog_code } = item
  const own = [task_handle_item, local_task_code, local_catalog_code].filter((one) => !blank(one))
  return own.length === 0 ? [task_code, catalog_code] : [task_code, catalog_code, ...own.map((one) => keyOf(one ?? ''))]
}

function blank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === ''
}

/** Dashes, points and spaces of a code are no part of it. */
function keyOf(code: string): string {
  return code.toUpperCase().replace(/[\s\p{P}]/gu, '')
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A lone % is no address: it is taken as it stands.
    return part
  }
}
