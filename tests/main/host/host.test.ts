import fc from 'fast-check'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { clientOverSocket } from '../../../main/contract/client.ts'
import { roadsInto } from '../../../main/contract/server.ts'
import { newAdmission, newToken } from '../../../main/host/admission.ts'
import { isCall, TAKEN_OVER } from '../../../main/host/calls.ts'
import { openHost, type Host, type PageService } from '../../../main/host/host.ts'
import { authorityOf, originOf } from '../../../main/host/listen.ts'
import { NONCE_PLACEHOLDER } from '../../../main/host/policy.ts'
import { openLog } from '../../../main/operations/log.ts'
import { tinyTerminal } from './tiny-terminal.ts'
import { MAXIMUM_MESSAGE_BYTES } from '../../../main/host/calls.ts'

const log = openLog('silent')
const admission = newAdmission()
const heard: string[] = []
let folder: string
let host: Host

beforeEach(async () => {
  heard.length = 0
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-host-'))
  await mkdir(path.join(folder, 'pages', 'kiosk'), { recursive: true })
  await mkdir(path.join(folder, 'pages', 'assets'))
  await writeFile(path.join(folder, 'secret.txt'), 'not a page')
  await writeFile(path.join(folder, 'pages', 'assets', 'kiosk.js'), 'export {}')
  for (const name of ['worker.mjs', 'table.bcmap', 'font.pfb', 'font.ttf']) {
    await writeFile(path.join(folder, 'pages', 'assets', name), name)
  }
  await writeFile(
    path.join(folder, 'pages', 'kiosk', 'index.html'),
    `<head><meta property="csp-nonce" nonce="${NONCE_PLACEHOLDER}">` +
      `<script nonce="${NONCE_PLACEHOLDER}" src="/assets/kiosk.js"></script>`,
  )
  host = await open()
})

