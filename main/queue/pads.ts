import { randomUUID } from 'node:crypto'
import { openCallPads, type CallPads } from '../../drivers/call-pad/call-pads.ts'
import type { PadFigures, PadKey } from '../../drivers/call-pad/pad-words.ts'
import type { OpenPort } from '../../drivers/ports/port.ts'
import type { Result } from '../../drivers/result.ts'
import type { Calling, CallFault, Clerk, HallPicture } from './calling/calling.ts'
import type { AtWindowOutcome } from './evaluation/at-window.ts'
import type { WindowFace } from './window-face.ts'

/** The reasons that staff would write, of acts that a pad asks for with one key. */
const REASONS = { pass: '呼叫器：过号', hold: '呼叫器：挂起', transfer: '呼叫器：转移', pause: '呼叫器：暂停' } as const

/** The call pads of a hall as windows: their keys are acts of calling, under whoever has opened that window and is staff still. */
export interface Pads {
  readonly driver: Pick<CallPads, 'status' | 'onStatus'>
  /** The hall stands so now: what the pads show follows. */
  saw(picture: HallPicture): void
  /** Resolves when no act is under way and the line is closed. */
  close(): Promise<void>
}

export interface PadsParts {
  readonly open: OpenPort
  readonly pads: readonly { readonly address: number; readonly window: string }[]
  readonly calling: Calling
  /** A pad asks for no PIN: of whoever has been removed or locked since, it takes nothing. */
  readonly isStaff: (name: string) => Promise<boolean>
  readonly faceOf: (picture: HallPicture, window: string) => WindowFace
  /**
   * A citizen has answered 1 to 5 at the evaluator of a window; `asked` is the ticket for which it was started last, null
   * for none. Resolves when what they said is kept, or need not be.
   */
  readonly onLevel: (window: string, level: number, asked: string | null) => Promise<AtWindowOutcome>
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void
  /** What an act fell over; the pad has beeped. */
  readonly onFault: (error: unknown) => void
}

/** Opens the bus and joins it to calling. A key that cannot be obeyed is a beep and nothing else. */
export function joinPads(parts: PadsParts): Pads {
  const { calling, log } = parts
  const windows = new Map(parts.pads.map(({ address, window }) => [address, window]))
  const shown = new Map<number, PadFigures>()
  const open = new Set<number>()
  /** Acts under way, one for each pad: a key that is pressed meanwhile is a beep. */
  const acting = new Map<number, Promise<void>>()
  /** For which ticket each pad's evaluator was started last. */
  const asked = new Map<number, string>()
  /** Answers on their way into the store. */
  const answering = new Set<Promise<void>>()

  const driver = openCallPads({
    open: parts.open,
    addresses: [...windows.keys()],
    onKey(address, key) {
      if (acting.has(address)) return driver.beep(address)
      acting.set(address, obey(address, key).finally(() => acting.delete(address)))
    },
    onLevel(address, level) {
      const window = windows.get(address)
      if (window === undefined) return
      const kept = answered(address, window, level).finally(() => answering.delete(kept))
      answering.add(kept)
    },
    log,
  })

  /** Whoever answered hears a beep where their answer could not be kept, and may give it again. */
  async function answered(address: number, window: string, level: number): Promise<void> {
    try {
      log('an evaluator was answered', { window, outcome: await parts.onLevel(window, level, asked.get(address) ?? null) })
    } catch (error) {
      driver.beep(address)
      parts.onFault(error)
    }
  }

  async function obey(address: number, key: PadKey): Promise<void> {
    const window = windows.get(address)
    if (window === undefined) return
    try {
      const done = await act(address, window, key)
      if (done !== 'done') {
        log('key-refused', { window, key, reason: done })
        driver.beep(address)
      }
    } catch (error) {
      driver.beep(address)
      parts.onFault(error)
    }
  }

  async function act(address: number, window: string, key: PadKey): Promise<'done' | 'signed-out' | 'nobody-here' | CallFault['kind']> {
    const { clerk: name, state, current, held } = parts.faceOf(await calling.picture(), window)
    if (name === null || !(await parts.isStaff(name))) return 'signed-out'
    const clerk: Clerk = { window, name }
    if (state === 'paused') {
      // As pads do in the field: any key ends a pause, and all but 暂停 do their own as well.
      const resumed = outcome(await calling.resume(clerk))
      if (resumed !== 'done' || key === 'pause') return resumed
    } else if (key === 'pause') return outcome(await calling.pause(clerk, REASONS.pause))
    const id = randomUUID()
    if (key === 'call') return outcome(await calling.callNext(clerk, id))
    if (key === 'one-metre-line') return 'done'
    if (key === 'call-back') return held === null ? 'nobody-here' : outcome(await calling.callBack(clerk, id, held.ticketId))
    if (current === null) return 'nobody-here'
    const { ticketId, business } = current
    switch (key) {
      case 'recall':
        return outcome(await calling.recall(clerk, id, ticketId))
      case 'pass':
        return outcome(await calling.pass(clerk, id, ticketId, REASONS.pass))
      case 'hold':
        return outcome(await calling.hold(clerk, id, ticketId, REASONS.hold))
      case 'transfer':
        // Back to its business, for whoever serves it: a pad names no window.
        return outcome(await calling.transfer(clerk, id, ticketId, { business }, REASONS.transfer))
      case 'evaluate': {
        // A pad has no key for the beginning of a service: whoever is asked how it was has been served.
        const started = current.status === 'called' ? outcome(await calling.start(clerk, id, ticketId)) : 'done'
        if (started !== 'done') return started
        const finished = outcome(await calling.finish(clerk, randomUUID(), ticketId))
        if (finished === 'done') {
          asked.set(address, ticketId)
          driver.startEvaluation(address)
        }
        return finished
      }
    }
  }

  return {
    driver,
    saw(picture) {
      for (const [address, window] of windows) {
        const { state, current, waiting } = parts.faceOf(picture, window)
        const figures: PadFigures = { waiting, ticket: current?.number ?? null }
        const before = shown.get(address)
        if (before?.waiting !== figures.waiting || before.ticket !== figures.ticket) driver.show(address, figures)
        shown.set(address, figures)
        if (state === 'open' && !open.has(address)) driver.fiveStars(address)
        if (state === 'open') open.add(address)
        else open.delete(address)
      }
    },
    async close() {
      await driver.close()
      await Promise.all([...acting.values(), ...answering])
    },
  }
}

function outcome(result: Result<unknown, CallFault>): 'done' | CallFault['kind'] {
  return result.ok ? 'done' : result.fault.kind
}
