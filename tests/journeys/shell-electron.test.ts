import type { ElectronApplication } from 'playwright-core'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { addOperator, OPERATOR } from '../operator-on-machine.ts'
import { writeConfiguration } from '../terminal-process.ts'
import { openDisplay, type Display } from './display.ts'
import { describeElectron, launchElectron, type ElectronRun } from './electron.ts'
import { launch, type Launched } from './launcher.ts'
import { isRunning, processesBelow, until } from './processes.ts'

describeElectron('the page in its window', () => {
  let folder: string
  let run: ElectronRun
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'yimen-window-'))
    const file = await writeConfiguration(folder, {})
    run = await launchElectron({ source: { kind: 'file', file }, flags: ['--use-fake-device-for-media-stream'] })
  })
  afterAll(async () => {
    await run.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('covers the whole screen and calls the terminal process by its port', async () => {
    expect(run.ready).toMatchObject({ shell: 'electron', pid: run.app.process().pid })
    expect(await inPage(run.app, '[location.href, innerWidth, innerHeight]')).toEqual(['app://kiosk/', 1080, 1920])
    expect(await inPage(run.app, `(${callOverOwnPort.toString()})('/kiosk/hello')`)).toContain('"terminal":"K01"')
  })

  it('is served by nothing but its own protocol; the loopback server tells its health alone', async () => {
    expect((await fetch(new URL('/health', run.ready.url))).status).toBe(200)
    expect((await fetch(run.ready.url)).status).toBe(404)
  })

  it('knows nothing of Node or Electron but how to ask for its port', async () => {
    const known = "[typeof require, typeof process, typeof Buffer, Object.keys(window.yimen).join()]"
    expect(await inPage(run.app, known)).toEqual(['undefined', 'undefined', 'undefined', 'requestPort'])
  })

  it('leads nowhere: no navigation, no new window, no frame, no other address', async () => {
    const before = await inPage(run.app, 'window.stays = Math.random()')
    const attempts = [
      "location.href = 'https://example.com/'",
      "location.href = 'file:///etc/passwd'",
      "location.href = 'app://elsewhere/'",
      "location.href = 'app://kiosk/assets/'",
      "const a = document.createElement('a'); a.href = 'mailto:a@example.com'; a.click()",
      "const b = document.createElement('a'); b.href = 'https://example.com/'; b.target = '_blank'; b.click()",
      "const f = document.createElement('iframe'); f.src = 'https://example.com/'; document.body.append(f)",
    ]
    for (const attempt of attempts) await inPage(run.app, `try { ${attempt} } catch {}; 0`)
    expect(await inPage(run.app, "window.open('https://example.com/')")).toBeNull()
    const fetched = (url: string) => inPage(run.app, `fetch('${url}').then((r) => r.status, () => 'refused')`)
    expect(await fetched('https://example.com/')).toBe('refused')
    expect(await fetched('app://elsewhere/')).not.toBe(200)
    expect(await inPage(run.app, '[location.href, window.stays]')).toEqual(['app://kiosk/', before])
    const shown = await run.app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .flatMap((contents) => contents.mainFrame.framesInSubtree)
        .map((frame) => frame.origin),
    )
    // A frame that was refused shows an error page, whose origin is nobody's.
    expect(shown.filter((origin) => origin !== 'app://kiosk' && origin !== 'null')).toEqual([])
    expect(await windows(run.app)).toBe(1)
  })

  it('serves its own files and no other of the machine', async () => {
    const status = (target: string) => inPage(run.app, `fetch('${target}').then((r) => r.status, () => 'refused')`)
    expect(await status('app://kiosk/')).toBe(200)
    for (const target of ['..%2f..%2fpackage.json', '../main/electron.js', 'kiosk/index.html']) {
      expect(await status(`app://kiosk/${target}`)).toBe(404)
    }
  })

  it('runs no script that is not its own', async () => {
    const inline = "document.createElement('script'), { textContent: 'window.intruder = 1' }"
    await inPage(run.app, `document.body.append(Object.assign(${inline}))`)
    expect(await inPage(run.app, 'typeof window.intruder')).toBe('undefined')
    expect(await inPage(run.app, "try { new Function('return 1')() } catch (error) { error.name }")).toBe('EvalError')
  })

  it('is granted the camera, in its own window and without the microphone', async () => {
    const asked = (wish: string) =>
      inPage(run.app, `navigator.mediaDevices.getUserMedia(${wish}).then((stream) => stream.getTracks().map((track) => (track.stop(), track.kind)).join(), (error) => error.name)`)
    expect(await asked('{ video: true }')).toBe('video')
    for (const wish of ['{ audio: true }', '{ audio: true, video: true }']) expect(await asked(wish)).toBe('NotAllowedError')
  })

  it('is granted nothing else: no screen, place, notification, device or clipboard', async () => {
    const asked = (what: string) => inPage(run.app, `(async () => ${what})().then(() => 'granted', () => 'refused')`)
    for (const what of [
      'navigator.mediaDevices.getDisplayMedia()',
      'new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))',
      'navigator.clipboard.readText()',
      'navigator.usb.requestDevice({ filters: [] })',
      'navigator.hid.requestDevice({ filters: [] }).then((devices) => devices.length || Promise.reject())',
    ]) {
      expect([what, await asked(what)]).toEqual([what, 'refused'])
    }
    expect(await inPage(run.app, 'Notification.requestPermission()')).toBe('denied')
  })

  it('saves nothing', async () => {
    const downloads = await run.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const states: string[] = []
      contents?.session.on('will-download', (event, item) => {
        states.push(`${event.defaultPrevented} ${item.getState()}`)
      })
      const link = "document.createElement('a'), { href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' }"
      await contents?.executeJavaScript(`Object.assign(${link}).click(); new Promise((resolve) => setTimeout(resolve, 300))`, true)
      return states
    })
    expect(downloads.filter((state) => !state.startsWith('true'))).toEqual([])
  })

  it('hears typing, and none of the keys that lead out', async () => {
    await inPage(run.app, "window.stays = 'still here'; window.heard = []")
    await inPage(run.app, "addEventListener('keydown', (press) => heard.push(press.key))")
    const press = (keyCode: string, modifiers: ('control' | 'alt' | 'shift')[] = []) =>
      run.app.evaluate(
        ({ BrowserWindow }, key) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          contents?.sendInputEvent({ type: 'keyDown', keyCode: key.keyCode, modifiers: key.modifiers })
          contents?.sendInputEvent({ type: 'keyUp', keyCode: key.keyCode, modifiers: key.modifiers })
        },
        { keyCode, modifiers },
      )
    for (const key of ['F5', 'F11', 'F12']) await press(key)
    for (const key of ['R', 'W', 'N', 'P', 'O', 'Q', 'T', '+', '-']) await press(key, ['control'])
    await press('I', ['control', 'shift'])
    await press('Left', ['alt'])
    await press('F4', ['alt'])
    await press('Tab')
    await press('Down')
    await until(async () => ((await inPage(run.app, 'heard.length')) === 2 ? true : null))
    expect(await inPage(run.app, '[heard.join(), stays]')).toEqual(['Tab,ArrowDown', 'still here'])
    expect(await windows(run.app)).toBe(1)
  })

  it('cannot be closed from outside', async () => {
    await run.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    expect(await inPage(run.app, 'document.visibilityState')).toBe('visible')
    expect(await windows(run.app)).toBe(1)
  })
})

