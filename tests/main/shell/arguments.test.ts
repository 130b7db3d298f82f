import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { electronWords, parseElectron, parsePreview, parseProbe, parseStart } from '../../../main/shell/arguments.ts'

describe('the command line of npm start', () => {
  it('opens the demonstration hall when it says nothing', () => {
    expect(parseStart([])).toEqual({
      ok: true,
      value: { file: null, shell: null, listen: { host: '127.0.0.1', port: 7310 } },
    })
  })

  it('takes a configuration, a shell and an address, in any order', () => {
    const value = { file: 'terminal.yaml', shell: 'browser', listen: { host: '127.0.0.1', port: 0 } }
    const words = ['--shell', 'browser', '--listen=127.0.0.1:0', '--config', 'terminal.yaml']
    expect(parseStart(words)).toEqual({ ok: true, value })
  })

  it.each([
    [['--colour'], 'unknown option --colour'],
    [['terminal.yaml'], 'unknown option terminal.yaml'],
    [['--config'], '--config needs a value'],
    [['--config', '--demo'], '--config needs a value'],
    [['--config=a.yaml', '--demo'], '--config and --demo exclude each other'],
    [['--demo=yes'], 'unknown option --demo=yes'],
    [['--demo', '--demo'], '--demo is given twice'],
    [['--shell', 'firefox'], '--shell firefox: expected electron, browser or none'],
    [['--listen', '0.0.0.0:7310'], '--listen 0.0.0.0:7310: expected a loopback address and port'],
    [['--listen', '127.0.0.1'], '--listen 127.0.0.1: expected a loopback address and port'],
    [['--listen', '127.0.0.1:65536'], '--listen 127.0.0.1:65536: expected a loopback address and port'],
    [['--listen', '192.168.1.5:7310'], '--listen 192.168.1.5:7310: expected a loopback address and port'],
  ])('says in one line what is wrong with %j', (words, line) => {
    const read = parseStart(words)
    expect(read.ok ? '' : read.fault.line).toContain(line)
    expect(read.ok ? '' : read.fault.line).not.toContain('\n')
  })

  it('never listens beyond this machine, whatever it is told', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain(), fc.string()), fc.nat(70_000), (host, port) => {
        const read = parseStart(['--listen', `${host}:${port}`])
        expect(['127.0.0.1', '::1', 'refused']).toContain(read.ok ? read.value.listen.host : 'refused')
      }),
    )
  })
})

describe('the command line of the Electron shell', () => {
  it('carries from the launcher what the launcher was told', () => {
    const text = fc.string({ minLength: 1 }).filter((value) => !value.startsWith('--'))
    const source = fc.oneof(
      fc.record({ kind: fc.constant('file' as const), file: text }),
      fc.record({ kind: fc.constant('demonstration' as const), folder: text, reader: text, socialCard: text, scanner: text, printer: text, document: text, platform: text, hall: text }),
    )
    const listen = fc.record({ host: fc.constantFrom('127.0.0.1' as const, '::1' as const), port: fc.nat(65_535) })
    fc.assert(
      fc.property(fc.record({ source, listen, profile: fc.option(text) }), (options) => {
        expect(parseElectron(electronWords(options))).toEqual({ ok: true, value: options })
      }),
    )
  })

  it('reads its own words among those of Chromium', () => {
    const words = ['--inspect=0', 'out/main/electron.js', '--no-sandbox', '--config', 'terminal.yaml', '--lang=zh-CN']
    expect(parseElectron(words)).toMatchObject({ ok: true, value: { source: { kind: 'file', file: 'terminal.yaml' } } })
  })

  it('never opens a demonstration that was not asked for', () => {
    for (const words of [[], ['--demo'], ['--config', 'a.yaml', '--demo'], ['--folder', 'data']]) {
      expect(parseElectron(words).ok).toBe(false)
    }
  })
})

describe('the command line of the ticket preview', () => {
  it('takes a hall file and a picture, on 80 mm paper unless told otherwise', () => {
    const words = ['--hall', 'hall.yaml', '--out', 'ticket.png']
    const value = { hallFile: 'hall.yaml', picture: 'ticket.png', paperMm: 80 }
    expect(parsePreview(words)).toEqual({ ok: true, value })
    expect(parsePreview([...words, '--width=58'])).toEqual({ ok: true, value: { ...value, paperMm: 58 } })
  })

  it.each([
    [['--hall', 'hall.yaml'], 'expected --hall and --out'],
    [['--out', 'ticket.png'], 'expected --hall and --out'],
    [['--hall', 'hall.yaml', '--out', 'ticket.png', '--width', '76'], '--width 76: expected 58 or 80'],
    [['--config', 'terminal.yaml'], 'unknown option --config'],
  ])('refuses %j in one line that says what was expected', (words, told) => {
    const read = parsePreview(words)
    expect(read.ok ? 'accepted' : read.fault.line).toBe(
      `${told}; usage: npm run ticket-preview -- --hall hall.yaml --out ticket.png [--width 58|80]`,
    )
  })
})

describe('the command line of npm run probe', () => {
  it('takes a port, and for what it leaves out 80 mm paper and standard output', () => {
    expect(parseProbe(['--port', 'tcp://192.168.1.50:9100'])).toEqual({
      ok: true,
      value: { port: 'tcp://192.168.1.50:9100', out: null, width: 80 },
    })
    const words = ['--width=58', '--port', 'serial:COM3?baudRate=9600', '--out', 'printer.json']
    expect(parseProbe(words)).toEqual({
      ok: true,
      value: { port: 'serial:COM3?baudRate=9600', out: 'printer.json', width: 58 },
    })
  })

  it.each([
    [[], '--port is missing'],
    [['--port'], '--port needs a value'],
    [['--port', '192.168.1.50'], '--port 192.168.1.50: expected serial:PATH?baudRate=N, tcp://HOST:PORT'],
    [['--port', 'usb:04b8:0202'], '--port usb:04b8:0202: expected tcp://HOST:PORT or serial:PATH?baudRate=N'],
    [['--port', 'tcp://printer:9100', '--width', '76'], '--width 76: expected 58 or 80'],
    [['--port', 'tcp://printer:9100', '--out', 'printer'], '--out printer: expected a name that ends in .json'],
    [['--print'], 'unknown option --print'],
  ])('says in one line what is wrong with %j', (words, line) => {
    const read = parseProbe(words)
    expect(read.ok ? '' : read.fault.line).toContain(line)
    expect(read.ok ? '' : read.fault.line).toContain('; usage: npm run probe -- --port ')
  })
})
