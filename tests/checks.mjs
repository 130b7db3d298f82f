// What `npm test` asks before its tests, side by side: one after the other they left half of two cores idle. Each is heard
// whole when it ends; one that fails stops what comes after, and none hides what another has to say.
import { spawn } from 'node:child_process'

/** Scripts of package.json. */
const CHECKS = ['lint', 'types', 'unused', 'build']

/** @param {string} check */
function run(check) {
  return new Promise((resolve) => {
    const child = spawn(`npm run ${check}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    /** @type {Buffer[]} */
    const said = []
    child.stdout.on('data', (bytes) => said.push(bytes))
    child.stderr.on('data', (bytes) => said.push(bytes))
    child.once('close', (status) => {
      process.stdout.write(Buffer.concat(said))
      if (status !== 0) process.stdout.write(`npm run ${check} ended with ${status}\n`)
      resolve(status === 0)
    })
  })
}

const held = await Promise.all(CHECKS.map(run))
process.exitCode = held.every(Boolean) ? 0 : 1
