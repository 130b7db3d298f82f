import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { findElectron } from '../../../main/shell/programs.ts'
import { countInMemory } from '../../faults/process-memory.ts'
import { describeElectron } from '../../journeys/electron.ts'

const TEXT = 'text of nobody 7401'
const NEEDLES = [Buffer.from(TEXT), Buffer.from(TEXT, 'utf16le')]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-passed-memory-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.join(import.meta.dirname, 'holder-of-text.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'holder.mjs' } },
    },
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('in Node', () => {
  forgets(() => process.execPath)
})
describeElectron('its own version of V8', () => {
  forgets(() => findElectron() ?? 'electron')
})

function forgets(program: () => string): void {
  let holder: ChildProcess | null = null
  afterEach(() => {
    holder?.kill()
  })

  test.skipIf(process.platform !== 'linux')('text is found while a process holds it, and nowhere once it is forgotten, however long it had lived (needs Linux)', async () => {
    holder = fork(path.join(folder, 'holder.mjs'), {
      execPath: program(),
      execArgv: [],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    })
    holder.send({ hold: [...Buffer.from(TEXT)] })
    await once(holder, 'message')
    const found = () => countInMemory(holder?.pid ?? 0, NEEDLES)
    expect((await found()).every((count) => count > 0)).toBe(true)
    holder.send('forget')
    await vi.waitFor(async () => expect(await found()).toEqual([0, 0]), { timeout: 50_000, interval: 200 })
  })
}
