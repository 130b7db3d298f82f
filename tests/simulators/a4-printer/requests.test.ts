import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attribute, CHARSET, LANGUAGE, MEDIA, message, pdfOf, post, printer, raw, target, until } from './host.ts'

const NAME = attribute(0x42, 'job-name', 'sheet')
const PDF = attribute(0x49, 'document-format', 'application/pdf')

test('a request in order is answered under its own number, and nothing is complained of', async () => {
  const simulator = await printer()
  const answer = await post(simulator, message(simulator, 0x0b))
  expect(answer).toMatchObject({ http: 200, status: 0x0000 })
  expect(Buffer.from(answer.text, 'latin1').readInt32BE(4)).toBe(7)
  for (const said of ['printer-state', 'iso_a4_210x297mm', 'media-col-default', 'two-sided-long-edge']) expect(answer.text).toContain(said)
  expect(simulator.errors).toEqual([])
})

test('only the attributes that were asked for are answered', async () => {
  const simulator = await printer()
  const { text } = await post(simulator, message(simulator, 0x0b, [attribute(0x44, 'requested-attributes', 'printer-state')]))
  expect(text).toContain('printer-state')
  expect(text).not.toContain('media-supported')
})

describe('a request that is not in order is refused and complained of', () => {
  test.each([
    ['language before charset', [LANGUAGE, CHARSET], 0x0400],
    ['no charset', [LANGUAGE], 0x0400],
    ['another charset', [attribute(0x47, 'attributes-charset', 'gb18030'), LANGUAGE], 0x040d],
    ['no target', [CHARSET, LANGUAGE], 0x0400],
    ['another printer’s address', [CHARSET, LANGUAGE, attribute(0x45, 'printer-uri', 'ipp://elsewhere/ipp/print')], 0x0400],
    ['an address that is no uri', [CHARSET, LANGUAGE, attribute(0x42, 'printer-uri', 'ipp://elsewhere/ipp/print')], 0x0400],
  ])('%s', async (_name, attributes, status) => {
    const simulator = await printer()
    expect((await post(simulator, raw(0x0b, attributes))).status).toBe(status)
    expect(simulator.errors).toHaveLength(1)
  })

  test.each([
    ['a template attribute among the operation attributes', [MEDIA], []],
    ['a name as a keyword', [attribute(0x44, 'job-name', 'sheet')], []],
    ['copies as a keyword', [NAME], [MEDIA, attribute(0x44, 'copies', '1')]],
  ])('%s', async (_name, own, job) => {
    const simulator = await printer()
    expect((await post(simulator, message(simulator, 0x04, own, job))).status).toBe(0x0400)
    expect(simulator.errors).toHaveLength(1)
  })

  test.each([
    ['another path', { path: '/' }, 404],
    ['GET', { method: 'GET' }, 405],
    ['another content', { type: 'application/pdf' }, 415],
  ])('%s', async (_name, how, http) => {
    const simulator = await printer()
    const body = http === 405 ? Buffer.alloc(0) : message(simulator, 0x0b)
    expect((await post(simulator, body, how)).http).toBe(http)
    expect(simulator.errors).toHaveLength(1)
  })

  test('an operation or a version that it does not know, without a complaint', async () => {
    const simulator = await printer()
    expect((await post(simulator, message(simulator, 0x4002))).status).toBe(0x0501)
    expect((await post(simulator, raw(0x0b, [CHARSET, LANGUAGE, target(simulator)], [], [3, 0]))).status).toBe(0x0503)
    expect(simulator.errors).toEqual([])
  })

  test('rubbish, however it is broken', async () => {
    const simulator = await printer()
    const good = message(simulator, 0x04, [NAME, PDF], [MEDIA])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }), fc.nat(), async (hits, cut) => {
        const bad = Buffer.from(good)
        for (const [at, byte] of hits) bad[at % bad.length] = byte
        const answer = await post(simulator, bad.subarray(0, cut % 3 === 0 ? cut % bad.length : bad.length))
        expect([200, 400]).toContain(answer.http)
      }),
    )
    expect((await post(simulator, good)).status).toBe(0x0000)
  })
})

describe('a job', () => {
  test('whose media is not there is refused with what is not supported', async () => {
    const simulator = await printer()
    const answer = await post(simulator, message(simulator, 0x04, [NAME, PDF], [attribute(0x44, 'media', 'iso_a3_297x420mm')]))
    expect(answer.status).toBe(0x040b)
    expect(answer.text).toContain('iso_a3_297x420mm')
  })

  test('that leaves its media to the printer is complained of: the printer’s own is letter', async () => {
    const simulator = await printer()
    await post(simulator, message(simulator, 0x04, [NAME, PDF]))
    expect(simulator.errors).toEqual(['a job that leaves its media to the printer'])
  })

  test('behind another one is told that the printer is busy, until it is not', async () => {
    const simulator = await printer()
    simulator.set('cover-open', true)
    simulator.takeOthersJob(pdfOf(1))
    const job = Buffer.concat([message(simulator, 0x02, [NAME, PDF], [MEDIA]), pdfOf(1)])
    expect((await post(simulator, job)).status).toBe(0x0507)
    simulator.set('cover-open', false)
    await until(simulator, () => simulator.outputs.length === 1)
    expect((await post(simulator, job)).status).toBe(0x0000)
    await until(simulator, () => simulator.outputs.length === 2)
    expect(simulator.outputs[1]).toMatchObject({ jobName: 'sheet', page: 1, pages: 1 })
  })

  test('whose document is no PDF is aborted and prints nothing', async () => {
    const simulator = await printer()
    await post(simulator, Buffer.concat([message(simulator, 0x02, [NAME, PDF], [MEDIA]), Buffer.from('<html></html>')]))
    expect(simulator.jobs).toMatchObject([{ state: 'aborted', reasons: ['document-format-error'] }])
    expect(simulator.outputs).toEqual([])
  })

  test('made without a document waits for it, and prints it when it comes', async () => {
    const simulator = await printer()
    expect((await post(simulator, message(simulator, 0x05, [NAME], [MEDIA]))).status).toBe(0x0000)
    expect(simulator.jobs).toMatchObject([{ state: 'pending' }])
    const id = attribute(0x21, 'job-id', 1)
    const last = Buffer.concat([Buffer.of(0x22, 0, 13), Buffer.from('last-document'), Buffer.of(0, 1, 1)])
    const document = Buffer.concat([message(simulator, 0x06, [id, PDF, last]), pdfOf(2)])
    expect((await post(simulator, document)).status).toBe(0x0000)
    await until(simulator, () => simulator.outputs.length === 2)
    expect((await post(simulator, document)).status).toBe(0x0404)
    expect(simulator.errors).toEqual([])
  })

  test('that has ended is cancelled no more, and one that never was is not found', async () => {
    const simulator = await printer()
    simulator.takeOthersJob(pdfOf(1))
    await until(simulator, () => simulator.outputs.length === 1)
    expect((await post(simulator, message(simulator, 0x08, [attribute(0x21, 'job-id', 1)]))).status).toBe(0x0404)
    expect((await post(simulator, message(simulator, 0x08, [attribute(0x21, 'job-id', 2)]))).status).toBe(0x0406)
  })
})