afterEach(async () => {
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(page: Partial<PageService> | null = {}, port = 0): Promise<Host> {
  const terminal = tinyTerminal()
  const roads = roadsInto(terminal.router, (error) => heard.push(String(error)))
  const opened = await openHost({
    listen: { host: '127.0.0.1', port },
    health: () => terminal.health(),
    log,
    page:
      page === null
        ? null
        : {
            folder: path.join(folder, 'pages'),
            admission,
            lockKeys: false,
            connect: (socket) => void roads.socket.upgrade(socket),
            onAdmitted: () => heard.push('admitted'),
            onCalled: () => heard.push('called'),
            onLeft: () => heard.push('left'),
            ...page,
          },
  })
  if (!opened.ok) throw new Error(opened.fault.line)
  return opened.value
}

describe('a page that opens the address of the ready line', () => {
  it('gets a cookie that scripts and other sites never see, and the token leaves the address', async () => {
    const answer = await get(`/?token=${admission.token}`)
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/')
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await get('/', { cookie: cookieOf(answer) })).status).toBe(200)
    expect(heard).toEqual(['admitted'])
  })

  it('cannot be opened by the same token twice', async () => {
    await get(`/?token=${admission.token}`)
    const again = await get(`/?token=${admission.token}`)
    expect(again.status).toBe(401)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  it('may be loaded again from its first address by the browser that holds the cookie', async () => {
    const cookie = cookieOf(await get(`/?token=${admission.token}`))
    expect((await get(`/?token=${admission.token}`, { cookie })).headers['location']).toBe('/')
  })

  it('does not spend its token on a HEAD request', async () => {
    expect((await get(`/?token=${admission.token}`, {}, 'HEAD')).status).toBe(401)
    expect((await get(`/?token=${admission.token}`)).status).toBe(303)
  })

  it('is let in anew by a fresh token of its shell, once', async () => {
    await get(`/?token=${admission.token}`)
    const fresh = newToken()
    host.admit(fresh)
    expect((await get(`/?token=${fresh}`)).status).toBe(303)
    expect((await get(`/?token=${fresh}`)).status).toBe(401)
  })

  it('is answered plainly without a cookie, and no file of it either', async () => {
    for (const target of ['/', '/?token=', '/?token=wrong', '/assets/kiosk.js', '/kiosk/index.html']) {
      const answer = await get(target)
      expect([target, answer.status]).toEqual([target, 401])
      expect(answer.body).not.toContain('<')
    }
  })

  it('is refused the cookie of an earlier run, and of another port', async () => {
    const port = host.listen.port
    const old = `yimen-${port}=${newAdmission().cookie}`
    expect((await get('/', { cookie: old })).status).toBe(401)
    expect((await get('/', { cookie: `yimen-${port + 1}=${admission.cookie}` })).status).toBe(401)
    expect((await get('/', { cookie: `${old}; yimen-${port}=${admission.cookie}` })).status).toBe(200)
  })

  it('keeps its cookie across a restart of the terminal process on the same port', async () => {
    const cookie = cookieOf(await get(`/?token=${admission.token}`))
    const { port } = host.listen
    await host.close()
    host = await open({ admission: { token: null, cookie: admission.cookie } }, port)
    expect((await get('/', { cookie })).status).toBe(200)
    expect((await get(`/?token=${admission.token}`)).status).toBe(401)
  })
})

describe('the page itself', () => {
  it('is loaded under a policy with a nonce of its own each time, written into the page', async () => {
    const [first, second] = [await get('/', own()), await get('/', own())]
    const nonces = [first, second].map((answer) => {
      const policy = String(answer.headers['content-security-policy'])
      const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(answer.body).toContain(`<meta property="csp-nonce" nonce="${nonce}">`)
      expect(answer.body).not.toContain(NONCE_PLACEHOLDER)
      return nonce
    })
    expect(nonces[0]).toMatch(/^[\w+/]{24}$/)
    expect(nonces[0]).not.toBe(nonces[1])
  })

  it('may load, run and ask nothing but the terminal', async () => {
    const { headers } = await get('/', own())
    const policy = String(headers['content-security-policy'])
    for (const rule of ['default-src', 'base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
      expect(policy).toContain(`${rule} 'none'`)
    }
    expect(policy).toContain(`connect-src 'self' ws://${authorityOf(host.listen)};`)
    expect(policy).not.toMatch(/unsafe|\*|https:/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    expect(headers['permissions-policy']).toContain('microphone=(), ')
    expect(headers['permissions-policy']).toMatch(/camera=\(self\)$/)
  })

  it('serves its built files and nothing else of the machine', async () => {
    expect(await get('/assets/kiosk.js', own())).toMatchObject({ status: 200, body: 'export {}' })
    const outside = [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%5c..%5csecret.txt',
      '//secret.txt',
      '/assets/',
      '/assets/%00kiosk.js',
      '/%zz',
      '/kiosk/index.html',
    ]
    for (const target of outside) expect([400, 404]).toContain((await get(target, own())).status)
  })

  it('serves what shows a PDF: its worker, which may reach nothing but code of ours, and its tables and fonts', async () => {
    const worker = await get('/assets/worker.mjs', own())
    expect(worker).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } })
    expect(worker.headers['content-security-policy']).toBe("default-src 'none'; script-src 'self'")
    for (const file of ['table.bcmap', 'font.pfb', 'font.ttf']) {
      expect(await get(`/assets/${file}`, own())).toMatchObject({ status: 200, body: file })
    }
  })

  it('finds no other file by any path that a caller can write', async () => {
    const outwards = fc.array(fc.constantFrom('..', '%2e%2e', '.', 'secret.txt', '%2f'))
    await fc.assert(
      fc.asyncProperty(fc.webPath(), outwards, async (tail, steps) => {
        const answer = await get(`/${steps.join('/')}${tail}`, own())
        expect(answer.body).not.toContain('not a page')
      }),
    )
  })

  it('cannot be changed: only GET is answered', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', own(), method)).status).toBe(405)
  })
})

describe('the page of the browser shell', () => {
  it('keeps out the keys that lead out of it, by a script that its policy allows', async () => {
    expect((await get('/', own())).body).not.toContain('keydown')
    await host.close()
    host = await open({ lockKeys: true })
    const { body, headers } = await get('/', own())
    const nonce = /^<head><script nonce="([^"]+)">\s*for \(const type of \['keydown'/.exec(body)?.[1]
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
  })
})

describe('health', () => {
  it('is told to anybody on the machine, without a token', async () => {
    const answer = await get('/health')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ terminal: 'T1', ledger: { ok: true } })
  })

  it('is all that is served where Electron shows the page', async () => {
    await host.close()
    host = await open(null)
    expect((await get('/health')).status).toBe(200)
    expect((await get('/', own())).status).toBe(404)
    expect(await refusal(connect(own()))).toBe(403)
  })

  it('is not told under a name that somebody else points at this machine', async () => {
    for (const name of ['evil.example', `evil.example:${host.listen.port}`, '127.0.0.1', '127.0.0.1:1']) {
      expect((await get('/health', { host: name })).status).toBeGreaterThanOrEqual(400)
      expect((await get('/', { ...own(), host: name })).status).toBeGreaterThanOrEqual(400)
    }
    expect((await get('/health', { host: `localhost:${host.listen.port}` })).status).toBe(200)
  })
})