describeElectron('when something breaks', () => {
  let folder: string
  let run: ElectronRun
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'yimen-breaks-'))
    run = await launchElectron({ source: { kind: 'file', file: await writeConfiguration(folder, {}) } })
  })
  afterEach(async () => {
    await run.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('a terminal process that is killed is back; the page is told of both and calls again', async () => {
    await inPage(run.app, "window.told = []; addEventListener('message', (e) => told.push(e.data.yimen)); 0")
    const before = await terminalProcess(run)
    process.kill(before, 'SIGKILL')
    await until(async () => ((await inPage(run.app, "told.join()")) === 'terminal-gone,port' ? true : null))
    const after = await terminalProcess(run)
    expect(after).not.toBe(before)
    expect(await inPage(run.app, `(${callOverOwnPort.toString()})('/kiosk/hello')`)).toContain('"terminal":"K01"')
    expect((await fetch(new URL('/health', run.ready.url))).status).toBe(200)
  })

  it('a terminal process that hangs does not keep the program from ending', async () => {
    const terminal = await terminalProcess(run)
    const exit = once(run.app.process(), 'exit')
    process.kill(terminal, 'SIGSTOP')
    run.app.process().kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    await until(() => (isRunning(terminal) ? null : true))
  })

  it('a page that crashes is loaded again and finds no session', async () => {
    expect(await inPage(run.app, `(${callOverOwnPort.toString()})('/kiosk/open')`)).toContain('"session":')
    const before = await rendererProcess(run.app)
    await run.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })
    await until(async () => {
      const now = await rendererProcess(run.app)
      return now !== 0 && now !== before ? now : null
    })
    await loaded(run.app)
    const view = await until(async () => {
      const answer = await inPage(run.app, `(${callOverOwnPort.toString()})('/kiosk/watch', '"businessDay"')`)
      return String(answer).includes('"session":null') ? answer : null
    })
    expect(view).toContain('"session":null')
  })

  it.each([
    ['runs in circles', () => void inPage(run.app, 'for (;;) {}').catch(() => null)],
    ['is stopped', (page: number) => process.kill(page, 'SIGSTOP')],
  ])('a page that %s is ended and loaded again', async (_name, hang) => {
    const before = await rendererProcess(run.app)
    hang(before)
    const after = await until(async () => {
      const now = await rendererProcess(run.app)
      return now !== 0 && now !== before ? now : null
    })
    expect(isRunning(before)).toBe(false)
    expect(isRunning(after)).toBe(true)
    await loaded(run.app)
  })
})

