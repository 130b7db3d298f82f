import { openPort } from '../../drivers/ports/open-port.ts'
import { givePower } from '../../drivers/relay/power.ts'
import type { TerminalFile } from '../configuration/terminal-file.ts'
import type { Log } from '../operations/log.ts'

/** A terminal that was cut off in the midst of a power cycle may have left a device without. */
export function givePowerBack({ idCard, ticket }: TerminalFile['devices'], log: Log): void {
  for (const power of [idCard?.power, ticket?.power]) {
    if (power === undefined) continue
    const { relay, channel } = power
    void givePower({ open: openPort(relay), channel }).then((given) => {
      if (!given.ok) log.error({ fault: given.fault.kind }, given.fault.line)
    })
  }
}
