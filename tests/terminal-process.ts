import assert from 'node:assert'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync, closeSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stringify } from 'yaml'
import { WebSocket as NodeWebSocket } from 'ws'
import { clientOverSocket, type TerminalClient } from '../main/contract/client.ts'

/** The built terminal as an installer starts it: a process of its own, its files, its one line, its wire ports. */
export interface TerminalProcess {
  readonly process: ChildProcess
  readonly ready: { readonly url: string; readonly shell: string; readonly version: string; readonly pid: number }
  /** Everything it has written, for tests that look for what must not be there. */
  readonly logFile: string
  /** A page's connection without a page: the token is exchanged for a cookie as a browser would. */
  connect(): Promise<PageConnection>
  /** SIGKILL, as a power cut is; resolves when it is gone. */
  cutPower(): Promise<void>
  /** SIGTERM; answers the exit status. */
  stop(): Promise<number | null>
}

export interface PageConnection {
  readonly client: TerminalClient
  readonly cookie: string
  readonly socket: NodeWebSocket
  close(): void
}

const START = path.resolve(import.meta.dirname, '../out/main/start.js')
/** It ends what hangs: among twenty processes that want two cores a start that takes half a second took half a minute. */
const READY_WITHIN_MS = 120_000

/** Writes terminal.yaml and hall.yaml into `folder`. */
export async function writeConfiguration(
  folder: string,
  options: {
    readonly reader?: string
    readonly printer?: string
    /** A module that makes pictures of the photos on cards. */
    readonly photoDecoder?: string
    /** The relay's port, the printer on its first channel. */
    readonly relay?: string
    readonly hall?: object
    readonly terminal?: object
    /** Besides reader and ticket printer. */
    readonly devices?: object
  },
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const devices = {
    ...(options.reader === undefined ? {} : {
          idCard: {
            driver: 'sdt',
            port: options.reader,
            ...(options.photoDecoder === undefined ? {} : { photoDecoder: options.photoDecoder }),
          },
        }),
    ...(options.printer === undefined
      ? {}
      : {
          ticket: {
            driver: 'escpos',
            port: options.printer,
            profile: 'generic-80mm',
            ...(options.relay === undefined ? {} : { power: { relay: options.relay, channel: 1 } }),
          },
        }),
    ...options.devices,
  }
  const terminal = {
    terminal: { id: 'K01', screen: { width: 1080, height: 1920, diagonal: 21.5 } },
    case: { reader: 'right', ticket: 'bottom-right' },
    data: './data',
    key: { file: './data/machine.key' },
    hallFile: './hall.yaml',
    devices,
    ...options.terminal,
  }
  await writeFile(path.join(folder, 'hall.yaml'), stringify({ ...OPEN_HALL, ...options.hall }))
  const file = path.join(folder, 'terminal.yaml')
  await writeFile(file, stringify(terminal))
  return file
}

const ALWAYS = '00:00-24:00'
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** A hall that is open whenever a test runs. */
export const OPEN_HALL = {
  hall: { code: '530323-01', name: { zh: '示例县政务服务中心', en: 'Example County Service Hall' }, timeZone: 'Asia/Shanghai' },
  calendar: { weekly: Object.fromEntries(DAYS.map((day) => [day, ALWAYS])) },
  businesses: [
    { code: 'A', name: { zh: '社会保险', en: 'Social insurance' }, department: '人力资源和社会保障局', windows: [1, 2], identify: 'typed' },
    { code: 'B', name: { zh: '不动产登记', en: 'Property' }, department: '自然资源局', windows: [3], identify: 'card' },
    { code: 'C', name: { zh: '咨询', en: 'Enquiries' }, department: '政务服务中心', windows: [4], identify: 'none' },
  ],
  policy: { numberByScreenWhenNoPaper: true },
  notices: { consent: { version: 1, text: { zh: '将读取您的身份证用于取号。', en: 'Your ID card is read for queueing.' } } },
}

export async function startTerminalProcess(options: {
  readonly folder: string
  readonly configuration: string
  readonly shell?: 'none' | 'electron' | 'browser'
  readonly env?: Readonly<Record<string, string>>
  readonly node?: readonly string[]
}): Promise<TerminalProcess> {
  const logFile = path.join(options.folder, 'terminal.log')
  const log = openSync(logFile, 'a')
  const child = spawn(
    process.execPath,
    [...(options.node ?? []), START, '--config', options.configuration, '--shell', options.shell ?? 'none', '--listen', '127.0.0.1:0'],
    { stdio: ['ignore', 'pipe', log], env: { ...process.env, ...options.env } },
  )
  closeSync(log)
  const ready = await readyLine(child, logFile)

  return {
    process: child,
    ready,
    logFile,
    connect: () => connect(ready.url),
    async cutPower() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      child.kill('SIGTERM')
      await once(child, 'exit')
      return child.exitCode
    },
  }
}

async function readyLine(child: ChildProcess, logFile: string): Promise<TerminalProcess['ready']> {
  assert(child.stdout)
  let text = ''
  const found = new Promise<TerminalProcess['ready']>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const line = /^ready (\{.*\})$/m.exec(text)
      if (line?.[1]) resolve(JSON.parse(line[1]) as TerminalProcess['ready'])
    })
  })
  const gone = once(child, 'exit').then(async () => {
    throw new Error(`the terminal ended before it was ready: ${await readFile(logFile, 'utf8')}`)
  })
  const waited = new AbortController()
  const late = sleep(READY_WITHIN_MS, undefined, { signal: waited.signal }).then(async () => {
    child.kill('SIGKILL')
    throw new Error(`the terminal was not ready in ${READY_WITHIN_MS} ms: ${await readFile(logFile, 'utf8')}`)
  })
  // Both come after the line as well: every terminal ends, and the wait is called off.
  gone.catch(() => undefined)
  late.catch(() => undefined)
  return Promise.race([found, gone, late]).finally(() => waited.abort())
}

/** As a browser: follow the address once, keep the cookie, open the socket from the page's own origin. */
export async function connect(url: string, kept?: string): Promise<PageConnection> {
  const exchange = await fetch(url, { redirect: 'manual' })
  const cookie = kept ?? (exchange.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { host, origin } = new URL(url)
  const socket = new NodeWebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } })
  await once(socket, 'open')
  return {
    client: clientOverSocket(socket as unknown as WebSocket),
    cookie,
    socket,
    close: () => socket.terminate(),
  }
}