describeElectron('an operator at the window', () => {
  let folder: string
  let run: ElectronRun
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'yimen-operated-'))
    await addOperator(path.join(folder, 'data'))
    run = await launchElectron({ source: { kind: 'file', file: await writeConfiguration(folder, {}) } })
  })
  afterEach(async () => {
    await run.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('begins the terminal anew under the page, and ends the whole program with status 0', async () => {
    await inPage(run.app, "window.told = []; addEventListener('message', (e) => told.push(e.data.yimen)); 0")
    const before = await terminalProcess(run)
    const exit = once(run.app.process(), 'exit')
    const act = (name: string) => inPage(run.app, `(${actOverOwnPort.toString()})('${name}', ${JSON.stringify(OPERATOR)})`)
    expect(await act('restart')).toBe('asked')
    // The page asks for a port of its own when the one that it shares with this test has closed under it.
    await until(async () => (/terminal-gone(,port)+$/.test(String(await inPage(run.app, 'told.join()'))) ? true : null))
    expect(await terminalProcess(run)).not.toBe(before)
    // Its answer may not come as far as here before everything has ended.
    act('stop').catch(() => null)
    expect(await exit).toEqual([0, null])
  })
})

describeElectron('npm start with its window', () => {
  let folder: string
  let display: Display
  let launched: Launched
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'yimen-launch-'))
    display = await openDisplay({ width: 1080, height: 1920 })
    const file = await writeConfiguration(folder, {})
    const words = ['--config', file, '--shell', 'electron', '--listen', '127.0.0.1:0']
    launched = launch(words, { folder, env: { DISPLAY: display.name } })
  })
  afterEach(async () => {
    launched.kill('SIGKILL')
    await launched.ended
    await display.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('ends with status 0 when the launcher is asked to, and everything with it', async () => {
    const ready = await launched.ready()
    const below = await processesBelow(launched.pid)
    expect(below.map((process) => process.pid)).toContain(ready.pid)
    launched.kill('SIGTERM')
    expect((await launched.ended).status).toBe(0)
    await until(() => (below.some((process) => isRunning(process.pid)) ? null : true))
  })

  it('ends with status 0 when the process of the ready line is asked to', async () => {
    const ready = await launched.ready()
    process.kill(ready.pid, 'SIGTERM')
    expect((await launched.ended).status).toBe(0)
    await until(() => (isRunning(ready.pid) ? null : true))
  })

  it('leaves nothing running when the launcher is killed', async () => {
    const ready = await launched.ready()
    const below = await processesBelow(launched.pid)
    launched.kill('SIGKILL')
    await until(() => (below.some((process) => isRunning(process.pid)) ? null : true))
    expect(below.map((process) => process.pid)).toContain(ready.pid)
  })

  it('opens its window again, on the same port, when the window process is killed', async () => {
    const before = await launched.ready()
    process.kill(before.pid, 'SIGKILL')
    const after = await launched.ready()
    expect(after.pid).not.toBe(before.pid)
    expect(after.url).toBe(before.url)
  })

  it('starts the window process afresh when the page crashes three times in a minute', async () => {
    const before = await launched.ready()
    for (let crashes = 0; crashes < 3; crashes++) {
      const page = await until(async () => {
        const below = await processesBelow(before.pid)
        return below.find((process) => process.command.includes('--type=renderer'))?.pid ?? null
      })
      process.kill(page, 'SIGKILL')
      await until(() => (isRunning(page) ? null : true))
    }
    const after = await launched.ready()
    expect(after.pid).not.toBe(before.pid)
  })
})

