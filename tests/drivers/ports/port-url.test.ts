import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openPort } from '../../../drivers/ports/open-port.ts'
import { parsePortUrl } from '../../../drivers/ports/port-url.ts'
import type { PortUrl, PortUrlFault } from '../../../drivers/ports/port-url.ts'

describe('what an installer writes as a port', () => {
  const good: readonly (readonly [text: string, url: PortUrl])[] = [
    ['serial:/dev/ttyUSB0?baudRate=115200', { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 115_200 }],
    ['serial:COM3?baudRate=9600', { kind: 'serial', path: 'COM3', baudRate: 9_600 }],
    [
      'serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0?baudRate=115200',
      { kind: 'serial', path: '/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0', baudRate: 115_200 },
    ],
    ['tcp://192.168.1.50:9100', { kind: 'tcp', host: '192.168.1.50', port: 9_100 }],
    ['tcp://printer-2.hall.local:9100', { kind: 'tcp', host: 'printer-2.hall.local', port: 9_100 }],
    ['tcp://[fe80::1]:4001', { kind: 'tcp', host: 'fe80::1', port: 4_001 }],
    ['hid:0425:8159', { kind: 'hid', vendorId: 0x0425, productId: 0x8159 }],
    ['usb:0400:c35a', { kind: 'usb', vendorId: 0x0400, productId: 0xc35a }],
  ]
  it.each(good)('%s is understood', (text, url) => {
    expect(parsePortUrl(text)).toEqual({ ok: true, value: url })
  })

  const bad: readonly (readonly [text: string, part: PortUrlFault['part']])[] = [
    ['', 'scheme'],
    ['/dev/ttyUSB0', 'scheme'],
    ['COM3', 'scheme'],
    ['http://192.168.1.50:9100', 'scheme'],
    ['SERIAL:COM3?baudRate=9600', 'scheme'],
    ['serial:?baudRate=9600', 'path'],
    ['serial: COM3?baudRate=9600', 'path'],
    ['serial://COM3?baudRate=9600', 'path'],
    ['serial:COM3', 'baudRate'],
    ['serial:COM3?baud=9600', 'baudRate'],
    ['serial:COM3?baudRate=', 'baudRate'],
    ['serial:COM3?baudRate=0', 'baudRate'],
    ['serial:COM3?baudRate=9600?', 'baudRate'],
    ['serial:COM3?baudRate=9600&parity=even', 'baudRate'],
    ['serial:COM3?baudRate=9600115', 'baudRate'],
    ['tcp:192.168.1.50:9100', 'host'],
    ['tcp://:9100', 'host'],
    ['tcp://192.168.1.50:9100/', 'host'],
    ['tcp://someone@192.168.1.50:9100', 'host'],
    ['tcp://fe80::1:4001', 'host'],
    ['tcp://192.168.1.50', 'port'],
    ['tcp://192.168.1.50:0', 'port'],
    ['tcp://192.168.1.50:65536', 'port'],
    ['hid:425:8159', 'device'],
    ['usb:0400', 'device'],
    ['usb:0400:C35A:1', 'device'],
  ]
  it.each(bad)('"%s" is refused for its part %s, with what was expected', (text, part) => {
    const parsed = parsePortUrl(text)
    expect(parsed).toMatchObject({ ok: false, fault: { part } })
    expect(!parsed.ok && parsed.fault.expected).toMatch(/(serial|tcp|hid|usb):|baudRate=N/)
  })

  it('any text at all gets an answer', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'serial:', 'tcp://', 'hid:', 'usb:'), fc.string(), (scheme, rest) => {
        expect(parsePortUrl(scheme + rest)).toHaveProperty('ok')
      }),
    )
  })
})

describe('a port that cannot be opened says so at every attempt', () => {
  it.each(['hid:0425:8159', 'usb:0400:C35A'])('%s is of a later version', async (url) => {
    const open = openPort(url)
    const fault = { kind: 'refused', detail: `${url.slice(0, 3)}: is not supported in this version` }
    expect([await open(), await open()]).toEqual([
      { ok: false, fault },
      { ok: false, fault },
    ])
  })

  it('a wrong URL says what was expected', async () => {
    expect(await openPort('serial:COM3')()).toMatchObject({
      ok: false,
      fault: { kind: 'not-found', detail: expect.stringContaining('?baudRate=N') },
    })
  })
})
