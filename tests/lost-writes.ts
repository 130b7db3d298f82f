import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

const TRACED = ['pwrite64', 'ftruncate', 'fsync', 'fdatasync']

/** Whoever runs the tests may not watch what a program writes. In CI they must. */
export const NO_STRACE = spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0 && process.env['CI'] !== 'true'

/** A program whose writes are watched, so that a power cut can take those that the disk never confirmed. */
export interface WatchedWriter {
  readonly process: ChildProcess
  /** It ends now, in the midst of whatever it does. */
  kill(): void
  /**
   * Once it has ended: its files become what a disk may hold after the power went, which is all that was written before the
   * last fsync of that file, and of what was written since the writes for which `survives` says so, in any order.
   */
  loseWrites(survives: () => boolean): void
}

interface Operation {
  readonly at: number
  readonly call: string
  readonly file: string
  readonly data: Buffer
  /** Where it is written, or how long the file is from then on. */
  readonly offset: number
}

/** Runs `command`; `files` are those that it writes by pwrite64 and may find there already. */
export function watchWriter(command: readonly string[], files: readonly string[]): WatchedWriter {
  const traces = mkdtempSync(path.join(tmpdir(), 'yimen-writes-'))
  onTestFinished(() => rm(traces, { recursive: true, force: true }))
  const disk = new Map<string, Buffer>(files.map((file) => [file, existsSync(file) ? readFileSync(file) : Buffer.alloc(0)]))
  const strace = spawn('strace', ['-ff', '-y', '-xx', '-s', '1000000', '-ttt', '-o', path.join(traces, 'of'), '-e', `trace=${TRACED.join(',')}`, '--', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return {
    process: strace,
    kill() {
      // strace ends as what it watches does; killed itself it would let it run on.
      const [child] = readFileSync(`/proc/${strace.pid}/task/${strace.pid}/children`, 'utf8').split(' ')
      if (child !== undefined && child !== '') process.kill(Number(child), 'SIGKILL')
    },
    loseWrites(survives) {
      const since = new Map<string, Operation[]>(files.map((file) => [file, []]))
      for (const operation of operationsIn(traces)) {
        const { file, call } = operation
        const pending = since.get(file)
        if (pending === undefined) continue
        if (call === 'pwrite64' || call === 'ftruncate') pending.push(operation)
        else disk.set(file, pending.splice(0).reduce(carriedOut, disk.get(file) ?? Buffer.alloc(0)))
      }
      for (const [file, pending] of since) {
        const left = pending.filter(survives).reduce(carriedOut, disk.get(file) ?? Buffer.alloc(0))
        if (left.length > 0 || existsSync(file)) writeFileSync(file, left)
      }
    },
  }
}

/** In the order in which they began; what the cut left unfinished was never done. */
function operationsIn(traces: string): readonly Operation[] {
  const lines = readdirSync(traces).flatMap((name) => readFileSync(path.join(traces, name), 'latin1').split('\n'))
  return lines.flatMap((line) => operationIn(line) ?? []).toSorted((one, other) => one.at - other.at)
}

function operationIn(line: string): Operation | null {
  const said = /^(\d+\.\d+) (\w+)\(\d+<((?:\\x..)+)>(?:, "((?:\\x..)*)", \d+)?(?:, (\d+))?\) += (\d+)/.exec(line)
  if (said === null) return null
  const [, at, call = '', file = '', data = '', offset = '0', answer = ''] = said
  const written = bytesOf(data)
  if (call === 'pwrite64' && written.length !== Number(answer)) throw new Error(`a write of ${answer} bytes was told with ${written.length}`)
  return { at: Number(at), call, file: bytesOf(file).toString('utf8'), data: written, offset: Number(offset) }
}

function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
}

function carriedOut(image: Buffer, { call, data, offset }: Operation): Buffer {
  const length = call === 'ftruncate' ? offset : Math.max(image.length, offset + data.length)
  const next = Buffer.alloc(length)
  image.copy(next, 0, 0, Math.min(image.length, length))
  data.copy(next, offset)
  return next
}
