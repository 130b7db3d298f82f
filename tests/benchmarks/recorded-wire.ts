import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { JOB_BEGINS, JOB_ENDS } from './printer-stand-in.ts'

/** What one job was on its way to the printer. */
export interface RecordedJob {
  /** When its first byte left for the printer, on `performance.now()`'s clock. */
  readonly firstByteAt: number
  /** ESC @ to fence, without the questions that were asked meanwhile. */
  readonly bytes: Buffer
}

/** A port before a printer's own that lets everything through both ways and writes the jobs down. */
export interface RecordedWire {
  readonly url: string
  /** The jobs so far, whole ones only. */
  readonly jobs: readonly RecordedJob[]
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const DLE_EOT = Buffer.from([0x10, 0x04])

/** In front of the printer at `tcp://HOST:PORT`. */
export async function openRecordedWire(printer: string): Promise<RecordedWire> {
  const { hostname, port } = new URL(printer)
  const jobs: RecordedJob[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (host) => {
    const device = connect({ host: hostname, port: Number(port), noDelay: true })
    for (const socket of [host, device]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    host.once('close', () => device.destroy())
    device.once('close', () => host.destroy())
    device.on('data', (answers) => host.write(answers))

    let job: { readonly at: number; bytes: Buffer } | null = null
    host.on('data', (bytes: Buffer) => {
      const at = performance.now()
      device.write(bytes)
      const begins = job === null ? bytes.indexOf(JOB_BEGINS) : 0
      if (begins === -1) return
      job ??= { at, bytes: Buffer.alloc(0) }
      job.bytes = withoutQuestions(Buffer.concat([job.bytes, bytes.subarray(begins)]))
      if (!job.bytes.subarray(-JOB_ENDS.length).equals(JOB_ENDS)) return
      jobs.push({ firstByteAt: job.at, bytes: job.bytes })
      job = null
    })
  })
  server.listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `tcp://${HOST}:${typeof address === 'object' && address !== null ? address.port : 0}`,
    jobs,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** DLE EOT n stands in no job of ours: not in text, and pictures are kept free of it. */
function withoutQuestions(bytes: Buffer): Buffer {
  const at = bytes.indexOf(DLE_EOT)
  return at === -1 ? bytes : withoutQuestions(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 3)]))
}
