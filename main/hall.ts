import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../package.json'
import { loadHallServer, type HallServerConfiguration } from './configuration/hall-server-file.ts'
import { runHallCommand, type HallCommand } from './hall/hall-commands.ts'
import { openHallKeeping } from './hall/hall-keeping.ts'
import { openHallServer } from './hall/hall-server.ts'
import { awaitHallStore, openHallStore } from './hall/hall-store.ts'
import { authorityOf } from './host/listen.ts'
import { openLog } from './operations/log.ts'
import { QueueStoreFenced, QueueStoreUnavailable } from './queue/store/unavailable.ts'
import { parseHall } from './shell/hall-arguments.ts'
import { EXIT } from './shell/ready.ts'
import { askPin } from './shell/ask-pin.ts'

/** What `npm run hall` runs, in plain Node: a hall server over PostgreSQL, or one of the commands beside it. */
const APP_FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Everything ends within 3 s (design); what has not ended by then ends with this process. */
const STOP_LIMIT_MS = 2_800

const now = () => new Date()
const log = openLog()
const stopping = new AbortController()
/** What must end before this process does, the latest opened first. */
const closers: (() => Promise<void>)[] = []

// Whoever reads our lines may stop reading; the hall goes on.
process.stdout.on('error', (error) => log.warn({ error: error.message }, 'nobody reads standard output'))
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    void stop(EXIT.done)
  })
}
run().then(
  (status) => (status === 'serving' ? undefined : stop(status)),
  (error: unknown) => {
    if (error instanceof QueueStoreUnavailable || error instanceof QueueStoreFenced) return stop(complain(error.message, EXIT.failed))
    log.fatal({ error: error instanceof Error ? error.stack : String(error) }, 'the hall server ends on a bug')
    return stop(EXIT.failed)
  },
)

/** Resolves with the exit status, or once the hall is served. */
async function run(): Promise<number | 'serving'> {
  const words = parseHall(process.argv.slice(2))
  if (!words.ok) return complain(words.fault.line, EXIT.refused)
  const configuration = await loadHallServer(words.value.file)
  if (!configuration.ok) return complain(configuration.fault.line, EXIT.refused)
  if (words.value.act === 'serve') return await serve(configuration.value, words.value.promote)
  return await command(configuration.value, words.value)
}

async function serve(configuration: HallServerConfiguration, promote: boolean): Promise<number | 'serving'> {
  const opened = await awaitHallStore(configuration, { now, promote, say: (line) => void complain(line, EXIT.done), stop: stopping.signal })
  if (opened === null) return EXIT.done
  if (!opened.ok) return complain(opened.fault.line, EXIT.refused)
  closers.push(() => opened.value.store.close())
  const server = await openHallServer({
    configuration,
    hallStore: opened.value,
    version,
    appFolder: APP_FOLDER,
    now,
    log,
    say: (line) => void complain(line, EXIT.done),
    end: (line) => void stop(complain(line, EXIT.failed)),
  })
  if (!server.ok) return complain(server.fault.line, EXIT.refused)
  closers.push(() => server.value.close())
  const scheme = configuration.access.tls === null ? 'http' : 'https'
  print(`ready ${JSON.stringify({ url: `${scheme}://${authorityOf(server.value.listen)}`, version, pid: process.pid })}`)
  return 'serving'
}

async function command(configuration: HallServerConfiguration, words: HallCommand): Promise<number> {
  const opened = await openHallStore(configuration, { now, promote: false, warn: (line) => void complain(line, EXIT.done) })
  if (!opened.ok) return complain(opened.fault.line, EXIT.refused)
  closers.push(() => opened.value.store.close())
  const keeping = await openHallKeeping(opened.value, { now, onFault: (error) => log.error({ error: String(error) }, 'the hall could not be read') })
  closers.push(() => keeping.close())
  const done = await runHallCommand(keeping, words, askPin)
  if (!done.ok) return complain(done.fault.line, EXIT.failed)
  for (const line of done.value) print(line)
  return EXIT.done
}

async function stop(status: number): Promise<void> {
  if (stopping.signal.aborted) return
  stopping.abort()
  const limit = setTimeout(() => {
    log.error('not everything ended in time')
    process.exit(status)
  }, STOP_LIMIT_MS)
  for (const close of closers.reverse()) {
    // PostgreSQL may be away: what could not be told it is not worth more waiting.
    await close().catch((error: unknown) => log.warn({ error: error instanceof Error ? error.message : typeof error }, 'not everything could be closed'))
  }
  clearTimeout(limit)
  process.exit(status)
}

function complain(line: string, status: number): number {
  process.stderr.write(`yimen: ${line}\n`)
  return status
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
