/** The thread behind composer.ts: one built file, which opens the fonts it was given and answers until it is ended. */
import { strict as assert } from 'node:assert'
import { parentPort, workerData } from 'node:worker_threads'
import { err } from '../../drivers/result.ts'
import { checkTemplate } from './check-template.ts'
import { composeCertificate } from './compose.ts'
import type { ComposerAnswer, ComposerCall } from './composer.ts'
import { openFonts, type FontFiles } from './fonts.ts'

assert(parentPort, 'this file is a thread of the terminal')
const port = parentPort
const fonts = openFonts(workerData as FontFiles)

/** One call at a time; what it throws ends the thread, of which composer.ts hears. */
port.on('message', (call: ComposerCall) => void answer(call))

async function answer(call: ComposerCall): Promise<void> {
  const result = await answerTo(call)
  port.postMessage(result, result.ok && result.value !== null && 'pdf' in result.value ? [result.value.pdf.buffer as ArrayBuffer] : [])
}

async function answerTo(call: ComposerCall): Promise<ComposerAnswer> {
  switch (call.call) {
    case 'compose':
      return fonts.ok ? composeCertificate(call.content, call.template, fonts.value) : fonts
    case 'check':
      if (fonts.ok) return checkTemplate(call.template, fonts.value)
      return err({ at: '', reason: `the font ${fonts.fault.path} cannot be read` })
    case 'inspect': {
      // Read when it is first needed: half of all halls have no finished documents.
      const { inspectPdf } = await import('./inspect-pdf.ts')
      return await inspectPdf(call.pdf)
    }
    case 'inspect-given': {
      const { inspectGivenPdf } = await import('./inspect-pdf.ts')
      return await inspectGivenPdf(call.pdf)
    }
  }
}
