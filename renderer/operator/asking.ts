import { ORPCError } from '@orpc/client'

/** How a call of the operator's came back. */
export type OperatorAnswer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  /** Signed out meanwhile, by the clock or at another place; nothing was done. */
  | { readonly kind: 'not-signed-in' }
  /** The terminal's configuration would not open it again (contract, `restart`); `line` says what to mend. */
  | { readonly kind: 'faulty-configuration'; readonly line: string }
  /** No answer, or one that says nothing: it may or may not have been done. */
  | { readonly kind: 'no-answer' }

/** Milliseconds. A PIN takes its hash, one at a time; nothing asked of the ledger takes longer. */
const PATIENCE = 15_000
/** A test strip takes up to 15 s to be confirmed after up to 60 s on a slow line; a relay takes seconds. */
export const PATIENCE_WITH_DEVICES = 90_000

/** One call with a limit to its time. Never throws. */
export async function askingOperator<Value>(
  call: (signal: AbortSignal) => Promise<Value>,
  patience: number = PATIENCE,
): Promise<OperatorAnswer<Value>> {
  try {
    return { kind: 'answered', value: await call(AbortSignal.timeout(patience)) }
  } catch (error) {
    const line = faultyLine(error)
    if (line !== null) return { kind: 'faulty-configuration', line }
    return { kind: isNotSignedIn(error) ? 'not-signed-in' : 'no-answer' }
  }
}

/** The contract's NOT_SIGNED_IN. */
export function isNotSignedIn(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'NOT_SIGNED_IN'
}

/** What the contract's FAULTY_CONFIGURATION says; its data has been validated on this side too. */
function faultyLine(error: unknown): string | null {
  if (!(error instanceof ORPCError) || error.code !== 'FAULTY_CONFIGURATION') return null
  const { line } = error.data as { readonly line: string }
  return line
}
