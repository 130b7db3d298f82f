import { createCanvas, loadImage } from '@napi-rs/canvas'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { DeskState } from '../../../simulators/desk/desk-state.ts'
import type { DeskHall } from './hall.ts'

import { specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { specimenSheet } from '../../../simulators/desk/specimen-sheet.ts'
import { specimenPdf } from '../../../simulators/platform/pdf.ts'
import { REQUESTS, bytesOf, connectTo } from '../card-reader/host.ts'
import { sendCode, setUpDeskHall, sheetsOut } from './hall.ts'

const TWO_PAGES = specimenPdf([['SPECIMEN 1'], ['SPECIMEN 2']])

let hall: DeskHall

beforeEach(async () => {
  hall = await setUpDeskHall()
})

afterEach(() => hall.close())

/** The desk's address of a path, with its token. */
function at(path: string): URL {
  const url = new URL(hall.desk.url)
  url.pathname = path
  return url
}

async function act(what: unknown): Promise<number> {
  return (await fetch(at('/act'), { method: 'POST', body: JSON.stringify(what) })).status
}

async function state(): Promise<DeskState> {
  return (await fetch(at('/state'))).json() as Promise<DeskState>
}

describe('at the desk', () => {
  test('a card is laid on the reader, changed for another and taken away', async () => {
    expect(await act({ act: 'place', specimen: 'domestic' })).toBe(204)
    expect(hall.reader.card?.id).toBe('domestic')
    expect(await act({ act: 'place', specimen: 'Y' })).toBe(204)
    expect((await state()).reader.card).toBe('Y')
    expect(await act({ act: 'remove' })).toBe(204)
    expect(hall.reader.card).toBeUndefined()
  })

  test('a ticket is seen as the picture that was printed, and taken', async () => {
    hall.printer.cutTicket('A007')
    hall.printer.cutTicket('A008')
    expect((await state()).printer.tickets).toEqual([
      { id: 1, text: 'A007', cut: true },
      { id: 2, text: 'A008', cut: true },
    ])
    const picture = await fetch(at('/tickets/2.png'))
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(hall.printer.tickets[1]?.png)

    expect(await act({ act: 'take-ticket', id: 2 })).toBe(204)
    expect(hall.printer.tickets.map(({ id }) => id)).toEqual([1])
    expect((await fetch(at('/tickets/2.png'))).status).toBe(404)
  })

  test('the cover is opened and the paper changed', async () => {
    expect(await act({ act: 'cover', to: 'open' })).toBe(204)
    expect(await act({ act: 'paper', to: 'out' })).toBe(204)
    expect(hall.printer.state).toMatchObject({ cover: 'open', paper: 'out' })
    expect(await act({ act: 'paper', to: 'ok' })).toBe(204)
    expect(await act({ act: 'cover', to: 'closed' })).toBe(204)
    expect((await state()).printer).toMatchObject({ cover: 'closed', paper: 'ok' })
  })

  test('a paper goes from the phone to whoever shows a code for it, and nothing once none is shown', async () => {
    expect((await state()).phone.upload).toBeNull()
    expect(await act({ act: 'send-paper' })).toBe(204)
    const { phoneDesk } = hall.platform
    phoneDesk.open({ paper: { zh: '户口簿', en: 'Household register' }, kinds: ['png'], files: 1, fileBytes: 1_000_000, allBytes: 1_000_000, minutes: 5 })
    const { upload } = (await state()).phone
    expect(upload).toEqual({ url: hall.platform.publicUrl + (phoneDesk.uploads[0]?.path ?? ''), paper: '户口簿', sent: false })
    expect(await (await fetch(upload?.url ?? '')).text()).toContain('户口簿')
    expect(await act({ act: 'send-paper' })).toBe(204)
    expect((await state()).phone.upload).toMatchObject({ sent: true })
    expect((await loadImage(specimenSheet())).width).toBe(620)
  })

  test('a code that the platform sends is on the phone, newest first, and nothing else of the person', async () => {
    expect((await state()).phone.messages).toEqual([])
    const codes: string[] = []
    for (const specimen of ['domestic', 'domestic-3', 'domestic-4', 'domestic']) codes.push(await sendCode(hall.platform, specimen))
    expect((await state()).phone.messages).toEqual([
      { id: 4, to: '138****0001', code: codes[3] },
      { id: 3, to: '138****0004', code: codes[2] },
      { id: 2, to: '138****0003', code: codes[1] },
    ])
    const all = await (await fetch(at('/state'))).text()
    const { name, number } = specimenOf('domestic').face
    for (const own of [name, number, '13800000001']) expect(all).not.toContain(own)
  })

  test('what the A4 printer printed is seen, byte for byte and as a picture, until it is taken', async () => {
    hall.a4.takeOthersJob(TWO_PAGES)
    await sheetsOut(hall.a4, 2)
    const [set] = (await state()).a4.tray
    expect(set).toEqual({ id: 1, jobName: 'somebody else’s', sheets: 2, pages: 2 })

    const pdf = await fetch(at('/documents/1.pdf'))
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(Buffer.from(await pdf.arrayBuffer()).equals(TWO_PAGES)).toBe(true)
    const picture = await fetch(at('/documents/1.png'))
    expect(picture.headers.get('content-type')).toBe('image/png')
    const { inks, ...size } = await inksOf(Buffer.from(await picture.arrayBuffer()))
    expect(size).toEqual({ width: 480, height: 679 })
    expect(inks).toBeGreaterThan(100)

    expect(await act({ act: 'take-paper' })).toBe(204)
    expect((await state()).a4.tray).toEqual([])
    for (const path of ['/documents/1.pdf', '/documents/1.png']) expect((await fetch(at(path))).status).toBe(404)
  })

  test('each document in the tray is one of its own, also after power took the numbers of the jobs away', async () => {
    hall.a4.takeOthersJob(TWO_PAGES)
    await sheetsOut(hall.a4, 2)
    await act({ act: 'a4-power', to: 'off' })
    await act({ act: 'a4-power', to: 'on' })
    const other = specimenPdf([['SPECIMEN 3']])
    hall.a4.takeOthersJob(other)
    await sheetsOut(hall.a4, 3)
    expect(hall.a4.outputs.map(({ jobId }) => jobId)).toEqual([1, 1, 1])
    expect((await state()).a4.tray).toMatchObject([{ id: 1, pages: 2 }, { id: 2, pages: 1 }])
    expect(Buffer.from(await (await fetch(at('/documents/2.pdf'))).arrayBuffer()).equals(other)).toBe(true)
  })

  test('a document that cannot be drawn has no picture, and is there all the same', async () => {
    const odd = Buffer.from('%PDF-1.7\n1 0 obj<</Type /Page>>endobj\n%%EOF')
    hall.a4.takeOthersJob(odd)
    await sheetsOut(hall.a4, 1)
    expect((await fetch(at('/documents/1.png'))).status).toBe(404)
    expect(Buffer.from(await (await fetch(at('/documents/1.pdf'))).arrayBuffer()).equals(odd)).toBe(true)
  })

  test('paper ends in the middle of a document and is put in again', async () => {
    expect(await act({ act: 'a4-paper', to: 0 })).toBe(204)
    hall.a4.takeOthersJob(TWO_PAGES)
    expect((await state()).a4).toMatchObject({ sheets: 0, printing: null, tray: [] })
    expect(hall.a4.troubles).toEqual(['media-empty'])
    expect(await act({ act: 'a4-paper', to: 50 })).toBe(204)
    await sheetsOut(hall.a4, 2)
    expect((await state()).a4.sheets).toBe(48)
    expect(await act({ act: 'a4-paper', to: 500 })).toBe(204)
    expect(hall.a4.paper).toBe(500)
  })

  test.each([
    ['a4-path', 'jammed', 'clear', 'media-jam', { path: 'jammed' }],
    ['a4-cover', 'open', 'closed', 'cover-open', { cover: 'open' }],
  ] as const)('%s is made %s and mended', async (name, bad, good, trouble, seen) => {
    expect(await act({ act: name, to: bad })).toBe(204)
    expect(hall.a4.troubles).toEqual([trouble])
    expect((await state()).a4).toMatchObject(seen)
    expect(await act({ act: name, to: good })).toBe(204)
    expect(hall.a4.troubles).toEqual([])
    expect((await state()).a4).toMatchObject({ path: 'clear', cover: 'closed' })
  })

  test('toner runs low and is filled up', async () => {
    expect(await act({ act: 'a4-toner', to: 'low' })).toBe(204)
    expect(hall.a4.toner).toBe('low')
    expect((await state()).a4.toner).toBe('low')
    expect(await act({ act: 'a4-toner', to: 'ok' })).toBe(204)
    expect(hall.a4.toner).toBe('ok')
  })

  test('the A4 printer is switched off, and on, however often one asks', async () => {
    expect(await act({ act: 'a4-power', to: 'off' })).toBe(204)
    expect(await act({ act: 'a4-power', to: 'off' })).toBe(204)
    expect((await state()).a4.power).toBe('off')
    const address = hall.a4.url.replace('ipp:', 'http:')
    await expect(fetch(address)).rejects.toThrow('fetch failed')
    const both = await Promise.all([act({ act: 'a4-power', to: 'on' }), act({ act: 'a4-power', to: 'on' })])
    expect(both).toEqual([204, 204])
    expect((await state()).a4.power).toBe('on')
    expect((await fetch(address)).status).toBe(405)
  })

  test('mistakes on all lines are seen', async () => {
    hall.printer.complain('an unknown command 1D 7A')
    const host = await connectTo(hall.reader.url)
    host.send(bytesOf('AA AA AA 96 69 00 03 80 20 A3'))
    await host.take(11)
    await fetch(hall.a4.url.replace('ipp:', 'http:'))
    const seen = await state()
    expect(seen.a4.errors).toEqual(['HTTP GET instead of POST'])
    expect(seen.printer.errors).toEqual(['an unknown command 1D 7A'])
    expect(seen.reader).toMatchObject({
      connected: true,
      errors: ['an unknown command 80 20'],
      last: { name: 'unknown', status: '21' },
    })
    host.close()
  })

  test.each([
    ['nothing'],
    [null],
    [{ act: 'place' }],
    [{ act: 'place', specimen: 'nobody' }],
    [{ act: 'cover', to: 'ajar' }],
    [{ act: 'paper', to: 'closed' }],
    [{ act: 'take-ticket', id: '1' }],
    [{ act: 'a4-paper', to: 51 }],
    [{ act: 'a4-paper', to: '50' }],
    [{ act: 'a4-toner', to: 'empty' }],
    [{ act: 'a4-power' }],
    [{ act: 'toString', to: 'off' }],
    [{ act: 'place', specimen: 'domestic', padding: ' '.repeat(2000) }],
  ])('what nobody can do is refused and changes nothing: %j', async (what) => {
    const before = await state()
    expect(await act(what)).toBe(400)
    expect(await state()).toEqual(before)
  })
})

describe('a page that watches', () => {
  test('hears of each change once, and not of polls that change nothing', async () => {
    const messages = await watching()
    expect((await messages.next()).reader.card).toBeNull()
    const host = await connectTo(hall.reader.url)
    expect((await messages.next()).reader.connected).toBe(true)
    await host.ask(REQUESTS.find)
    expect((await messages.next()).reader.last).toEqual({ name: 'find', status: '80' })
    await host.ask(REQUESTS.find)
    await host.ask(REQUESTS.find)
    hall.printer.cutTicket('A007')
    expect((await messages.next()).printer.tickets).toHaveLength(1)
    const code = await sendCode(hall.platform, 'domestic')
    expect((await messages.next()).phone.messages).toMatchObject([{ code }])
    hall.a4.setToner('low')
    expect((await messages.next()).a4.toner).toBe('low')
    hall.a4.powerOff('lost')
    expect((await messages.next()).a4.power).toBe('off')
    host.close()
    messages.stop()
  })
})

describe('without the address that the desk gave', () => {
  const CALLS = [
    '/',
    '/state',
    '/events',
    '/fonts.css',
    '/tickets/1.png',
    '/documents/1.pdf',
    '/documents/1.png',
    '/fonts/sans/x.woff2',
  ] as const

  test.each(CALLS)('%s is refused', async (path) => {
    hall.a4.takeOthersJob(TWO_PAGES)
    await sheetsOut(hall.a4, 2)
    const wrong = at(path)
    wrong.searchParams.set('token', 'guess')
    expect((await fetch(wrong)).status).toBe(403)
    wrong.search = ''
    expect((await fetch(wrong)).status).toBe(403)
  })

  test('nothing can be done', async () => {
    const wrong = at('/act')
    wrong.searchParams.set('token', 'x'.repeat(32))
    for (const body of ['{"act":"place","specimen":"domestic"}', '{"act":"a4-power","to":"off"}']) {
      expect((await fetch(wrong, { method: 'POST', body })).status).toBe(403)
    }
    expect(hall.a4.isOn).toBe(true)
    expect(hall.reader.card).toBeUndefined()
  })

  test.each([{ host: 'desk.example' }, { origin: 'https://example.com' }])(
    'a page of another site is refused even with the token: %j',
    async (headers) => {
      const answered = new Promise<number | undefined>((resolve, reject) => {
        request(at('/state'), { headers }, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end()
      })
      expect(await answered).toBe(403)
    },
  )
})

test('no file but a font leaves the desk', async () => {
  for (const path of ['/fonts/sans/..%2fpackage.json', '/fonts/other/x.woff2', '/fonts/sans/none.woff2', '/documents/..%2fdesk.ts', '/package.json']) {
    expect((await fetch(at(path))).status).toBe(404)
  }
  const sheet = await (await fetch(at('/fonts.css'))).text()
  const [, font = ''] = /url\((fonts\/serif\/[^)]+)\)/.exec(sheet) ?? []
  const answer = await fetch(new URL(font, hall.desk.url))
  expect(answer.headers.get('content-type')).toBe('font/woff2')
})

/** Its size, and how many of its dots are not white. */
async function inksOf(png: Buffer): Promise<{ readonly width: number; readonly height: number; readonly inks: number }> {
  const image = await loadImage(png)
  const pen = createCanvas(image.width, image.height).getContext('2d')
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, image.width, image.height)
  let inks = 0
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) inks += 1
  return { width: image.width, height: image.height, inks }
}

/** The states that the desk sends on its own, one by one. */
async function watching() {
  const leaving = new AbortController()
  const { body } = await fetch(at('/events'), { signal: leaving.signal })
  if (body === null) throw new Error('a stream without a body')
  const chunks = body.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  return {
    async next(): Promise<DeskState> {
      while (!pending.includes('\n\n')) {
        const { value, done } = await chunks.read()
        if (done) throw new Error('the desk closed the stream')
        pending += value
      }
      const [message = '', ...rest] = pending.split('\n\n')
      pending = rest.join('\n\n')
      return JSON.parse(message.replace(/^data: /, '')) as DeskState
    },
    stop: () => leaving.abort(),
  }
}
