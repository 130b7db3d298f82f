import type { PointGroup } from 'signature_pad'
import type { Signature } from '../../../main/contract/forms.ts'

/** What a signature takes on its way to the terminal, whose calls are 64 KiB at most: points in all, and strokes. */
const MOST_POINTS = 1000
const MOST_STROKES = 200

/**
 * The strokes in a square of 0 to 1 as wide as the pad, with milliseconds since the first. Of very many points every
 * second, third … of each stroke is kept, and its last. Null where there are more strokes than a signature has.
 */
export function strokesOf(groups: readonly PointGroup[], width: number): Signature['strokes'] | null {
  const drawn = groups.map(({ points }) => points).filter((points) => points.length > 0)
  if (drawn.length > MOST_STROKES) return null
  const from = drawn[0]?.[0]?.time ?? 0
  const all = drawn.reduce((sum, points) => sum + points.length, 0)
  const stride = Math.ceil(all / MOST_POINTS)
  return drawn.map((points) =>
    points
      .filter((_, at) => at % stride === 0 || at === points.length - 1)
      .map(({ x, y, time }) => [round(x / width), round(y / width), Math.max(0, Math.round(time - from))] as [number, number, number]),
  )
}

const round = (part: number) => Math.round(part * 10_000) / 10_000

/** As the pad draws them again, `width` CSS pixels wide. */
export function groupsOf(strokes: Signature['strokes'], width: number, look: Omit<PointGroup, 'points'>): PointGroup[] {
  return strokes.map((stroke) => ({ ...look, points: stroke.map(([x, y, time]) => ({ x: x * width, y: y * width, time, pressure: 0.5 })) }))
}
