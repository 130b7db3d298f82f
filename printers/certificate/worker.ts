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

port.on('message', (call: ComposerCall) => {
  const result = answerTo(call)
  const answer: ComposerAnswer = { id: call.id, result }
  const pdf = result.ok && result.value !== null ? [result.value.pdf.buffer as ArrayBuffer] : []
  port.postMessage(answer, pdf)
})

function answerTo(call: ComposerCall): ComposerAnswer['result'] {
  if (call.call === 'compose') return fonts.ok ? composeCertificate(call.content, call.template, fonts.value) : fonts
  if (fonts.ok) return checkTemplate(call.template, fonts.value)
  return err({ at: '', reason: `the font ${fonts.fault.path} cannot be read` })
}
