import { request } from 'node:http'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { PrinterUrl } from './printer-url.ts'

/**
 * Why a request has no answer. What matters is whether the printer may have acted on it. `detail` is for the log and
 * holds nothing of what was sent.
 */
export type TransportFault =
  /** Nothing left this machine. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  /**
   * It has left, and what the printer did with it is not known. `mayActLater`: all of it left and nobody ended the
   * connection but this side, so that a printer that hangs may take it up after all.
   */
  | { readonly kind: 'no-answer'; readonly detail: string; readonly mayActLater: boolean }
  /** The printer's web server turned it away (4xx) before anything was done. */
  | { readonly kind: 'turned-away'; readonly detail: string }

export interface Exchange {
  readonly connectMs: number
  /** From the connection to the end of the answer, the upload included. */
  readonly answerMs: number
}

/** Posts one message, and a document behind it; answers the bytes of the printer's message. Never rejects. */
export type Transport = (head: Uint8Array, document: Uint8Array | null, exchange: Exchange) => Promise<Result<Uint8Array, TransportFault>>

export interface TransportOptions {
  readonly url: PrinterUrl
  /** SHA-256 of the printer's own certificate, as `openssl x509 -fingerprint -sha256` writes it. */
  readonly certificate: string | null
}

/** All attributes of an office laser with media-col-database are about 60 kB. */
const LARGEST_ANSWER = 1_048_576

/**
 * IPP over HTTP (RFC 8010, section 4). Every request has a connection of its own: embedded printers close kept ones
 * without notice, and a request that met such a close could not be told from one that was acted on.
 *
 * `ipps:` is TLS 1.2 or newer. A printer's certificate is accepted when the machine's authorities vouch for it under the
 * host name of the URL, or, because most printers sign their own, when its SHA-256 is the one configured; then neither
 * its name nor its dates are looked at, and no other certificate is accepted. There is no way to accept any.
 * `ipp:` is plain: whoever is on the wire between can read and change the pages.
 */
export function ippTransport({ url, certificate }: TransportOptions): Transport {
  return async (head, document, exchange) => {
    const dialled = await dial(url, certificate, exchange.connectMs)
    return dialled.ok ? post(dialled.value, url, head, document, exchange.answerMs) : dialled
  }
}

function dial(url: PrinterUrl, certificate: string | null, connectMs: number): Promise<Result<Socket, TransportFault>> {
  return new Promise((resolve) => {
    const { host, port } = url
    const plain = (): Socket => connectPlain({ host, port })
    const secure = () =>
      connectSecure({ host, port, servername: /[a-z]/i.test(host) ? host : '', minVersion: 'TLSv1.2', rejectUnauthorized: certificate === null })
    const encrypted = url.secure ? secure() : null
    const socket = encrypted ?? plain()
    const fail = (detail: string): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(err({ kind: 'unreachable', detail }))
    }
    const timer = setTimeout(() => fail('no connection in time'), connectMs)
    // Stays for the socket's life: whatever breaks it later is told by the request on it.
    socket.on('error', (error) => fail(codeOf(error)))
    socket.once(encrypted === null ? 'connect' : 'secureConnect', () => {
      if (encrypted !== null && certificate !== null && !isThat(encrypted.getPeerCertificate().fingerprint256, certificate)) {
        return fail('another certificate than the configured one')
      }
      clearTimeout(timer)
      socket.setNoDelay(true)
      resolve(ok(socket))
    })
  })
}

function isThat(fingerprint: string | undefined, configured: string): boolean {
  return fingerprint !== undefined && plainHex(fingerprint) === plainHex(configured)
}

function plainHex(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase()
}

function post(
  socket: Socket,
  url: PrinterUrl,
  head: Uint8Array,
  document: Uint8Array | null,
  answerMs: number,
): Promise<Result<Uint8Array, TransportFault>> {
  return new Promise((resolve) => {
    let allLeft = false
    const end = (result: Result<Uint8Array, TransportFault>): void => {
      clearTimeout(timer)
      asked.destroy()
      socket.destroy()
      resolve(result)
    }
    const lost = (detail: string, mayActLater = false): void => end(err({ kind: 'no-answer', detail, mayActLater }))
    const timer = setTimeout(() => lost('no answer in time', allLeft), answerMs)
    const asked = request({
      createConnection: () => socket,
      host: url.host,
      port: url.port,
      path: url.path,
      method: 'POST',
      headers: {
        'Content-Type': 'application/ipp',
        Accept: 'application/ipp',
        'Accept-Encoding': 'identity',
        'Content-Length': head.length + (document?.length ?? 0),
        Connection: 'close',
      },
    })
    asked.on('finish', () => {
      allLeft = true
    })
    asked.on('error', (error) => lost(codeOf(error)))
    asked.on('response', (response) => {
      const { statusCode = 0 } = response
      if (statusCode >= 300 && statusCode < 500) return end(err({ kind: 'turned-away', detail: `HTTP ${statusCode}` }))
      if (statusCode !== 200) return lost(`HTTP ${statusCode}`)
      if (!/^application\/ipp\b/i.test(response.headers['content-type'] ?? '')) return lost('an answer that is not IPP')
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (part: Buffer) => {
        size += part.length
        parts.push(part)
        if (size > LARGEST_ANSWER) lost('an answer without end')
      })
      response.on('error', (error) => lost(codeOf(error)))
      response.on('end', () => (response.complete ? end(ok(Buffer.concat(parts))) : lost('an answer cut off')))
    })
    asked.write(head)
    asked.end(document ?? undefined)
  })
}

/** `ECONNREFUSED` and the like; the message of an unknown error stays out of the log. */
function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
