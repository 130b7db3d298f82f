import type { ChildProcess } from 'node:child_process'

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { ANSWERS, REQUESTS, connectTo } from '../card-reader/host.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

let folder: string

/** Bundled as the product is, because Node 20 does not run TypeScript. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yimen-simulators-'))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(ROOT, 'simulators/start.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: true,
      rollupOptions: { output: { entryFileNames: 'start.mjs', chunkFileNames: '[name].mjs' } },
    },
  })
}, 60_000)

afterAll(() => rm(folder, { recursive: true }))

interface Addresses {
  readonly reader: string
  readonly printer: string
  readonly desk: string
  readonly platform: { readonly url: string; readonly token: string }
}

async function start(): Promise<{ child: ChildProcess; addresses: Addresses; lines: string[] }> {
  const child = spawn(process.execPath, [join(folder, 'start.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  const reading = createInterface({ input: child.stdout })
  reading.on('line', (line) => lines.push(line))
  await once(reading, 'line')
  return { child, lines, addresses: JSON.parse((lines[0] ?? '').replace(/^simulators /, '')) as Addresses }
}

/** What the desk's phone shows after the platform was asked for a code. */
async function phoneAfterCode({ desk, platform }: Addresses): Promise<unknown> {
  const { number, name } = specimenOf('domestic').face
  await fetch(`${platform.url}/person/verifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${platform.token}`, 'yimen-terminal': 'DEMO', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ person: { document: 'resident-card', number, name } }),
  })
  const state = new URL(desk)
  state.pathname = '/state'
  return ((await (await fetch(state)).json()) as { readonly phone: unknown }).phone
}

describe('the demonstration hall', () => {
  test('says in one line where reader, printers, platform and desk are, and they are there', async () => {
    const { child, lines, addresses } = await start()
    expect(lines).toHaveLength(1)
    expect(addresses).toEqual({
      reader: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/),
      socialCard: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/),
      scanner: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/),
      printer: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/),
      document: expect.stringMatching(/^ipp:\/\/127\.0\.0\.1:\d+\/ipp\/print$/),
      desk: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/),
      platform: {
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1$/),
        token: expect.stringMatching(/^[\w-]{16,}$/),
        catalogueKey: expect.stringMatching(/^[\w+/]{59}=$/),
      },
    })
    const page = await (await fetch(addresses.desk)).text()
    expect(page).toContain('演示大厅的桌面')
    expect(page).not.toContain('{{')

    const host = await connectTo(addresses.reader)
    expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.findFailed)
    const act = new URL(addresses.desk)
    act.pathname = '/act'
    await fetch(act, { method: 'POST', body: '{"act":"place","specimen":"domestic"}' })
    expect(await host.ask(REQUESTS.find)).toBe(ANSWERS.found)
    ;(await connectTo(addresses.printer)).close()
    host.close()

    expect(await phoneAfterCode(addresses)).toMatchObject({ messages: [{ to: '138****0001' }] })

    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(lines).toHaveLength(1)
  })

  test('ends when the terminal that started it is gone', async () => {
    const { child } = await start()
    child.stdin?.end()
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
