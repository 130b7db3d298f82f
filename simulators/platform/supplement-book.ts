import type { Supplement } from './requests.ts'
import type { FilingProgress } from './specimen-filings.ts'

export interface TakenSupplement extends Supplement {
  readonly id: string
  readonly receivedAt: Date
}

/** What was handed in of what the authority asked for (补正), and how filings have moved on by it. */
export interface SupplementBook {
  readonly all: readonly TakenSupplement[]
  add(supplement: TakenSupplement): void
  /** Somebody brought all of it to the window. */
  atWindow(filing: string, at: Date): void
  /** The filing with what was handed in of it: what is still to be brought to the window stays asked for. */
  moved(filing: FilingProgress): FilingProgress
}

export function createSupplementBook(): SupplementBook {
  const all: TakenSupplement[] = []
  const broughtToWindow = new Map<string, Date>()
  return {
    all,
    add: (supplement) => void all.push(supplement),
    atWindow: (filing, at) => void broughtToWindow.set(filing, at),
    moved(filing) {
      const { supplement } = filing
      if (supplement === undefined) return filing
      const brought = broughtToWindow.get(filing.id)
      const own = all.filter((each) => each.filing === filing.id && each.askedAt === supplement.askedAt)
      const given = new Set(own.flatMap(({ materials }) => materials.flatMap(({ key, way }) => (way === 'window' ? [] : [key]))))
      const items = brought === undefined ? supplement.items.filter(({ key }) => !given.has(key)) : []
      const times = [...own.map(({ receivedAt }) => receivedAt), ...(brought === undefined ? [] : [brought])]
      const steps = [...filing.steps, ...times.map((at) => ({ name: RECEIVED, at: at.toISOString() }))]
      if (items.length > 0) return { ...filing, steps, supplement: { ...supplement, items } }
      const { supplement: _answered, ...others } = filing
      return { ...others, steps, state: filing.acceptedAt === undefined ? 'received' : 'in-progress' }
    },
  }
}

const RECEIVED = { zh: '补正材料已收到', en: 'What was asked for has been received' }
