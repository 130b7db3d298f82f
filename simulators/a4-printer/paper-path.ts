import { OutputTray, type OutputSheet } from './output-tray.ts'

/** What somebody at the machine can do to it, or find there. */
export type Trouble = 'media-empty' | 'media-jam' | 'cover-open' | 'toner-empty' | 'input-tray-missing' | 'output-area-full'

export type JobState = 'pending' | 'processing' | 'processing-stopped' | 'canceled' | 'aborted' | 'completed'

export interface PrinterJob {
  readonly id: number
  readonly serial: number
  readonly name: string
  state: JobState
  reasons: readonly string[]
  document: Buffer | null
  pages: number
  pagesOut: number
  /** Seconds of the printer's clock; null while it is not there yet. */
  processingAt: number | null
  endedAt: number | null
}

export interface PaperPathOptions {
  readonly pagesPerMinute: number | 'instant'
  readonly sheets: number
  /** Seconds since it was switched on. */
  readonly clock: () => number
  readonly changed: () => void
}

/** Of printers that hold A4: below this they say that paper is low. */
const LOW_SHEETS = 20

/** One engine: prints one job at a time, page by page, and stops at trouble in the middle of it until it is mended. */
export class PaperPath {
  readonly #options: PaperPathOptions
  readonly #tray = new OutputTray()
  readonly #troubles = new Set<Trouble>()
  readonly #planned: { page: number; trouble: Trouble }[] = []
  #jobs: PrinterJob[] = []
  #sheets: number
  #lastId = 0
  #lastSerial = 0
  #timer: NodeJS.Timeout | null = null
  #paused = false
  #toner: 'ok' | 'low' = 'ok'
  /** What the printer does with the next documents instead of printing them. */
  pretence: 'none' | 'completes-for-nothing' | 'completes-with-full-count' | 'completes-with-errors' = 'none'
  /** After so many pages of its next job the printer gives it up by itself. */
  abortsAfter: number | null = null

  constructor(options: PaperPathOptions) {
    this.#options = options
    this.#sheets = options.sheets
  }

  get jobs(): readonly PrinterJob[] {
    return this.#jobs
  }

  get outputs(): readonly OutputSheet[] {
    return this.#tray.sheets
  }

  get sheets(): number {
    return this.#sheets
  }

  get paperLow(): boolean {
    return this.#sheets <= LOW_SHEETS
  }

  /** Standing now, paper that is out among them. */
  get troubles(): readonly Trouble[] {
    return [...this.#troubles, ...(this.#sheets === 0 ? (['media-empty'] as const) : [])]
  }

  get isOn(): boolean {
    return !this.#paused
  }

  get toner(): 'ok' | 'low' {
    return this.#toner
  }

  get current(): PrinterJob | undefined {
    return this.#jobs.find(({ state }) => state === 'processing' || state === 'processing-stopped')
  }

  setPaper(sheets: number): void {
    this.#sheets = sheets
    this.#go()
  }

  setToner(toner: 'ok' | 'low'): void {
    this.#toner = toner
    this.#options.changed()
  }

  takeOutput(): readonly OutputSheet[] {
    const taken = this.#tray.takeAll()
    this.#options.changed()
    return taken
  }

  set(trouble: Exclude<Trouble, 'media-empty'>, on: boolean): void {
    if (on) this.#troubles.add(trouble)
    else this.#troubles.delete(trouble)
    this.#go()
  }

  /** When the n-th page from now on is to be printed, this happens instead of it. */
  planTrouble(page: number, trouble: Trouble): void {
    this.#planned.push({ page, trouble })
  }

  addJob(name: string): PrinterJob {
    this.#lastId += 1
    this.#lastSerial += 1
    const job: PrinterJob = {
      id: this.#lastId,
      serial: this.#lastSerial,
      name,
      state: 'pending',
      reasons: ['job-incoming'],
      document: null,
      pages: 0,
      pagesOut: 0,
      processingAt: null,
      endedAt: null,
    }
    this.#jobs = [...this.#jobs, job]
    this.#options.changed()
    return job
  }

  /** A document that is no PDF aborts its job, as a page interpreter does. */
  feed(job: PrinterJob, document: Buffer, pages: number | null): void {
    job.document = document
    job.reasons = ['none']
    if (pages === null) this.#end(job, 'aborted', ['document-format-error'])
    else {
      job.pages = pages
      this.#go()
    }
  }

  cancel(job: PrinterJob, reason: 'job-canceled-by-user' | 'job-canceled-by-operator'): void {
    this.#end(job, 'canceled', [reason])
    this.#go()
  }

  powerOff(jobs: 'kept' | 'lost'): void {
    this.#paused = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (jobs === 'kept') {
      // What it had begun it begins anew.
      const { current } = this
      if (current !== undefined) {
        current.state = 'pending'
        current.pagesOut = 0
      }
    } else {
      this.#jobs = []
      this.#lastId = 0
    }
    this.#options.changed()
  }

