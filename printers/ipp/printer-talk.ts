import { err, ok, type Result } from '../../drivers/result.ts'
import { CAPABILITY_ATTRIBUTES, capabilitiesOf, type Capabilities } from './capabilities.ts'
import { isDone, STATUS, statusText, type IppAnswer, type IppClient } from './client.ts'
import { JOB_ATTRIBUTES, jobReportOf, type JobReport } from './job-report.ts'
import { numberOf } from './message.ts'
import { stateReasonsOf, STATUS_ATTRIBUTES, statusOf, type A4Status } from './status.ts'
import type { TransportFault } from './transport.ts'

/** What a look at the printer shows. */
export interface Look {
  readonly status: A4Status
  readonly capabilities: Capabilities
  /** Seconds; smaller than before, the printer was switched off in between. */
  readonly upTime: number | null
  /** As it gives them, to know later which are new. */
  readonly stateReasons: readonly string[]
}

/**
 * One question to the printer: how it is and what it can do. `before` are the reasons that it gave before a sheet which it
 * has now (see `statusOf`). No answer is a status too.
 */
export async function look(
  client: IppClient,
  before: readonly string[] | null = null,
): Promise<Result<Look, Extract<A4Status, { state: 'unreachable' }>>> {
  const asked = await client.getPrinterAttributes([...STATUS_ATTRIBUTES, ...CAPABILITY_ATTRIBUTES, 'printer-up-time'])
  if (!asked.ok) return err({ state: 'unreachable', detail: faultText(asked.fault) })
  if (!isDone(asked.value)) return err({ state: 'unreachable', detail: statusText(asked.value.status) })
  const { printer } = asked.value
  const capabilities = capabilitiesOf(printer)
  const status: A4Status = capabilities.lacks === null ? statusOf(printer, before) : { state: 'unsuitable', lacks: capabilities.lacks }
  return ok({ status, capabilities, upTime: numberOf(printer, 'printer-up-time'), stateReasons: stateReasonsOf(printer) })
}

/** What became of one job: its report, that the printer knows of no such job (or of another under its id), or no answer. */
export type JobLook = { readonly kind: 'here'; readonly job: JobReport } | { readonly kind: 'not-here' } | { readonly kind: 'no-answer' }

/** Ids begin anew in a printer that was switched off; so a job is ours only under its own name. */
export async function lookAtJob(client: IppClient, id: number, key: string): Promise<JobLook> {
  const asked = await client.getJobAttributes(id, JOB_ATTRIBUTES)
  if (!asked.ok) return { kind: 'no-answer' }
  const { status, jobs } = asked.value
  if (status === STATUS.notFound || status === STATUS.gone) return { kind: 'not-here' }
  if (!isDone(asked.value)) return { kind: 'no-answer' }
  const job = jobReportOf([...(jobs[0] ?? []), { name: 'job-id', values: [{ kind: 'integer', value: id }] }])
  if (job === null) return { kind: 'no-answer' }
  return job.name === null || job.name === key ? { kind: 'here', job } : { kind: 'not-here' }
}

export type Search =
  | { readonly kind: 'found'; readonly job: JobReport }
  /** `keepsHistory`: it lists jobs that have ended, so that this one would be among them. */
  | { readonly kind: 'absent'; readonly keepsHistory: boolean }
  | { readonly kind: 'no-answer' }

/** Newest come first (RFC 8011, section 4.2.6.2); a kiosk's printer sees few others. */
const JOBS_LOOKED_THROUGH = 100

/** Looks for a job by name, among those that are not ended first: one that ends meanwhile is then in the second list. */
export async function searchFor(client: IppClient, key: string): Promise<Search> {
  let ended = 0
  for (const which of ['not-completed', 'completed'] as const) {
    const asked = await client.getJobs(which, JOBS_LOOKED_THROUGH, JOB_ATTRIBUTES)
    if (!asked.ok || !isDone(asked.value)) return { kind: 'no-answer' }
    const jobs = asked.value.jobs.flatMap((attributes) => jobReportOf(attributes) ?? [])
    const job = jobs.find(({ name }) => name === key)
    if (job !== undefined) return { kind: 'found', job }
    ended = jobs.length
  }
  return { kind: 'absent', keepsHistory: ended > 0 }
}

/** The id of the job that a Print-Job or Create-Job has made; null when it has made none. */
export function jobIdIn(answer: IppAnswer): number | null {
  return answer.jobs.flatMap((attributes) => numberOf(attributes, 'job-id') ?? [])[0] ?? null
}

export function faultText(fault: TransportFault): string {
  return `${fault.kind}: ${fault.detail}`
}
