import type { Alignment, Size } from '../escpos/commands.ts'
import type { Logo } from './logo.ts'

/**
 * What a hall lays out of its ticket, as data: blocks from top to bottom, the same for 58 and 80 mm paper. The marks
 * 演示 and 补打 and the line of a number given offline are no blocks: the encoder prints them whatever a template says.
 */
export type TicketTemplate = readonly TicketBlock[]

export type TicketBlock =
  | ({ readonly block: StyledBlock } & BlockStyle)
  | ({ readonly block: 'text'; readonly zh: string; readonly en?: string } & BlockStyle)
  | { readonly block: 'logo'; readonly logo: Logo }
  /** `count` empty lines of plain height. */
  | { readonly block: 'blank'; readonly count: number }
  | { readonly block: 'issued' | 'holder' | 'qr' | 'rule' }

type StyledBlock = 'hall' | 'number' | 'business' | 'department' | 'where' | 'windows' | 'ahead' | 'notices'

/** How the Chinese of a block is set; its English stands below it, plain and on the same side. */
export interface BlockStyle {
  readonly align: Alignment
  /** Times the plain height: of `number` NUMBER_TIMES, of all else OTHER_TIMES. */
  readonly size: number
  readonly bold: boolean
}

/** The number is the largest on the paper, read at arm's length by someone walking; GS ! goes to 8 times. */
export const NUMBER_TIMES = { least: 4, most: 8 } as const
/** At 3 times a line of 58 mm paper still holds five hanzi. */
export const OTHER_TIMES = { least: 1, most: 3 } as const

const CENTRED: BlockStyle = { align: 'centre', size: 1, bold: false }
const LARGE: BlockStyle = { ...CENTRED, size: 2 }

/** What a block looks like where the template says no more than its name. */
export const USUAL_STYLE: Readonly<Record<StyledBlock | 'text', BlockStyle>> = {
  hall: LARGE,
  /** 18 mm high: a letter and four digits at 6 times take 30 of the 32 cells of 58 mm paper. */
  number: { ...CENTRED, size: 6 },
  business: LARGE,
  department: CENTRED,
  where: { ...LARGE, bold: true },
  windows: CENTRED,
  ahead: LARGE,
  notices: { align: 'left', size: 1, bold: false },
  text: CENTRED,
}

const usual = (block: StyledBlock): TicketBlock => ({ block, ...USUAL_STYLE[block] })

/** The ticket of a hall that wrote no template: the number largest, then where to go, then how many are ahead. */
export const DEFAULT_TEMPLATE: TicketTemplate = [
  usual('hall'),
  { block: 'rule' },
  usual('business'),
  usual('department'),
  usual('number'),
  { block: 'rule' },
  usual('where'),
  usual('windows'),
  usual('ahead'),
  { block: 'rule' },
  { block: 'issued' },
  { block: 'holder' },
  usual('notices'),
  { block: 'qr' },
]

/**
 * The sizes to try in turn, the last for what fits at none. The number gives up both ways until it takes one line; a
 * heading keeps its height and gives up width; everything else stays large and wraps.
 */
export function sizesOf(block: StyledBlock | 'text', size: number): readonly Size[] {
  const downTo = (least: number) => Array.from({ length: Math.max(1, size - least + 1) }, (_, step) => size - step)
  if (block === 'number') return downTo(SMALLEST_NUMBER).map((times) => ({ width: times, height: times }))
  if (block === 'hall' || block === 'business') return downTo(1).map((width) => ({ width, height: size }))
  return [{ width: size, height: size }]
}

const SMALLEST_NUMBER = 2
