import type { SheetInFlight } from './hand-over.ts'
import { isAtRest, type JobReport } from './job-report.ts'
import { cancel } from './leftover.ts'
import { look, lookAtJob, searchFor, type Look } from './printer-talk.ts'
import { settlementOf, type Seen, type Settlement, type SheetDoubt, type SheetFailure } from './settlement.ts'
import type { A4Status, NotReadyReason } from './status.ts'

/** How a flight ended, and whether its job may still be in the printer. */
export interface Landing {
  readonly settlement: Settlement
  readonly mayComeLater: boolean
}

/**
 * Follows a job that the printer has until it is at rest. Trouble on the way (no paper, a jam) is told at once and does
 * not end it: somebody may mend it within `troubleMs`. After that, or when the printer takes longer than any sheet, the
 * job is cancelled and the sheet is unknown; a job that was not begun by the end of the sheet's time is cancelled too,
 * and has failed.
 */
export async function follow(sheet: SheetInFlight, id: number): Promise<Landing> {
  const { timing, job, client } = sheet
  const { capabilities, stateReasons } = sheet.before
  const printMs = timing.warmUpMs + job.pages * timing.pageMs
  const begun = performance.now()
  const latest = begun + 2 * printMs + 2 * timing.troubleMs // however often a cover is opened and closed
  const times = { heard: begun, deadline: begun + printMs, trouble: null as number | null }
  let trouble: NotReadyReason | null = null
  let jammed = false
  const seen = (): Seen => ({ pages: job.pages, trouble, jammed, countsPages: !capabilities.isQueue, confirms: capabilities.confirms })

  for (;;) {
    if (sheet.isClosed()) return leave('closed')
    const [its, how] = [await lookAtJob(client, id, job.key), await look(client, stateReasons)]
    const now = performance.now()
    sheet.onStatus(how.ok ? how.value.status : how.fault)
    if (its.kind === 'here' && isAtRest(its.job)) return { settlement: settlementOf(its.job, seen()), mayComeLater: false }
    if (its.kind === 'not-here') return lost(sheet, how.ok ? how.value : null, seen())
    const reached = its.kind === 'here' && how.ok && how.value.status.state !== 'unreachable'
    if (reached) times.heard = now
    else if (now - times.heard > timing.goneMs) {
      return its.kind === 'here' ? giveUp(sheet, id, seen(), trouble ?? 'no-answer') : leave(trouble ?? 'no-answer')
    }
    const inTheWay = its.kind === 'here' && how.ok ? troubleOf(its.job, how.value.status) : null
    if (inTheWay !== null) {
      trouble ??= inTheWay // the first is the cause: a cover is opened because of a jam
      jammed ||= inTheWay === 'media-jam'
      times.trouble ??= now
      if (now - times.trouble > timing.troubleMs) return giveUp(sheet, id, seen(), trouble)
    } else if (reached && times.trouble !== null) {
      times.trouble = null
      times.deadline = now + printMs
    }
    if (its.kind === 'here' && its.job.state === 'waiting' && now > sheet.until) return giveUp(sheet, id, seen(), 'too-late')
    if (times.trouble === null && reached && now > times.deadline) return giveUp(sheet, id, seen(), 'too-slow')
    if (now > latest) return giveUp(sheet, id, seen(), trouble ?? 'too-slow')
    await sheet.pause(timing.pollMs)
  }
}

function troubleOf(job: JobReport, status: A4Status): NotReadyReason | null {
  if (status.state === 'not-ready') return status.reason
  return job.state === 'stopped' ? 'error' : null
}

/** Settled without the job's own word; it may still be there when the printer is heard again. */
function leave(reason: SheetDoubt): Landing {
  return { settlement: { state: 'unknown', reason }, mayComeLater: true }
}

/** The printer knows no such job any more: it may have ended under another id, been thrown away, or been lost. */
async function lost(sheet: SheetInFlight, now: Look | null, seen: Seen): Promise<Landing> {
  const found = await searchFor(sheet.client, sheet.job.key)
  if (found.kind === 'found' && isAtRest(found.job)) return { settlement: settlementOf(found.job, seen), mayComeLater: false }
  if (found.kind !== 'absent') return leave(seen.trouble ?? 'job-lost')
  const wasOff = now !== null && now.upTime !== null && sheet.before.upTime !== null && now.upTime < sheet.before.upTime
  return { settlement: { state: 'unknown', reason: wasOff ? 'power' : (seen.trouble ?? 'job-lost') }, mayComeLater: false }
}

/** Cancels; what the job says when it is at rest counts, if nothing came out or all did. */
async function giveUp(
  sheet: SheetInFlight,
  id: number,
  seen: Seen,
  why: NotReadyReason | 'too-late' | 'too-slow' | 'no-answer',
): Promise<Landing> {
  sheet.log('sheet given up', { reason: why })
  const ended = await cancel(sheet.client, id, sheet.job.key, sheet.timing, sheet.pause)
  const doubt: SheetDoubt = why === 'too-late' ? 'too-slow' : why
  if (ended === null || ended === 'gone') return { settlement: { state: 'unknown', reason: doubt }, mayComeLater: ended === null }
  const settled = settlementOf(ended, seen)
  if (ended.state === 'completed') return { settlement: settled, mayComeLater: false }
  if (settled.state !== 'failed') return { settlement: { state: 'unknown', reason: doubt }, mayComeLater: false }
  const reason: SheetFailure = why === 'no-answer' ? 'unreachable' : why === 'too-slow' ? 'too-late' : why
  return { settlement: { state: 'failed', reason }, mayComeLater: false }
}
