import type { OpenPty } from '../pty.ts'
import { createIntake } from './intake.ts'
import type { Wire, WireEvents } from './wire.ts'

/** A pty has no speed of its own; the address of an unpaced one names the fastest that such printers offer. */
const UNPACED_BAUD = 115_200

/**
 * A printer on a serial line. The line is the adapter's: it stays when the printer is switched off, which then takes
 * nothing in and says nothing, and a host that comes or goes is not noticed. Cut, it is gone for good.
 */
export function ptyWire(pty: OpenPty, baud: number | undefined, events: WireEvents): Wire {
  let state: 'on' | 'off' | 'gone' = 'on'
  let held = false

  const intake = createIntake(baud, {
    received: (bytes) => events.received(bytes),
    room: () => events.room(),
  })

  pty.line.onData((bytes) => {
    if (state === 'on') intake.arrive(bytes)
  })
  pty.line.onClose(() => {
    state = 'gone'
    events.disconnected()
  })

  return {
    url: `serial:${pty.path}?baudRate=${baud ?? UNPACED_BAUD}`,
    send: (bytes) => state === 'on' && pty.line.write(Uint8Array.from(bytes)),
    hold: (on) => {
      if (held === on) return
      held = on
      if (state === 'on') pty.line.hold(on)
      intake.hold(on)
    },
    loseBytes: (after, count) => intake.loseBytes(after, count),
    delayBytes: (milliseconds) => intake.delay(milliseconds),
    afterBytes: (count, act) => intake.afterBytes(count, act),
    disconnect: () => {
      state = 'gone'
      intake.clear()
      pty.line.end()
    },
    switchOff: () => {
      if (state !== 'on') return
      state = 'off'
      intake.clear()
      // What is sent to a printer without power is lost; it does not wait for the power.
      pty.line.hold(false)
      events.disconnected()
    },
    switchOn: () => {
      if (state !== 'off') return
      state = 'on'
      pty.line.hold(held)
      events.connected()
    },
    close: () => {
      state = 'gone'
      intake.clear()
      return pty.close()
    },
  }
}
