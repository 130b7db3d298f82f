import type { Result } from '../../../drivers/result.ts'
import type { Reason } from '../../contract/window.ts'
import type { QueueTicket, WindowState } from '../store/queue-store.ts'

/** Who asks, and from where: taken from the signed-in page, never from what it sends. */
export interface Clerk {
  readonly window: string
  /** As staff sign in. */
  readonly name: string
}

/** Why an act is refused. Nothing has changed. */
export type CallFault =
  /** The window has been closed or paused, or nobody has signed in there. */
  | { readonly kind: 'window-not-open' }
  /** Somebody stands at the window: finish, hold, pass or transfer that ticket first. */
  | { readonly kind: 'window-busy'; readonly ticket: QueueTicket }
  | { readonly kind: 'nobody-waits' }
  | { readonly kind: 'unknown-ticket' }
  /** The ticket is in no state for this, or at another window; `ticket` says how it stands. */
  | { readonly kind: 'not-now'; readonly ticket: QueueTicket }
  /** Called moments ago: again in so many milliseconds. */
  | { readonly kind: 'too-soon'; readonly waitMs: number }
  /** It has been called three times: pass it. */
  | { readonly kind: 'no-more-calls' }
  /** The one whom this window would call next goes before it. */
  | { readonly kind: 'earlier-waiter'; readonly ticket: QueueTicket }
  /** Another window's, or transferred to another; or the window or business that it is to go to serves nobody now. */
  | { readonly kind: 'not-served-here' }
  /** The holder has another ticket for that business, which waits, was called or is held. */
  | { readonly kind: 'holder-waits'; readonly ticket: QueueTicket }
  /** It has as many items as a ticket may have. */
  | { readonly kind: 'too-many-items'; readonly ticket: QueueTicket }
  | { readonly kind: 'reason-needed' }
  /** The request id was used for another act. */
  | { readonly kind: 'request-conflict' }

/** What a window does. One `requestId` is one act: a repeat gets the first answer. */
export interface Calling {
  /** Opens the window for a clerk who has signed in; open already, the clerk changes. */
  open(clerk: Clerk): Promise<WindowState>
  close(clerk: Clerk): Promise<Result<WindowState, CallFault>>
  pause(clerk: Clerk, reason: Reason): Promise<Result<WindowState, CallFault>>
  resume(clerk: Clerk): Promise<Result<WindowState, CallFault>>
  callNext(clerk: Clerk, requestId: string): Promise<Result<QueueTicket, CallFault>>
  /**
   * A certain number. One that is not the next of this window is refused, unless staff have put it on top or transferred
   * it here, which they did for a reason; then the event says whom it passes over.
   */
  callTicket(clerk: Clerk, requestId: string, ticketId: string): Promise<Result<QueueTicket, CallFault>>
  /** 重呼: 5 s after the last call at the soonest, three calls in all. */
  recall(clerk: Clerk, requestId: string, ticketId: string): Promise<Result<QueueTicket, CallFault>>
  /** They are at the window. */
  start(clerk: Clerk, requestId: string, ticketId: string): Promise<Result<QueueTicket, CallFault>>
  finish(clerk: Clerk, requestId: string, ticketId: string): Promise<Result<QueueTicket, CallFault>>
  /** 一窗通办: one more item for whoever is called or served here, in the Chinese words of the hall's list or the clerk's own (1 to 40 characters). */
  addItem(clerk: Clerk, requestId: string, ticketId: string, item: string): Promise<Result<QueueTicket, CallFault>>
  /** Ticks the item at `index` off, or takes the tick back. */
  itemDone(clerk: Clerk, requestId: string, ticketId: string, index: number, done: boolean): Promise<Result<QueueTicket, CallFault>>
  /** 挂起, to fetch a paper say; it is called back from this window, and once that has closed from any that serves the business. */
  hold(clerk: Clerk, requestId: string, ticketId: string, reason: Reason): Promise<Result<QueueTicket, CallFault>>
  callBack(clerk: Clerk, requestId: string, ticketId: string): Promise<Result<QueueTicket, CallFault>>
  /** 过号. */
  pass(clerk: Clerk, requestId: string, ticketId: string, reason: Reason): Promise<Result<QueueTicket, CallFault>>
  /** 过号受理: one of the last three that this window passed today, or a closed one whose business it serves. */
  takeBack(clerk: Clerk, requestId: string, ticketId: string): Promise<Result<QueueTicket, CallFault>>
  /** To a window, or to a business and whoever serves it. Waits again, at its old rank. */
  transfer(
    clerk: Clerk,
    requestId: string,
    ticketId: string,
    to: { readonly window: string } | { readonly business: string },
    reason: Reason,
  ): Promise<Result<QueueTicket, CallFault>>
  /** 置顶, or its taking back. */
  top(clerk: Clerk, requestId: string, ticketId: string, on: boolean, reason: Reason): Promise<Result<QueueTicket, CallFault>>
  cancel(clerk: Clerk, requestId: string, ticketId: string, reason: Reason): Promise<Result<QueueTicket, CallFault>>
  /** How the hall stands at one instant, and after which event that is: who follows the feed goes on from there. */
  readonly picture: () => Promise<HallPicture>
}

export interface HallPicture {
  readonly seq: number
  readonly businessDay: string
  readonly windows: readonly WindowState[]
  /** Every ticket of today that waits, is called, served or held, and each window's last passed ones. */
  readonly tickets: readonly QueueTicket[]
  /** Who was served last of each business, today or on earlier days: what waits are estimated from. */
  readonly services: readonly QueueTicket[]
  /** How many each window has finished today; none where it has finished none. */
  readonly served: Readonly<Record<string, number>>
}
