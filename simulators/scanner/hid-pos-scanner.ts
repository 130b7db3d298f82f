import { EventEmitter } from 'node:events'

/** A HID-POS scanner as the reference has it, in the shape of the device that a HID library hands out. */
export interface HidPosScanner {
  /** Usage page 8C, as its descriptor says. */
  readonly usagePage: number
  /** Feature reports that came, oldest first. */
  readonly features: readonly (readonly number[])[]
  readonly device: EventEmitter & {
    write(report: Buffer): Promise<number>
    sendFeatureReport(report: Buffer): Promise<number>
    close(): Promise<void>
  }
  /** Reads a code, in as many reports as it takes; nothing before it has been switched on, where it wants to be. */
  scan(code: Uint8Array, symbology?: string): void
  /** Any report, as a device that misbehaves sends it. */
  send(report: Uint8Array): void
  /** It is pulled out: the library says so once, and then nothing. */
  pullOut(): void
}

const REPORT_BYTES = 64
const DATA_BYTES = 56

/** `wantsSwitch`: it sends nothing before feature report FE = 01 (Honeywell, Youjie). */
export function hidPosScanner({ wantsSwitch = false }: { readonly wantsSwitch?: boolean } = {}): HidPosScanner {
  const features: number[][] = []
  let on = !wantsSwitch
  let there = true
  const device = Object.assign(new EventEmitter(), {
    write: (report: Buffer) => (there ? Promise.resolve(report.length) : Promise.reject(new Error('could not write to HID device'))),
    sendFeatureReport(report: Buffer) {
      if (!there) return Promise.reject(new Error('could not send feature report'))
      features.push([...report])
      if (report[0] === 0xfe && report[1] === 0x01) on = true
      return Promise.resolve(report.length)
    },
    close: () => Promise.resolve(),
  })
  const send = (report: Uint8Array): void => void device.emit('data', Buffer.from(report))
  return {
    usagePage: 0x8c,
    features,
    device,
    send,
    scan(code, symbology = ']Q1') {
      if (!on || !there) return
      for (let at = 0; at < code.length; at += DATA_BYTES) {
        const part = code.subarray(at, at + DATA_BYTES)
        const report = Buffer.alloc(REPORT_BYTES)
        report[0] = 0x02
        report[1] = part.length
        report.write(symbology, 2, 'latin1')
        report.set(part, 5)
        report[61] = 0x73
        report[63] = at + DATA_BYTES < code.length ? 1 : 0
        send(report)
      }
    },
    pullOut() {
      there = false
      device.emit('error', new Error('could not read from HID device'))
    },
  }
}
