import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parsePrinterUrl } from '../../../printers/ipp/printer-url.ts'
import { ippTransport } from '../../../printers/ipp/transport.ts'
import { FINGERPRINT, PRINTERS_OWN } from './certificate.ts'
import { jobOf, laser, print, printerAt, tray } from './hall.ts'

describe('an address', () => {
  test.each([
    ['ipp://192.168.1.60/ipp/print', { secure: false, host: '192.168.1.60', port: 631, path: '/ipp/print' }],
    ['ipp://192.168.1.60:8631/ipp/print', { secure: false, host: '192.168.1.60', port: 8631, path: '/ipp/print' }],
    ['ipps://laser.hall.local/ipp/print', { secure: true, host: 'laser.hall.local', port: 631, path: '/ipp/print' }],
    ['ipp://[fe80::1]:631/printers/HALLA4', { secure: false, host: 'fe80::1', port: 631, path: '/printers/HALLA4' }],
  ])('%s is read', (text, read) => {
    expect(parsePrinterUrl(text)).toEqual({ ok: true, value: { ...read, uri: text } })
  })

  test.each([
    ['192.168.1.60', 'scheme'],
    ['http://192.168.1.60/ipp/print', 'scheme'],
    ['ipp:192.168.1.60', 'host'],
    ['ipp://user:secret@192.168.1.60/ipp/print', 'host'],
    ['ipp://192.168.1.60:99999/ipp/print', 'port'],
    ['ipp://192.168.1.60:0/ipp/print', 'port'],
    ['ipp://192.168.1.60', 'path'],
    ['ipp://192.168.1.60/', 'path'],
    ['ipp://192.168.1.60/ipp print', 'path'],
  ])('%s is refused for its %s', (text, part) => {
    expect(parsePrinterUrl(text)).toMatchObject({ ok: false, fault: { part } })
  })
})

describe('a printer that speaks TLS with a certificate of its own', () => {
  test.each([
    ['as openssl writes its fingerprint', FINGERPRINT],
    ['as others write it', FINGERPRINT.replaceAll(':', '').toLowerCase()],
  ])('prints when it is the configured one, %s', async (_name, certificate) => {
    const simulator = await laser({ tls: PRINTERS_OWN })
    expect(await print(printerAt(simulator.url, { certificate }), jobOf('sheet')).done).toEqual({ state: 'printed' })
    expect(tray(simulator)).toEqual(['sheet 1/1'])
  })

  test.each([
    ['none is configured', {}],
    ['another one is', { certificate: `00${FINGERPRINT.slice(2)}` }],
  ])('hears not a byte when %s', async (_name, options) => {
    const simulator = await laser({ tls: PRINTERS_OWN })
    const printer = printerAt(simulator.url, options)
    expect(await print(printer, jobOf('sheet')).done).toEqual({ state: 'failed', reason: 'unreachable' })
    expect([simulator.asked, simulator.errors]).toEqual([[], []])
  })
})

describe('what a request tells of a printer that does not answer it', () => {
  const EXCHANGE = { connectMs: 5_000, answerMs: 5_000 }

  async function asked(port: number, exchange = EXCHANGE) {
    const url = parsePrinterUrl(`ipp://127.0.0.1:${port}/ipp/print`)
    if (!url.ok) throw new Error('not an address')
    return ippTransport({ url: url.value, certificate: null })(Buffer.from('head'), Buffer.from('document'), exchange)
  }

  async function server(meet: (socket: Socket) => void): Promise<number> {
    const listening = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      onTestFinished(() => void socket.destroy())
      meet(socket)
    })
    listening.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    onTestFinished(() => void listening.close())
    return (listening.address() as AddressInfo).port
  }

  const says = (text: string) => (socket: Socket) => void socket.once('data', () => socket.end(text))

  test('nobody listens: nothing has left', async () => {
    expect(await asked(1)).toMatchObject({ ok: false, fault: { kind: 'unreachable', detail: 'ECONNREFUSED' } })
  })

  test('it is silent: the job may have been taken, and may be taken yet', async () => {
    const port = await server(() => undefined)
    expect(await asked(port, { connectMs: 5_000, answerMs: 50 })).toMatchObject({ ok: false, fault: { kind: 'no-answer', mayActLater: true } })
  })

  test.each([
    ['hangs up', (socket: Socket) => void socket.once('data', () => socket.resetAndDestroy())],
    ['speaks no HTTP', says('220 laser FTP server ready\r\n')],
    ['answers half an answer', says('HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 99\r\n\r\nabc')],
    ['answers a web page', says('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\na')],
    ['has an error', says('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n')],
  ])('it %s: the job may have been taken', async (_name, meet) => {
    expect(await asked(await server(meet))).toMatchObject({ ok: false, fault: { kind: 'no-answer', mayActLater: false } })
  })

  test.each([401, 403, 404, 413, 426, 301])('it turns the request away with %i: nothing was done', async (status) => {
    const port = await server(says(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`))
    expect(await asked(port)).toMatchObject({ ok: false, fault: { kind: 'turned-away', detail: `HTTP ${status}` } })
  })

  test('it answers in pieces, one byte after the other: all of them are taken', async () => {
    const port = await server((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nTransfer-Encoding: chunked\r\n\r\n')
        for (const letter of 'answer') socket.write(`1\r\n${letter}\r\n`)
        socket.end('0\r\n\r\n')
      })
    })
    const answer = await asked(port)
    expect(answer.ok && Buffer.from(answer.value).toString()).toBe('answer')
  })
})
