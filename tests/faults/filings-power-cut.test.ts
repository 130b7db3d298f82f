import { spawn } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPlatform, type PlatformSimulator } from '../../simulators/platform/platform.ts'
import { builtScript } from '../built-script.ts'
import { readLedger } from './ledger-reading.ts'

// Citizens hand in papers that go to a platform which loses calls and answers, while the power is cut again and again.

const KILLS = process.env['YIMEN_LONG'] === '1' ? 200 : 6
const FAULTS = ['lost-call', 'lost-answer', 'doubled', 'half'] as const
const OPERATIONS = ['uploadPart', 'readUpload', 'file'] as const

interface Told {
  readonly requestId: string
  readonly receipt: string
  readonly pages: readonly string[]
}

let folder: string
let platform: PlatformSimulator

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-filings-'))
  platform = await startPlatform({ listen: { host: '127.0.0.1', port: 0 }, terminal: 'K01' })
})
afterEach(async () => {
  await platform.close()
  await rm(folder, { recursive: true })
})

/** Runs the filer, and cuts it off so many milliseconds after it is ready; null: until it ends by itself. */
async function run(filer: string, cutAfterMs: number | null): Promise<readonly Told[]> {
  const words = [filer, folder, platform.url, platform.credential, cutAfterMs === null ? 'deliver' : 'file']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  let cut: NodeJS.Timeout | undefined
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    text += chunk
    if (cutAfterMs !== null) cut ??= setTimeout(() => child.kill('SIGKILL'), cutAfterMs)
  })
  const ended = (await once(child, 'close')) as [number | null, string | null]
  expect(ended).toEqual(cutAfterMs === null ? [0, null] : [null, 'SIGKILL'])
  // The first line says ready; a last one may be cut.
  return text.split('\n').slice(1, -1).map((line) => JSON.parse(line) as Told)
}

test(`each filing arrives once, whole, every byte, though the power is cut ${KILLS} times and calls and answers are lost`, { timeout: 3_600_000 }, async () => {
  const filer = await builtScript(path.join(import.meta.dirname, 'filer.ts'))
  const told: Told[] = []
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (const operation of OPERATIONS) {
      if (randomInt(2) === 0) platform.faults.add(operation, { kind: FAULTS[randomInt(FAULTS.length)] ?? 'lost-call' })
    }
    told.push(...(await run(filer, randomInt(400))))
  }
  platform.faults.clear()
  await run(filer, null)

  const kept = await readLedger<{ request_id: string; receipt: string; received_at: string | null; platform_id: string }>(
    folder,
    'SELECT request_id, receipt, received_at, platform_id FROM filing ORDER BY receipt',
  )
  expect(told.length).toBeGreaterThan(0)
  // What somebody was told of is there, under the number that they were told.
  const receipts = new Map(kept.map((row) => [row.request_id, row.receipt]))
  for (const { requestId, receipt } of told) expect(receipts.get(requestId)).toBe(receipt)
  // What is there has arrived, once.
  const arrived = platform.filingDesk.filings
  expect(arrived.map(({ receipt }) => receipt).toSorted()).toEqual(kept.map(({ receipt }) => receipt))
  expect(new Map(arrived.map(({ receipt, id }) => [receipt, id]))).toEqual(new Map(kept.map((row) => [row.receipt, row.platform_id])))
  const pages = new Map(arrived.map(({ form, materials }) => [form['wish'], materials.flatMap((material) => (material.way === 'camera' ? material.pages : []))]))
  for (const { requestId, pages: given } of told) expect(pages.get(requestId)?.map(({ sha256 }) => sha256) ?? []).toEqual(given)
  for (const { sha256, bytes } of [...pages.values()].flat()) {
    const file = platform.uploads.files.get(sha256)
    expect([file?.length, file && createHash('sha256').update(file).digest('hex')]).toEqual([bytes, sha256])
  }
  // And nothing of it lies here any more.
  expect(await readdir(path.join(folder, 'materials'))).toEqual([])
})
