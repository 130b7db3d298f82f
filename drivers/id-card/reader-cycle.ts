import type { IdentityDocument } from './identity-document.ts'
import type { SdtCommand } from './sdt-codes.ts'
import type { CardReaderStatus, UnreadableReason, Verdict } from './status.ts'

/** Where a reader stands between two commands. What is asked next and what is shown follow from it alone. */
export type ReaderState =
  /** Nothing known yet. */
  | { readonly at: 'probing' }
  | { readonly at: 'out-of-order' }
  /** The reader is well; whether a card lies there the first search tells. */
  | { readonly at: 'ready' }
  /** Searches found nothing; a card selected before this line was opened, or unheard, lies there unfound all the same. */
  | { readonly at: 'unfound'; readonly trouble: Trouble }
  /** The field is empty. */
  | { readonly at: 'searching' }
  | { readonly at: 'found' | 'selected'; readonly trouble: Trouble }
  /** A card could not be read, and is searched for again. `empties`: searches in a row that found nothing. */
  | { readonly at: 'again'; readonly trouble: Trouble; readonly empties: number }
  /** A card lies there that may not be read. It has been found, not selected; `misses` as `empties`. */
  | { readonly at: 'unread'; readonly misses: number }
  /** The same of a card that has been selected, and that no search finds any more. */
  | { readonly at: 'withheld'; readonly misses: number; readonly trouble: Trouble }
  /** A card has been read, and may say where its holder has moved since. */
  | { readonly at: 'read'; readonly card: IdentityDocument }
  /** A card has been read and lies there. `misses`: presence tests in a row that failed. */
  | { readonly at: 'lying'; readonly card: IdentityDocument; readonly misses: number }

/** What has gone wrong with the card that lies there: once there is a `reason` the citizen has been told. */
export interface Trouble {
  readonly failures: number
  readonly reason: UnreadableReason | null
}

/** What a command came to: its verdict, what a read brought, or nothing that could be understood. */
export type Reply =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'card'; readonly card: IdentityDocument }
  /** Null where the card has none. */
  | { readonly kind: 'newest-address'; readonly address: string | null }
  | { readonly kind: 'no-answer' }

/** The state, and how long to wait before its command: `none` keeps find, select and read on each other's heels. */
export interface Turn {
  readonly state: ReaderState
  readonly pause: 'none' | 'poll' | 'reprobe'
}

/** Drivers in the field read 2 to 5 times; a vendor's SDK 3. */
const MAX_FAILURES = 3
/** One miss may be a card that slid; the reference's presence test asks for two. */
const MISSES_UNTIL_GONE = 2

const NO_TROUBLE: Trouble = { failures: 0, reason: null }

/** The commands of which there is a choice. */
export interface Choice {
  readonly read: 'readBase' | 'readWithFingerprints'
  /**
   * Once read, a card is no longer found by `find`, though it lies there. On a serial line, and through a TCP
   * pass-through to one, the management number tells, over USB the newest address: 90 or 91, the card is there;
   * anything else, it is not.
   */
  readonly presence: 'readManagementNumber' | 'readNewestAddress'
}

const COMMANDS: Readonly<Record<ReaderState['at'], SdtCommand | keyof Choice>> = {
  probing: 'status',
  'out-of-order': 'status',
  ready: 'find',
  unfound: 'presence',
  searching: 'find',
  again: 'find',
  unread: 'find',
  found: 'select',
  selected: 'read',
  read: 'readNewestAddress',
  lying: 'presence',
  withheld: 'presence',
}

/** The command whose answer moves a state on. */
export function commandOf(state: ReaderState, choice: Choice): SdtCommand {
  const command = COMMANDS[state.at]
  return command === 'read' || command === 'presence' ? choice[command] : command
}

/** What a watcher is told in a state; null leaves the last word standing. */
export function statusOf(state: ReaderState): CardReaderStatus | null {
  if (state.at === 'probing' || state.at === 'ready' || state.at === 'unfound') return null
  if (state.at === 'out-of-order') return { state: 'unreadable', reason: 'reader-out-of-order' }
  if (state.at === 'searching') return { state: 'absent' }
  if (state.at === 'unread' || state.at === 'withheld') return { state: 'unread' }
  if (state.at === 'read') return { state: 'reading' }
  if (state.at === 'lying') return { state: 'present', card: state.card }
  return state.trouble.reason === null ? { state: 'reading' } : { state: 'unreadable', reason: state.trouble.reason }
}

/** The same place when the card that lies there may not be read: what was read of it is no longer in the state. */
export function withheld(state: ReaderState): ReaderState {
  if (state.at === 'found') return { at: 'unread', misses: 0 }
  if (state.at === 'again') return { at: 'unread', misses: state.empties }
  if (state.at === 'selected' || state.at === 'read') return { at: 'withheld', misses: 0, trouble: NO_TROUBLE }
  return state.at === 'lying' ? { at: 'withheld', misses: state.misses, trouble: NO_TROUBLE } : state
}

/** The turn as it may be taken: no card is selected or read while it may not be. */
export function asAllowed(turn: Turn, mayRead: boolean): Turn {
  if (mayRead) {
    // Selected before, and found by no search: the read alone is repeated.
    return turn.state.at === 'withheld' ? { state: { at: 'selected', trouble: turn.state.trouble }, pause: 'none' } : turn
  }
  const state = withheld(turn.state)
  return state === turn.state ? turn : { state, pause: 'poll' }
}

