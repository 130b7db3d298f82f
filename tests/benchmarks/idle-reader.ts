import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startCardReader } from '../../simulators/card-reader/card-reader.ts'
import { builtScript } from '../built-script.ts'
import { tidily } from './tidily.ts'

/**
 * Per cent of a core that a driver takes which finds nobody's card for so long, in a process of its own. `meanwhile` runs
 * while it watches, from the moment at which it is measured.
 */
export function idleReaderBench<Other>(options: { readonly seconds: number; readonly meanwhile: () => Promise<Other> }): Promise<{
  readonly percent: number
  readonly other: Other
}> {
  return tidily(async (later) => {
    const desk = await startCardReader({ listen: { host: '127.0.0.1', port: 0 } })
    later(() => desk.close())
    const script = await builtScript('tests/benchmarks/idle-reader-process.ts')
    const watcher = spawn(process.execPath, [script, desk.url, String(options.seconds)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(watcher, 'exit')
    later(() => void watcher.kill())
    const said: Buffer[] = []
    watcher.stdout.on('data', (bytes: Buffer) => said.push(bytes))
    await Promise.race([once(watcher.stdout, 'data'), ended])
    const other = await options.meanwhile()
    await ended
    return { percent: Number(/^watching\n(.+)$/.exec(Buffer.concat(said).toString())?.[1]), other }
  })
}
