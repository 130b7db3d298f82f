import type { HidPort } from '../ports/hid.ts'
import type { OpenPort, PortFault } from '../ports/port.ts'
import { streamPort } from '../ports/stream-port.ts'
import { ok, type Result } from '../result.ts'
import { FRAMINGS, type HidFraming } from './hid-framing.ts'

/** Reports have no number here, which the library wants to be told. */
const NO_REPORT_ID = 0x00
/** A device that asks for no further report has fallen silent, ms. */
const NEXT_WITHIN_MS = 500

/** A reader on USB HID as a line of bytes: the commands above it are the same as on a serial port. */
export function overHid(open: () => Promise<Result<HidPort, PortFault>>, how: HidFraming): OpenPort {
  const framing = FRAMINGS[how]
  return async () => {
    const opened = await open()
    if (!opened.ok) return opened
    const device = opened.value
    let asked: (() => void) | null = null
    const line = streamPort({
      send(bytes, done) {
        const leaves = async (): Promise<void> => done(await sendAll(framing.encode(bytes)))
        void leaves()
      },
      end: () => void device.close(),
    })
    const sendAll = async (reports: readonly Buffer[]): Promise<PortFault | null> => {
      for (const [at, report] of reports.entries()) {
        if (framing.onDemand && at > 0 && !(await next())) return { kind: 'broken', detail: 'the reader asks for no further report' }
        const written = await device.write([NO_REPORT_ID, ...report])
        if (!written.ok) return written.fault
      }
      return null
    }
    const next = (): Promise<boolean> =>
      new Promise((resolve) => {
        const tooLate = setTimeout(() => resolve(false), NEXT_WITHIN_MS)
        asked = () => {
          clearTimeout(tooLate)
          resolve(true)
        }
      })
    device.onReport((report) => {
      const bytes = framing.decode(report)
      if (bytes === 'next') asked?.()
      else if (bytes !== null) line.received(Buffer.from(bytes))
      report.fill(0)
    })
    device.onClose((fault) => line.ended(fault))
    return ok(line.port)
  }
}
