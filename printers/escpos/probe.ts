import type { OpenPort, Port, PortFault } from '../../drivers/ports/port.ts'
import { err, ok, type Result } from '../../drivers/result.ts'
import {
  AUTOMATIC_STATUS,
  CLEAR_BUFFERS,
  joined,
  LINE_FEED,
  processId,
  realTimeStatusQuery,
  SEND_PAPER_STATUS,
  type RealTimeQuery,
} from './commands.ts'
import { Inbox } from './inbox.ts'
import { GENERIC_58MM, GENERIC_80MM, type ProfileFile } from './profile.ts'
import { realTimeReading, statusOf, StatusReader, type NotReadyReason, type Reading, type StatusEvent } from './status.ts'
import { testStrip } from './test-strip.ts'

/** What a printer is asked, in the words of the profile that comes of it. */
export type ProbeQuestion =
  | { readonly kind: 'realTimeQueries'; readonly query: RealTimeQuery }
  | { readonly kind: 'automaticStatus' | 'paperStatusFence' | 'processId' | 'clearBuffers' }

/** How the probe goes on. */
export type ProbeStep =
  | { readonly kind: 'asking'; readonly question: ProbeQuestion }
  | { readonly kind: 'heard'; readonly question: ProbeQuestion; readonly answer: ProbeAnswer }
  | { readonly kind: 'printing' }
  /** `nothing`: this printer answers no fence, so that nobody but a person can say whether the strip came out. */
  | { readonly kind: 'printed'; readonly confirmedBy: 'printer' | 'nothing'; readonly milliseconds: number }

/** `milliseconds` until the answer, or waited for it. */
export interface ProbeAnswer {
  readonly state: 'answered' | 'unanswered'
  readonly milliseconds: number
}

/** Why no profile can be had. */
export type ProbeFault =
  | { readonly kind: 'port'; readonly fault: PortFault }
  /** None of DLE EOT 1–4 is answered: it is off, or the line is wrong, or nobody can know whether it has paper. */
  | { readonly kind: 'no-status' }
  | { readonly kind: 'not-ready'; readonly reason: NotReadyReason; readonly strip: 'not-begun' | 'begun' }
  /** The strip did not leave in time, or a printer that answered a fence before did not answer it after the strip. */
  | { readonly kind: 'strip-unconfirmed' }
  /** After the last command it answers no more. */
  | { readonly kind: 'fell-silent' }
  /** By whoever asked for it, between two commands. */
  | { readonly kind: 'stopped' }

/** All in ms. */
export interface ProbeTiming {
  /** For one answer. */
  readonly answerMs: number
  /** After a missing answer, until nothing is heard any more: a late one must not be taken for the next. */
  readonly quietMs: number
  /** For the strip to leave: its 6.6 kB take 7 s at 9600 baud. */
  readonly writeMs: number
  /** From its leaving to its fence; without one, how long it has to print. A network box may still hold all of it. */
  readonly stripMs: number
}

const PROBE_TIMING: ProbeTiming = { answerMs: 1_500, quietMs: 500, writeMs: 60_000, stripMs: 15_000 }

export interface ProbeOptions {
  readonly open: OpenPort
  /** Paper in mm: no printer tells it. */
  readonly width: 58 | 80
  /** For the evidence, `2026-11-22`. */
  readonly today: string
  readonly onStep: (step: ProbeStep) => void
  /** Ends the probe before its next question; a strip on its way comes out whole first. */
  readonly stop?: AbortSignal
  readonly timing?: Partial<ProbeTiming>
}

/**
 * Asks the printer everything a profile holds, prints a test strip, and answers the profile with what was answered and
 * what was not. Harmless first: real-time status, then status that waits its turn, then what a printer may print as
 * letters, then the strip, and what clears its buffers last. Each goes out whole, so that nothing half stays behind.
 * Nothing is printed unless the printer says that it is well. Never rejects.
 */
export async function probePrinter(options: ProbeOptions): Promise<Result<ProfileFile, ProbeFault>> {
  const opened = await options.open()
  if (!opened.ok) return err({ kind: 'port', fault: opened.fault })
  const probe = new Probe(opened.value, options)
  try {
    return await probe.run()
  } finally {
    await opened.value.close()
  }
}

type ProbeEvent =
  | StatusEvent
  | { readonly kind: 'written'; readonly bytes: Uint8Array; readonly result: Result<void, PortFault> }
  | { readonly kind: 'line-ended'; readonly fault: PortFault }

const QUERIES: readonly RealTimeQuery[] = [1, 2, 3, 4]
const CLOSED: PortFault = { kind: 'closed', detail: 'the line was closed' }
/** Of the question and of the strip; any other than the last one's would do. */
const QUESTION_ID = '0001'
const STRIP_ID = '0002'

