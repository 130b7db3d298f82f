import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { connect as connectTls } from 'node:tls'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { TAKEN_OVER } from '../../../main/host/calls.ts'
import { REVOKED } from '../../../main/host/hall-sockets.ts'
import { selfMadeCertificate } from '../../self-made-certificate.ts'
import { wavOf } from '../../wav.ts'
import { tinyHall, type TinyHall } from './tiny-hall.ts'

const OPERATOR = 'operator:王工'
const PATIENT = { timeout: 30_000 }

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request as a browser of the hall sends it, unless it is told to lie. */
async function ask(hall: TinyHall, path: string, { method = 'GET', headers = {}, body = '' }: Asked = {}) {
  const origin = method === 'GET' ? {} : { origin: `http://${hall.authority}` }
  const request = http.request(`http://${hall.authority}${path}`, { method, headers: { host: hall.authority, ...origin, ...headers } })
  request.end(body)
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  let text = ''
  for await (const piece of response.setEncoding('utf8')) text += String(piece)
  const cookies = (response.headers['set-cookie'] ?? []).map((each) => each.split(';')[0] ?? '')
  return { status: response.statusCode, headers: response.headers, text, cookies, cookie: cookies.join('; ') }
}

const post = (hall: TinyHall, path: string, body: unknown, cookie = '') => ask(hall, path, { method: 'POST', headers: { cookie }, body: JSON.stringify(body) })
const standingOf = (text: string) => JSON.parse(text) as { readonly state: string; readonly code?: string; readonly page?: string }

/** A browser that asks to be `place` and is let in. */
async function enrolled(hall: TinyHall, place: object = { kind: 'window', window: '3' }): Promise<string> {
  const asked = await post(hall, '/enrol/ask', place)
  const [pairing] = (await hall.pairings.list()).slice(-1)
  expect(standingOf(asked.text)).toMatchObject({ state: 'waiting', code: pairing?.code })
  expect(await hall.pairings.approve(pairing?.id ?? '', pairing?.code ?? '', OPERATOR)).toBe(true)
  const got = await post(hall, '/enrol/standing', {}, asked.cookie)
  expect(standingOf(got.text).state).toBe('enrolled')
  return got.cookies.find((each) => !each.includes('pairing')) ?? ''
}

/** Opens the socket of a page; answers it open, or the status with which it was refused. */
async function dial(hall: TinyHall, cookie: string, path = '/window/rpc', headers: Readonly<Record<string, string>> = {}): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://${hall.authority}${path}`, { headers: { origin: `http://${hall.authority}`, cookie, ...headers } })
  return await new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.once('error', reject)
  })
}

async function dialled(hall: TinyHall, cookie: string): Promise<WebSocket> {
  const socket = await dial(hall, cookie)
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  return socket
}

const closed = async (socket: WebSocket) => ((await once(socket, 'close')) as [number])[0]

