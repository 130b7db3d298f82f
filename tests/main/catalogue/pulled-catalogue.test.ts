import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readKeptCatalogue } from '../../../main/catalogue/kept-catalogue.ts'
import { pullCatalogue, type PulledCatalogue } from '../../../main/catalogue/pulled-catalogue.ts'
import type { Log } from '../../../main/operations/log.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'
import { line } from '../platform/fixture.ts'
import { eventually } from '../../eventually.ts'
import { changedCatalogue } from './catalogue-properties.ts'

const NEWER = { ...SPECIMEN_CATALOGUE, version: '2026-11-22.1' }
const [FIRST] = SPECIMEN_CATALOGUE.items

async function terminal(file?: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-catalogue-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const kept = file ?? path.join(folder, 'platform-catalogue.json')
  const { simulator, platform, pass } = await line()
  const told: string[] = []
  const say = (facts: object, words: string) => void told.push(`${words} ${JSON.stringify(facts)}`)
  const log = { info: say, warn: say, error: say } as unknown as Log
  /** Starts, and waits for the first look to be over. */
  async function start(): Promise<PulledCatalogue> {
    const looks = simulator.calls.length
    const found = await readKeptCatalogue(kept, simulator.catalogueKey)
    const pulled = pullCatalogue({ platform, kept: found, file: kept, log })
    onTestFinished(() => pulled.close())
    await eventually(() => expect(simulator.calls.length).toBeGreaterThan(looks))
    return pulled
  }
  return { simulator, platform, pass, kept, told, start }
}

describe('the platform’s catalogue', () => {
  test('is in use once it has come, and at the next start before anybody has answered', async () => {
    const { simulator, start, pass } = await terminal()
    const first = await start()
    await eventually(() => expect(first.current?.version).toBe(SPECIMEN_CATALOGUE.version))
    await first.close()
    simulator.faults.add('readCatalogue', { kind: 'lost-call' }, Infinity)
    const second = await start()
    expect(second.current).toEqual(SPECIMEN_CATALOGUE)
    pass(60_000)
  })

  test('gives way to a newer one whole, and is asked for by what is here', async () => {
    const { simulator, start } = await terminal()
    const first = await start()
    await eventually(() => expect(first.current?.version).toBe(SPECIMEN_CATALOGUE.version))
    await first.close()
    simulator.setCatalogue(NEWER)
    const second = await start()
    await eventually(() => expect(second.current?.version).toBe(NEWER.version))
    await second.close()
    const third = await start()
    expect(third.current).toEqual(NEWER)
  })

  test.each([
    ['has an item twice', { ...NEWER, items: [FIRST, FIRST] }, false],
    ['comes by half', NEWER, true],
  ])('stays where the new one %s', async (_name, catalogue, half) => {
    const { simulator, start, told } = await terminal()
    const first = await start()
    await eventually(() => expect(first.current?.version).toBe(SPECIMEN_CATALOGUE.version))
    await first.close()
    if (half) simulator.faults.add('readCatalogue', { kind: 'half' }, Infinity)
    simulator.setCatalogue(catalogue as typeof NEWER)
    const second = await start()
    await eventually(() => expect(told.at(-1)).toMatch(/stays in use/))
    expect(second.current).toEqual(SPECIMEN_CATALOGUE)
  })

  test('is not in use when it cannot be kept: a restart would not find it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'yimen-catalogue-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const taken = path.join(folder, 'kept')
    await mkdir(path.join(taken, 'in-the-way'), { recursive: true })
    const { start, told } = await terminal(taken)
    const pulled = await start()
    await eventually(() => expect(told.at(-1)).toMatch(/cannot be kept/))
    expect(pulled.current).toBeNull()
  })
})

test('whatever becomes of the file, what was signed is in use or nothing is', async () => {
  const { simulator, kept, start } = await terminal()
  const pulled = await start()
  await eventually(() => expect(pulled.current).not.toBeNull())
  await pulled.close()
  const whole = await readFile(kept)
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 127 }), fc.boolean(), async (at, change, cut) => {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ change
      await writeFile(kept, cut ? bytes.subarray(0, at) : bytes)
      const read = await readKeptCatalogue(kept, simulator.catalogueKey)
      if (read.ok) assert.deepEqual(read.value?.catalogue, SPECIMEN_CATALOGUE)
      else assert.match(read.fault.line, /^[^\n]+: (is|holds|cannot)/)
    }),
  )
})

test('one with anything at any place of it is refused or is what it says', () => changedCatalogue.hold())
