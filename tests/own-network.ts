import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

const UP = 'ip link set lo up'

/** Whether this process has a network namespace of its own, in which a test may take routes away. */
export const IN_OWN_NETWORK = process.env['YIMEN_OWN_NETWORK'] === '1'
/** It may have one: Linux, root, and `ip` is there. */
export const MAY_HAVE_OWN_NETWORK = !IN_OWN_NETWORK && spawnSync('unshare', ['--net', 'sh', '-c', `${UP} && ip route add blackhole 127.0.1.1/32 table local`]).status === 0

/** Runs a file's tests once more in a network namespace of their own, with a loopback that nobody else has; answers what they said. */
export async function runInOwnNetwork(file: string): Promise<{ readonly status: number | null; readonly said: string }> {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const run = spawn('unshare', ['--net', 'sh', '-c', `${UP} && exec "$0" node_modules/vitest/vitest.mjs run "$1"`, process.execPath, file], {
    env: { ...environment, YIMEN_OWN_NETWORK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(run, 'exit')
  onTestFinished(async () => {
    run.kill('SIGTERM')
    await ended
  })
  const said: Buffer[] = []
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (piece: Buffer) => said.push(piece))
  await ended
  return { status: run.exitCode, said: Buffer.concat(said).toString('utf8').slice(-20_000) }
}
