import assert from 'node:assert/strict'
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, open as openFile, readFile, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../main/ledger/database.ts'
import type { LedgerFault } from '../../../main/ledger/faults.ts'
import { openLedger } from '../../../main/ledger/ledger.ts'
import { bytesOf, dataFolder, KEY, ledgerOptions, open, OTHER_KEY } from './fixture.ts'

/** A ledger with some hundred kilobytes in it, closed in order. */
async function grownLedger(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = await dataFolder()
  const ledger = await open(folder)
  await Promise.all(Array.from({ length: 1000 }, (_, version) => ledger.recordAgreement({ session: 's', version })))
  await ledger.close()
  return { folder, file: ledger.file }
}

/** The same ledger as a power cut leaves it: its last transactions only in the journal. */
async function cutLedger(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = await dataFolder()
  const running = await open(folder)
  await Promise.all(Array.from({ length: 100 }, (_, version) => running.recordAgreement({ session: 's', version })))
  const cut = await dataFolder()
  const file = path.join(cut, 'ledger.sqlite')
  await copyFile(running.file, file)
  await copyFile(`${running.file}-wal`, `${file}-wal`)
  return { folder: cut, file }
}

/** How a start on this folder is refused, and whether all of it stayed as it was. */
async function refusal(folder: string, key = KEY): Promise<{ readonly kind: string; readonly untouched: boolean }> {
  const before = await bytesOf(folder)
  const opened = await openLedger({ ...ledgerOptions(folder), key })
  if (opened.ok) {
    await opened.value.close()
    return { kind: 'not refused', untouched: false }
  }
  assert.match(opened.fault.line, /^The (ledger|file|audit log) .*\.$/)
  assert(opened.fault.line.includes(opened.fault.file))
  return { kind: opened.fault.kind, untouched: isDeepStrictEqual(await bytesOf(folder), before) }
}

function untouched(kind: LedgerFault['kind']) {
  return { kind, untouched: true }
}

async function overwrite(file: string, at: number, bytes: Uint8Array): Promise<void> {
  const handle = await openFile(file, 'r+')
  await handle.write(bytes, 0, bytes.length, at)
  await handle.close()
}

