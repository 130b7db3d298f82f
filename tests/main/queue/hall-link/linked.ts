import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pino } from 'pino'
import { onTestFinished, vi } from 'vitest'
import { hallAsk, hallDial } from '../../../../main/host/hall-dial.ts'
import type { Ledger } from '../../../../main/ledger/ledger.ts'
import type { QueueHall } from '../../../../main/queue/availability.ts'
import { openHallLink, type HallLink } from '../../../../main/queue/hall-link/hall-link.ts'
import type { TakeRequest, TakeResult } from '../../../../main/queue/queue.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../../ledger/fixture.ts'
import { ALWAYS_OPEN } from '../always-open.ts'
import { credentialOf, type FakeHall } from './fake-hall.ts'

export const PATIENT = { timeout: 30_000, interval: 10 }

export interface Linked extends HallLink {
  readonly ledger: Ledger
  readonly faults: unknown[]
  readonly isUp: () => Promise<void>
  readonly isDown: () => Promise<void>
}

/** A terminal of that hall server, with a ledger that may have been there before. */
export async function linked(
  fake: FakeHall,
  options: { readonly folder?: string; readonly terminal?: string; readonly credential?: string | null; readonly now?: () => Date; readonly hall?: QueueHall } = {},
): Promise<Linked> {
  const { now = () => TEN_O_CLOCK, terminal = 'K01', credential = credentialOf(options.terminal ?? 'K01'), hall = ALWAYS_OPEN } = options
  const folder = options.folder ?? (await dataFolder())
  const ledger = await open(folder, now)
  const credentialFile = path.join(folder, 'hall-credential')
  if (credential !== null) await writeFile(credentialFile, `${credential}\n`)
  const faults: unknown[] = []
  const place = { url: fake.url, authority: null }
  const link = await openHallLink({
    ledger,
    hall: () => hall,
    terminal,
    dial: hallDial(place),
    ask: hallAsk(place),
    credentialFile,
    now,
    ran: () => performance.now(),
    random: () => 0,
    timeIsKnown: () => true,
    onChange: () => undefined,
    log: pino({ level: 'silent' }),
    onFault: (error) => faults.push(error),
  })
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    await link.close()
    await ledger.close()
  }
  onTestFinished(close)
  const stands = (state: string) => vi.waitFor(() => (link.state.line.state === state ? undefined : Promise.reject(new Error(link.state.line.state))), PATIENT)
  return {
    queue: link.queue,
    waits: link.waits,
    evaluations: link.evaluations,
    badCasesChanged: link.badCasesChanged,
    now: link.now,
    get state() {
      return link.state
    },
    close,
    ledger,
    faults,
    isUp: () => stands('up'),
    isDown: () => stands('down'),
  }
}

export function wish(rest: Partial<TakeRequest> = {}): TakeRequest {
  return { requestId: randomUUID(), business: 'A', person: null, origin: 'kiosk', paper: 'ticket', ...rest }
}

export function issued(taken: TakeResult): Extract<TakeResult, { outcome: 'issued' }> {
  if (taken.outcome !== 'issued') throw new Error(taken.outcome)
  return taken
}
