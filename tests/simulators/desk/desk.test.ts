import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { CardReaderSimulator } from '../../../simulators/card-reader/card-reader.ts'
import type { DeskState } from '../../../simulators/desk/desk-state.ts'
import type { Desk } from '../../../simulators/desk/desk.ts'
import type { StandInPrinter } from './stand-in-printer.ts'

import { startCardReader } from '../../../simulators/card-reader/card-reader.ts'
import { SPECIMENS } from '../../../simulators/card-reader/specimens.ts'
import { startDesk } from '../../../simulators/desk/desk.ts'
import { REQUESTS, bytesOf, connectTo } from '../card-reader/host.ts'
import { standInPrinter } from './stand-in-printer.ts'

let reader: CardReaderSimulator
let printer: StandInPrinter
let desk: Desk

beforeEach(async () => {
  reader = await startCardReader({ listen: { host: '127.0.0.1', port: 0 } })
  printer = standInPrinter()
  desk = await startDesk({ reader, printer, specimens: SPECIMENS, port: 0 })
})

afterEach(async () => {
  await desk.close()
  await reader.close()
})

/** The desk's address of a path, with its token. */
function at(path: string): URL {
  const url = new URL(desk.url)
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
    expect(await act({ act: 'place', specimen: 'domestic' })).toBe(200)
    expect(reader.card?.id).toBe('domestic')
    expect(await act({ act: 'place', specimen: 'Y' })).toBe(200)
    expect((await state()).reader.card).toBe('Y')
    expect(await act({ act: 'remove' })).toBe(200)
    expect(reader.card).toBeUndefined()
  })

  test('a ticket is seen as the picture that was printed, and taken', async () => {
    printer.cutTicket('A007')
    printer.cutTicket('A008')
    expect((await state()).printer.tickets).toEqual([
      { id: 1, text: 'A007', cut: true },
      { id: 2, text: 'A008', cut: true },
    ])
    const picture = await fetch(at('/tickets/2.png'))
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(printer.tickets[1]?.png)

    expect(await act({ act: 'take-ticket', id: 2 })).toBe(200)
    expect(printer.tickets.map(({ id }) => id)).toEqual([1])
    expect((await fetch(at('/tickets/2.png'))).status).toBe(404)
  })

  test('the cover is opened and the paper changed', async () => {
    expect(await act({ act: 'cover', to: 'open' })).toBe(200)
    expect(await act({ act: 'paper', to: 'out' })).toBe(200)
    expect(printer.state).toMatchObject({ cover: 'open', paper: 'out' })
    expect(await act({ act: 'paper', to: 'ok' })).toBe(200)
    expect(await act({ act: 'cover', to: 'closed' })).toBe(200)
    expect((await state()).printer).toMatchObject({ cover: 'closed', paper: 'ok' })
  })

  test('mistakes on both lines are seen', async () => {
    printer.complain('an unknown command 1D 7A')
    const host = await connectTo(reader.url)
    host.send(bytesOf('AA AA AA 96 69 00 03 80 20 A3'))
    await host.take(11)
    const seen = await state()
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
    const host = await connectTo(reader.url)
    expect((await messages.next()).reader.connected).toBe(true)
    await host.ask(REQUESTS.find)
    expect((await messages.next()).reader.last).toEqual({ name: 'find', status: '80' })
    await host.ask(REQUESTS.find)
    await host.ask(REQUESTS.find)
    printer.cutTicket('A007')
    expect((await messages.next()).printer.tickets).toHaveLength(1)
    host.close()
    messages.stop()
  })
})

describe('without the address that the desk gave', () => {
  const CALLS = ['/', '/state', '/events', '/fonts.css', '/tickets/1.png', '/fonts/sans/x.woff2'] as const

  test.each(CALLS)('%s is refused', async (path) => {
    const wrong = at(path)
    wrong.searchParams.set('token', 'guess')
    expect((await fetch(wrong)).status).toBe(403)
    wrong.search = ''
    expect((await fetch(wrong)).status).toBe(403)
  })

  test('nothing can be done', async () => {
    const wrong = at('/act')
    wrong.searchParams.set('token', 'x'.repeat(32))
    const answer = await fetch(wrong, { method: 'POST', body: '{"act":"place","specimen":"domestic"}' })
    expect(answer.status).toBe(403)
    expect(reader.card).toBeUndefined()
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
  for (const path of ['/fonts/sans/..%2fpackage.json', '/fonts/other/x.woff2', '/fonts/sans/none.woff2', '/package.json']) {
    expect((await fetch(at(path))).status).toBe(404)
  }
  const sheet = await (await fetch(at('/fonts.css'))).text()
  const [, font = ''] = /url\((fonts\/serif\/[^)]+)\)/.exec(sheet) ?? []
  const answer = await fetch(new URL(font, desk.url))
  expect(answer.headers.get('content-type')).toBe('font/woff2')
})

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
