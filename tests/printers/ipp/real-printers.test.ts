import { createServer, connect, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { A4Printer } from '../../../printers/ipp/a4-printer.ts'
import type { A4Job } from '../../../printers/ipp/job-ticket.ts'
import { print, printerAt } from './hall.ts'
import { cupsQueue, ippEvePrinter, NO_CUPSD, NO_IPPEVEPRINTER, untilTrue } from './real-printers.ts'

// What the client takes for granted, said by printers that others have written.

/** A PDF that any reader takes. */
function documentOf(key: string, pages: number, bytes = 0): A4Job {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages}/Kids[${Array.from({ length: pages }, (_, page) => `${page + 3} 0 R`).join(' ')}]>>`,
    ...Array.from({ length: pages }, () => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>'),
  ]
  let pdf = `%PDF-1.7\n%${'-'.repeat(bytes)}\n`
  const places = objects.map((object, index) => {
    const place = pdf.length
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const table = pdf.length
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n${table}\n%%EOF\n`
  return { key, pdf: Buffer.from(pdf), pages, sides: 'one-sided', color: 'monochrome' }
}

const noPaper = (printer: A4Printer) => (): boolean => printer.status.state === 'not-ready' && printer.status.reason === 'media-empty'

describe.skipIf(NO_IPPEVEPRINTER)('on ippeveprinter (needs cups-ipp-utils, dbus and avahi-daemon with its folder in /run)', () => {
  test('a certificate comes out once, byte for byte, by either way of handing it over', async () => {
    const real = await ippEvePrinter()
    const printer = printerAt(real.url)
    const [small, large] = [documentOf('SHEET-1', 1), documentOf('SHEET-2', 1, 400_000)]
    expect(await print(printer, small).done).toEqual({ state: 'printed' })
    expect(await print(printer, large).done).toEqual({ state: 'printed' })
    expect(real.outputs.map(({ name }) => name)).toEqual(['SHEET-1', 'SHEET-2'])
    expect(real.outputs[0]?.pdf.equals(small.pdf)).toBe(true)
    expect(real.outputs[1]?.pdf.equals(large.pdf)).toBe(true)
  })

  test('two terminals at one printer, which takes one job at a time, each get their sheet once', async () => {
    const real = await ippEvePrinter()
    const sheets = ['SHEET-1', 'SHEET-2', 'SHEET-3']
    const settled = await Promise.all(sheets.map((key) => print(printerAt(real.url), documentOf(key, 1)).done))
    expect(settled).toEqual(sheets.map(() => ({ state: 'printed' })))
    expect(real.outputs.map(({ name }) => name).sort()).toEqual(sheets)
  })

  test('the paper runs out in the middle: it is told at once, and the sheet is printed when paper is put in', async () => {
    const real = await ippEvePrinter()
    real.setPages(2)
    real.paperOutAt(2)
    const printer = printerAt(real.url)
    const { done } = print(printer, documentOf('SHEET-1', 2))
    await untilTrue(noPaper(printer))
    expect(real.outputs).toEqual([])
    real.putPaperIn()
    expect(await done).toEqual({ state: 'printed' })
    expect(real.outputs).toHaveLength(1)
  })

  // It ends a job only with the program that prints it: until then the job can not be taken back.
  test('the paper runs out and nobody puts any in: the sheet is in doubt, and none comes out behind it while it is there', async () => {
    const real = await ippEvePrinter()
    real.setPages(2)
    real.paperOutAt(2)
    const printer = printerAt(real.url, { timing: { troubleMs: 100, cancelMs: 100 } })
    expect(await print(printer, documentOf('SHEET-1', 2)).done).toEqual({ state: 'unknown', reason: 'media-empty' })
    expect((await print(printer, documentOf('SHEET-2', 2)).done).state).toBe('failed')
    real.putPaperIn()
    await untilTrue(async () => (await printer.check()).state === 'ready')
    expect(await print(printer, documentOf('SHEET-3', 2)).done).toEqual({ state: 'printed' })
    expect(real.outputs.map(({ name }) => name)).not.toContain('SHEET-2')
  })

  test('the printer gives up after one of two pages: nobody calls that printed or not printed', async () => {
    const real = await ippEvePrinter()
    real.setPages(2)
    real.failAfter(1)
    expect(await print(printerAt(real.url), documentOf('SHEET-1', 2)).done).toEqual({ state: 'unknown', reason: 'aborted' })
  })

  test('the answer to the job is lost on the way: it is found by its name, and not sent again', async () => {
    const real = await ippEvePrinter()
    const wire = await wireThatLosesAnAnswer(real.url)
    const { done } = print(printerAt(wire), documentOf('SHEET-1', 1))
    expect(await done).toEqual({ state: 'printed' })
    expect(real.outputs.map(({ name }) => name)).toEqual(['SHEET-1'])
  })

  test('the printer vanishes in the middle: the sheet is in doubt, and nothing comes out when it is back', async () => {
    const real = await ippEvePrinter()
    real.setPages(2)
    real.paperOutAt(2)
    const printer = printerAt(real.url, { timing: { goneMs: 100 } })
    const { done } = print(printer, documentOf('SHEET-1', 2))
    await untilTrue(noPaper(printer))
    await real.switchOff()
    expect(await done).toEqual({ state: 'unknown', reason: 'media-empty' })
    real.putPaperIn()
    await real.switchOn()
    expect(await print(printer, documentOf('SHEET-2', 2)).done).toEqual({ state: 'printed' })
    expect(real.outputs.map(({ name }) => name)).toContain('SHEET-2')
  })
})

