/** `URL SECONDS`: watches an empty reader for so long and says what per cent of a core that took. */
import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { openCardReader } from '../../drivers/id-card/card-reader.ts'
import { openPort } from '../../drivers/ports/open-port.ts'

/** Compiled and connected by then. */
const WARM_MS = 2_000

const [url = '', seconds = ''] = process.argv.slice(2)
const reader = openCardReader({ open: openPort(url), transport: 'tcp', today: () => ({ year: 2025, month: 6, day: 1 }), mayRead: () => true })
await sleep(WARM_MS)
assert.equal(reader.status.state, 'absent')
process.stdout.write('watching\n')
const before = process.cpuUsage()
const began = performance.now()
await sleep(Number(seconds) * 1000)
const { user, system } = process.cpuUsage(before)
const elapsed = performance.now() - began
await reader.close()
process.stdout.write(String((user + system) / 10 / elapsed))