describe('the terminal does not start, says why, and leaves every byte, when its ledger', () => {
  test('is a text file', async () => {
    const folder = await dataFolder()
    await writeFile(path.join(folder, 'ledger.sqlite'), 'a note that somebody left here'.repeat(10))
    expect(await refusal(folder)).toEqual(untouched('not-a-ledger'))
  })

  test('is a database of something else', async () => {
    const folder = await dataFolder()
    const foreign = await openDatabase(path.join(folder, 'ledger.sqlite'), 'create')
    await foreign.exec('CREATE TABLE ticket (id); PRAGMA user_version = 1')
    await foreign.close()
    expect(await refusal(folder)).toEqual(untouched('not-a-ledger'))
  })

  test('is a folder', async () => {
    const folder = await dataFolder()
    await mkdir(path.join(folder, 'ledger.sqlite'))
    const opened = await openLedger(ledgerOptions(folder))
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'not-a-ledger' } })
  })

  test('is empty: it lost its content, and to begin anew would give its numbers again', async () => {
    const { folder, file } = await grownLedger()
    await truncate(file, 0)
    expect(await refusal(folder)).toEqual(untouched('damaged'))
  })

  test.each([50, 100, 4096, 60_000])('was cut off after %i bytes', async (length) => {
    const { folder, file } = await grownLedger()
    await truncate(file, length)
    expect(await refusal(folder)).toEqual(untouched('damaged'))
  })

  test('has pages of zeros or of noise in its middle', async () => {
    for (const byte of [0, 0xa5]) {
      const { folder, file } = await grownLedger()
      await overwrite(file, 20 * 4096, Buffer.alloc(4 * 4096, byte))
      expect(await refusal(folder)).toEqual(untouched('damaged'))
    }
  })

  test('has noise in a table that nothing reads at start', async () => {
    const { folder, file } = await grownLedger()
    const database = await openDatabase(file, 'read-only')
    const [page] = await database.all<{ rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'")
    await database.close()
    if (page === undefined) throw new Error('no outbox')
    await overwrite(file, (page.rootpage - 1) * 4096, Buffer.alloc(4096, 0xa5))
    expect(await refusal(folder)).toEqual(untouched('damaged'))
  })

  test('is gone but for its journal, in which the last numbers may lie', async () => {
    const { folder, file } = await cutLedger()
    const only = await dataFolder()
    await copyFile(`${file}-wal`, path.join(only, 'ledger.sqlite-wal'))
    expect(await refusal(only)).toEqual(untouched('damaged'))
    expect((await bytesOf(folder)).size).toBe(2)
  })

  test('was written by a newer version', async () => {
    const { folder, file } = await grownLedger()
    const newer = await openDatabase(file, 'read-write')
    await newer.exec('PRAGMA user_version = 1000')
    await newer.close()
    expect(await refusal(folder)).toEqual(untouched('newer-version'))
  })

  test('was sealed by another machine, also with transactions still in the journal', async () => {
    expect(await refusal((await grownLedger()).folder, OTHER_KEY)).toEqual(untouched('wrong-key'))
    expect(await refusal((await cutLedger()).folder, OTHER_KEY)).toEqual(untouched('wrong-key'))
  })

  test('lies where no folder can be (a read-only one cannot be had when the tests run as root)', async () => {
    const file = path.join(await dataFolder(), 'a file')
    await writeFile(file, '')
    const opened = await openLedger(ledgerOptions(path.join(file, 'data')))
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'folder-read-only' } })
    const onFile = await openLedger(ledgerOptions(file))
    expect(onFile).toMatchObject({ ok: false, fault: { kind: 'folder-read-only' } })
  })

  const mounting = mayMount()
  test.skipIf(!mounting)('lies on a disk that was mounted read-only', async () => {
    const { folder } = await grownLedger()
    const mounted = await mount('-o', 'size=32m')
    for (const [name, bytes] of await bytesOf(folder)) await writeFile(path.join(mounted, name), bytes)
    execFileSync('mount', ['-o', 'remount,ro', mounted])
    expect(await refusal(mounted)).toEqual(untouched('folder-read-only'))
  })

  test.skipIf(!mounting)('lies on a full disk, or would have to be begun on one', async () => {
    const { folder } = await grownLedger()
    const mounted = await mount('-o', 'size=8m')
    expect(await refusal(mounted)).toEqual(untouched('disk-full'))
    for (const [name, bytes] of await bytesOf(folder)) await writeFile(path.join(mounted, name), bytes)
    expect(await refusal(mounted)).toEqual(untouched('disk-full'))
  })
})

test.skipIf(!mayMount())('a disk that fills up while the terminal runs loses nothing that was kept', async () => {
  const mounted = await mount('-o', 'size=20m')
  const ledger = await open(mounted)
  await writeFile(path.join(mounted, 'other'), Buffer.alloc(19 * 1024 * 1024))
  let kept = 0
  let refused: unknown = null
  while (refused === null) {
    try {
      await ledger.recordAgreement({ session: 'x'.repeat(10_000), version: kept })
      kept++
    } catch (error) {
      refused = error
    }
  }
  expect(refused).toMatchObject({ fault: { kind: 'disk-full' } })
  await writeFile(path.join(mounted, 'other'), '')
  await ledger.recordAgreement({ session: 's', version: kept })
  await ledger.close()
  const again = await open(mounted)
  const rows = await again.read<{ n: number }>("SELECT count(*) AS n FROM audit WHERE event = 'notice.agreed'")
  expect(rows).toEqual([{ n: kept + 1 }])
})

