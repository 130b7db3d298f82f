import { ORPCError } from '@orpc/client'

/** How a call to the terminal came back. */
export type Answer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  /** The terminal wants another step first (contract, WRONG_STEP); nothing changed. */
  | { readonly kind: 'wrong-step' }
  /** No answer, or one that says nothing: the call may or may not have been done. */
  | { readonly kind: 'no-answer' }

/** A person waits in front: after this the page says so. Card reads and printer checks end well within it, milliseconds. */
const PATIENCE = 15_000

/** One call with a limit to its time. Never throws: what the terminal or the wire does is an answer of its own kind. */
export async function asking<Value>(
  call: (signal: AbortSignal) => Promise<Value>,
  patience: number = PATIENCE,
): Promise<Answer<Value>> {
  try {
    return { kind: 'answered', value: await call(AbortSignal.timeout(patience)) }
  } catch (error) {
    return { kind: error instanceof ORPCError && error.code === 'WRONG_STEP' ? 'wrong-step' : 'no-answer' }
  }
}

/** Tries for a call whose repeat is the same act: a lost answer is asked for again with the same request id. */
const TRIES = 3
/** Between tries, milliseconds. */
const PAUSE = 400

export async function askingAgain<Value>(call: (signal: AbortSignal) => Promise<Value>): Promise<Answer<Value>> {
  for (let tries = 1; ; tries += 1) {
    const answer = await asking(call)
    if (answer.kind !== 'no-answer' || tries === TRIES) return answer
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}
