import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findChromium as findSystemChromium } from '../../main/shell/programs.ts'
import { readLedger } from '../faults/ledger-reading.ts'
import { addOperator, OPERATOR } from '../operator-on-machine.ts'
import { writeConfiguration } from '../terminal-process.ts'
import { openPage } from './browser.ts'
import { canOpenDisplay, onPath, openDisplay } from './display.ts'
import { launch, type Launched } from './launcher.ts'
import { isRunning, processesBelow, until } from './processes.ts'

const WORDS = ['--shell', 'browser', '--listen', '127.0.0.1:0']

let folder: string
let file: string
let running: Launched[]

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-browser-shell-'))
  file = await writeConfiguration(folder, {})
  running = []
})
afterEach(async () => {
  for (const launched of running) launched.kill('SIGKILL')
  await Promise.all(running.map((launched) => launched.ended))
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** The browser shell with a browser by hand, which comes first on the PATH and writes down what happens to it. */
describe('the browser shell', () => {
  it('keeps the page in when the terminal process is killed: same port, same cookie', async () => {
    const launched = await launchWithStandIn()
    const ready = await launched.ready()
    expect(ready).toMatchObject({ shell: 'browser', pid: launched.pid })
    expect(ready.url).not.toContain('token')
    // The launcher is ready when the page has called; the page has its answer a moment later.
    await called(1)
    const before = await terminalProcess(launched)
    process.kill(before, 'SIGKILL')
    await called(2)
    expect(await terminalProcess(launched)).not.toBe(before)
    expect((await diary()).map((line) => line.split(' ')[1])).toEqual(['admitted', 'called', 'cut-off', 'called'])
    expect((await fetch(new URL('/health', ready.url))).status).toBe(200)
    const spent = await readFile(path.join(folder, 'diary.address'), 'utf8')
    expect((await fetch(spent, { redirect: 'manual' })).status).toBe(401)
  })

  it('opens the browser again when it ends, with a fresh way in', async () => {
    const launched = await launchWithStandIn()
    await launched.ready()
    const browser = Number((await diary())[0]?.split(' ')[0])
    process.kill(browser, 'SIGKILL')
    const after = await until(async () => {
      const last = (await diary()).at(-1)?.split(' ')
      return last?.[1] === 'called' && Number(last[0]) !== browser ? Number(last[0]) : null
    })
    expect(isRunning(after)).toBe(true)
  })

  it('ends with status 0 when it is asked to, and everything with it', async () => {
    const launched = await launchWithStandIn()
    await launched.ready()
    const below = await processesBelow(launched.pid)
    expect(below).toHaveLength(2)
    launched.kill('SIGTERM')
    expect((await launched.ended).status).toBe(0)
    await until(() => (below.some((process) => isRunning(process.pid)) ? null : true))
  })

  it('begins the terminal anew when an operator restarts it, and ends with status 0 when he stops it', async () => {
    await addOperator(path.join(folder, 'data'))
    const launched = await launchWithStandIn(OPERATED)
    expect((await launched.ended).status).toBe(0)
    expect((await diary()).map((line) => line.split(' ')[1])).toEqual(['restart', 'cut-off', 'stop'])
    const acts = "SELECT event FROM audit WHERE event LIKE 'terminal.%' ORDER BY seq"
    expect(await readLedger(path.join(folder, 'data'), acts)).toEqual([{ event: 'terminal.restart' }, { event: 'terminal.stop' }])
  })

  it('leaves nothing running when it is killed', async () => {
    const launched = await launchWithStandIn()
    await launched.ready()
    const below = await processesBelow(launched.pid)
    launched.kill('SIGKILL')
    await until(() => (below.some((process) => isRunning(process.pid)) ? null : true))
    expect(below).toHaveLength(2)
  })

  it('says so when the browser cannot show the page', async () => {
    const launched = await launchWithStandIn('process.exit(9)')
    const end = await launched.ended
    expect(end.status).toBe(1)
    expect(end.complained).toMatch(/^yimen: .*chromium ended before its page could be used \(status 9\)$/m)
  })

  it.skipIf(findSystemChromium() === null || onPath('xdotool') === null || !canOpenDisplay())(
    'keeps every window shut that keys could open (needs a system Chromium, Xvfb and xdotool)',
    async () => {
      const display = await openDisplay({ width: 1080, height: 1920 })
      const tool = async (...words: string[]) => {
        const ran = await promisify(execFile)('xdotool', words, { env: { ...process.env, DISPLAY: display.name } })
        return ran.stdout.split('\n').filter((line) => line !== '')
      }
      try {
        const launched = launch(['--config', file, ...WORDS], { folder, env: { DISPLAY: display.name } })
        running.push(launched)
        await launched.ready()
        const shown = () => tool('search', '--onlyvisible', '--class', 'chrom')
        const [kiosk = ''] = await shown()
        await tool('windowfocus', '--sync', kiosk)
        for (const keys of ['ctrl+n', 'ctrl+t', 'ctrl+shift+n', 'ctrl+o', 'ctrl+p', 'ctrl+shift+i', 'F12', 'ctrl+j']) {
          await tool('key', keys)
        }
        await tool('mousemove', '500', '900', 'click', '3')
        // A window takes its time to open; two keys with half a second between them give it that.
        await tool('key', '--delay', '500', 'Tab', 'Tab')
        expect(await shown()).toEqual([kiosk])
      } finally {
        await display.close()
      }
    },
  )

  it.skipIf(findSystemChromium() === null || !canOpenDisplay())(
    'shows the page in a real Chromium (needs a system Chromium and Xvfb)',
    async () => {
      const display = await openDisplay({ width: 1080, height: 1920 })
      try {
        const launched = launch(['--config', file, ...WORDS], { folder, env: { DISPLAY: display.name } })
        running.push(launched)
        expect((await launched.ready()).shell).toBe('browser')
        const below = await processesBelow(launched.pid)
        launched.kill('SIGTERM')
        expect((await launched.ended).status).toBe(0)
        await until(() => (below.some((process) => isRunning(process.pid)) ? null : true))
      } finally {
        await display.close()
      }
    },
  )
})

describe('a page in Chromium', () => {
  it('calls the terminal process, breaks no rule of its policy, and stays in after a reload', async () => {
    const launched = launch(['--config', file, '--shell', 'none', '--listen', '127.0.0.1:0'], { folder })
    running.push(launched)
    const ready = await launched.ready()
    const complaints: string[] = []
    const { page, close } = await openPage('about:blank', { width: 1080, height: 1920 })
    try {
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      const answered = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'))
      await page.goto(ready.url)
      expect(page.url()).toBe(`${new URL(ready.url).origin}/`)
      expect(String((await answered).payload)).toContain('"i":')
      const again = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'))
      await page.reload()
      expect(String((await again).payload)).toContain('"i":')
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })

  it('sees who has taken over when a second page opens', async () => {
    const launched = launch(['--config', file, '--shell', 'none', '--listen', '127.0.0.1:0'], { folder })
    running.push(launched)
    const { page, context, close } = await openPage((await launched.ready()).url, { width: 1080, height: 1920 })
    try {
      const socket = await page.evaluateHandle(
        () =>
          new Promise<WebSocket>((resolve) => {
            const opening = new WebSocket(`ws://${location.host}/rpc`)
            opening.addEventListener('open', () => resolve(opening))
          }),
      )
      const closed = socket.evaluate(
        (open) => new Promise<number>((resolve) => open.addEventListener('close', (event) => resolve(event.code))),
      )
      const second = await context.newPage()
      await second.goto(page.url())
      expect(await closed).toBe(4001)
    } finally {
      await close()
    }
  })
})

/** What the stand-in browsers have written: `PID admitted`, `PID called`, `PID cut-off`, line by line. */
async function diary(): Promise<readonly string[]> {
  const text = await readFile(path.join(folder, 'diary'), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}

/** Waits until pages have been answered so many times. */
function called(times: number): Promise<true> {
  return until(async () => ((await diary()).filter((line) => line.endsWith('called')).length === times ? true : null))
}

async function launchWithStandIn(script = STAND_IN): Promise<Launched> {
  const programs = path.join(folder, 'programs')
  await mkdir(programs)
  // Without one of its own a script is what the nearest package.json above the temporary folder says it is.
  await writeFile(path.join(programs, 'package.json'), '{}')
  await writeFile(path.join(programs, 'chromium'), `#!${process.execPath}\n${script}`)
  await chmod(path.join(programs, 'chromium'), 0o755)
  const launched = launch(['--config', file, ...WORDS], {
    folder,
    env: { PATH: `${programs}:${process.env['PATH'] ?? ''}`, DIARY: path.join(folder, 'diary') },
  })
  running.push(launched)
  return launched
}

function terminalProcess(launched: Launched): Promise<number> {
  return until(async () => {
    const below = await processesBelow(launched.pid)
    return below.find((process) => process.command.includes('terminal-process.js'))?.pid ?? null
  })
}

/**
 * The least that a page in Chromium does: exchanges the token, calls, and calls again over a new socket when cut off.
 */
const STAND_IN = `
const { WebSocket } = require(${JSON.stringify(path.resolve('node_modules/ws'))})
const fs = require('node:fs')
const note = (what) => fs.appendFileSync(process.env.DIARY, process.pid + ' ' + what + '\\n')
fs.createReadStream('', { fd: 3 }).on('end', () => process.exit(0)).resume()
const address = new URL(process.argv.find((word) => word.startsWith('--app=')).slice('--app='.length))
fs.writeFileSync(process.env.DIARY + '.address', address.href)
fetch(address, { redirect: 'manual' }).then((answer) => {
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0]
  if (cookie !== '') note('admitted')
  const connect = () => {
    const socket = new WebSocket('ws://' + address.host + '/rpc', { headers: { cookie, origin: address.origin } })
    socket.on('error', () => {})
    socket.on('open', () => socket.send('{"i":"1","p":{"u":"/kiosk/hello","b":{}}}'))
    socket.on('message', () => { note('called'); socket.called = true })
    socket.on('close', () => { if (socket.called) note('cut-off'); setTimeout(connect, 100) })
  }
  connect()
})
`

/** A page at which an operator signs in and restarts the terminal, and when it is back, stops it. */
const OPERATED = `
const { WebSocket } = require(${JSON.stringify(path.resolve('node_modules/ws'))})
const fs = require('node:fs')
const note = (what) => fs.appendFileSync(process.env.DIARY, process.pid + ' ' + what + '\\n')
fs.createReadStream('', { fd: 3 }).on('end', () => process.exit(0)).resume()
const address = new URL(process.argv.find((word) => word.startsWith('--app=')).slice('--app='.length))
const acts = ['restart', 'stop']
fetch(address, { redirect: 'manual' }).then((answer) => {
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0]
  const connect = () => {
    const socket = new WebSocket('ws://' + address.host + '/rpc', { headers: { cookie, origin: address.origin } })
    const call = (id, name, json) => socket.send(JSON.stringify({ i: id, p: { u: '/' + name, b: json ? { json } : {} } }))
    let act
    socket.on('error', () => {})
    socket.on('open', () => call('1', 'kiosk/hello'))
    socket.on('message', (data) => {
      const id = JSON.parse(data).i
      if (id === '1') call('2', 'operator/signIn', ${JSON.stringify(OPERATOR)})
      if (id === '2') {
        act = acts.shift()
        note(act)
        call('3', 'operator/' + act)
      }
    })
    socket.on('close', () => {
      if (act === 'restart') note('cut-off')
      setTimeout(connect, 100)
    })
  }
  connect()
})
`
