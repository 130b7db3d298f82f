import { strict as assert } from 'node:assert'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import { openComposer, type CertificateComposer } from '../../../printers/certificate/composer.ts'
import type { CertificateContent } from '../../../printers/certificate/content.ts'
import type { CertificateTemplate } from '../../../printers/certificate/template.ts'
import { bombPdf } from './bomb-pdf.ts'
import { handMadePdf } from './hand-made-pdf.ts'
import { BUILT_WORKER, FONT_FILES, shipped, specimenFonts, SPECIMENS } from './specimens.ts'

const FONTS = specimenFonts()
const TEMPLATES = await shipped(FONTS)
const TEMPLATE = TEMPLATES.get('no-criminal-record') as CertificateTemplate
const CONTENT = SPECIMENS['no-criminal-record'] as CertificateContent

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-composer-'))
})
afterAll(() => rm(folder, { recursive: true }))

const opened: CertificateComposer[] = []
afterEach(async () => {
  for (const composer of opened.splice(0)) await composer.close()
})

function composer(options: Partial<Parameters<typeof openComposer>[0]> = {}): CertificateComposer {
  const one = openComposer({ workerFile: BUILT_WORKER, fonts: FONT_FILES, ...options })
  opened.push(one)
  return one
}

/** A thread that does something else than it should. */
async function thread(name: string, code: string): Promise<string> {
  const file = path.join(folder, `${name}.mjs`)
  await writeFile(file, `import { parentPort } from 'node:worker_threads'\n${code}\n`)
  return file
}

describe('the thread that composes certificates', () => {
  test('gives, asked for all at once and in another order, the very bytes that this thread gives one by one', async () => {
    const one = composer()
    const here = [...TEMPLATES].map(([name, template]) => composeCertificate(SPECIMENS[name] as CertificateContent, template, FONTS))
    const there = await Promise.all(
      [...TEMPLATES].toReversed().map(([name, template]) => one.compose(SPECIMENS[name] as CertificateContent, template)),
    )
    there.toReversed().forEach((result, at) => {
      const expected = here[at]
      assert(result.ok && expected?.ok)
      expect(result.value.sha256).toBe(expected.value.sha256)
      expect(Buffer.compare(result.value.pdf, expected.value.pdf)).toBe(0)
      expect(result.value.pages).toBe(expected.value.pages)
    })
  })

  test('tells of a character that no font has, and composes the next', async () => {
    const one = composer()
    const refused = await one.compose({ ...CONTENT, fields: { ...CONTENT.fields, name: '𠮷' } }, TEMPLATE)
    expect(refused).toEqual({ ok: false, fault: { kind: 'no-glyph', at: 'fields.name', position: 1 } })
    expect((await one.compose(CONTENT, TEMPLATE)).ok).toBe(true)
  })

  test('lays out templates as this one does', async () => {
    const one = composer()
    expect(await one.check(TEMPLATE)).toEqual({ ok: true, value: null })
    expect(await one.check({ ...TEMPLATE, title: { zh: '证'.repeat(40) } })).toEqual({ ok: false, fault: { at: 'title.zh', reason: expect.any(String) } })
  })

  test('names a font that cannot be read, and stays there', async () => {
    const missing = path.join(folder, 'missing.ttf')
    const one = composer({ fonts: { ...FONT_FILES, fallback: [missing] } })
    expect(await one.compose(CONTENT, TEMPLATE)).toEqual({ ok: false, fault: { kind: 'font-unreadable', path: missing } })
    expect(await one.check(TEMPLATE)).toEqual({ ok: false, fault: { at: '', reason: expect.stringContaining('missing.ttf') } })
  })
})