describe('a browser of the hall', () => {
  it('becomes the window that an operator lets it be, and its socket says which', async () => {
    const hall = await tinyHall()
    expect((await ask(hall, '/window/')).headers.location).toBe('/enrol/')
    const cookie = await enrolled(hall)
    const page = await ask(hall, '/window/', { headers: { cookie } })
    expect([page.status, page.text]).toEqual([200, '<head></head>the window page'])
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ws://${hall.authority};`)
    const socket = await dialled(hall, cookie)
    const [device] = hall.devices.list()
    expect(hall.seats).toEqual([{ device: device?.id, place: { kind: 'window', window: '3' } }])
    expect([...hall.connected()]).toEqual([device?.id])
    expect(device?.lastSeenAt).not.toBeNull()
    socket.close()
    await vi.waitFor(() => expect(hall.connected().size).toBe(0), PATIENT)
    expect(await hall.events()).toEqual([`${OPERATOR} hall-device.approved`, `${OPERATOR} hall-device.enrolled`])
  })

  it('may be a window and a board, each with a cookie that no script and no other site sees', async () => {
    const hall = await tinyHall()
    const window = await enrolled(hall)
    const board = await enrolled(hall, { kind: 'board', area: '一楼东区', window: null })
    const both = { headers: { cookie: `${window}; ${board}` } }
    expect((await ask(hall, '/board/', both)).text).toContain('the board page')
    const { headers } = await ask(hall, '/window/', both)
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^yimen-window-\d+=\S+; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/)])
    // a board's credential opens no window
    expect((await ask(hall, '/window/', { headers: { cookie: board.replace('board', 'window') } })).status).toBe(303)
  })

  it('is asked nothing of the kiosk’s, and nobody’s health is told', async () => {
    const hall = await tinyHall()
    const cookie = await enrolled(hall)
    for (const path of ['/health', '/rpc', '/kiosk/', '/kiosk/index.html', '/window/index.html', '/data/machine.key', '/..%2fdata/machine.key']) {
      expect((await ask(hall, path, { headers: { cookie } })).status).toBe(404)
    }
    expect(await dial(hall, cookie, '/rpc')).toBe(403)
    expect(await dial(hall, cookie, '/board/rpc')).toBe(403)
  })

  it('gives the hall’s own recordings to boards, by their names and nothing else', async () => {
    const bytes = new Uint8Array(wavOf(0.1))
    const hall = await tinyHall({ clips: { version: '0a1b', clips: new Map([['zh/window-综合1', { bytes, type: 'audio/wav' }]]), leftOut: [] } })
    const [board, window] = [await enrolled(hall, { kind: 'board', area: null, window: null }), await enrolled(hall)]
    const at = (name: string, cookie = board) => ask(hall, `/board/clips/${name}`, { headers: { cookie } })
    expect(JSON.parse((await at('0a1b/names.json')).text)).toEqual(['zh/window-综合1'])
    const clip = await at(`0a1b/zh/${encodeURIComponent('window-综合1')}`)
    expect([clip.status, clip.headers['content-type'], clip.headers['content-length'], clip.headers['x-content-type-options']]).toEqual([200, 'audio/wav', '1644', 'nosniff'])
    for (const name of ['0a1b/zh/A', '0a1c/names.json', '0a1b/', '0a1b/..%2f..%2fdata/machine.key', '0a1b/zh/../../../../data/machine.key']) expect((await at(name)).status, name).toBe(404)
    for (const cookie of ['', window]) expect((await at('0a1b/names.json', cookie)).status).toBe(403)
  })

  it('is told to go when its enrolment is taken back, at once, and does not come in again', async () => {
    const hall = await tinyHall()
    const cookie = await enrolled(hall)
    const socket = await dialled(hall, cookie)
    const gone = closed(socket)
    const [device] = hall.devices.list()
    expect(await hall.devices.revoke(device?.id ?? '', OPERATOR)).toBe(true)
    expect(await gone).toBe(REVOKED)
    expect(await dial(hall, cookie)).toBe(403)
    expect((await ask(hall, '/window/', { headers: { cookie } })).status).toBe(303)
    expect(await hall.devices.revoke(device?.id ?? '', OPERATOR)).toBe(false)
    expect((await hall.events()).at(-1)).toBe(`${OPERATOR} hall-device.revoked`)
  })
})

describe('a credential that was stolen', () => {
  it('is noticed when both have it: the newer page stays, the audit log and the operator hear of it', async () => {
    const hall = await tinyHall()
    const cookie = await enrolled(hall)
    const first = await dialled(hall, cookie)
    const gone = closed(first)
    const second = await dialled(hall, cookie)
    expect(await gone).toBe(TAKEN_OVER)
    expect(second.readyState).toBe(WebSocket.OPEN)
    await vi.waitFor(async () => expect((await hall.events()).at(-1)).toBe('terminal hall-device.used-twice'), PATIENT)
    expect(hall.devices.list()[0]?.usedTwiceAt).not.toBeNull()
    expect(hall.connected().size).toBe(1)
    second.close()
  })

  it('is not suspected because a page was loaded anew', async () => {
    const hall = await tinyHall()
    const cookie = await enrolled(hall)
    const first = await dialled(hall, cookie)
    first.close()
    await vi.waitFor(() => expect(hall.connected().size).toBe(0), PATIENT)
    const second = await dialled(hall, cookie)
    expect(hall.devices.list()[0]?.usedTwiceAt).toBeNull()
    second.close()
  })
})

