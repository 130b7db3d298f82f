import { strict as assert } from 'node:assert'
import { openCardReader, type CardReader, type CardReaderStatus } from '../../drivers/id-card/card-reader.ts'
import { openPort } from '../../drivers/ports/open-port.ts'
import type { OpenPort } from '../../drivers/ports/port.ts'
import { startCardReader } from '../../simulators/card-reader/card-reader.ts'
import { wireTimeMs } from '../../simulators/card-reader/pace.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { tidily } from './tidily.ts'

/** Of each read, in ms. */
export interface CardReadFigures {
  readonly reads: readonly number[]
  /** What its bytes, both ways, take on the line. */
  readonly wireTimes: readonly number[]
}

const TODAY = { year: 2025, month: 6, day: 1 }
/** How long the driver waits between searches is apart from what is measured: shorter, the whole is over sooner. */
const POLL_MS = 50
/** AA AA AA 96 69, a length of 3: 20 02 behind it is the request to select. */
const SELECT = Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x03, 0x20, 0x02])

/**
 * From the select request, which follows the find answer at once, to the status `present`: the driver on a TCP port
 * whose other end takes and gives bytes at the pace of a serial line. A read that was not clean counts as not measured.
 */
export function cardReadBench(options: {
  readonly baud: number
  /** Which of the virtual reader's cards. */
  readonly card: string
  readonly reads: number
}): Promise<CardReadFigures> {
  const { baud, card } = options
  return tidily(async (later) => {
    const desk = await startCardReader({ listen: { host: '127.0.0.1', port: 0 }, pace: { baud } })
    later(() => desk.close())
    const line = watchedLine(openPort(desk.url))
    const reader = openCardReader({ open: line.open, transport: 'tcp', today: () => TODAY, mayRead: () => true, pace: { pollMs: POLL_MS } })
    later(() => reader.close())

    const reads: number[] = []
    const wireTimes: number[] = []
    await statusOf(reader, 'absent')
    for (let read = 0; read < options.reads; read += 1) {
      desk.place(specimenOf(card))
      await statusOf(reader, 'present')
      const at = performance.now()
      assert(line.selectedAt !== null, 'a card was read that was not selected')
      reads.push(at - line.selectedAt)
      wireTimes.push(wireTimeMs(line.bytes, baud))
      desk.remove()
      await statusOf(reader, 'absent')
    }
    return { reads, wireTimes }
  })
}

/** A line that tells when the last select request left and how many bytes have passed since, both ways. */
function watchedLine(open: OpenPort) {
  let selectedAt: number | null = null
  let bytes = 0
  return {
    get selectedAt() {
      return selectedAt
    },
    get bytes() {
      return bytes
    },
    open: (async () => {
      const opened = await open()
      if (!opened.ok) return opened
      const port = opened.value
      return {
        ok: true,
        value: {
          onClose: (listener) => port.onClose(listener),
          close: () => port.close(),
          write: (request) => {
            if (Buffer.from(request).subarray(0, SELECT.length).equals(SELECT)) {
              selectedAt = performance.now()
              bytes = 0
            }
            bytes += request.length
            return port.write(request)
          },
          onData: (listener) =>
            port.onData((answer) => {
              bytes += answer.length
              listener(answer)
            }),
        },
      }
    }) satisfies OpenPort,
  }
}

/** Resolves in the very turn in which the driver tells that status; rejects when a card cannot be read. */
function statusOf(reader: CardReader, state: CardReaderStatus['state']): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (status: CardReaderStatus): void => {
      if (status.state === state) resolve()
      else if (status.state === 'unreadable') reject(new Error(`the card was unreadable: ${status.reason}`))
      else return
      stop()
    }
    const stop = reader.onStatus(look)
    look(reader.status)
  })
}
