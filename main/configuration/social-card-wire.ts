import { openPort } from '../../drivers/ports/open-port.ts'
import type { SocialCardReaderOptions } from '../../drivers/social-card/social-card-reader.ts'
import { virtualSlot } from '../../drivers/social-card/virtual-slot.ts'
import type { TerminalFile } from './terminal-file.ts'

/** How the slot of social-security cards of `terminal.yaml` is reached. */
export function socialCardWire(device: NonNullable<TerminalFile['devices']['socialCard']>): Pick<SocialCardReaderOptions, 'reader' | 'load'> {
  if (device.driver === 'pcsc') return { reader: device.reader ?? null }
  const slot = virtualSlot(openPort(device.port), device.port)
  return { reader: null, load: () => Promise.resolve(slot) }
}