describe('whoever is nobody', () => {
  it.each([
    ['a name that an outsider’s DNS points here', { host: 'evil.example' }, 421],
    ['another port', { host: '127.0.0.1:1' }, 421],
    ['a name with a password before it', { host: 'x@127.0.0.1' }, 421],
  ])('is refused under %s', async (_, headers, status) => {
    const hall = await tinyHall()
    expect((await ask(hall, '/enrol/', { headers })).status).toBe(status)
    const cookie = await enrolled(hall)
    expect(await dial(hall, cookie, '/window/rpc', headers)).toBe(403)
  })

  it('is refused from another site’s page, and without a credential', async () => {
    const hall = await tinyHall()
    const cookie = await enrolled(hall)
    expect(await dial(hall, cookie, '/window/rpc', { origin: 'http://evil.example' })).toBe(403)
    expect(await dial(hall, '')).toBe(403)
    expect(await dial(hall, cookie.replace(/=.*/, '=guessed'))).toBe(403)
    const foreign = { method: 'POST' as const, headers: { origin: 'http://evil.example' }, body: '{"kind":"window","window":"3"}' }
    expect((await ask(hall, '/enrol/ask', foreign)).status).toBe(403)
    expect(await hall.pairings.list()).toEqual([])
    expect((await ask(hall, '/enrol/ask', { method: 'PUT' })).status).toBe(405)
  })

  it('is cut off for a frame that is no call, and for one that is too long', async () => {
    const hall = await tinyHall()
    const cookie = await enrolled(hall)
    const wrong = await dialled(hall, cookie)
    hall.sockets[0]?.addEventListener('message', () => expect.fail('it was passed on'))
    const codeOfWrong = closed(wrong)
    wrong.send('{"not":"a call"}')
    expect(await codeOfWrong).toBe(1008)
    const long = await dialled(hall, cookie)
    const codeOfLong = closed(long)
    long.send('x'.repeat(17 * 1024))
    expect(await codeOfLong).toBe(1009)
  })

  it('who sends a request drop by drop is let go of', async () => {
    const hall = await tinyHall()
    const line = net.connect(hall.host.listen.port, '127.0.0.1')
    line.on('error', () => undefined)
    line.write('GET /enrol/ HTTP/1.1\r\nHost: ')
    const drops = setInterval(() => line.write('1'), 200)
    await new Promise((resolve) => line.once('close', resolve))
    clearInterval(drops)
    expect((await ask(hall, '/enrol/')).status).toBe(200)
  })
})

describe('a request to be let in', () => {
  it.each([
    ['a window that the hall has not', { kind: 'window', window: '9' }],
    ['an area that the hall has not', { kind: 'board', area: '三楼', window: null }],
    ['an area over a window', { kind: 'board', area: '一楼东区', window: '3' }],
    ['the kiosk', { kind: 'kiosk' }],
    ['more than there is to say', { kind: 'window', window: '3', clerk: '王工' }],
    ['nothing', null],
    ['a flood', { kind: 'window', window: '3', more: 'x'.repeat(9_000) }],
  ])('for %s is refused', async (_, wants) => {
    const hall = await tinyHall()
    expect((await post(hall, '/enrol/ask', wants)).status).toBe(400)
    expect(await hall.pairings.list()).toEqual([])
  })

  it('repeated by somebody else, or by whoever has used the answer, gets nothing', async () => {
    const hall = await tinyHall()
    const asked = await post(hall, '/enrol/ask', { kind: 'window', window: '3' })
    const [pairing] = await hall.pairings.list()
    await hall.pairings.approve(pairing?.id ?? '', pairing?.code ?? '', OPERATOR)
    expect(standingOf((await post(hall, '/enrol/standing', {})).text)).toEqual({ state: 'none' })
    const lost = await post(hall, '/enrol/standing', {}, asked.cookie)
    const again = await post(hall, '/enrol/standing', {}, asked.cookie)
    expect([lost, again].map(({ text }) => standingOf(text).state)).toEqual(['enrolled', 'enrolled'])
    expect(again.cookie).toBe(lost.cookie)
    hall.devices.seen(hall.devices.list()[0]?.id ?? '')
    expect(standingOf((await post(hall, '/enrol/standing', {}, asked.cookie)).text)).toEqual({ state: 'none' })
    expect(hall.devices.list()).toHaveLength(1)
  })

  it('is void after ten minutes, and an operator who says no is told to whoever asked', async () => {
    const hall = await tinyHall()
    const late = await post(hall, '/enrol/ask', { kind: 'window', window: '3' })
    const [pairing] = await hall.pairings.list()
    hall.passes(10 * 60_000)
    expect(await hall.pairings.approve(pairing?.id ?? '', pairing?.code ?? '', OPERATOR)).toBe(false)
    expect(standingOf((await post(hall, '/enrol/standing', {}, late.cookie)).text)).toEqual({ state: 'none' })
    const refused = await post(hall, '/enrol/ask', { kind: 'board', area: null, window: '3' })
    expect(await hall.pairings.refuse((await hall.pairings.list())[0]?.id ?? '', OPERATOR)).toBe(true)
    expect(standingOf((await post(hall, '/enrol/standing', {}, refused.cookie)).text)).toEqual({ state: 'refused' })
    expect(hall.devices.list()).toEqual([])
  })

  it('is not let in by the code of another', async () => {
    const hall = await tinyHall()
    await post(hall, '/enrol/ask', { kind: 'window', window: '3' })
    const [pairing] = await hall.pairings.list()
    const other = pairing?.code === '000000' ? '000001' : '000000'
    expect(await hall.pairings.approve(pairing?.id ?? '', other, OPERATOR)).toBe(false)
  })

  it('is asked five times from one address in ten minutes, and then later', async () => {
    const hall = await tinyHall()
    for (let turn = 0; turn < 5; turn += 1) expect(standingOf((await post(hall, '/enrol/ask', { kind: 'window', window: '3' })).text).state).toBe('waiting')
    expect(standingOf((await post(hall, '/enrol/ask', { kind: 'window', window: '3' })).text)).toEqual({ state: 'too-many' })
    hall.passes(10 * 60_000 + 1)
    expect(standingOf((await post(hall, '/enrol/ask', { kind: 'window', window: '3' })).text).state).toBe('waiting')
  })
})

