import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'

/** Where a device is connected, as an installer writes it in the configuration. */
export type PortUrl =
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'hid' | 'usb'; readonly vendorId: number; readonly productId: number }

/** Which part of a port URL is wrong, and a phrase that completes "expected …". */
export interface PortUrlFault {
  readonly part: 'scheme' | 'path' | 'baudRate' | 'host' | 'port' | 'device'
  readonly expected: string
}

/**
 * Reads `serial:PATH?baudRate=N`, `tcp://HOST:PORT`, `hid:VID:PID` or `usb:VID:PID` (ids as four hex digits).
 * The path of a serial port is taken as the system spells it: `/dev/ttyUSB0`, `COM3`.
 */
export function parsePortUrl(text: string): Result<PortUrl, PortUrlFault> {
  const colon = text.indexOf(':')
  const scheme = text.slice(0, Math.max(colon, 0))
  const rest = text.slice(colon + 1)
  switch (scheme) {
    case 'serial':
      return parseSerial(rest)
    case 'tcp':
      return parseTcp(rest)
    case 'hid':
    case 'usb':
      return parseDevice(scheme, rest)
    default:
      return err({
        part: 'scheme',
        expected: 'serial:PATH?baudRate=N, tcp://HOST:PORT, hid:VID:PID or usb:VID:PID',
      })
  }
}

/** Above every rate that a serial adapter is sold with; catches a number typed twice. */
const MAX_BAUD_RATE = 4_000_000
const MAX_TCP_PORT = 65_535

function parseSerial(rest: string): Result<PortUrl, PortUrlFault> {
  const [path = '', query, ...more] = rest.split('?')
  if (path === '' || path !== path.trim() || path.startsWith('//')) {
    return err({ part: 'path', expected: 'the path of a serial port, such as serial:/dev/ttyUSB0?… or serial:COM3?…' })
  }
  const digits = /^baudRate=(\d{1,7})$/.exec(query ?? '')?.[1]
  const baudRate = Number(digits ?? 0)
  if (more.length > 0 || baudRate < 1 || baudRate > MAX_BAUD_RATE) {
    return err({ part: 'baudRate', expected: `?baudRate=N, N from 1 to ${MAX_BAUD_RATE}, such as ?baudRate=115200` })
  }
  return ok({ kind: 'serial', path, baudRate })
}

function parseTcp(rest: string): Result<PortUrl, PortUrlFault> {
  const [, bracketed, plain, digits] = /^\/\/(?:\[([\da-fA-F:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/.exec(rest) ?? []
  const host = bracketed ?? plain
  if (host === undefined) {
    return err({ part: 'host', expected: 'tcp://HOST:PORT, such as tcp://192.168.1.50:9100 (an IPv6 address in [ ])' })
  }
  const port = Number(digits ?? 0)
  if (port < 1 || port > MAX_TCP_PORT) {
    return err({ part: 'port', expected: `a TCP port from 1 to ${MAX_TCP_PORT}, such as tcp://192.168.1.50:9100` })
  }
  return ok({ kind: 'tcp', host, port })
}

function parseDevice(kind: 'hid' | 'usb', rest: string): Result<PortUrl, PortUrlFault> {
  const [, vendor, product] = /^([\da-fA-F]{4}):([\da-fA-F]{4})$/.exec(rest) ?? []
  if (vendor === undefined || product === undefined) {
    return err({ part: 'device', expected: `${kind}:VID:PID as four hex digits each, such as ${kind}:0400:C35A` })
  }
  return ok({ kind, vendorId: Number.parseInt(vendor, 16), productId: Number.parseInt(product, 16) })
}