class Probe {
  readonly #port: Port
  readonly #options: ProbeOptions
  readonly #timing: ProbeTiming
  readonly #inbox = new Inbox<ProbeEvent>()
  #strip: 'not-begun' | 'begun' = 'not-begun'

  constructor(port: Port, options: ProbeOptions) {
    this.#port = port
    this.#options = options
    this.#timing = { ...PROBE_TIMING, ...options.timing }
    const reader = new StatusReader()
    port.onData((bytes) => {
      for (const event of reader.push(bytes)) this.#inbox.push(event)
    })
    port.onClose((fault) => this.#inbox.push({ kind: 'line-ended', fault: fault ?? CLOSED }))
  }

  async run(): Promise<Result<ProfileFile, ProbeFault>> {
    const status = await this.#askStatus(QUERIES, 'tell')
    if (!status.ok) return status
    const known = QUERIES.filter((query) => status.value.answers.get(query)?.state === 'answered')
    if (known.length === 0) return err({ kind: 'no-status' })
    const before = troubleOf(status.value.readings)
    if (before !== null) return err({ kind: 'not-ready', reason: before, strip: this.#strip })

    const automatic = await this.#ask({ kind: 'automaticStatus' }, AUTOMATIC_STATUS, ({ kind }) => kind === 'automatic')
    if (!automatic.ok) return automatic
    const fence = await this.#ask({ kind: 'paperStatusFence' }, SEND_PAPER_STATUS, ({ kind }) => kind === 'paper')
    if (!fence.ok) return fence
    // A printer that does not know it may print its digits: LF brings them out before the strip.
    const id = await this.#ask({ kind: 'processId' }, joined(processId(QUESTION_ID), LINE_FEED), isId(QUESTION_ID))
    if (!id.ok) return id

    if (this.#options.stop?.aborted === true) return err({ kind: 'stopped' })
    const printed = await this.#printStrip({ fence: fence.value.state, id: id.value.state })
    if (!printed.ok) return printed
    const after = await this.#stillWell(known)
    if (!after.ok) return after
    const cleared = await this.#ask({ kind: 'clearBuffers' }, CLEAR_BUFFERS, ({ kind }) => kind === 'buffers-cleared')
    if (!cleared.ok) return cleared
    const last = await this.#stillWell(known)
    if (!last.ok) return last
    return ok(
      profileFileOf(this.#options, status.value.answers, {
        automaticStatus: automatic.value,
        paperStatusFence: fence.value,
        processId: id.value,
        clearBuffers: cleared.value,
      }),
    )
  }

  /** One DLE EOT at a time, because answers do not say what they answer. */
  async #askStatus(queries: readonly RealTimeQuery[], to: 'tell' | 'keep-quiet') {
    const answers = new Map<RealTimeQuery, ProbeAnswer>()
    const readings: Reading[] = []
    for (const query of queries) {
      const isAnswer = (event: ProbeEvent): boolean => {
        if (event.kind !== 'real-time') return false
        readings.push(realTimeReading(query, event.byte))
        return true
      }
      const answer = await this.#ask({ kind: 'realTimeQueries', query }, realTimeStatusQuery(query), isAnswer, to)
      if (!answer.ok) return answer
      answers.set(query, answer.value)
    }
    return ok({ answers, readings })
  }

  async #stillWell(known: readonly RealTimeQuery[]): Promise<Result<void, ProbeFault>> {
    const status = await this.#askStatus(known, 'keep-quiet')
    if (!status.ok) return status
    if (status.value.readings.length === 0) return err({ kind: 'fell-silent' })
    const reason = troubleOf(status.value.readings)
    return reason === null ? ok(undefined) : err({ kind: 'not-ready', reason, strip: this.#strip })
  }

  async #ask(
    question: ProbeQuestion,
    bytes: Uint8Array,
    isAnswer: (event: ProbeEvent) => boolean,
    to: 'tell' | 'keep-quiet' = 'tell',
  ): Promise<Result<ProbeAnswer, ProbeFault>> {
    if (this.#options.stop?.aborted === true) return err({ kind: 'stopped' })
    const { answerMs, quietMs } = this.#timing
    const tell = to === 'tell' ? this.#options.onStep : () => undefined
    tell({ kind: 'asking', question })
    const from = performance.now()
    this.#write(bytes)
    const heard = await this.#await(isAnswer, answerMs)
    if (!heard.ok) return heard
    const answer: ProbeAnswer = heard.value
      ? { state: 'answered', milliseconds: Math.round(performance.now() - from) }
      : { state: 'unanswered', milliseconds: answerMs }
    tell({ kind: 'heard', question, answer })
    if (heard.value) return ok(answer)
    const quiet = await this.#await(() => false, quietMs)
    return quiet.ok ? ok(answer) : quiet
  }

  async #printStrip(has: {
    readonly fence: ProbeAnswer['state']
    readonly id: ProbeAnswer['state']
  }): Promise<Result<void, ProbeFault>> {
    this.#options.onStep({ kind: 'printing' })
    const { writeMs, stripMs } = this.#timing
    const from = performance.now()
    const fences = [
      ...(has.id === 'answered' ? [processId(STRIP_ID)] : []),
      ...(has.fence === 'answered' ? [SEND_PAPER_STATUS] : []),
    ]
    let confirmedBy: 'printer' | 'nothing' = 'nothing'
    const isFence = (event: ProbeEvent): boolean => {
      if ((has.fence === 'answered' && event.kind === 'paper') || isId(STRIP_ID)(event)) confirmedBy = 'printer'
      return confirmedBy === 'printer'
    }
    const job = joined(testStrip(profileOf(this.#options.width)).bytes, ...fences)
    this.#strip = 'begun'
    this.#write(job)
    const isLast = (event: ProbeEvent): boolean => event.kind === 'written' && event.bytes === job
    const left = await this.#await((event) => isFence(event) || isLast(event), writeMs)
    if (!left.ok) return left
    if (!left.value) return err({ kind: 'strip-unconfirmed' })
    if (confirmedBy === 'nothing') {
      const fenced = await this.#await(isFence, stripMs)
      if (!fenced.ok) return fenced
      if (!fenced.value && fences.length > 0) {
        // No paper, told only when asked: the better reason, where the printer has one.
        const well = await this.#stillWell(QUERIES)
        return well.ok ? err({ kind: 'strip-unconfirmed' }) : well
      }
    }
    this.#options.onStep({ kind: 'printed', confirmedBy, milliseconds: Math.round(performance.now() - from) })
    return ok(undefined)
  }

  /** Its end is an event: on a line that takes nothing more, a write lasts for ever. */
  #write(bytes: Uint8Array): void {
    void this.#port.write(bytes).then((result) => this.#inbox.push({ kind: 'written', bytes, result })) // never rejects
  }

  /** Whether the event came in time. Trouble that the printer tells by itself, or the line's end, ends the probe. */
  async #await(isIt: (event: ProbeEvent) => boolean, milliseconds: number): Promise<Result<boolean, ProbeFault>> {
    const deadline = performance.now() + milliseconds
    for (;;) {
      const event = await this.#inbox.take(deadline - performance.now())
      if (event === null) return ok(false)
      if (event.kind === 'line-ended') return err({ kind: 'port', fault: event.fault })
      if (event.kind === 'written' && !event.result.ok) return err({ kind: 'port', fault: event.result.fault })
      if (event.kind === 'automatic') {
        const reason = troubleOf([event.reading])
        if (reason !== null) return err({ kind: 'not-ready', reason, strip: this.#strip })
      }
      if (isIt(event)) return ok(true)
    }
  }
}

function isId(id: string): (event: ProbeEvent) => boolean {
  return (event) => event.kind === 'process-id' && event.id === id
}

function troubleOf(readings: readonly Reading[]): NotReadyReason | null {
  const status = statusOf(readings)
  return status.state === 'not-ready' ? status.reason : null
}

function profileOf(width: 58 | 80) {
  return width === 58 ? GENERIC_58MM : GENERIC_80MM
}

type Asked = Exclude<ProbeQuestion['kind'], 'realTimeQueries'>

function profileFileOf(
  { width, today }: ProbeOptions,
  status: ReadonlyMap<RealTimeQuery, ProbeAnswer>,
  answers: Readonly<Record<Asked, ProbeAnswer>>,
): ProfileFile {
  const { widthDots, columns, bandRows, evidence } = profileOf(width)
  const chosen = `unverified: --width ${width}; compare line 1 and picture 3 of the strip printed on ${today}`
  const support = (asked: Asked): ProfileFile[Asked] => ({
    support: answers[asked].state === 'answered' ? 'yes' : 'no',
    evidence: `probed on ${today}: ${worded(answers[asked])}`,
  })
  const told = [...status].map(([query, answer]) => `${query} ${worded(answer)}`)
  return {
    name: `probed-${width}mm`,
    description: `${width} mm paper, as the installed printer answered on ${today}`,
    widthDots: { value: widthDots, evidence: chosen },
    columns: { value: columns, evidence: chosen },
    bandRows: { value: bandRows, evidence: evidence.bandRows },
    realTimeQueries: {
      value: QUERIES.filter((query) => status.get(query)?.state === 'answered'),
      evidence: `probed on ${today}: ${told.join(', ')}`,
    },
    automaticStatus: support('automaticStatus'),
    paperStatusFence: support('paperStatusFence'),
    processId: support('processId'),
    clearBuffers: support('clearBuffers'),
    nativeQr: { support: 'unknown', evidence: 'unverified: not asked by the probe; QR codes are printed as pictures' },
  }
}

function worded(answer: ProbeAnswer): string {
  return answer.state === 'answered'
    ? `answered in ${answer.milliseconds} ms`
    : `not answered within ${answer.milliseconds} ms`
}