describe('a PDF that somebody else has made', () => {
  test('is looked at by the thread as by this one, between certificates', async () => {
    const one = composer()
    const [good, letter, , web] = await Promise.all([
      one.inspect(handMadePdf({ pages: 3 })),
      one.inspect(handMadePdf({ box: '0 0 612 792' })),
      one.compose(CONTENT, TEMPLATE),
      one.inspect(Buffer.from('<!doctype html><title>502</title>')),
    ])
    expect(good).toEqual({ ok: true, value: { pages: 3 } })
    expect(letter).toMatchObject({ ok: false, fault: { kind: 'not-a4', page: 1 } })
    expect(web).toEqual({ ok: false, fault: { kind: 'not-a-pdf' } })
  })

  test('and is a bomb is given up when it takes too long, and the next thread composes', async () => {
    const one = composer({ inspectsWithinMs: 1_000 })
    expect(await one.inspect(bombPdf(300))).toEqual({ ok: false, fault: { kind: 'too-slow' } })
    expect((await one.compose(CONTENT, TEMPLATE)).ok).toBe(true)
  })

  test('takes neither the time nor the answer of what waits behind it', async () => {
    const workerFile = await thread(
      'looks-for-ever',
      `parentPort.on('message', ({ call }) => { while (call === 'inspect') ; setTimeout(() => parentPort.postMessage({ ok: true, value: null }), 200) })`,
    )
    const one = composer({ workerFile, inspectsWithinMs: 300, answersWithinMs: 2_000 })
    const [slow, another, behind] = await Promise.all([one.inspect(handMadePdf()), one.inspect(handMadePdf()), one.check(TEMPLATE)])
    expect([slow, another]).toEqual([0, 1].map(() => ({ ok: false, fault: { kind: 'too-slow' } })))
    expect(behind).toEqual({ ok: true, value: null })
  })
})

describe('a thread that is lost', () => {
  test('takes nobody with it: whoever waits is told, and never what was to be printed', async () => {
    const workerFile = await thread('dies', `parentPort.on('message', ({ content }) => { throw new RangeError(content.fields.name) })`)
    const one = composer({ workerFile })
    const lost = await Promise.all([one.compose(CONTENT, TEMPLATE), one.compose(CONTENT, TEMPLATE)])
    for (const each of lost) expect(each).toEqual({ ok: false, fault: { kind: 'composer-lost', reason: 'RangeError' } })
    expect(JSON.stringify(lost)).not.toContain('样本')
  })

  test('is followed by another with the next call', async () => {
    const workerFile = await thread(
      'dies-of-a-word',
      `parentPort.on('message', ({ template }) => { if (template.name === 'deadly') process.exit(3); parentPort.postMessage({ ok: true, value: null }) })`,
    )
    const one = composer({ workerFile })
    expect(await one.check({ ...TEMPLATE, name: 'deadly' })).toEqual({ ok: false, fault: { at: '', reason: expect.stringContaining('ended') } })
    expect(await one.check(TEMPLATE)).toEqual({ ok: true, value: null })
  })

  test('is given up when it does not answer, and what waits behind is told', async () => {
    const workerFile = await thread('sleeps', `parentPort.on('message', () => { for (;;) ; })`)
    const one = composer({ workerFile, answersWithinMs: 500 })
    const lost = await Promise.all([one.compose(CONTENT, TEMPLATE), one.compose(CONTENT, TEMPLATE)])
    for (const each of lost) expect(each).toEqual({ ok: false, fault: { kind: 'composer-lost', reason: 'no-answer' } })
  })

  test('and was given up does not take the next call with it when it ends', async () => {
    const workerFile = await thread(
      'sleeps-at-a-word',
      `parentPort.on('message', ({ template }) => { while (template.name === 'deadly') ; parentPort.postMessage({ ok: true, value: null }) })`,
    )
    const one = composer({ workerFile, answersWithinMs: 3_000 })
    expect((await one.check({ ...TEMPLATE, name: 'deadly' })).ok).toBe(false)
    expect(await one.check(TEMPLATE)).toEqual({ ok: true, value: null })
  })

  test('is not begun again for what still waits when the composer is closed', async () => {
    const workerFile = await thread('sleeps-on', `parentPort.on('message', () => undefined)`)
    const one = composer({ workerFile })
    const lost = Promise.all([one.compose(CONTENT, TEMPLATE), one.compose(CONTENT, TEMPLATE)])
    await new Promise((resolve) => setImmediate(resolve))
    await one.close()
    expect((await lost).map((each) => (each.ok ? null : each.fault))).toEqual([
      { kind: 'composer-lost', reason: 'ended' },
      { kind: 'composer-lost', reason: 'closed' },
    ])
  })

  test('that was never there is lost too', async () => {
    const one = composer({ workerFile: path.join(folder, 'none.mjs') })
    const lost = await one.compose(CONTENT, TEMPLATE)
    expect(lost).toEqual({ ok: false, fault: { kind: 'composer-lost', reason: expect.stringMatching(/MODULE_NOT_FOUND/) } })
  })
})