describe('the demonstration hall', () => {
  it('lets pages in by themselves, but not those whom another site sends', async () => {
    const hall = await tinyHall({ demonstration: true })
    const shown = await ask(hall, '/window/?as=2')
    expect([shown.status, shown.headers.location]).toEqual([303, '/window/'])
    const page = await ask(hall, '/window/', { headers: { cookie: shown.cookie } })
    expect(page.text).toContain('the window page')
    // Nobody takes it for a hall's own (design, promise 9).
    expect(page.text).toContain('dataset.demonstration')
    expect(hall.devices.list()[0]?.place).toEqual({ kind: 'window', window: '2' })
    expect((await ask(hall, '/board/', { headers: { 'sec-fetch-site': 'cross-site' } })).headers.location).toBe('/enrol/')
  })
})

describe('over TLS', () => {
  it('serves under the names of its certificate, with cookies for this host over TLS alone', async () => {
    const tls = selfMadeCertificate()
    const hall = await tinyHall({ tls })
    const over = async (path: string, host: string, method: 'GET' | 'POST' = 'GET', body = '') => {
      const request = https.request(`https://${hall.authority}${path}`, {
        method,
        ca: tls.certificate,
        agent: false,
        checkServerIdentity: () => undefined,
        headers: { host, ...(method === 'POST' ? { origin: `https://${host}` } : {}) },
      })
      request.end(body)
      const [response] = (await once(request, 'response')) as [http.IncomingMessage]
      response.resume()
      await once(response, 'end')
      return response
    }
    const { port } = hall.host.listen
    expect((await over('/enrol/', hall.authority)).statusCode).toBe(200)
    expect((await over('/enrol/', `hall.example:${port}`)).statusCode).toBe(200)
    expect((await over('/enrol/', `other.example:${port}`)).statusCode).toBe(421)
    expect((await over('/enrol/', 'hall.example')).statusCode).toBe(421)
    const asked = await over('/enrol/ask', hall.authority, 'POST', '{"kind":"window","window":"3"}')
    expect(asked.headers['set-cookie']?.[0]).toMatch(/^__Host-yimen-pairing-\d+=\S+; HttpOnly; SameSite=Strict; Path=\/; Max-Age=600; Secure$/)
  })

  it('speaks no TLS older than 1.2, and nothing without it', async () => {
    const hall = await tinyHall({ tls: selfMadeCertificate() })
    const { port } = hall.host.listen
    const old = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })
    await expect(once(old, 'secureConnect')).rejects.toThrow(/protocol|alert|unsupported/i)
    const bare = net.connect(port, '127.0.0.1')
    bare.on('error', () => undefined)
    let heard = ''
    bare.setEncoding('latin1').on('data', (text: string) => (heard += text))
    bare.write('GET /enrol/ HTTP/1.1\r\nHost: x\r\n\r\n')
    await new Promise((resolve) => bare.once('close', resolve))
    expect(heard).not.toContain('HTTP/1.1 200')
  })
})

it('five hundred that come back at once are all there', async () => {
  const hall = await tinyHall()
  const cookies: string[] = []
  for (let board = 0; board < 500; board += 1) {
    const { credential } = await hall.devices.enrol({ kind: 'board', area: null, window: null }, OPERATOR)
    cookies.push(`yimen-board-${hall.host.listen.port}=${credential}`)
  }
  const sockets = await Promise.all(cookies.map((cookie) => dial(hall, cookie, '/board/rpc')))
  expect(sockets.filter((each) => typeof each === 'number')).toEqual([])
  expect(hall.connected().size).toBe(500)
})