/** Runs a script in the page by Electron itself, which also works after the page has crashed and come back. */
function inPage(app: ElectronApplication, script: string): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, source): Promise<unknown> | undefined =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(source, true),
    script,
  )
}

/** Waits until a page is there and whole. */
function loaded(app: ElectronApplication): Promise<true> {
  return until(async () => {
    const state = await inPage(app, 'document.readyState').catch(() => 'no page')
    return state === 'complete' ? true : null
  })
}

function windows(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
}

function rendererProcess(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0)
}

function terminalProcess(run: ElectronRun): Promise<number> {
  return until(async () => {
    const below = await processesBelow(run.ready.pid)
    return below.find((process) => process.command.includes('--utility-sub-type=node.mojom.NodeService'))?.pid ?? null
  })
}

/**
 * Runs in the page: asks the shell for a port, makes one call over it beside the page's own and resolves with the first
 * answer that holds `wanted`.
 */
function callOverOwnPort(call: string, wanted = '"p":'): Promise<string> {
  return new Promise((resolve) => {
    window.addEventListener('message', (event: MessageEvent<{ yimen?: string }>) => {
      const port = event.ports[0]
      if (event.data.yimen !== 'port' || port === undefined) return
      port.addEventListener('message', (answer: MessageEvent<string>) => {
        if (answer.data.includes('"i":"own"') && answer.data.includes(wanted)) resolve(answer.data)
      })
      port.start()
      port.postMessage(JSON.stringify({ i: 'own', p: { u: call, b: {} } }))
    })
    ;(window as unknown as { yimen: { requestPort(): void } }).yimen.requestPort()
  })
}

/**
 * As above: signs an operator in and does one act; anew while the page's own first call signs him out again, and over the
 * next port when the page, which shares it, has asked for another meanwhile.
 */
function actOverOwnPort(act: string, operator: { readonly name: string; readonly pin: string }): Promise<string> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent<{ yimen?: string }>) => {
      const port = event.ports[0]
      if (event.data.yimen !== 'port' || port === undefined) return
      const call = (id: string, name: string, json?: object) =>
        port.postMessage(JSON.stringify({ i: id, p: { u: `/operator/${name}`, b: json === undefined ? {} : { json } } }))
      port.addEventListener('message', (answer: MessageEvent<string>) => {
        const id = (JSON.parse(answer.data) as { i: string }).i
        const refused = answer.data.includes('NOT_SIGNED_IN')
        if ((id === 'in' || id === 'act') && refused) call('in', 'signIn', operator)
        else if (id === 'in') call('act', act)
        else if (id === 'act') {
          window.removeEventListener('message', take)
          resolve(/"s":[45]/.test(answer.data) ? answer.data : 'asked')
        }
      })
      port.start()
      call('in', 'signIn', operator)
    }
    window.addEventListener('message', take)
    ;(window as unknown as { yimen: { requestPort(): void } }).yimen.requestPort()
  })
}
