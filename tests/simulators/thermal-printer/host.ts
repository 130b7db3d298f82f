import { once } from 'node:events'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import {
  startThermalPrinter,
  type ThermalPrinterOptions,
  type ThermalPrinterSimulator,
} from '../../../simulators/thermal-printer/thermal-printer.ts'

/** A host at the other end of the printer's wire. */
export interface Host {
  send(...bytes: readonly (readonly number[] | Uint8Array)[]): void
  /** The next `count` bytes that the printer says, as hex. */
  hears(count: number): Promise<string>
  /** What has come and was not yet asked for. */
  readonly unheard: number
  /** Resolves when the connection is gone. */
  readonly gone: Promise<void>
  leave(): Promise<void>
  /** Gives the connection up with all that it still holds. */
  reset(): Promise<void>
}

export async function printer(options: Partial<ThermalPrinterOptions> = {}): Promise<ThermalPrinterSimulator> {
  const started = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 }, ...options })
  onTestFinished(() => started.close())
  return started
}

export async function hostOf(simulator: ThermalPrinterSimulator): Promise<Host> {
  const socket = connect(Number(new URL(simulator.url).port), '127.0.0.1')
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
  })
  let heard = Buffer.alloc(0)
  const waiting: (() => void)[] = []
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes])
    waiting.splice(0).forEach((wake) => wake())
  })
  await once(socket, 'connect')
  // A connection cut by the printer is what some of these tests are about.
  socket.on('error', () => socket.destroy())
  onTestFinished(() => {
    socket.destroy()
  })
  return {
    send: (...bytes) => {
      socket.write(Buffer.concat(bytes.map((part) => Uint8Array.from(part))))
    },
    hears: async (count) => {
      while (heard.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve)
        })
      }
      const answer = heard.subarray(0, count).toString('hex')
      heard = heard.subarray(count)
      return answer
    },
    get unheard() {
      return heard.length
    },
    gone,
    reset: async () => {
      socket.resetAndDestroy()
      await gone
    },
    leave: async () => {
      socket.destroy()
      await gone
    },
  }
}

/** Resolves when `condition` holds, looked at whenever the printer says that something changed. */
export function until(simulator: ThermalPrinterSimulator, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!condition()) return
      forget()
      resolve()
    }
    const forget = simulator.onChange(look)
    look()
  })
}
