import { implement, type Router } from '@orpc/server'
import { board } from './board.ts'
import { window } from './window.ts'

/** What pages elsewhere in the hall may ask, of a terminal that serves them or of the hall server. */
export const hallPages = { window, board }
export type HallPages = typeof hallPages

/** Which enrolled page asks: known from its credential, never from what it sends. */
export interface HallSeat {
  /** The enrolment's id. */
  readonly device: string
  readonly place:
    | { readonly kind: 'window'; readonly window: string }
    /** `area` null: the whole hall. A board over one window shows that window. */
    | { readonly kind: 'board'; readonly area: string | null; readonly window: string | null }
}

/** The contract waiting for its handlers; each hears who asks as `context`. */
export const hallPagesContract = implement(hallPages).$context<HallSeat>()
export type HallPagesRouter = Router<HallPages, HallSeat>
