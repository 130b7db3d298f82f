import { isUtf8 } from 'node:buffer'
import { err, ok, type Result } from '../../drivers/result.ts'
import { isAnswer, mayAnswer, Problem, type Answer, type OperationId } from './answers.ts'
import type { Circuit } from './circuit.ts'
import type { ClockWatch } from './clock-offset.ts'
import { exchange, ExchangeFault, type Exchanged } from './exchange.ts'
import { brokenAnswer, type PlatformFault } from './fault.ts'

/** One call of an operation of the written API. */
export interface Ask<Id extends OperationId> {
  readonly operation: Id
  /** `may`: it only reads, or carries an idempotency key. */
  readonly repeat: 'may' | 'never'
  /** For each attempt. */
  readonly timeoutMs: number
  readonly mostBytes: number
  readonly signal?: AbortSignal | undefined
}

/** Asks through the generated client, which is handed the `fetch` that it is to use. */
type Send = (
  fetch: (request: Request) => Promise<Response>,
) => Promise<{ readonly data?: unknown; readonly error?: unknown }>

/** An answer as the written API says, with the bytes that came. `body` is its JSON, where it has one. */
export interface Answered<Id extends OperationId> {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer<ArrayBuffer>
  readonly body: Answer<Id>
}

export interface Calls {
  ask<Id extends OperationId>(ask: Ask<Id>, send: Send): Promise<Result<Answered<Id>, PlatformFault>>
}

/**
 * A citizen waits meanwhile: two more attempts within about a second and a half, then a plain word. None begins after
 * the time that one attempt is allowed, so that a platform that hangs is not waited for three times.
 */
const ATTEMPTS = 3
const FIRST_PAUSE_MS = 400
/** What a platform may ask us to wait before the same call goes on by itself. */
const LONGEST_PAUSE_MS = 5_000
const LONGEST_RETRY_AFTER_S = 3_600

/** Makes calls with attempts, circuit and clock; never rejects for what a platform or the way to it does. */
export function createCalls(parts: {
  readonly circuit: Circuit
  readonly clock: ClockWatch
  readonly now: () => Date
  /** Milliseconds that have passed on this machine, whatever its clock says. */
  readonly ran: () => number
  readonly random: () => number
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
}): Calls {
  async function attempt<Id extends OperationId>(
    ask: Ask<Id>,
    send: Send,
  ): Promise<Result<Answered<Id>, PlatformFault>> {
    const heard: { exchanged?: Exchanged } = {}
    let content: { readonly data?: unknown; readonly error?: unknown } | null = null
    try {
      content = await send(async (request) => {
        heard.exchanged = await exchange(request, { ...ask, signal: ask.signal }, parts.now)
        return heard.exchanged.response
      })
    } catch (error) {
      if (error instanceof ExchangeFault) return err(error.fault)
      // What is no JSON; the answer is looked at below all the same, for it may be a web page.
      if (!(error instanceof SyntaxError)) throw error
    }
    if (heard.exchanged === undefined) throw new Error('the generated client answered without having asked')
    const understood = understand(ask, heard.exchanged, content)
    const { clock } = heard.exchanged
    // Only an answer that is the platform's own tells the platform's time.
    if (clock !== null && (understood.ok || understood.fault.kind === 'problem')) parts.clock.sample(clock)
    return understood
  }

  return {
    async ask(ask, send) {
      let before: Result<never, PlatformFault> | null = null
      const began = parts.ran()
      for (let attempts = 1; ; attempts += 1) {
        const admitted = parts.circuit.admit()
        if (!admitted.admitted) return before ?? err(resting(admitted.waitMs))
        const answered = await attempt(ask, send)
        if (answered.ok) {
          parts.circuit.settled('answered')
          return answered
        }
        parts.circuit.settled(givenUp(ask) ? 'given-up' : circuitEnd(answered.fault))
        const pauseMs = pauseAfter(answered.fault, attempts, parts.random)
        if (ask.repeat === 'never' || givenUp(ask) || attempts === ATTEMPTS || pauseMs === null) return answered
        if (parts.ran() - began + pauseMs >= ask.timeoutMs) return answered
        before = answered
        await parts.pause(pauseMs, ask.signal)
        if (givenUp(ask)) return answered
      }
    },
  }
}