  powerOn(): void {
    this.#paused = false
    this.#go()
  }

  #go(): void {
    const job = this.current ?? this.#jobs.find(({ state, document }) => state === 'pending' && document !== null)
    if (job !== undefined && !this.#paused) {
      const stopped = this.troubles.length > 0
      job.processingAt ??= this.#options.clock()
      job.state = stopped ? 'processing-stopped' : 'processing'
      job.reasons = [stopped ? 'printer-stopped' : 'job-printing']
      if (!stopped && this.#timer === null) this.#nextPage(job)
      if (stopped && this.#timer !== null) {
        clearTimeout(this.#timer)
        this.#timer = null
      }
    }
    this.#options.changed()
  }

  #nextPage(job: PrinterJob): void {
    const { pagesPerMinute } = this.#options
    this.#timer = setTimeout(
      () => {
        this.#timer = null
        if (job.state !== 'processing') return
        this.#printPage(job)
        this.#go()
      },
      pagesPerMinute === 'instant' ? 0 : 60_000 / pagesPerMinute,
    )
  }

  #printPage(job: PrinterJob): void {
    if (this.pretence !== 'none') return this.#pretend(job)
    if (this.abortsAfter === job.pagesOut) {
      this.abortsAfter = null
      return this.#end(job, 'aborted', ['aborted-by-system'])
    }
    const due = this.#troubleOfThisPage()
    if (due !== null) {
      if (due === 'media-empty') this.#sheets = 0
      else this.#troubles.add(due)
      return
    }
    this.#sheets -= 1
    job.pagesOut += 1
    const { id: jobId, serial, name: jobName, pagesOut: page, pages } = job
    this.#tray.lay({ jobId, serial, jobName, page, pages, document: job.document ?? Buffer.alloc(0) })
    if (job.pagesOut === job.pages) this.#end(job, 'completed', ['job-completed-successfully'])
  }

  #troubleOfThisPage(): Trouble | null {
    for (const plan of this.#planned) plan.page -= 1
    const at = this.#planned.findIndex(({ page }) => page === 0)
    return at === -1 ? null : (this.#planned.splice(at, 1)[0]?.trouble ?? null)
  }

  #pretend(job: PrinterJob): void {
    if (this.pretence === 'completes-with-full-count') job.pagesOut = job.pages
    const reason = this.pretence === 'completes-with-errors' ? 'job-completed-with-errors' : 'job-completed-successfully'
    this.#end(job, 'completed', [reason])
  }

  #end(job: PrinterJob, state: 'canceled' | 'aborted' | 'completed', reasons: readonly string[]): void {
    if (job.endedAt !== null) return
    if (this.#timer !== null && job === this.current) {
      clearTimeout(this.#timer)
      this.#timer = null
    }
    job.state = state
    job.reasons = reasons
    job.endedAt = this.#options.clock()
    job.document = null
    this.#options.changed()
  }
}
