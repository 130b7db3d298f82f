import { Worker } from 'node:worker_threads'
import { err, type Result } from '../../drivers/result.ts'
import type { TemplateFault } from './check-template.ts'
import type { ComposedCertificate } from './compose.ts'
import type { PageContent, CertificateFault } from './content.ts'
import type { FontFiles } from './fonts.ts'
import type { GivenPdfFault, PdfFault } from './inspect-pdf.ts'
import type { CertificateTemplate } from './template.ts'

/**
 * Composes certificates in a thread of its own, which has the fonts open and its code warm: a page takes some
 * hundredths of a second, and the terminal answers everybody else meanwhile. What others have composed is looked at
 * there too, for nobody knows how long that takes. One after the other, in the order asked.
 */
export interface CertificateComposer {
  readonly compose: (
    content: PageContent,
    template: CertificateTemplate,
  ) => Promise<Result<ComposedCertificate, CertificateFault | ComposerLost>>
  /** Lays the template out with its longest content; for when it is loaded. */
  readonly check: (template: CertificateTemplate) => Promise<Result<null, TemplateFault>>
  /** Looks at a PDF that somebody else has made (inspect-pdf.ts). */
  readonly inspect: (pdf: Uint8Array) => Promise<Result<{ readonly pages: number }, PdfFault | TooSlow | ComposerLost>>
  /** Looks at a PDF that a person brings (`inspectGivenPdf`). */
  readonly inspectGiven: (pdf: Uint8Array) => Promise<Result<{ readonly pages: number }, GivenPdfFault | TooSlow | ComposerLost>>
  readonly close: () => Promise<void>
}

/** A PDF that is not through in time, whether by accident or made so; the thread was ended over it. */
export interface TooSlow {
  readonly kind: 'too-slow'
}

/**
 * The thread ended, or did not answer in time and was ended. The next call starts another. `reason` is a code or the
 * name of an error, never its message, which may hold what was to be printed.
 */
export interface ComposerLost {
  readonly kind: 'composer-lost'
  readonly reason: string
}

/** What the thread is asked, one at a time. */
export type ComposerCall =
  | { readonly call: 'compose'; readonly content: PageContent; readonly template: CertificateTemplate }
  | { readonly call: 'check'; readonly template: CertificateTemplate }
  | { readonly call: 'inspect' | 'inspect-given'; readonly pdf: Uint8Array }

/** What it answers, before it is asked again. */
export type ComposerAnswer =
  | Result<ComposedCertificate, CertificateFault>
  | Result<null, TemplateFault>
  | Result<{ readonly pages: number }, PdfFault | GivenPdfFault>

const TOO_SLOW: TooSlow = { kind: 'too-slow' }
const NO_ANSWER = { kind: 'composer-lost', reason: 'no-answer' } as const

/** Twenty pages take a second on a slow machine; what takes thirty will not end. */
const ANSWERS_WITHIN_MS = 30_000
/** Fifty pages take half a second on a slow machine; in this time a bomb has unpacked to a gigabyte and a half. */
const INSPECTS_WITHIN_MS = 5_000

/** Starts the thread at once. `workerFile` is worker.ts as it was built; the fonts are opened once, by the thread. */
export function openComposer({
  workerFile,
  fonts,
  answersWithinMs = ANSWERS_WITHIN_MS,
  inspectsWithinMs = INSPECTS_WITHIN_MS,
}: {
  readonly workerFile: string
  readonly fonts: FontFiles
  readonly answersWithinMs?: number
  readonly inspectsWithinMs?: number
}): CertificateComposer {
  /** Calls wait here and not in the thread: each has its whole time, and none is lost with the one before. */
  let turn: Promise<unknown> = Promise.resolve()
  let settle: ((outcome: ComposerAnswer | ComposerLost) => void) | null = null
  let closed = false
  let thread: Worker | null = start()

  function start(): Worker {
    const started = new Worker(workerFile, { workerData: fonts })
    // One that was given up may still say or suffer something; that is nobody's any more.
    started.on('message', (answer: ComposerAnswer) => {
      if (thread === started) settle?.(answer)
    })
    let reason = 'ended'
    started.on('error', (error: NodeJS.ErrnoException) => {
      reason = error.code ?? error.name
    })
    started.on('exit', () => {
      if (thread !== started) return
      thread = null
      settle?.({ kind: 'composer-lost', reason })
    })
    return started
  }

  /** `late`: what is answered to this call when it takes too long; the thread is given up then. */
  function ask<Late>(call: ComposerCall, withinMs: number, late: Late): Promise<ComposerAnswer | ComposerLost | Late> {
    const answered = turn.then(() => answerTo(call, withinMs, late))
    turn = answered
    return answered
  }

  function answerTo<Late>(call: ComposerCall, withinMs: number, late: Late): Promise<ComposerAnswer | ComposerLost | Late> {
    if (closed) return Promise.resolve({ kind: 'composer-lost', reason: 'closed' })
    return new Promise((resolve) => {
      const end = (outcome: ComposerAnswer | ComposerLost | Late) => {
        clearTimeout(timer)
        settle = null
        resolve(outcome)
      }
      const timer = setTimeout(() => {
        const stuck = thread
        thread = null
        end(late)
        void stuck?.terminate()
      }, withinMs)
      settle = end
      thread ??= start()
      thread.postMessage(call)
    })
  }

  return {
    async compose(content, template) {
      const outcome = await ask({ call: 'compose', content, template }, answersWithinMs, NO_ANSWER)
      return 'kind' in outcome ? err(outcome) : (outcome as Result<ComposedCertificate, CertificateFault>)
    },
    async check(template) {
      const outcome = await ask({ call: 'check', template }, answersWithinMs, NO_ANSWER)
      if (!('kind' in outcome)) return outcome as Result<null, TemplateFault>
      return err({ at: '', reason: `it could not be laid out (${outcome.reason})` })
    },
    async inspect(pdf) {
      const outcome = await ask({ call: 'inspect', pdf }, inspectsWithinMs, TOO_SLOW)
      return 'kind' in outcome ? err(outcome) : (outcome as Result<{ readonly pages: number }, PdfFault>)
    },
    async inspectGiven(pdf) {
      const outcome = await ask({ call: 'inspect-given', pdf }, inspectsWithinMs, TOO_SLOW)
      return 'kind' in outcome ? err(outcome) : (outcome as Result<{ readonly pages: number }, GivenPdfFault>)
    },
    async close() {
      closed = true
      await thread?.terminate()
    },
  }
}
