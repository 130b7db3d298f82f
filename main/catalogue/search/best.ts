/** The best of all that were found, best first and as many as are kept, and how many there were. */
export interface Ranked {
  readonly items: readonly number[]
  readonly total: number
}

interface Kept {
  readonly item: number
  readonly rank: number
  readonly length: number
}

interface Best {
  readonly take: (item: number, rank: number, length: number) => void
  readonly kept: () => Ranked
}

/** Keeps the best of many without sorting them all: the smaller rank, then the shorter, then whichever came first. */
export function keepBest(most: number): Best {
  const kept: Kept[] = []
  let total = 0
  return {
    take(item, rank, length) {
      total += 1
      const last = kept.at(-1)
      if (kept.length === most && last !== undefined && !before(rank, length, last)) return
      const place = kept.findIndex((one) => before(rank, length, one))
      kept.splice(place === -1 ? kept.length : place, 0, { item, rank, length })
      if (kept.length > most) kept.pop()
    },
    kept: () => ({ items: kept.map(({ item }) => item), total }),
  }
}

function before(rank: number, length: number, other: Kept): boolean {
  return rank < other.rank || (rank === other.rank && length < other.length)
}
