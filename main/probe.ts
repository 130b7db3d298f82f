import { connectedDevices } from './operations/connected-devices.ts'
import { runPrinterProbe } from './operations/printer-probe.ts'
import { parseProbe } from './shell/arguments.ts'
import { EXIT } from './shell/ready.ts'

/**
 * What `npm run probe` runs, in plain Node: asks an installed ticket printer what it can do, writes its profile; with
 * `--list` tells which devices are connected and what to write for them.
 */
async function run(): Promise<number> {
  if (process.argv.slice(2).join(' ') === '--list') {
    process.stdout.write(await connectedDevices())
    return EXIT.done
  }
  const words = parseProbe(process.argv.slice(2))
  if (!words.ok) {
    complain(words.fault.line)
    return EXIT.refused
  }
  // At once would leave half a picture in a printer on a slow line. npm and the terminal may both send the signal.
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort())
  const done = await runPrinterProbe({
    ...words.value,
    stop: stop.signal,
    today: localDay(new Date()),
    write: (text) => void process.stdout.write(text),
  })
  if (done.ok) return EXIT.done
  complain(done.fault.line)
  return EXIT.refused
}

/** By the machine's own clock and zone: there is no hall yet whose day it could be. */
function localDay(now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

function complain(line: string): void {
  process.stderr.write(`yimen: ${line}\n`)
}

// Not process.exit: what a pipe has not taken yet would be lost.
process.exitCode = await run()
