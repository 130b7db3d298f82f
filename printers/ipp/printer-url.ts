import { err, ok, type Result } from '../../drivers/result.ts'

/** Where an A4 printer is, or its queue in CUPS. */
export interface PrinterUrl {
  readonly secure: boolean
  /** Without brackets, also an IPv6 address. */
  readonly host: string
  readonly port: number
  /** `/ipp/print`, `/printers/NAME`. */
  readonly path: string
  /** As the printer is told that it was called (operation attribute `printer-uri`). */
  readonly uri: string
}

/** Which part of a printer's URL is wrong, and a phrase that completes "expected …". */
export interface PrinterUrlFault {
  readonly part: 'scheme' | 'host' | 'port' | 'path'
  readonly expected: string
}

/** Of both schemes (RFC 3510, RFC 7472). */
const IPP_PORT = 631
const MAX_TCP_PORT = 65_535
const EXAMPLE = 'such as ipp://192.168.1.60/ipp/print or ipps://192.168.1.60:631/ipp/print'

/** Reads `ipp://HOST[:PORT]/PATH` or `ipps://HOST[:PORT]/PATH`. */
export function parsePrinterUrl(text: string): Result<PrinterUrl, PrinterUrlFault> {
  const [, scheme, rest = ''] = /^(ipps?):(.*)$/.exec(text) ?? []
  if (scheme === undefined) return err({ part: 'scheme', expected: `ipp: or ipps:, ${EXAMPLE}` })
  const [, bracketed, plain, digits, path] = /^\/\/(?:\[([\da-fA-F:.]+)\]|([\w.-]+))(?::(\d{1,5}))?(?![\w:])(.*)$/.exec(rest) ?? []
  const host = bracketed ?? plain
  if (host === undefined || path === undefined) return err({ part: 'host', expected: `//HOST, ${EXAMPLE}` })
  const port = Number(digits ?? IPP_PORT)
  if (port < 1 || port > MAX_TCP_PORT) return err({ part: 'port', expected: `a TCP port from 1 to ${MAX_TCP_PORT}` })
  if (!/^\/[\w./~%-]+$/.test(path)) return err({ part: 'path', expected: `the path of a printer or queue, ${EXAMPLE}` })
  const authority = `${bracketed === undefined ? host : `[${host}]`}${digits === undefined ? '' : `:${port}`}`
  return ok({ secure: scheme === 'ipps', host, port, path, uri: `${scheme}://${authority}${path}` })
}