/** Where a reader stands after the answer to its state's command. */
export function afterReply(state: ReaderState, reply: Reply): Turn {
  if (state.at === 'lying' || state.at === 'withheld') return afterPresence(state, reply)
  if (state.at === 'read') return { state: { at: 'lying', card: withNewestAddress(state.card, reply), misses: 0 }, pause: 'poll' }
  if (reply.kind === 'card') return afterRead(reply.card)
  if (reply.kind === 'verdict' && reply.verdict === 'out-of-order') {
    return { state: { at: 'out-of-order' }, pause: 'reprobe' }
  }
  if (state.at === 'probing' || state.at === 'out-of-order') {
    // A reader that answers at all is there, whatever it thinks of this command.
    if (reply.kind === 'verdict') return { state: { at: 'ready' }, pause: 'none' }
    return { state, pause: state.at === 'probing' ? 'poll' : 'reprobe' }
  }
  if (state.at === 'unfound') return afterUnfound(state, reply)
  if (state.at === 'ready' || state.at === 'searching') return afterSearch(state, reply)
  if (state.at === 'unread') return afterSearchUnread(state, reply)
  if (state.at === 'again') return afterSearchAgain(state, reply)
  if (state.at === 'found' && reply.kind === 'verdict' && reply.verdict === 'done') {
    return { state: { at: 'selected', trouble: state.trouble }, pause: 'none' }
  }
  return failed(state.trouble, reply)
}

/** A permanent resident's card has no address. */
function afterRead(card: IdentityDocument): Turn {
  return card.kind === 'permanent-resident-card'
    ? { state: { at: 'lying', card, misses: 0 }, pause: 'poll' }
    : { state: { at: 'read', card }, pause: 'none' }
}

/** A card of which nobody can say whether it has one is a card all the same. */
function withNewestAddress(card: IdentityDocument, reply: Reply): IdentityDocument {
  if (card.kind === 'permanent-resident-card') return card
  if (reply.kind === 'newest-address') return { ...card, newestAddress: reply.address }
  return { ...card, warnings: [...card.warnings, 'newest-address-not-read'] }
}

function afterSearch(state: ReaderState, reply: Reply): Turn {
  if (reply.kind !== 'verdict') return { state, pause: 'poll' }
  if (reply.verdict === 'no-card') {
    return state.at === 'ready' ? { state: { at: 'unfound', trouble: NO_TROUBLE }, pause: 'none' } : { state: { at: 'searching' }, pause: 'poll' }
  }
  if (reply.verdict === 'found') return { state: { at: 'found', trouble: NO_TROUBLE }, pause: 'none' }
  return failed(NO_TROUBLE, reply)
}

/** A terminal that was started afresh, or a line that was lost, leaves a card selected in a reader that has its power. */
function afterUnfound({ trouble }: Extract<ReaderState, { at: 'unfound' }>, reply: Reply): Turn {
  const lies = reply.kind === 'verdict' && reply.verdict === 'done'
  // A reader that knows no such command, and says nothing at all, is searched like any other.
  return { state: lies ? { at: 'withheld', misses: 0, trouble } : { at: 'searching' }, pause: 'poll' }
}

function afterSearchAgain(state: Extract<ReaderState, { at: 'again' }>, reply: Reply): Turn {
  if (reply.kind !== 'verdict') return { state, pause: 'poll' }
  if (reply.verdict === 'no-card') {
    const empties = state.empties + 1
    if (empties < MISSES_UNTIL_GONE) return { state: { ...state, empties }, pause: 'poll' }
    // The answer to its selection or its read was lost, or came too late: it lies there selected, and no search finds it.
    return { state: { at: 'unfound', trouble: state.trouble }, pause: 'none' }
  }
  if (reply.verdict !== 'found') return failed(state.trouble, reply)
  // Told to lay the card down again, the citizen did: that is a new card, with its own three attempts.
  const placedAgain = state.trouble.reason !== null && state.empties > 0
  return { state: { at: 'found', trouble: placedAgain ? NO_TROUBLE : state.trouble }, pause: 'none' }
}

function afterSearchUnread(state: Extract<ReaderState, { at: 'unread' }>, reply: Reply): Turn {
  if (reply.kind !== 'verdict') return { state, pause: 'poll' }
  if (reply.verdict !== 'no-card') return afterSearch(state, reply)
  const misses = state.misses + 1
  return misses >= MISSES_UNTIL_GONE
    ? { state: { at: 'searching' }, pause: 'poll' }
    : { state: { ...state, misses }, pause: 'poll' }
}

function failed(trouble: Trouble, reply: Reply): Turn {
  const failures = Math.min(trouble.failures + 1, MAX_FAILURES)
  const unknown = reply.kind === 'verdict' && reply.verdict === 'unknown-card'
  const reason = unknown ? 'unknown-card' : failures === MAX_FAILURES ? 'remove-and-place-again' : trouble.reason
  return { state: { at: 'again', trouble: { failures, reason }, empties: 0 }, pause: 'poll' }
}

function afterPresence(state: Extract<ReaderState, { at: 'lying' | 'withheld' }>, reply: Reply): Turn {
  if (reply.kind === 'verdict' && reply.verdict === 'done') return { state: { ...state, misses: 0 }, pause: 'poll' }
  const misses = state.misses + 1
  if (misses < MISSES_UNTIL_GONE) return { state: { ...state, misses }, pause: 'poll' }
  if (state.at === 'lying') return { state: { at: 'searching' }, pause: 'none' }
  // A card that broke off while its read was called off lies there still, but deselected. Whose it is hangs on an empty
  // reader, so none is told of until a search, too, has found nothing.
  return { state: { at: 'unread', misses: MISSES_UNTIL_GONE - 1 }, pause: 'none' }
}
