import type { OpenPort, PortFault } from '../ports/port.ts'
import { rest } from '../rest.ts'
import { err, ok, type Result } from '../result.ts'
import { encodeSwitch, type RelayChannel } from './lcus.ts'

/** The relay behind which a device has its power. */
export interface PowerRelay {
  readonly open: OpenPort
  readonly channel: RelayChannel
}

/** What the world did to a power cycle. `line` says it, and what to do, in one sentence. */
export interface PowerFault {
  readonly kind:
    /** The relay could not be told to take the power: the device has it as before. */
    | 'not-switched'
    /** The power may have been taken, and the relay could not be told to give it back: the device may be without it. */
    | 'left-off'
  readonly port: PortFault
  readonly line: string
}

/** Judgement: the supply of a printer or reader holds for a second or two after its mains have gone. */
const OFF_MS = 5_000
/** A USB adapter that was lost takes a few seconds until the system has it again. */
const AGAIN_MS = 1_000
const ATTEMPTS = 5

/**
 * Takes a device's power away and gives it back. The device sits on the relay's normally closed contact, so that it has
 * its power when the relay is dead, unplugged or released: to energise the relay is to switch the device off.
 *
 * Ok means that both commands have left; the plain relay answers nothing, so that only the device itself, falling silent
 * and coming back, shows that it was cycled. Whatever happens in between, the power is given back or `left-off` is
 * answered. `stop` cuts the time without power short. Never rejects.
 */
export async function powerCycle(
  relay: PowerRelay & {
    /** Without power, ms; 5 s unless told. */
    readonly offMs?: number
    /** Between attempts to give the power back over a fresh line, ms; 1 s unless told. */
    readonly againMs?: number
    readonly stop?: AbortSignal
  },
): Promise<Result<void, PowerFault>> {
  const opened = await relay.open()
  if (!opened.ok) return err(notSwitched(opened.fault))
  const port = opened.value
  const taken = await port.write(encodeSwitch(relay.channel, 'energised'))
  if (taken.ok) await rest(relay.offMs ?? OFF_MS, relay.stop)
  // After a write that failed, too: the relay may have had all of it.
  const given = await port.write(encodeSwitch(relay.channel, 'released'))
  await port.close()
  if (given.ok) return taken.ok ? ok(undefined) : err(notSwitched(taken.fault))
  const again = await givePowerWithin(relay, ATTEMPTS)
  if (!again.ok) return again
  return taken.ok ? ok(undefined) : err(notSwitched(taken.fault))
}

/**
 * Gives a device its power, whatever the relay was told before: a terminal that was cut off in the midst of a power
 * cycle may have left it without. To be called at start. Never rejects.
 */
export async function givePower(relay: PowerRelay): Promise<Result<void, PowerFault>> {
  const opened = await relay.open()
  if (!opened.ok) return err(leftOff(opened.fault))
  const given = await opened.value.write(encodeSwitch(relay.channel, 'released'))
  await opened.value.close()
  return given.ok ? given : err(leftOff(given.fault))
}

async function givePowerWithin(relay: Parameters<typeof powerCycle>[0], attempts: number): Promise<Result<void, PowerFault>> {
  const given = await givePower(relay)
  if (given.ok || attempts <= 1) return given
  await rest(relay.againMs ?? AGAIN_MS, relay.stop)
  return givePowerWithin(relay, attempts - 1)
}

function notSwitched(port: PortFault): PowerFault {
  const line =
    `the relay cannot be reached (${port.detail}), and the device keeps its power: see that the relay is connected and ` +
    'that its port and the permission to use it are right'
  return { kind: 'not-switched', port, line }
}

function leftOff(port: PortFault): PowerFault {
  const line =
    `the relay cannot be told to give the power back (${port.detail}): the device may be without it. Unplug the relay ` +
    'from the terminal, which gives the power back, and plug it in again'
  return { kind: 'left-off', port, line }
}
