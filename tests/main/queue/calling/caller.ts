import { writeSync } from 'node:fs'
import { openLedger } from '../../../../main/ledger/ledger.ts'
import { machineKeyFrom } from '../../../../main/ledger/machine-key.ts'
import { createCalling } from '../../../../main/queue/calling/create-calling.ts'
import { createQueue } from '../../../../main/queue/queue.ts'
import { createLedgerStore } from '../../../../main/queue/store/ledger-store.ts'
import { ALWAYS_OPEN } from '../always-open.ts'

/**
 * Runs in a process of its own that the power cut test kills: three windows call and serve as fast as people come, and
 * each answer that somebody was given is a line on standard output, written at once.
 */
const [folder = '', run = ''] = process.argv.slice(2)
const now = () => new Date('2026-11-22T02:00:00Z')
const opened = await openLedger({ folder, key: machineKeyFrom(Buffer.alloc(32, 1)), terminal: 'K01', now })
if (!opened.ok) throw new Error(opened.fault.line)
const ledger = opened.value
const hall = () => ({ ...ALWAYS_OPEN, businesses: [{ code: 'A', windows: ['1', '2', '3'] }] })
const queue = createQueue({ ledger, hall, now, terminal: 'K01', timeIsKnown: () => true })
const calling = createCalling({ store: createLedgerStore({ ledger, now }), hall, now, timeIsKnown: () => true })

function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

async function clerk(window: string): Promise<never> {
  const here = { window, name: `clerk ${window}` }
  await calling.open(here)
  // whoever stood here when the power went is served first
  const left = (await calling.picture()).tickets.find((ticket) => ticket.window === window && ['called', 'serving'].includes(ticket.status))
  if (left?.status === 'called') await calling.start(here, `${run} ${window} left`, left.ticketId)
  if (left !== undefined) await calling.finish(here, `${run} ${window} left, done`, left.ticketId)
  for (let turn = 0; ; turn++) {
    const id = `${run} ${window} ${turn}`
    await queue.takeNumber({ requestId: id, business: 'A', person: null, origin: 'kiosk', paper: 'screen' })
    const called = await calling.callNext(here, `${id} call`)
    if (!called.ok) continue
    const { ticketId } = called.value
    tell({ window, requestId: `${id} call`, ticketId, status: 'called' })
    await calling.start(here, `${id} start`, ticketId)
    tell({ window, requestId: `${id} start`, ticketId, status: 'serving' })
    await calling.finish(here, `${id} finish`, ticketId)
    tell({ window, requestId: `${id} finish`, ticketId, status: 'done' })
  }
}

tell({ ready: true })
await Promise.all(['1', '2', '3'].map(clerk))
