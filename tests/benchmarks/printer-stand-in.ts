import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { asbAnswer, dleEotAnswer, gsRAnswer, type Condition } from '../../simulators/thermal-printer/status.ts'

/** When the last byte of a job was there, on `performance.now()`'s clock, and how many there were. */
export interface Arrival {
  readonly at: number
  readonly bytes: number
}

/** A port behind which nothing is printed: it answers as an idle printer and looks at the clock. */
export interface PrinterStandIn {
  readonly host: string
  readonly port: number
  /** The next job, whoever sends it; ask before it is sent. Rejects when what came was not understood. */
  nextJob(): Promise<Arrival>
  close(): Promise<void>
}

const HOST = '127.0.0.1'

const READY: Condition = { paper: 'ok', cover: 'closed', cutter: 'ok', head: 'ok', nearEnd: 'warns' }

const DLE_EOT = [0x10, 0x04]
const GS_A = [0x1d, 0x61]
/** ESC @: how a job begins. */
export const JOB_BEGINS = Buffer.from([0x1b, 0x40])
/** GS V 66 0, GS r 1: the cut and the fence, which leave in one write and are the last bytes of a job. */
export const JOB_ENDS = Buffer.from([0x1d, 0x56, 0x42, 0x00, 0x1d, 0x72, 0x01])

/** Opens a stand-in for a printer on a port of its own. */
export async function openPrinterStandIn(): Promise<PrinterStandIn> {
  const hosts = new Set<Socket>()
  let waiting: { resolve(arrival: Arrival): void; reject(reason: Error): void } | null = null

  const server = createServer({ noDelay: true }, (host) => {
    hosts.add(host)
    // A host that is killed resets its line.
    host.on('error', () => host.destroy())
    host.once('close', () => hosts.delete(host))
    const listen = listener({
      answer: (bytes) => host.write(Uint8Array.from(bytes)),
      arrived: (arrival) => waiting?.resolve(arrival),
      strange: (byte) => waiting?.reject(new Error(`a byte outside any command: ${byte}`)),
    })
    host.on('data', (bytes: Buffer) => listen(bytes, performance.now()))
  })
  server.listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  assert(address !== null && typeof address === 'object')

  return {
    host: HOST,
    port: address.port,
    nextJob: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
      }),
    close: async () => {
      for (const host of hosts) host.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Between jobs questions are answered one by one; a job is passed over to its end, whatever it says. */
function listener(ears: {
  answer(bytes: readonly number[]): void
  arrived(arrival: Arrival): void
  strange(byte: number): void
}): (bytes: Buffer, at: number) => void {
  let pending: Buffer = Buffer.alloc(0)
  let passed: number | null = null // bytes of the job so far; null between jobs

  return (bytes, at) => {
    pending = Buffer.concat([pending, bytes])
    while (pending.length > 0) {
      if (passed !== null) {
        const over = pending.subarray(-JOB_ENDS.length).equals(JOB_ENDS)
        if (!over) {
          // The end may have come by half.
          const kept = Math.min(pending.length, JOB_ENDS.length - 1)
          passed += pending.length - kept
          pending = pending.subarray(pending.length - kept)
          return
        }
        ears.answer([gsRAnswer('paper', READY)])
        ears.arrived({ at, bytes: passed + pending.length })
        passed = null
        pending = Buffer.alloc(0)
        return
      }
      if (pending.length < 2) return
      if (pending.subarray(0, 2).equals(JOB_BEGINS)) {
        passed = 0
        // The start of a job asks for automatic status (GS a), which is answered at once.
        ears.answer(asbAnswer(READY))
        continue
      }
      const [first, second, third] = pending
      if (third === undefined) return
      if (first === DLE_EOT[0] && second === DLE_EOT[1] && isQuery(third)) ears.answer([dleEotAnswer(third, READY)])
      else if (first === GS_A[0] && second === GS_A[1]) ears.answer(asbAnswer(READY))
      else return ears.strange(first ?? 0)
      pending = pending.subarray(3)
    }
  }
}

function isQuery(byte: number): byte is 1 | 2 | 3 | 4 {
  return byte >= 1 && byte <= 4
}
