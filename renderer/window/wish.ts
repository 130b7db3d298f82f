import { ORPCError } from '@orpc/client'
import type { HallClient } from '../../main/contract/hall-client.ts'
import type { WindowOutcome } from '../../main/contract/window.ts'

export type WindowClient = HallClient['window']

/** How an act ended. */
export type Carried<Answer> =
  | Answer
  | { readonly outcome: 'signed-out' }
  /** The hall has read it and does not take it; nothing was done. */
  | { readonly outcome: 'failed' }
  /** The clerk waits no longer: it may or may not have been done. */
  | { readonly outcome: 'given-up' }

export type WishEnd = Carried<WindowOutcome>

export type WishCall<Answer = WindowOutcome> = (client: WindowClient, options: { readonly signal: AbortSignal }) => Promise<Answer>

/** Milliseconds until a call that nobody answers is asked again. */
const PATIENCE = 10_000
const PAUSE = 1000

/**
 * Carries one wish to the hall, over as many lines as it takes, until it is answered or `stopped`. The call has its
 * request id from the start, so the hall does it once however often it hears of it. `line` resolves with the line that is
 * up, at once or when there is one. Never throws.
 */
export async function carryOut<Answer>(call: WishCall<Answer>, line: () => Promise<WindowClient>, stopped: AbortSignal): Promise<Carried<Answer>> {
  const stop = new Promise<'stopped'>((resolve) => {
    if (stopped.aborted) resolve('stopped')
    stopped.addEventListener('abort', () => resolve('stopped'))
  })
  for (;;) {
    const client = await Promise.race([line(), stop])
    if (client === 'stopped') return { outcome: 'given-up' }
    try {
      return await call(client, { signal: AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE)]) })
    } catch (error) {
      if (stopped.aborted) return { outcome: 'given-up' }
      if (error instanceof ORPCError && error.code === 'SIGNED_OUT') return { outcome: 'signed-out' }
      // what is wrong with the call itself will be wrong the next time too
      if (error instanceof ORPCError && error.status < 500) return { outcome: 'failed' }
      await Promise.race([new Promise((resolve) => setTimeout(resolve, PAUSE)), stop])
    }
  }
}

/** A UUID of version 4. `crypto.randomUUID` is there only over TLS, which a hall that tries this out may not have. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte, at) => {
    if (at === 6) return ((byte & 0x0f) | 0x40).toString(16)
    if (at === 8) return ((byte & 0x3f) | 0x80).toString(16)
    return byte.toString(16).padStart(2, '0')
  })
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
