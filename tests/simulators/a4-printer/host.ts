import { request } from 'node:http'
import { onTestFinished } from 'vitest'
import { startA4Printer, type A4PrinterOptions, type A4PrinterSimulator } from '../../../simulators/a4-printer/a4-printer.ts'

export async function printer(options: Partial<A4PrinterOptions> = {}): Promise<A4PrinterSimulator> {
  const started = await startA4Printer({ listen: { host: '127.0.0.1', port: 0 }, ...options })
  onTestFinished(() => started.close())
  return started
}

/** Resolves when `condition` holds, looked at whenever the printer says that something changed. */
export function until(simulator: A4PrinterSimulator, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!condition()) return
      forget()
      resolve()
    }
    const forget = simulator.onChange(look)
    look()
  })
}

/** One attribute as its bytes: tag, name, value (RFC 8010, section 3.1.4). */
export function attribute(tag: number, name: string, value: string | number): Buffer {
  const content = typeof value === 'string' ? Buffer.from(value) : Buffer.of(0, 0, value >> 8, value & 0xff)
  return Buffer.concat([Buffer.of(tag, 0, name.length), Buffer.from(name), Buffer.of(content.length >> 8, content.length & 0xff), content])
}

export const CHARSET = attribute(0x47, 'attributes-charset', 'utf-8')
export const LANGUAGE = attribute(0x48, 'attributes-natural-language', 'en')
export const MEDIA = attribute(0x44, 'media', 'iso_a4_210x297mm')

export function target(simulator: A4PrinterSimulator): Buffer {
  return attribute(0x45, 'printer-uri', simulator.url)
}

/** A request in order: the operation attributes that every one has, then `own`, then what `job` asks. */
export function message(simulator: A4PrinterSimulator, operation: number, own: readonly Buffer[] = [], job: readonly Buffer[] = []): Buffer {
  return raw(operation, [CHARSET, LANGUAGE, target(simulator), ...own], job)
}

export function raw(operation: number, attributes: readonly Buffer[], job: readonly Buffer[] = [], version: readonly [number, number] = [2, 0]): Buffer {
  const head = Buffer.of(...version, operation >> 8, operation & 0xff, 0, 0, 0, 7, 1)
  return Buffer.concat([head, ...attributes, ...(job.length === 0 ? [] : [Buffer.of(2), ...job]), Buffer.of(3)])
}

export interface Heard {
  readonly http: number
  /** The IPP status; null where there is none. */
  readonly status: number | null
  /** All of the answer as latin1, to look for names and values in. */
  readonly text: string
}

/** Posts bytes as they are. */
export function post(
  simulator: A4PrinterSimulator,
  body: Buffer,
  { method = 'POST', path = '/ipp/print', type = 'application/ipp' } = {},
): Promise<Heard> {
  const { hostname, port } = new URL(simulator.url)
  return new Promise((resolve, reject) => {
    const asked = request({ host: hostname, port, path, method, headers: { 'Content-Type': type }, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const all = Buffer.concat(parts)
        const isIpp = response.headers['content-type'] === 'application/ipp'
        resolve({ http: response.statusCode ?? 0, status: isIpp ? all.readUInt16BE(2) : null, text: all.toString('latin1') })
      })
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

export function pdfOf(pages: number): Buffer {
  return Buffer.from(`%PDF-1.7\n${'1 0 obj<</Type /Page>>endobj\n'.repeat(pages)}%%EOF`)
}
