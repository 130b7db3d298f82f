import { expect, onTestFinished } from 'vitest'
import type { Result } from '../../../drivers/result.ts'
import { openPlatform, type PlatformOptions } from '../../../main/platform/client.ts'
import type { PlatformFault } from '../../../main/platform/fault.ts'
import type { Platform } from '../../../main/platform/platform.ts'
import { startPlatform, type PlatformSimulator } from '../../../simulators/platform/platform.ts'

export const AT = '2026-11-22T02:00:00.000Z'

export interface Line {
  readonly simulator: PlatformSimulator
  readonly platform: Platform
  /** What the client would have waited between attempts, in ms. */
  readonly pauses: readonly number[]
  /** Lets time pass for the circuit. */
  readonly pass: (milliseconds: number) => void
}

/** A terminal's client and the reference platform at its other end; nothing is waited for between attempts. */
export async function line(more: Partial<PlatformOptions> = {}): Promise<Line> {
  const simulator = await startPlatform({ listen: { host: '127.0.0.1', port: 0 }, terminal: 'K01' })
  onTestFinished(() => simulator.close())
  const pauses: number[] = []
  let ran = 0
  const opened = openPlatform({
    url: simulator.url,
    credential: simulator.credential,
    terminal: simulator.terminal,
    catalogueKey: simulator.catalogueKey,
    now: () => new Date(),
    ran: () => ran,
    random: () => 0.5,
    pause: async (milliseconds) => void pauses.push(milliseconds),
    ...more,
  })
  return {
    simulator,
    platform: valueOf(opened),
    pauses,
    pass: (milliseconds) => {
      ran += milliseconds
    },
  }
}

export function event(id: string) {
  return {
    id,
    subject: `ticket-${id}`,
    kind: 'ticket.issued',
    at: AT,
    payload: { number: 'A001', printed: null },
  } as const
}

export function valueOf<Value, Fault>(result: Result<Value, Fault>): Value {
  expect(result).toMatchObject({ ok: true })
  if (!result.ok) throw new Error('not ok')
  return result.value
}

export function faultOf(result: Result<unknown, PlatformFault>): PlatformFault {
  expect(result).toMatchObject({ ok: false })
  if (result.ok) throw new Error('ok')
  return result.fault
}
