import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { pagesOf } from '../../../simulators/a4-printer/pdf-pages.ts'
import { message, pdfOf, post, printer, until } from './host.ts'

/** A PDF whose objects lie in a compressed stream. */
function packed(objects: string): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n<</Type/ObjStm/Filter/FlateDecode>>stream\n'), deflateSync(objects), Buffer.from('\nendstream\n%%EOF')])
}

describe('the paper', () => {
  test('ends in the middle: the rest comes out when there is some again, each page once', async () => {
    const simulator = await printer({ paper: 2 })
    simulator.takeOthersJob(pdfOf(3))
    await until(simulator, () => simulator.troubles.includes('media-empty'))
    expect(simulator.outputs.map(({ page }) => page)).toEqual([1, 2])
    expect(simulator.jobs).toMatchObject([{ state: 'processing-stopped', reasons: ['printer-stopped'] }])
    const { text } = await post(simulator, message(simulator, 0x0b))
    expect(text).toContain('media-empty-error')
    simulator.setPaper(250)
    await until(simulator, () => simulator.jobs[0]?.state === 'completed')
    expect(simulator.outputs.map(({ page }) => page)).toEqual([1, 2, 3])
    expect(simulator.paper).toBe(249)
  })

  test.each(['media-jam', 'cover-open', 'toner-empty', 'input-tray-missing', 'output-area-full'] as const)(
    'stays where it is with %s, and the page that was struck comes out when it is mended',
    async (trouble) => {
      const simulator = await printer()
      simulator.troubleAtPage(2, trouble)
      simulator.takeOthersJob(pdfOf(2))
      await until(simulator, () => simulator.troubles.includes(trouble))
      expect(simulator.outputs.map(({ page }) => page)).toEqual([1])
      simulator.set(trouble, false)
      await until(simulator, () => simulator.outputs.length === 2)
    },
  )

  test('of a job that is ended at the panel comes out no more, and the next job’s does', async () => {
    const simulator = await printer()
    simulator.make.spools = true
    simulator.troubleAtPage(2, 'media-jam')
    simulator.takeOthersJob(pdfOf(3))
    simulator.takeOthersJob(pdfOf(1))
    await until(simulator, () => simulator.troubles.includes('media-jam'))
    simulator.cancelAtPanel()
    simulator.set('media-jam', false)
    await until(simulator, () => simulator.jobs[1]?.state === 'completed')
    expect(simulator.outputs.map(({ jobId, page }) => [jobId, page])).toEqual([[1, 1], [2, 1]])
  })

  test('lies in the tray until somebody takes it, with what it was printed from', async () => {
    const simulator = await printer()
    const pdf = pdfOf(2)
    simulator.takeOthersJob(pdf)
    await until(simulator, () => simulator.outputs.length === 2)
    expect(simulator.outputs.every(({ document }) => document.equals(pdf))).toBe(true)
    expect(simulator.takeOutput().map(({ page }) => page)).toEqual([1, 2])
    expect(simulator.outputs).toEqual([])
    expect(simulator.takeOutput()).toEqual([])
  })

  test('of a job that a printer says it has printed need not exist', async () => {
    const simulator = await printer()
    simulator.pretend('completes-with-full-count')
    simulator.takeOthersJob(pdfOf(3))
    await until(simulator, () => simulator.jobs[0]?.state === 'completed')
    expect(simulator.jobs[0]?.pagesOut).toBe(3)
    expect(simulator.outputs).toEqual([])
  })
})

describe('the power', () => {
  test('goes: nobody answers; it comes back, and what the printer kept it begins anew', async () => {
    const simulator = await printer({ pagesPerMinute: 1200 })
    simulator.takeOthersJob(pdfOf(2))
    await until(simulator, () => simulator.outputs.length === 1)
    simulator.powerOff('kept')
    expect(simulator.isOn).toBe(false)
    await expect(post(simulator, message(simulator, 0x0b))).rejects.toThrow('ECONNREFUSED')
    await simulator.powerOn()
    await until(simulator, () => simulator.jobs[0]?.state === 'completed')
    expect(simulator.outputs.map(({ page }) => page)).toEqual([1, 1, 2])
  })

  test('goes, and with it all jobs and their numbers', async () => {
    const simulator = await printer({ pagesPerMinute: 1 })
    simulator.takeOthersJob(pdfOf(2))
    simulator.powerOff('lost')
    await simulator.powerOn()
    expect(simulator.jobs).toEqual([])
    simulator.takeOthersJob(pdfOf(1))
    expect(simulator.jobs).toMatchObject([{ id: 1, serial: 2 }])
  })
})

describe('the pages of a document', () => {
  test.each([
    ['as they stand', pdfOf(3), 3],
    ['not the tree that holds them', Buffer.from('%PDF-1.4\n<</Type/Pages/Count 2>><</Type/Page /Parent 1 0 R>><</Type /Page>>\n%%EOF'), 2],
    ['also where they are packed', packed('<</Type/Pages/Count 2>><</Type/Page>><</Type/Page>>'), 2],
    ['and none where what is packed is broken', Buffer.from('%PDF-1.7\n<</Type/ObjStm>>stream\nrubbish\nendstream\n%%EOF'), null],
    ['none, of what is no PDF', Buffer.from('<html>%%EOF'), null],
    ['none, of one that breaks off', Buffer.from('%PDF-1.7\n<</Type/Page>>'), null],
    ['none, of one that is locked', Buffer.from('%PDF-1.7\n<</Type/Page>>trailer<</Encrypt 9 0 R>>\n%%EOF'), null],
  ])('are counted %s', (_name, pdf, pages) => {
    expect(pagesOf(pdf)).toBe(pages)
  })
})
