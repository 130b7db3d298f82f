import { strict as assert } from 'node:assert'
import { vi } from 'vitest'
import { openCardReader } from '../../../drivers/id-card/card-reader.ts'
import type { CardReader, CardReaderOptions, CardReaderStatus } from '../../../drivers/id-card/card-reader.ts'
import { FakeReader } from './fake-reader.ts'
import type { Reaction } from './fake-reader.ts'
import { bytesOf, RESPONSES } from './vectors.ts'

export const TODAY = { year: 2025, month: 6, day: 1 }
export const SPECIMEN_NUMBER = '11010519491231002X'
export const NOT_READ = bytesOf(RESPONSES.readFail)

/** A driver at work on a fake reader, and all that it told. A present card is told by its number. */
export interface Desk {
  readonly reader: FakeReader
  readonly driver: CardReader
  readonly told: string[]
  readonly logged: string[]
  /** Somebody agrees, or a session ends; the driver is told of it. */
  readonly allow: (mayRead: boolean) => void
}

let desk: Desk | null = null

function describeStatus(status: CardReaderStatus): string {
  if (status.state === 'present') return `present ${status.card.number}`
  if (status.state === 'unreadable') return `unreadable ${status.reason}`
  return status.state === 'disconnected' ? `disconnected: ${status.detail}` : status.state
}

/** Puts a reader on the desk before somebody who has agreed to be read, or has not, and starts the driver on it; the clock must be a pretended one. */
export function setUp(
  prepare: (reader: FakeReader) => void = () => {},
  agreement: 'agreed' | 'not-agreed' | (() => boolean) = 'agreed',
  hangs: Partial<Pick<CardReaderOptions, 'transport' | 'fingerprints'>> = {},
): Desk {
  let mayRead = typeof agreement === 'function' ? agreement : () => agreement === 'agreed'
  const reader = new FakeReader()
  prepare(reader)
  const told: string[] = []
  const logged: string[] = []
  const driver = openCardReader({
    open: reader.open,
    transport: 'serial',
    ...hangs,
    today: () => TODAY,
    mayRead: () => mayRead(),
    log: (event, facts) => logged.push(`${event} ${JSON.stringify(facts)}`),
  })
  driver.onStatus((status) => told.push(describeStatus(status)))
  const allow = (next: boolean): void => {
    mayRead = () => next
    driver.mayReadChanged()
  }
  desk = { reader, driver, told, logged, allow }
  return desk
}

/** Ends the driver, and holds the fake to what a half-duplex line demands. */
export async function clearAway(): Promise<void> {
  if (desk === null) return
  const { driver, reader } = desk
  desk = null
  await driver.close()
  assert.equal(reader.overlaps, 0, 'a command was sent into an answer')
}

/** Lets a time pass on the clock of the test; 0 lets only what needs no time happen. */
export function pass(milliseconds: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(milliseconds)
}

/** A failed step returns a real card to where it can be found again. */
export function failing(answer: Buffer): Reaction {
  return (reader) => {
    reader.place('domestic')
    return answer
  }
}

