import { atAnsweringRate } from '../../drivers/id-card/answering-rate.ts'
import type { CardReaderOptions } from '../../drivers/id-card/card-reader.ts'
import type { HidFraming } from '../../drivers/id-card/hid-framing.ts'
import { overHid } from '../../drivers/id-card/hid-line.ts'
import type { Log } from '../../drivers/id-card/sdt-line.ts'
import { overUsb } from '../../drivers/id-card/usb-line.ts'
import { openHid } from '../../drivers/ports/hid.ts'
import { openPort } from '../../drivers/ports/open-port.ts'
import { parsePortUrl } from '../../drivers/ports/port-url.ts'
import { openSerial } from '../../drivers/ports/serial.ts'
import { openUsb } from '../../drivers/ports/usb.ts'

/** How the ID card reader of `terminal.yaml` is reached, and the log that it keeps. */
export function cardReaderWire(
  reader: { readonly port: string; readonly framing: HidFraming },
  log: Log,
): Pick<CardReaderOptions, 'open' | 'transport' | 'log'> {
  const parsed = parsePortUrl(reader.port)
  if (parsed.ok && parsed.value.kind === 'hid') {
    const place = parsed.value
    return { open: overHid(() => openHid(place), reader.framing), transport: 'usb', log }
  }
  if (parsed.ok && parsed.value.kind === 'usb') {
    const place = parsed.value
    return { open: overUsb(() => openUsb(place)), transport: 'usb', log }
  }
  if (parsed.ok && parsed.value.kind === 'serial') {
    const { path, baudRate } = parsed.value
    return { open: atAnsweringRate(baudRate, (rate) => () => openSerial({ path, baudRate: rate }), log), transport: 'serial', log }
  }
  return { open: openPort(reader.port), transport: 'tcp', log }
}
