import type { OpenPort, PortFault } from '../ports/port.ts'
import { streamPort } from '../ports/stream-port.ts'
import type { UsbPipes } from '../ports/usb-pipes.ts'
import { ok, type Result } from '../result.ts'
import { HEAD_BYTES, PipeJoiner } from './pipe-joiner.ts'

/**
 * A reader on USB bulk pipes as a line of bytes: the commands above it are the same as on a serial port. With one pair of
 * pipes whole frames go over it; with two pairs (the reference's "Split pipes", known by the descriptor) preamble and
 * length go over the first of each and what they announce over the second.
 */
export function overUsb(open: () => Promise<Result<UsbPipes, PortFault>>): OpenPort {
  /** Whoever opens a device before it is let go would have it closed under its hands. */
  let letGo: Promise<void> = Promise.resolve()
  return async () => {
    await letGo
    const opened = await open()
    if (!opened.ok) return opened
    const device = opened.value
    const split = device.count.in >= 2 && device.count.out >= 2 ? new PipeJoiner() : null

    const sendAll = async (bytes: Uint8Array): Promise<PortFault | null> => {
      const parts = split === null ? [bytes] : [bytes.subarray(0, HEAD_BYTES), bytes.subarray(HEAD_BYTES)]
      for (const [pipe, part] of parts.entries()) {
        const written = await device.write(pipe, part)
        if (!written.ok) return written.fault
      }
      return null
    }
    const line = streamPort({
      send(bytes, done) {
        const leaves = async (): Promise<void> => done(await sendAll(bytes))
        // What waits for its other half belongs to no command that is still asked.
        split?.reset()
        void leaves()
      },
      end: () => void (letGo = device.close()),
    })
    device.onPacket((pipe, packet) => {
      if (split === null && pipe === 0) line.received(packet)
      else if (split !== null && (pipe === 0 || pipe === 1)) line.received(split.push(pipe, packet))
    })
    device.onClose((fault) => {
      split?.reset()
      line.ended(fault)
    })
    return ok(line.port)
  }
}
