import { once } from 'node:events'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { JOB_BEGINS, JOB_ENDS, type PrinterStandIn } from './printer-stand-in.ts'

/** The least that a number on paper takes: it is durable, the printer was asked, the bytes are there. */
export interface PaperFloor {
  /** Milliseconds from the first byte written to the last byte of `bytes` at the printer's port. */
  measure(bytes: number): Promise<number>
  close(): void
}

const PAGE = Buffer.alloc(4096, 7)
const QUERIES = [1, 2, 3, 4].map((query) => Uint8Array.of(0x10, 0x04, query))
/** Automatic status and GS r, which the port answers to a job. */
const ANSWERS_TO_A_JOB = 5

/**
 * One page written and synced in `folder` (the disk that the ledger is on), four DLE EOT round trips one after the
 * other, one write of as many bytes as the ticket had, on a socket of the kind the driver uses.
 */
export async function openPaperFloor(folder: string, printer: PrinterStandIn): Promise<PaperFloor> {
  const file = openSync(path.join(folder, 'floor'), 'w')
  const socket = connect({ host: printer.host, port: printer.port, noDelay: true })
  await once(socket, 'connect')
  let heard = 0
  let owed = { bytes: 0, paid: () => {} }
  socket.on('data', (answers: Buffer) => {
    heard += answers.length
    if (heard >= owed.bytes) owed.paid()
  })
  const answers = (bytes: number) =>
    new Promise<void>((resolve) => {
      heard = 0
      owed = { bytes, paid: resolve }
    })

  return {
    async measure(bytes) {
      const job = Buffer.concat([JOB_BEGINS, Buffer.alloc(bytes - JOB_BEGINS.length - JOB_ENDS.length), JOB_ENDS])
      const arrival = printer.nextJob()
      const from = performance.now()
      writeSync(file, PAGE)
      fsyncSync(file)
      for (const query of QUERIES) {
        const answered = answers(1)
        socket.write(query)
        await answered
      }
      const settled = answers(ANSWERS_TO_A_JOB)
      socket.write(job)
      const { at } = await arrival
      await settled
      return at - from
    },
    close() {
      socket.destroy()
      closeSync(file)
    },
  }
}