describe('a call from a page', () => {
  it('reaches the terminal and comes back', async () => {
    const socket = connect(own())
    const client = clientOverSocket(socket as unknown as globalThis.WebSocket)
    expect((await client.kiosk.hello()).terminal).toBe('T1')
    expect(heard).toEqual(['called'])
    socket.close()
    await until(() => heard.includes('left'))
  })

  it('is refused from another origin, another name, and without the cookie of this run', async () => {
    const origin = originOf(host.listen)
    const { cookie } = own()
    const strangers: http.OutgoingHttpHeaders[] = [
      { cookie, origin: 'http://evil.example' },
      { cookie, origin: 'null' },
      { cookie, origin: `http://localhost:${host.listen.port}` },
      { cookie, origin: `${origin}.evil.example` },
      { cookie, origin, host: 'evil.example' },
      { origin },
      { origin, cookie: `yimen-${host.listen.port}=${newToken()}` },
    ]
    for (const headers of strangers) expect([headers, await refusal(connect(headers, null))]).toEqual([headers, 403])
    expect(await refusal(connect({ cookie }, null))).toBe(403)
  })

  it('has one door', async () => {
    expect(await refusal(connect(own(), originOf(host.listen), '/rpc/../other'))).toBe(403)
    expect(await refusal(connect(own(), originOf(host.listen), '/'))).toBe(403)
  })

  it('may not be larger than any picture could be; the page is cut off and the terminal goes on', async () => {
    const socket = connect(own())
    await once(socket, 'open')
    socket.send('x'.repeat(MAXIMUM_MESSAGE_BYTES + 1))
    expect((await once(socket, 'close'))[0]).toBe(1009)
    const next = connect(own())
    expect((await clientOverSocket(next as unknown as globalThis.WebSocket).kiosk.hello()).terminal).toBe('T1')
  })

  it('comes from one page at a time: a newer page takes over and the older one is told', async () => {
    const older = connect(own())
    await once(older, 'open')
    const newer = connect(own())
    expect((await once(older, 'close'))[0]).toBe(TAKEN_OVER)
    expect((await clientOverSocket(newer as unknown as globalThis.WebSocket).kiosk.hello()).terminal).toBe('T1')
    expect(heard).not.toContain('left')
  })

  it('that is garbage cuts its page off, and none of it is written anywhere', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {})
    const parts = { i: fc.string(), t: fc.nat(9), p: fc.jsonValue() }
    const call = fc.record(parts, { requiredKeys: [] }).map((value) => JSON.stringify(value))
    const url = fc.record({ i: fc.string(), p: fc.record({ u: fc.string() }) }).map((value) => JSON.stringify(value))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.uint8Array(), fc.json(), call, url), async (garbage) => {
        const socket = connect(own())
        await once(socket, 'open')
        socket.send(garbage)
        if (isCall(garbage)) socket.close()
        await once(socket, 'close')
        expect(written).not.toHaveBeenCalled()
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 10) },
    )
    expect((await get('/health')).status).toBe(200)
  })
})

describe('a server that cannot open', () => {
  it('says which port is taken', async () => {
    const second = await openHost({
      listen: host.listen,
      health: () => tinyTerminal().health(),
      page: null,
      log,
    })
    const line = `--listen ${authorityOf(host.listen)}: the port is already in use; expected a free port, or 0 for any`
    expect(second).toMatchObject({ ok: false, fault: { line } })
  })

  it('says that the pages are not built', async () => {
    await rm(path.join(folder, 'pages', 'kiosk'), { recursive: true })
    await expect(open()).rejects.toThrow('the pages are not built')
  })
})

interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** A request by hand: the target goes on the wire as written, and Host is whatever the caller says. */
function get(target: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = host.listen
    const options = { host: '127.0.0.1', port, path: target, method, headers, agent: false }
    const request = http.request(options, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    request.on('error', reject)
    request.end()
  })
}

/** The headers of a page that has been let in. */
function own(): { readonly cookie: string } {
  return { cookie: `yimen-${host.listen.port}=${admission.cookie}` }
}

function cookieOf(answer: Answer): string {
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

function connect(
  headers: http.OutgoingHttpHeaders,
  origin: string | null = originOf(host.listen),
  target = '/rpc',
): WebSocket {
  const socket = new WebSocket(`ws://${authorityOf(host.listen)}${target}`, {
    headers: { ...headers, ...(origin === null ? {} : { origin }) } as Record<string, string>,
  })
  // A refused socket also reports an error; the tests look at the status.
  socket.on('error', () => heard.push('refused'))
  return socket
}

async function refusal(socket: WebSocket): Promise<number | undefined> {
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, http.IncomingMessage]
  response.resume()
  socket.terminate()
  return response.statusCode
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