describe('the terminal starts', () => {
  test('on an empty folder, and again on what it left', async () => {
    const folder = path.join(await dataFolder(), 'not', 'yet')
    const first = await open(folder)
    await first.close()
    expect([...(await bytesOf(folder)).keys()]).toEqual(['ledger.sqlite'])
    const second = await open(folder)
    expect(await second.read("SELECT seq FROM audit WHERE event = 'ledger.opened'")).toHaveLength(2)
  })

  test('set to flush each commit, and to overwrite what is deleted', async () => {
    const ledger = await open(await dataFolder())
    expect(await ledger.read('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(await ledger.read('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]) // FULL
    expect(await ledger.read('PRAGMA secure_delete')).toEqual([{ secure_delete: 1 }])
  })

  test('after a power cut before its first ledger, under the number that it has again in a container', async () => {
    const folder = await dataFolder()
    await writeFile(path.join(folder, 'terminal.lock'), JSON.stringify({ pid: process.pid, since: '' }))
    await expect(open(folder)).resolves.toHaveProperty('terminal', 'K01')
  })

  test('after a power cut, with all that was only in the journal', async () => {
    const { folder } = await cutLedger()
    const ledger = await open(folder)
    const rows = await ledger.read<{ n: number }>("SELECT count(*) AS n FROM audit WHERE event = 'notice.agreed'")
    expect(rows).toEqual([{ n: 100 }])
  })

  test('after a power cut in the middle of beginning its ledger', async () => {
    const folder = await dataFolder()
    await writeFile(path.join(folder, 'ledger.sqlite.new'), 'half a led')
    await writeFile(path.join(folder, 'ledger.sqlite.new-wal'), 'and half a journal')
    await (await open(folder)).close()
    expect([...(await bytesOf(folder)).keys()]).toEqual(['ledger.sqlite'])
  })
})

describe('a second terminal on one data folder', () => {
  test('is refused with the number of this process', async () => {
    const folder = await dataFolder()
    await open(folder)
    const second = await openLedger(ledgerOptions(folder))
    expect(second).toMatchObject({ ok: false, fault: { kind: 'in-use', pid: process.pid } })
  })

  test('is refused with the number of the other process', async () => {
    const { folder, file } = await grownLedger()
    const other = await holdElsewhere(file)
    await writeFile(path.join(folder, 'terminal.lock'), JSON.stringify({ pid: other.pid, since: '' }))
    const second = await openLedger(ledgerOptions(folder))
    expect(second).toMatchObject({ ok: false, fault: { kind: 'in-use', pid: other.pid } })
    expect(await readFile(path.join(folder, 'terminal.lock'), 'utf8')).toContain(String(other.pid))
  })

  test('is refused even when the lock file is gone', async () => {
    const { folder, file } = await grownLedger()
    await holdElsewhere(file)
    const second = await openLedger(ledgerOptions(folder))
    expect(second).toMatchObject({ ok: false, fault: { kind: 'in-use', pid: null } })
  })

  test.each([
    ['a process that is gone', () => deadPid()],
    ['a number that belongs to something else by now', () => Promise.resolve(process.ppid)],
    ['this very number, as in a container', () => Promise.resolve(process.pid)],
    ['nobody: the power went while it was written', () => Promise.resolve(null)],
  ])('takes over the lock of %s', async (_who, pidOf) => {
    const { folder } = await grownLedger()
    const pid = await pidOf()
    await writeFile(path.join(folder, 'terminal.lock'), pid === null ? '' : JSON.stringify({ pid, since: '' }))
    const ledger = await open(folder)
    expect(await readFile(path.join(folder, 'terminal.lock'), 'utf8')).toContain(`"pid":${process.pid}`)
    await ledger.close()
    await expect(readFile(path.join(folder, 'terminal.lock'))).rejects.toThrow('ENOENT')
  })
})

/** Another process that has the ledger open as a terminal has. */
async function holdElsewhere(file: string): Promise<ChildProcess> {
  const script = `
    const sqlite3 = require('sqlite3')
    const database = new sqlite3.Database(process.argv[1], () =>
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT', (error) =>
        console.log(error ?? 'held')))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  expect(said.toString().trim()).toBe('held')
  return child
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

/** A small disk of its own; only where this user may mount one. */
async function mount(...options: readonly string[]): Promise<string> {
  const folder = await dataFolder()
  execFileSync('mount', ['-t', 'tmpfs', ...options, 'tmpfs', folder])
  onTestFinished(() => {
    execFileSync('umount', [folder])
  })
  return folder
}

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false // a container without the right to mount
  }
}
