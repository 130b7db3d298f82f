import { EventEmitter } from 'node:events'
import type { Line } from './line.ts'

/** How the reader's maker cuts its frames into reports of 64 bytes. */
export type Cut = 'plain64' | 'len63' | 'miaxis'

/** A reader's USB end, in the shape of the device that a HID library hands out: reports in by `write`, out as `data`. */
export type HidReaderDevice = EventEmitter & {
  /** The report id comes first, 0. */
  write(report: Buffer): Promise<number>
  sendFeatureReport(report: Buffer): Promise<number>
  close(): Promise<void>
}

const REPORT = 64
const MIAXIS_FRAGMENT = 54

/** The reader's end of the cable, and the host's. */
export function hidLine(cut: Cut): { readonly line: Line; readonly device: HidReaderDevice } {
  let hear: (bytes: Buffer) => void = () => undefined
  let gone: () => void = () => undefined
  let open = true
  let expected = 0
  const device: HidReaderDevice = Object.assign(new EventEmitter(), {
    write(report: Buffer) {
      if (!open) return Promise.reject(new Error('could not write to HID device'))
      take(Buffer.from(report.subarray(1)))
      return Promise.resolve(report.length)
    },
    sendFeatureReport: (report: Buffer) => Promise.resolve(report.length),
    close() {
      end()
      return Promise.resolve()
    },
  })
  const end = (): void => {
    if (!open) return
    open = false
    gone()
  }

  /** A report of the host; what it holds goes to the security module. */
  const take = (report: Buffer): void => {
    if (cut !== 'miaxis') {
      // A frame's length stands in its sixth and seventh byte: what is behind its end fills the report, and while some of
      // it is missing, a reader that counts asks for the next report.
      const held = cut === 'plain64' ? report : report.subarray(1, 1 + (report[0] ?? 0))
      if (expected === 0) expected = 7 + held.readUInt16BE(5)
      const part = held.subarray(0, expected)
      expected -= part.length
      hear(part)
      if (cut === 'len63' && expected > 0) queueMicrotask(() => device.emit('data', reportOf([0xff])))
    } else {
      const length = report.readUInt16LE(3)
      if (report[0] !== 0x88 || report[5] !== 0xb1 || report.readUInt16LE(5 + length) !== sum(report.subarray(3, 5 + length))) return
      hear(report.subarray(6, 5 + length))
    }
  }

  const line: Line = {
    onData: (listener) => void (hear = listener),
    onClose: (listener) => void (gone = listener),
    write(bytes) {
      if (!open) return false
      for (const report of cutUp(Buffer.from(bytes), cut)) device.emit('data', report)
      return true
    },
    end() {
      if (!open) return
      end()
      // A host that has not opened it hears nothing.
      if (device.listenerCount('error') > 0) device.emit('error', new Error('could not read from HID device'))
    },
  }
  return { line, device }
}

function cutUp(bytes: Buffer, cut: Cut): readonly Buffer[] {
  const most = { plain64: REPORT, len63: REPORT - 1, miaxis: MIAXIS_FRAGMENT }[cut]
  const reports: Buffer[] = []
  for (let at = 0; at < bytes.length; at += most) {
    const part = bytes.subarray(at, at + most)
    if (cut === 'plain64') reports.push(reportOf(part))
    else if (cut === 'len63') reports.push(reportOf([part.length, ...part]))
    else {
      const head = Buffer.from([0xaa, 0, 0, part.length + 3, 0, 0, reports.length & 0xff, reports.length >> 8])
      const body = Buffer.concat([head, part])
      const total = sum(body.subarray(3))
      reports.push(reportOf([...body, total & 0xff, total >> 8]))
    }
  }
  return reports
}

function reportOf(bytes: Uint8Array | readonly number[]): Buffer {
  const report = Buffer.alloc(REPORT)
  report.set(bytes)
  return report
}

function sum(bytes: Uint8Array): number {
  let total = 0
  for (const byte of bytes) total = (total + byte) & 0xffff
  return total
}
