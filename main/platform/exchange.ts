import { brokenAnswer, type PlatformFault } from './fault.ts'
import type { ClockSample } from './clock-offset.ts'

/** A fault on its way through the generated client, which knows answers and exceptions only. */
export class ExchangeFault extends Error {
  readonly fault: PlatformFault

  constructor(fault: PlatformFault) {
    super(fault.line)
    this.fault = fault
  }
}

export interface ExchangeLimits {
  readonly timeoutMs: number
  /** Of the body, after any content coding. */
  readonly mostBytes: number
  /** The caller gives up. */
  readonly signal: AbortSignal | undefined
}

/** A whole answer: its body is in memory and no longer than allowed. */
export interface Exchanged {
  readonly response: Response
  readonly bytes: Buffer<ArrayBuffer>
  /** Null when the answer carries no readable `Date`. */
  readonly clock: ClockSample | null
}

/**
 * Sends one request and takes its answer in, within the time and size allowed. Redirects are not followed: the
 * credential goes to the platform's own address only. Rejects with an `ExchangeFault` and nothing else.
 */
export async function exchange(request: Request, limits: ExchangeLimits, now: () => Date): Promise<Exchanged> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort('time-out'), limits.timeoutMs)
  const giveUp = (): void => stop.abort('given-up')
  limits.signal?.addEventListener('abort', giveUp, { once: true })
  if (limits.signal?.aborted === true) giveUp()
  try {
    const askedAt = now().getTime()
    const response = await fetch(request, { signal: stop.signal, redirect: 'manual' })
    const answeredAt = now().getTime()
    const bytes = await bodyOf(response, limits.mostBytes)
    const date = Date.parse(response.headers.get('date') ?? '')
    return {
      // These have no body by their nature, and `Response` takes none for them (Fetch, "null body status").
      response: new Response(NO_BODY.has(response.status) ? null : bytes, {
        status: response.status,
        headers: response.headers,
      }),
      bytes,
      clock: Number.isNaN(date) ? null : { askedAt, answeredAt, date },
    }
  } catch (error) {
    if (error instanceof ExchangeFault) throw error
    throw new ExchangeFault({ kind: 'unreachable', line: lineOf(stop.signal, limits, error) })
  } finally {
    clearTimeout(timer)
    limits.signal?.removeEventListener('abort', giveUp)
  }
}

const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304])

async function bodyOf(response: Response, mostBytes: number): Promise<Buffer<ArrayBuffer>> {
  if (response.body === null) return Buffer.alloc(0)
  const reader = response.body.getReader()
  const pieces: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const piece = await reader.read()
    if (piece.done) return Buffer.concat(pieces)
    bytes += piece.value.length
    pieces.push(piece.value)
    if (bytes > mostBytes) {
      // Whatever else would come, and the connection that brings it.
      await reader.cancel()
      throw new ExchangeFault(brokenAnswer('too-large'))
    }
  }
}

/** The codes that a technician looks up (`ENOTFOUND`, `CERT_HAS_EXPIRED`); fetch hides them in the cause. */
function lineOf(stopped: AbortSignal, limits: ExchangeLimits, error: unknown): string {
  if (stopped.reason === 'given-up') return 'the call to the platform was given up'
  if (stopped.aborted) return `the platform did not answer within ${limits.timeoutMs / 1000} s`
  const code = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined
  // Node's own names for a connection that ended in mid-air.
  const brokenOff = code === undefined || code.startsWith('UND_ERR')
  return brokenOff
    ? 'the platform did not answer: the connection broke off'
    : `the platform cannot be reached (${code})`
}
