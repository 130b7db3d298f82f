import { openHid } from '../../drivers/ports/hid.ts'
import { openPort } from '../../drivers/ports/open-port.ts'
import { parsePortUrl } from '../../drivers/ports/port-url.ts'
import { SWITCHED_ON_BY_FEATURE } from '../../drivers/scanner/hid-pos.ts'
import type { ScannerWire } from '../../drivers/scanner/scanner.ts'

/** USB HID's page for points of sale: bar code scanners. */
const POINT_OF_SALE = 0x8c

/** How the scanner of `terminal.yaml` is reached: a line by `serial:` or `tcp:`, reports by `hid:VID:PID`. */
export function scannerWire(port: string): ScannerWire {
  const parsed = parsePortUrl(port)
  if (!parsed.ok || parsed.value.kind !== 'hid') return { kind: 'line', open: openPort(port) }
  const { vendorId, productId } = parsed.value
  return {
    kind: 'hid-pos',
    open: () => openHid({ vendorId, productId, usagePage: POINT_OF_SALE }),
    switchOn: SWITCHED_ON_BY_FEATURE.has(vendorId),
  }
}
