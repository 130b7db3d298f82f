import type { Health } from '../operations/health.ts'
import type { Log } from '../operations/log.ts'
import type { PlatformFault } from './fault.ts'
import type { Platform } from './platform.ts'

/** Devices have been met by then. */
const FIRST_AFTER_MS = 10_000
/** Judgement: whoever looks after many terminals hears of an open cover while the citizen is still there. */
const REPORT_EVERY_MS = 60_000

/** Tells the platform from time to time how the terminal is; the newest replaces the one before, so none is kept for later. */
export function reportHealth(parts: {
  readonly platform: Pick<Platform, 'reportHealth'>
  readonly health: () => Promise<Health>
  readonly now: () => Date
  readonly log: Log
}): { close(): Promise<void> } {
  const closing = new AbortController()
  let lastFault: PlatformFault['kind'] | null = null
  let work: Promise<void> = Promise.resolve()
  let timer = setTimeout(report, FIRST_AFTER_MS)

  function report(): void {
    work = tell().then(() => {
      if (!closing.signal.aborted) timer = setTimeout(report, REPORT_EVERY_MS)
    })
  }

  async function tell(): Promise<void> {
    const { version, uptimeSeconds, devices, outbox, ledger, catalogue } = await parts.health()
    const told = await parts.platform.reportHealth(
      { version, uptimeSeconds, devices, outbox, ledger, ...(catalogue === undefined ? {} : { catalogue }), at: parts.now().toISOString() },
      closing.signal,
    )
    if (closing.signal.aborted) return
    // Told once: the delivery of the outbox says at length how the platform is.
    if (!told.ok && lastFault !== told.fault.kind) parts.log.warn({ line: told.fault.line }, 'the platform does not hear how this terminal is')
    lastFault = told.ok ? null : told.fault.kind
  }

  return {
    async close() {
      closing.abort()
      clearTimeout(timer)
      await work
    },
  }
}
