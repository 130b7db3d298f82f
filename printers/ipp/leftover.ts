import type { IppClient } from './client.ts'
import { isAtRest, type JobReport } from './job-report.ts'
import { lookAtJob, searchFor } from './printer-talk.ts'
import type { A4Timing } from './timing.ts'

interface InDoubt {
  readonly key: string
  /** Null while only its name is known. */
  id: number | null
  readonly since: number
}

/**
 * Sheets in doubt whose jobs may still be in the printer. They are cancelled as soon as the printer answers, so that
 * nothing comes out later for nobody; a sheet that is called unknown stays so.
 */
export class Leftover {
  readonly #client: IppClient
  readonly #timing: Pick<A4Timing, 'cancelMs' | 'pollMs' | 'doubtMs'>
  #sheets: readonly InDoubt[]

  constructor(client: IppClient, timing: Pick<A4Timing, 'cancelMs' | 'pollMs' | 'doubtMs'>, keys: readonly string[]) {
    this.#client = client
    this.#timing = timing
    this.#sheets = keys.map((key) => ({ key, id: null, since: performance.now() }))
  }

  get isEmpty(): boolean {
    return this.#sheets.length === 0
  }

  add(key: string, id: number | null): void {
    this.#sheets = [...this.#sheets, { key, id, since: performance.now() }]
  }

  /** Cancels what is left; answers whether one of them is still in the printer. */
  async end(pause: (milliseconds: number) => Promise<void>): Promise<'clear' | 'still-there'> {
    let stillThere = false
    for (const sheet of this.#sheets) {
      const end = await this.#end(sheet, pause)
      if (end === 'ended') this.#sheets = this.#sheets.filter((other) => other !== sheet)
      if (end === 'still-there') stillThere = true
    }
    return stillThere ? 'still-there' : 'clear'
  }

  async #end(sheet: InDoubt, pause: (milliseconds: number) => Promise<void>): Promise<'ended' | 'still-there' | 'not-seen'> {
    if (sheet.id !== null) {
      const seen = await lookAtJob(this.#client, sheet.id, sheet.key)
      if (seen.kind === 'no-answer') return 'not-seen'
      if (seen.kind === 'here') return this.#cancel(seen.job, sheet.key, pause)
    }
    const found = await searchFor(this.#client, sheet.key)
    if (found.kind === 'found') {
      sheet.id = found.job.id
      return this.#cancel(found.job, sheet.key, pause)
    }
    if (found.kind === 'no-answer') return 'not-seen'
    // A printer that had it has lost it; one that was slow in taking it may list it yet.
    return sheet.id !== null || performance.now() - sheet.since > this.#timing.doubtMs ? 'ended' : 'not-seen'
  }

  async #cancel(job: JobReport, key: string, pause: (milliseconds: number) => Promise<void>): Promise<'ended' | 'still-there'> {
    if (isAtRest(job)) return 'ended'
    const left = await cancel(this.#client, job.id, key, this.#timing, pause)
    return left === null ? 'still-there' : 'ended'
  }
}

/** Cancels a job and waits until it is at rest; null when it is not, `'gone'` when the printer knows it no more. */
export async function cancel(
  client: IppClient,
  id: number,
  key: string,
  timing: Pick<A4Timing, 'cancelMs' | 'pollMs'>,
  pause: (milliseconds: number) => Promise<void>,
): Promise<JobReport | 'gone' | null> {
  const until = performance.now() + timing.cancelMs
  let told = false
  for (;;) {
    // Once: told again, some queues throw the job's record away, and with it how it ended.
    if (!told) told = (await client.cancelJob(id)).ok
    const seen = await lookAtJob(client, id, key)
    if (seen.kind === 'here' && isAtRest(seen.job)) return seen.job
    if (seen.kind === 'not-here') return 'gone'
    if (performance.now() > until) return null
    await pause(timing.pollMs)
  }
}
