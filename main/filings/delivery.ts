import { err, ok, type Result } from '../../drivers/result.ts'
import type { FilingView } from '../contract/view.ts'
import { LONGEST_PUT_OFF_MS, type DueEvent, type Outbox } from '../ledger/outbox.ts'
import type { Log } from '../operations/log.ts'
import { backOff } from '../platform/back-off.ts'
import { brokenAnswer, type PlatformFault } from '../platform/fault.ts'
import { PART_BYTES, type Platform } from '../platform/platform.ts'
import { shelfReason } from '../platform/shelf-reason.ts'
import { boundReader, type BoundPages, type BoundReader } from './bound-pages.ts'
import type { FilingRegister, FilingToDeliver } from './filing-register.ts'
import type { MaterialFiles } from './material-files.ts'

/** So that one large filing on a slow line does not keep all others; more would only share the same line. */
const AT_ONCE = 8
/** After an outage a look for each filing would wait behind each other's commits. */
const LOOKED_UP = 32
/** Before this, a document that did not come whole to the platform is simply sent again. */
const TRIES_FOR_DOCUMENTS = 5

export interface FilingDelivery {
  /** Resolves when nothing is sent or written any more; what was under way is sent again. */
  close(): Promise<void>
}

export type DeliveryPlatform = Pick<Platform, 'upload' | 'uploadPart' | 'file' | 'supplement'>

/** Why a filing did not arrive: a fault of the platform, or pages that can no longer be read here. */
type Failure = PlatformFault | { readonly kind: 'unreadable' }

/**
 * Brings filings to the platform, the oldest first, each with its documents before it. Every step may be done again: a part
 * that has arrived arrives once more without harm, a filing is one under its key, and files are deleted here only once the
 * platform has acknowledged it. It remembers nothing that the ledger does not.
 */
