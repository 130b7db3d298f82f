import { writeSync } from 'node:fs'
import { openLedger } from '../../../../main/ledger/ledger.ts'
import { machineKeyFrom } from '../../../../main/ledger/machine-key.ts'
import { evaluationsOn, verdict, wish } from './fixture.ts'

/** Runs in a process of its own that the power cut test kills: everybody is dissatisfied, says why, and is told so by a line. */
const [folder = '', run = ''] = process.argv.slice(2)
const opened = await openLedger({ folder, key: machineKeyFrom(Buffer.alloc(32, 1)), terminal: 'K01', now: () => new Date('2026-11-22T02:00:00Z') })
if (!opened.ok) throw new Error(opened.fault.line)
const evaluations = evaluationsOn(opened.value)

const tell = (line: string) => writeSync(1, `${line}\n`)

async function giver(name: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const requestId = `${run} ${name} ${turn}`
    await evaluations.give(wish({ requestId, subject: requestId, verdict: verdict(turn % 2 === 0 ? 1 : 5, { words: '等得太久' }) }))
    tell(requestId)
  }
}

tell('ready')
await Promise.all([giver(1), giver(2), giver(3)])
