import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { connect } from 'node:net'
import { SEND_PAPER_STATUS } from '../../printers/escpos/commands.ts'
import { outlineFonts } from '../../printers/escpos/outline-glyph.ts'
import { encodeTicket } from '../../printers/ticket/ticket.ts'
import { startThermalPrinter } from '../../simulators/thermal-printer/thermal-printer.ts'
import { REAL_TICKETS } from './real-tickets.ts'
import { tidily } from './tidily.ts'

/** Speeds at which serial printers are sold. */
export const BAUDS = [9_600, 19_200, 115_200] as const

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10

/** Milliseconds that the bytes take on a serial line that never pauses. */
export function wireTime(bytes: number, baud: number): number {
  return (bytes * BITS_PER_BYTE * 1_000) / baud
}

/**
 * The plain ticket on a line of that speed: from its being written to the answer of the fence behind its cut, by a
 * printer whose paper takes no time; beside what its bytes alone come to. Milliseconds.
 */
export function onTheWireBench(options: {
  readonly baud: number
  readonly times: number
}): Promise<{ readonly measured: readonly number[]; readonly calculated: number }> {
  return tidily(async (later) => {
    const [plain] = REAL_TICKETS
    assert(plain !== undefined)
    const ticket = encodeTicket(plain.content(7), plain.profile, outlineFonts([]), plain.template)
    assert(ticket.ok)
    const job = Buffer.concat([ticket.value.bytes, SEND_PAPER_STATUS])
    const printer = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 }, pace: { baud: options.baud } })
    later(() => printer.close())
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(printer.url).port), noDelay: true })
    later(() => socket.destroy())
    await once(socket, 'connect')

    const measured: number[] = []
    while (measured.length < options.times) {
      const from = performance.now()
      socket.write(job)
      await answered(socket)
      measured.push(performance.now() - from)
    }
    assert.deepEqual(printer.errors, [])
    return { measured, calculated: wireTime(job.length, options.baud) }
  })
}

/** Four bytes of automatic status, which every job asks for at its start, and the fence's one at its end. */
const ANSWERS_TO_A_JOB = 5

/** Resolves when the printer has answered a whole job. */
export async function answered(socket: NodeJS.ReadableStream): Promise<void> {
  let heard = 0
  while (heard < ANSWERS_TO_A_JOB) {
    const [bytes] = (await once(socket, 'data')) as [Buffer]
    heard += bytes.length
  }
}