export function deliverFilings(parts: {
  readonly outbox: Pick<Outbox, 'due' | 'nextDueAt' | 'record' | 'onNews'>
  readonly register: Pick<FilingRegister, 'toDeliver' | 'received'>
  readonly files: Pick<MaterialFiles, 'read' | 'removeAll'>
  readonly platform: DeliveryPlatform
  readonly now: () => Date
  /** As `Math.random`. */
  readonly random: () => number
  readonly log: Log
  /** Once it is durable, where it is one of the ledger's. */
  readonly onState: (filingId: string, delivery: FilingView['delivery']) => void
  /** What only the ledger or a bug can do; it is tried again. */
  readonly onFault: (error: unknown) => void
}): FilingDelivery {
  const { outbox, register, files, platform, now, random, log } = parts
  const closing = new AbortController()
  const inFlight = new Map<string, Promise<void>>()
  /** What was found due and is not on its way yet. */
  let waiting: DueEvent[] = []
  let failures = 0
  let restsUntil = 0
  let wake: () => void = () => undefined
  let awoken = false
  const stopNews = outbox.onNews(() => stir())
  const running = run()

  function stir(): void {
    awoken = true
    wake()
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        awoken = false
        await sleep(await launch())
      } catch (error) {
        parts.onFault(error)
        restsUntil = performance.now() + backOff(0, random)
      }
    }
    await Promise.all(inFlight.values())
  }

  /** Sends as many on their way as may be. Answers how long nothing further can be done by itself, ms; null: until it stirs. */
  async function launch(): Promise<number | null> {
    if (inFlight.size === AT_ONCE) return null
    const restMs = restsUntil - performance.now()
    if (restMs > 0) return restMs
    if (waiting.length === 0) {
      // What ends while this is looked up is found as it was before.
      const underWay = new Set(inFlight.keys())
      const due = await outbox.due(LOOKED_UP, 'filings')
      waiting = due.filter(({ id }) => !underWay.has(id))
    }
    while (inFlight.size < AT_ONCE) {
      const event = waiting.shift()
      if (event === undefined || closing.signal.aborted) break
      begin(event)
    }
    const nextDueAt = inFlight.size === 0 ? await outbox.nextDueAt('filings') : null
    return nextDueAt && Math.min(LONGEST_PUT_OFF_MS, Math.max(0, nextDueAt.getTime() - now().getTime()))
  }

  function begin(event: DueEvent): void {
    const way = deliver(event)
      .catch(parts.onFault)
      .finally(() => {
        inFlight.delete(event.id)
        stir()
      })
    inFlight.set(event.id, way)
  }

  /** Nobody who files ends the rest after a failure: a platform that is down is not asked again for each filing. */
  async function sleep(milliseconds: number | null): Promise<void> {
    if (closing.signal.aborted || (awoken && performance.now() >= restsUntil)) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      wake = () => {
        if (closing.signal.aborted || performance.now() >= restsUntil) resolve()
      }
      if (milliseconds !== null) timer = setTimeout(resolve, milliseconds)
    })
    clearTimeout(timer)
  }

  async function deliver(event: DueEvent): Promise<void> {
    const filingId = event.subject
    const filing = await register.toDeliver(filingId)
    parts.onState(filingId, 'sending')
    const sent = filing === null ? err<Failure>({ kind: 'unreadable' }) : await send(filingId, filing, event.tries > 0)
    if (sent.ok && filing !== null) {
      await register.received(event.id, filingId, sent.value)
      failures = 0
      restsUntil = 0
      parts.onState(filingId, 'received')
      await files.removeAll(filing.key.id)
    } else if (!sent.ok && !closing.signal.aborted) await failed(event, sent.fault)
  }

  async function send(filingId: string, { key, body, documents }: FilingToDeliver, again: boolean) {
    // Each once, whichever materials show it.
    for (const document of new Map(documents.map((each) => [each.sha256, each])).values()) {
      const reader = boundReader(document, (id) => files.read(key, id))
      const uploaded = await upload(document, reader, again)
      reader.close()
      if (!uploaded.ok) return uploaded
    }
    return 'item' in body ? await platform.file(body, filingId, closing.signal) : await platform.supplement(body, filingId, closing.signal)
  }

  /** What is small is simply sent; of a large document, or at a second try, the platform is asked first what it has. */
  async function upload(document: BoundPages, reader: BoundReader, again: boolean): Promise<Result<void, Failure>> {
    const { sha256, bytes: length } = document
    let offset = 0
    if (again || length > PART_BYTES) {
      const there = await platform.upload(sha256, closing.signal)
      if (!there.ok) return there
      if (there.value.complete) return ok(undefined)
      offset = there.value.received < length ? there.value.received : 0
    }
    for (;;) {
      const bytes = await reader.part(offset, PART_BYTES)
      if (bytes === null) return err({ kind: 'unreadable' })
      const put = await platform.uploadPart(sha256, { offset, length, bytes: Uint8Array.from(bytes) }, closing.signal)
      bytes.fill(0)
      if (!put.ok) return put
      if (put.value.complete) return ok(undefined)
      // It may have more than this part, where somebody sent it before; never less.
      if (put.value.received <= offset || put.value.received >= length) return err(brokenAnswer('not-as-written'))
      offset = put.value.received
    }
  }

  async function failed({ id, subject, tries }: DueEvent, fault: Failure): Promise<void> {
    const reason = refusal(fault, tries)
    if (reason !== null) {
      log.error({ filing: subject, reason }, 'a filing is on the shelf')
      await outbox.record([{ id, end: 'shelved', reason }])
      parts.onState(subject, 'refused')
      return
    }
    log.warn({ filing: subject, fault: fault.kind, ...('line' in fault ? { line: fault.line } : {}) }, 'a filing was not taken yet')
    const asked = 'retryAfterMs' in fault ? (fault.retryAfterMs ?? 0) : 0
    if (fault.kind === 'unreachable' || fault.kind === 'resting' || fault.kind === 'refused-credential') {
      restsUntil = Math.max(restsUntil, performance.now() + Math.min(LONGEST_PUT_OFF_MS, Math.max(asked, backOff(failures, random))))
      failures += 1
    }
    const delay = Math.min(LONGEST_PUT_OFF_MS, Math.max(asked, backOff(tries, random)))
    await outbox.record([{ id, end: 'put-off', until: new Date(now().getTime() + delay) }])
    parts.onState(subject, 'saved')
  }

  return {
    async close() {
      stopNews()
      closing.abort()
      stir()
      await running
    },
  }
}

/** Statuses by which a platform that has understood refuses what it was given (RFC 9110). */
const REFUSES: ReadonlySet<number> = new Set([400, 403, 413, 422])
/** What is mended by sending the documents again. */
const OF_DOCUMENTS: ReadonlySet<string> = new Set(['filing-incomplete', 'digest-differs'])

/** Why a person has to deal with it, fit for the operator's screen; null where another try may do. */
function refusal(fault: Failure, tries: number): string | null {
  if (fault.kind === 'unreadable') return 'unreadable'
  if (fault.kind !== 'problem' || !REFUSES.has(fault.status)) return null
  return OF_DOCUMENTS.has(fault.code) && tries < TRIES_FOR_DOCUMENTS ? null : shelfReason(fault)
}
