import { spawn } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPlatform, type PlatformSimulator } from '../../simulators/platform/platform.ts'
import { builtScript } from '../built-script.ts'
import { picturesIn } from '../main/filings/pictures-in-pdf.ts'
import { readLedger } from './ledger-reading.ts'

// Citizens hand in papers that go to a platform which loses calls and answers, while the power is cut again and again.

const KILLS = process.env['YIMEN_LONG'] === '1' ? 200 : 6
const FAULTS = ['lost-call', 'lost-answer', 'doubled', 'half'] as const
const OPERATIONS = ['uploadPart', 'readUpload', 'file', 'supplement'] as const

interface Told {
  readonly requestId: string
  readonly receipt: string
  readonly pages: readonly string[]
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

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

/**
 * Runs the filer, and cuts it off so many milliseconds after it is ready, or after it has told somebody of a filing; null:
 * until it ends by itself.
 */
async function run(filer: string, cutAfterMs: number | null, since: 'ready' | 'told' = 'ready'): Promise<readonly Told[]> {
  const words = [filer, folder, platform.url, platform.credential, cutAfterMs === null ? 'deliver' : 'file']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  let cut: NodeJS.Timeout | undefined
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    text += chunk
    const begun = text.split('\n').length - 1 >= (since === 'ready' ? 1 : 2)
    if (cutAfterMs !== null && begun) cut ??= setTimeout(() => child.kill('SIGKILL'), cutAfterMs)
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
    // However slow the machine, somebody is told of a filing before one of the cuts.
    told.push(...(await run(filer, randomInt(400), kill === 0 ? 'told' : 'ready')))
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
  const arrived = [...platform.filingDesk.filings, ...platform.filingDesk.supplements]
  expect(arrived.map(({ receipt }) => receipt).toSorted()).toEqual(kept.map(({ receipt }) => receipt))
  expect(new Map(arrived.map(({ receipt, id }) => [receipt, id]))).toEqual(new Map(kept.map((row) => [row.receipt, row.platform_id])))
  const documents = new Map(arrived.map(({ receipt, materials }) => [receipt, materials.flatMap((material) => (material.way === 'camera' ? [material.document] : []))]))
  for (const { sha256, bytes } of [...documents.values()].flat()) {
    const file = platform.uploads.files.get(sha256)
    expect([file?.length, file && digestOf(file)]).toEqual([bytes, sha256])
  }
  // Each page that was given is in it, in its order, every byte.
  for (const { receipt, pages } of told) {
    const given = new Set((documents.get(receipt) ?? []).map(({ sha256 }) => sha256))
    const files = [...given].map((sha256) => platform.uploads.files.get(sha256) ?? Buffer.alloc(0))
    expect(files.flatMap(picturesIn).map(digestOf)).toEqual(pages)
  }
  // What was asked for was given, once, and moved its filing on.
  expect(platform.filingDesk.supplements).toHaveLength(1)
  // A package became a case for each of its items, once.
  const { filings } = platform.filingDesk
  const cases = filings.flatMap((filing) => filing.cases)
  expect(filings.every(({ item, cases: each }) => each.length === ('package' in item ? item.members.length : 1))).toBe(true)
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  const audit = await readLedger<{ payload: string }>(folder, "SELECT payload FROM audit WHERE event = 'filing.filed'")
  const members = new Map(audit.map(({ payload }) => JSON.parse(payload) as { receipt: string; members?: string }).map((told) => [told.receipt, told.members]))
  for (const { item, receipt } of filings) {
    expect(members.get(receipt)).toBe('package' in item ? item.members.map((each) => `${each.task_code}@${each.task_version}`).join(' ') : undefined)
  }
  // And nothing of it lies here any more.
  expect(await readdir(path.join(folder, 'materials'))).toEqual([])
})
