import { err } from '../result.ts'
import type { Result } from '../result.ts'
import { parsePortUrl } from './port-url.ts'
import type { OpenPort, Port, PortFault } from './port.ts'
import { openSerial } from './serial.ts'
import { openTcp } from './tcp.ts'

/**
 * The opener behind a port URL. It never fails by itself: a URL that is wrong or of a kind this version cannot open is
 * the answer of every attempt, so that one bad line in a configuration takes away only its own device.
 */
export function openPort(url: string): OpenPort {
  const parsed = parsePortUrl(url)
  return async (): Promise<Result<Port, PortFault>> => {
    if (!parsed.ok) {
      return err({ kind: 'not-found', detail: `not a port: expected ${parsed.fault.expected}` })
    }
    const place = parsed.value
    if (place.kind === 'serial') return openSerial(place)
    if (place.kind === 'tcp') return openTcp(place)
    return err({ kind: 'refused', detail: `${place.kind}: is not supported in this version` })
  }
}
