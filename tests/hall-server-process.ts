import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse, stringify } from 'yaml'
import type { PostgresAddress } from '../main/queue/store/postgres.ts'
import type { PlatformSimulator } from '../simulators/platform/platform.ts'
import { OPEN_HALL } from './terminal-process.ts'

const HALL = path.resolve(import.meta.dirname, '../out/main/hall.js')
/** It ends what hangs. */
const READY_WITHIN_MS = 120_000

/** The built hall server as an installer starts it: a process of its own, its files, its lines. */
export interface HallServerProcess {
  readonly process: ChildProcess
  /** Resolves with the line on standard output that says it can be used. */
  readonly ready: Promise<{ readonly url: string; readonly version: string; readonly pid: number }>
  /** What it has said on standard error. */
  readonly said: () => string
  /** SIGTERM; answers the exit status. */
  stop(): Promise<number | null>
  /** The exit status, once it has ended. */
  readonly ended: Promise<number | null>
}

/** Writes hall-server.yaml, hall.yaml and the hall's key into `folder`; answers the first. `hall`: keys of hall.yaml. */
export async function writeHallServer(
  folder: string,
  address: PostgresAddress,
  options: { readonly platform?: PlatformSimulator; readonly hall?: object; readonly listen?: string } = {},
): Promise<string> {
  const { platform, hall, listen = '127.0.0.1:0' } = options
  await writeFile(path.join(folder, 'hall.yaml'), stringify({ ...OPEN_HALL, ...hall }))
  await writeFile(path.join(folder, 'queue.key'), randomBytes(32), { mode: 0o600 })
  const { host, port, database: name, user } = address
  const file = path.join(folder, 'hall-server.yaml')
  const server = { server: 'S1', hallFile: './hall.yaml', listen, database: { host, port, name, user }, key: { file: './queue.key' } }
  if (platform === undefined) {
    await writeFile(file, stringify(server))
    return file
  }
  await writePlatformCredential(folder, platform)
  await writeFile(file, stringify({ ...server, platform: { id: platform.terminal, ...platformKeys(platform) } }))
  return file
}

/** The file of another server of the same hall, in the same folder. */
export async function writeServerBeside(file: string, server: string, listen: string): Promise<string> {
  const first = parse(await readFile(file, 'utf8')) as object
  const beside = path.join(path.dirname(file), `hall-server-${server}.yaml`)
  await writeFile(beside, stringify({ ...first, server, listen }))
  return beside
}

/** `platform` of terminal.yaml and hall-server.yaml. */
export function platformKeys({ url }: PlatformSimulator): { readonly url: string; readonly credential: { readonly file: string } } {
  return { url, credential: { file: './platform.yaml' } }
}

export async function writePlatformCredential(folder: string, { credential, catalogueKey }: PlatformSimulator): Promise<void> {
  const key = catalogueKey.export({ format: 'der', type: 'spki' }).toString('base64')
  await writeFile(path.join(folder, 'platform.yaml'), stringify({ token: credential, catalogueKey: key }), { mode: 0o600 })
}

export function startHallServer(file: string, ...words: readonly string[]): HallServerProcess {
  const child = spawn(process.execPath, [HALL, '--config', file, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'exit').then(() => child.exitCode)
  const ready = new Promise<Awaited<HallServerProcess['ready']>>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not ready: ${said}`)), READY_WITHIN_MS)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const [, line] = /^ready (\{.*\})$/m.exec(printed) ?? []
      if (line === undefined) return
      clearTimeout(limit)
      resolve(JSON.parse(line) as Awaited<HallServerProcess['ready']>)
    })
    void ended.then((status) => reject(new Error(`ended with ${status}: ${said}`)))
  })
  ready.catch(() => undefined) // who does not wait for it looks at `ended`
  return {
    process: child,
    ready,
    said: () => said,
    ended,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** One of the commands beside the server; `input`: its standard input. */
export function hallCommand(file: string, words: readonly string[], input = ''): { readonly status: number | null; readonly lines: readonly string[]; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [HALL, '--config', file, ...words], { input, encoding: 'utf8' })
  return { status, lines: stdout.split('\n').filter((line) => line !== ''), said: stderr }
}
