import { setTimeout as sleep } from 'node:timers/promises'
import { forgetPassedMemory } from '../../../main/operations/passed-memory.ts'

// A process of its own: it is told bytes to hold as strings, ages them as a busy terminal does, lets them go.

let held: string[] = []

function age(): void {
  for (let made = 0; made < 300; made += 1) JSON.parse(JSON.stringify({ made, list: [made, `${made}`] }))
}

async function hold(codes: readonly number[]): Promise<void> {
  const busy = setInterval(age, 2)
  const bytes = Buffer.from(codes)
  // One character beyond Latin-1, or V8 keeps it in one byte each.
  const twoBytes = Buffer.from([...codes.flatMap((code) => [code, 0]), 0x37, 0x68])
  for (let round = 0; round < 6; round += 1) {
    held.push(bytes.toString('latin1'), twoBytes.toString('utf16le'))
    await sleep(100)
  }
  bytes.fill(0)
  twoBytes.fill(0)
  clearInterval(busy)
}

process.on('message', (message: { readonly hold: readonly number[] } | 'forget') => {
  if (message === 'forget') {
    held = []
    forgetPassedMemory()
    // Kept until now, lest the optimiser lets them go before.
    process.send?.(`forgetting ${held.length}`)
  } else {
    void hold(message.hold).then(() => process.send?.('holding'))
  }
})
