import { implement, type Router } from '@orpc/server'
import { board } from './board.ts'
import { manager } from './manager.ts'
import { window } from './window.ts'

/**
 * What pages elsewhere in the hall may ask, of a terminal that serves them or of the hall server. The pages are at
 * `/window/`, `/board/` and `/manager/`, each with its socket below it: `new URL('rpc', location.href)`, as `ws:` or `wss:`. A browser
 * may be both a window and a board, so each has a cookie of its own.
 */
const hallPages = { window, board, manager }
export type HallPages = typeof hallPages

/** Which enrolled page asks: known from its credential, never from what it sends. */
export interface HallSeat {
  /** The enrolment's id. */
  readonly device: string
  readonly place:
    | { readonly kind: 'window'; readonly window: string }
    /** `area` null: the whole hall. A board over one window shows that window. */
    | { readonly kind: 'board'; readonly area: string | null; readonly window: string | null }
    /** The figures of the hall, for who manages it. */
    | { readonly kind: 'manager'; readonly window: null; readonly area: null }
}

/** The contract waiting for its handlers; each hears who asks as `context`. */
export const hallPagesContract = implement(hallPages).$context<HallSeat>()
export type HallPagesRouter = Router<HallPages, HallSeat>
