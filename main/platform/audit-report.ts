import type { PlatformView } from '../contract/operator.ts'
import type { SignAuditHead } from '../ledger/audit-signature.ts'
import type { Log } from '../operations/log.ts'
import { backOff } from './back-off.ts'
import type { AuditHeadAnswer, EventPort } from './event-port.ts'
import type { KeptEvents } from './kept-events.ts'

/** What is cut off within this time is not noticed by the platform; a smaller one would tell it little more. */
const REPORT_EVERY_MS = 5 * 60_000

const GRAVITY: readonly PlatformView['auditLog'][] = ['not-reported', 'taken', 'behind', 'contradicts']

export interface AuditReport {
  /** The gravest that the platform has answered since the start: what did not fit once is not mended by growing on. */
  readonly verdict: PlatformView['auditLog']
  /** Resolves when nothing is asked any more. */
  close(): Promise<void>
}

/**
 * Tells the platform the head of the audit log, at start and every 5 minutes, sooner after a report that nobody answered.
 * What no ledger can notice of itself, the platform does: that it was put back to an earlier day, or that its log was
 * written anew.
 */
export function reportAuditLog(parts: {
  readonly kept: Pick<KeptEvents, 'audit' | 'note'>
  readonly platform: Pick<EventPort, 'reportAuditHead'>
  readonly terminal: string
  readonly sign: SignAuditHead
  readonly now: () => Date
  /** At least 0, below 1: spreads the tries. */
  readonly random: () => number
  readonly log: Log
  readonly onChange: () => void
  /** What only the disk or a bug can do; the next report tries again. */
  readonly onFault: (error: unknown) => void
}): AuditReport {
  const { kept, platform, log } = parts
  const closing = new AbortController()
  let verdict: PlatformView['auditLog'] = 'not-reported'
  let timer: NodeJS.Timeout | undefined
  /** In a row. */
  let failures = 0
  let reporting = report()

  async function report(): Promise<void> {
    const reported = await isReported()
    const next = reported ? REPORT_EVERY_MS : backOff(failures, parts.random)
    failures = reported ? 0 : failures + 1
    if (closing.signal.aborted) return
    timer = setTimeout(() => {
      reporting = report()
    }, next)
  }

  async function isReported(): Promise<boolean> {
    try {
      const { count, hash } = await kept.audit.head()
      const head = { count, hash: hash.toString('hex'), at: parts.now().toISOString() }
      const signature = parts.sign({ terminal: parts.terminal, ...head })
      const answered = await platform.reportAuditHead({ ...head, ...signature }, closing.signal)
      if (answered.ok) await heard(count, answered.value)
      else if (failures === 0 && !closing.signal.aborted) log.info({ fault: answered.fault.kind }, 'the head of the audit log was not reported')
      return answered.ok
    } catch (error) {
      parts.onFault(error)
      return false
    }
  }

  async function heard(count: number, { outcome, known }: AuditHeadAnswer): Promise<void> {
    if (GRAVITY.indexOf(outcome) <= GRAVITY.indexOf(verdict)) return
    verdict = outcome
    parts.onChange()
    if (outcome === 'taken') return
    const entries = { here: count, there: known?.count ?? null }
    log.error(
      entries,
      outcome === 'behind'
        ? 'the platform knows of more audit entries than this ledger has: the ledger was put back'
        : 'the audit log is not the one that the platform knows',
    )
    await kept.note({ actor: 'terminal', event: `audit.${outcome}`, payload: entries })
  }

  return {
    get verdict() {
      return verdict
    },
    async close() {
      closing.abort()
      clearTimeout(timer)
      await reporting
    },
  }
}
