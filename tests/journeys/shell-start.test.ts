import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { connect, writeConfiguration } from '../terminal-process.ts'
import { launch, type Launched } from './launcher.ts'
import { isRunning, processesBelow, until } from './processes.ts'

let folder: string
let running: Launched[]

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-start-'))
  running = []
})
afterEach(async () => {
  for (const launched of running) launched.kill('SIGKILL')
  await Promise.all(running.map((launched) => launched.ended))
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

function start(...words: string[]): Launched {
  const launched = launch(words, { folder })
  running.push(launched)
  return launched
}

describe('an installer who makes a mistake', () => {
  it.each([
    [['--colour'], /^yimen: unknown option --colour; usage: .+\n$/],
    [['--shell', 'firefox'], /^yimen: --shell firefox: expected electron, browser or none; usage: .+\n$/],
    [['--listen', '0.0.0.0:7310'], /^yimen: --listen 0\.0\.0\.0:7310: expected a loopback address.+\n$/],
    [['--config', 'nowhere.yaml', '--shell', 'none'], /^yimen: .*nowhere\.yaml: .+\n$/],
  ])('reads one clear line and status 2 for %j, and nothing has started', async (words, line) => {
    const end = await start(...words).ended
    expect(end).toMatchObject({ status: 2, printed: '' })
    expect(end.complained).toMatch(line)
  })

  it('reads which key of which file is wrong, for every shell, before any window', async () => {
    const file = await writeConfiguration(folder, { terminal: { colour: 'red' } })
    for (const shell of ['none', 'browser', 'electron']) {
      const end = await start('--config', file, '--shell', shell).ended
      expect(end).toMatchObject({ status: 2, printed: '' })
      expect(end.complained).toMatch(/^yimen: .*terminal\.yaml.*colour.*\n$/)
    }
  })

  it('reads that the port is taken', async () => {
    const first = start('--config', await writeConfiguration(folder, {}), '--shell', 'none', '--listen', '127.0.0.1:0')
    const { port } = new URL((await first.ready()).url)
    const other = await writeConfiguration(path.join(folder, 'other'), {})
    const end = await start('--config', other, '--shell', 'none', '--listen', `127.0.0.1:${port}`).ended
    expect(end).toMatchObject({ status: 2, printed: '' })
    expect(end.complained).toContain(`yimen: --listen 127.0.0.1:${port}: the port is already in use`)
  })

  it('reads which process already works on the data folder', async () => {
    const file = await writeConfiguration(folder, {})
    const first = start('--config', file, '--shell', 'none', '--listen', '127.0.0.1:0')
    const { pid } = await first.ready()
    const end = await start('--config', file, '--shell', 'none', '--listen', '127.0.0.1:0').ended
    expect(end).toMatchObject({ status: 2, printed: '' })
    expect(end.complained).toMatch(new RegExp(`^yimen: .*\\b${pid}\\b.*$`, 'm'))
    expect(isRunning(pid)).toBe(true)
  })

  it('reads what is missing to open a window', async () => {
    const env = { PATH: folder, DISPLAY: '', WAYLAND_DISPLAY: '', ELECTRON_OVERRIDE_DIST_PATH: folder }
    const file = await writeConfiguration(folder, {})
    const none = launch(['--config', file, '--listen', '127.0.0.1:0'], { folder, env })
    running.push(none)
    expect((await none.ready()).shell).toBe('none')
    none.kill('SIGTERM')
    const end = await none.ended
    expect(end.status).toBe(0)
    expect(end.complained).toMatch(/^yimen: no display: set DISPLAY/m)

    const electron = await launch(['--config', file, '--shell', 'electron'], { folder, env }).ended
    expect(electron.status).not.toBe(0)
    expect(electron.complained).toMatch(/^yimen: Electron is not there: .*install-electron/m)
  })
})

describe('the demonstration hall without a screen', () => {
  it('says where its desk and its page are, and answers its health', async () => {
    const demonstration = start('--shell', 'none', '--listen', '127.0.0.1:0')
    const ready = await demonstration.ready()
    expect(ready).toMatchObject({ shell: 'none', version: packageJson.version, pid: demonstration.pid })
    expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    const health: unknown = await (await fetch(new URL('/health', ready.url))).json()
    expect(health).toMatchObject({ version: packageJson.version, terminal: 'DEMO', ledger: { ok: true } })
    const page = await connect(ready.url)
    expect(await page.client.kiosk.hello()).toMatchObject({ demonstration: true })
    page.close()
    demonstration.kill('SIGTERM')
    const end = await demonstration.ended
    expect(end.status).toBe(0)
    expect(end.printed).toMatch(/^desk http:\/\/127\.0\.0\.1:\d+\S*$/m)
  })

  it('ends with its simulators when it is asked to', async () => {
    const demonstration = start('--demo', '--shell', 'none', '--listen', '127.0.0.1:0')
    await demonstration.ready()
    const below = await processesBelow(demonstration.pid)
    expect(below.map((process) => process.command)).toEqual([expect.stringContaining('simulators.js')])
    demonstration.kill('SIGTERM')
    expect((await demonstration.ended).status).toBe(0)
    await until(() => (below.some((process) => isRunning(process.pid)) ? null : true))
  })

  it('leaves nothing running when it is killed', async () => {
    const demonstration = start('--shell', 'none', '--listen', '127.0.0.1:0')
    await demonstration.ready()
    const below = await processesBelow(demonstration.pid)
    demonstration.kill('SIGKILL')
    await until(() => (below.some((process) => isRunning(process.pid)) ? null : true))
    expect(below).toHaveLength(1)
  })

  it('can be ended before it is ready', async () => {
    const demonstration = start('--shell', 'none', '--listen', '127.0.0.1:0')
    await until(async () => ((await processesBelow(demonstration.pid)).length > 0 ? true : null))
    demonstration.kill('SIGTERM')
    expect((await demonstration.ended).status).toBe(0)
  })
})
