import { writeSync } from 'node:fs'
import { openLedger } from '../../../main/ledger/ledger.ts'
import { machineKeyFrom } from '../../../main/ledger/machine-key.ts'
import { createQueue } from '../../../main/queue/queue.ts'
import { ALWAYS_OPEN } from './always-open.ts'

/**
 * Runs in a process of its own that the power cut test kills: several takers take numbers and bring their sheets some
 * way, and each thing that somebody was told of is a line on standard output, written at once.
 */
const [folder = '', run = ''] = process.argv.slice(2)
const now = () => new Date('2026-11-22T02:00:00Z')
const opened = await openLedger({ folder, key: machineKeyFrom(Buffer.alloc(32, 1)), terminal: 'K01', now })
if (!opened.ok) throw new Error(opened.fault.line)
const ledger = opened.value
const queue = createQueue({ ledger, hall: () => ALWAYS_OPEN, now, terminal: 'K01', timeIsKnown: () => true })

function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

async function taker(name: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const requestId = `${run} ${name} ${turn}`
    const person = turn % 2 === 0 ? null : { number: `person ${requestId}`, name: null }
    const taken = await queue.takeNumber({ requestId, business: 'A', person, origin: 'kiosk', paper: 'ticket' })
    if (taken.outcome !== 'issued' || taken.sheetKey === null) throw new Error(taken.outcome)
    tell({ requestId, number: taken.ticket.number })
    await ledger.sheets.sending(taken.sheetKey, 71)
    await ledger.sheets.sent(taken.sheetKey, 'awaited')
    await ledger.sheets.printed(taken.sheetKey)
    tell({ requestId, printed: taken.sheetKey })
  }
}

tell({ ready: true })
await Promise.all([taker(1), taker(2), taker(3), taker(4)])