describe.skipIf(NO_CUPSD)('through a queue of CUPS (needs cups, cups-client, cups-filters and what ippeveprinter needs)', () => {
  test('the paper runs out in the middle: CUPS has counted the page long since, and the sheet waits all the same', async () => {
    const real = await ippEvePrinter()
    const printer = printerAt(await cupsQueue(real.url, ['-m', 'everywhere']))
    real.setPages(1)
    real.paperOutAt(1)
    const { done, story } = print(printer, documentOf('SHEET-1', 1))
    await untilTrue(noPaper(printer))
    expect(real.outputs).toEqual([])
    expect(story).toEqual(['sending', 'sent'])
    real.putPaperIn()
    expect(await done).toEqual({ state: 'printed' })
    expect(real.outputs).toHaveLength(1)
  })

  test('the printer is switched off: it is told as unreachable, the job is taken back, and comes out for nobody', async () => {
    const real = await ippEvePrinter()
    const printer = printerAt(await cupsQueue(real.url, ['-m', 'everywhere']), { timing: { goneMs: 300 } })
    await real.switchOff()
    const { done } = print(printer, documentOf('SHEET-1', 1))
    await untilTrue(() => printer.status.state === 'unreachable')
    expect(await done).toEqual({ state: 'unknown', reason: 'no-answer' })
    await real.switchOn()
    expect(await print(printer, documentOf('SHEET-2', 1)).done).toEqual({ state: 'printed' })
    expect(real.outputs).toHaveLength(1)
  })

  test('in front of a device that confirms nothing, a completed job is called sent and never printed', async () => {
    const printer = printerAt(await cupsQueue('file:///dev/null', ['-m', 'drv:///sample.drv/generic.ppd', '-o', 'PageSize=A4']))
    expect(await print(printer, documentOf('SHEET-1', 1)).done).toEqual({ state: 'sent' })
  })
})

/** In front of a printer; the answer to the first Print-Job never arrives. */
async function wireThatLosesAnAnswer(url: string): Promise<string> {
  const target = new URL(url)
  let lost = false
  const server = createServer((client) => {
    const printer = connect(Number(target.port), target.hostname)
    client.once('data', (head: Buffer) => {
      const body = head.subarray(head.indexOf('\r\n\r\n') + 4)
      const loses = !lost && body.readUInt16BE(2) === 2
      lost ||= loses
      printer.write(head)
      client.pipe(printer)
      printer.on('data', (answer) => (loses ? client.destroy() : client.write(answer)))
    })
    for (const [one, other] of [[client, printer], [printer, client]] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `ipp://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`
}