function givenUp(ask: Ask<OperationId>): boolean {
  return ask.signal?.aborted ?? false
}

function understand<Id extends OperationId>(
  { operation }: Ask<Id>,
  { response, bytes }: Exchanged,
  content: { readonly data?: unknown; readonly error?: unknown } | null,
): Result<Answered<Id>, PlatformFault> {
  const { status, headers } = response
  const media =
    bytes.length === 0 ? null : ((headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '')
  if (mayAnswer(operation, status, media)) {
    const data = content?.data
    if (media === 'application/json') {
      if (content === null || !isUtf8(bytes)) return err(brokenAnswer('not-json'))
      if (!isAnswer(operation, status, data)) return err(brokenAnswer('not-as-written'))
    }
    return ok({ status, headers, bytes, body: data as Answer<Id> })
  }
  if (status < 300) return err(brokenAnswer(otherMedia(media)))
  if (status < 400) return err(brokenAnswer('redirect'))
  if (status === 401) return err(refusedCredential(status))
  const problem = media === 'application/problem+json' ? Problem.safeParse(content?.error) : null
  const retryAfterMs = retryAfterOf(headers)
  if (status >= 500 || status === 408 || status === 429 || problem?.data?.code === 'in-progress') {
    const line = `the platform is in trouble or busy (${status})`
    return err({ kind: 'busy', status, line, ...(retryAfterMs === null ? {} : { retryAfterMs }) })
  }
  if (problem === null || !problem.success) return err(brokenAnswer(otherMedia(media)))
  const { code, title } = problem.data
  if (code === 'credential-refused' || code === 'wrong-terminal') return err(refusedCredential(status))
  return err({ kind: 'problem', status, code, title, line: `the platform refused (${status} ${code})` })
}

function otherMedia(media: string | null): 'web-page' | 'not-as-written' | 'other-media' {
  if (media === 'text/html' || media === 'application/xhtml+xml') return 'web-page'
  // Data with a status that this operation does not have, or no data where there must be some.
  return media === null || media === 'application/json' || media === 'application/problem+json'
    ? 'not-as-written'
    : 'other-media'
}

function refusedCredential(status: number): PlatformFault {
  return {
    kind: 'refused-credential',
    line: `the platform refuses this terminal's credential (${status}): it may be expired, revoked or another terminal's`,
  }
}

function resting(retryAfterMs: number): PlatformFault {
  const line = `the platform was not asked: it has just failed several times, and is tried again in ${Math.ceil(retryAfterMs / 1000)} s`
  return { kind: 'resting', line, retryAfterMs }
}

function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('retry-after')
  if (text === null || !/^\d{1,9}$/.test(text)) return null
  return Math.min(Number(text), LONGEST_RETRY_AFTER_S) * 1000
}

/** A platform that says no, or that it has too many calls, is there. */
function circuitEnd(fault: PlatformFault): 'answered' | 'failed' {
  if (fault.kind === 'busy') return fault.status >= 500 ? 'failed' : 'answered'
  return fault.kind === 'unreachable' || fault.kind === 'broken-answer' ? 'failed' : 'answered'
}

/** Milliseconds until the same call may go out again; null when it would only have the same answer. */
function pauseAfter(fault: PlatformFault, attempts: number, random: () => number): number | null {
  // An answer cut short behind a proxy is half a JSON text.
  const repeated =
    fault.kind === 'unreachable' ||
    fault.kind === 'busy' ||
    (fault.kind === 'broken-answer' && fault.what === 'not-json')
  if (!repeated) return null
  const asked = fault.kind === 'busy' ? (fault.retryAfterMs ?? 0) : 0
  if (asked > LONGEST_PAUSE_MS) return null
  const longest = FIRST_PAUSE_MS * 2 ** (attempts - 1)
  return Math.max(asked, Math.round(longest * (0.5 + random() / 2)))
}
