import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfiguration } from '../../../main/configuration/configuration.ts'
import { demonstrationConfiguration } from '../../../main/configuration/demonstration.ts'
import { consentOf, factsOf } from '../../../main/session/facts.ts'
import { CREDENTIAL, HALL_YAML, TERMINAL_YAML } from './specimen-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-configuration-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function load(terminal: string, hall: string = HALL_YAML) {
  await writeFile(path.join(folder, 'hall.yaml'), hall)
  await writeFile(path.join(folder, 'terminal.yaml'), terminal)
  await writeFile(path.join(folder, 'credential'), CREDENTIAL)
  return loadConfiguration(path.join(folder, 'terminal.yaml'))
}

async function lineToldFor(terminal: string, hall?: string): Promise<string> {
  const loaded = await load(terminal, hall)
  return loaded.ok ? 'accepted' : loaded.fault.line
}

describe('what an installer writes', () => {
  test('the design’s own example is understood, with paths beside the file', async () => {
    const loaded = await load(TERMINAL_YAML)
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        demonstration: false,
        hallFile: path.join(folder, 'hall.yaml'),
        machine: { data: path.join(folder, 'data'), key: { file: path.join(folder, 'data/machine.key') } },
        hall: {
          hall: { name: { zh: '示例县政务服务中心', en: '示例县政务服务中心' } },
          calendar: { weekly: { mon: [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '17:00' }], sun: [] } },
          policy: { idleSeconds: 60, warningSeconds: 30, numberByScreenWhenNoPaper: true },
        },
      },
    })
  })

  test('a device may have its power behind a relay', async () => {
    const power = 'power: { relay: "serial:/dev/ttyUSB1?baudRate=9600", channel: 2 }'
    const loaded = await load(TERMINAL_YAML.replace('baudRate=115200"', `baudRate=115200", ${power}`))
    expect(loaded).toMatchObject({
      value: { machine: { devices: { idCard: { power: { relay: 'serial:/dev/ttyUSB1?baudRate=9600', channel: 2 } } } } },
    })
    expect(loaded).not.toHaveProperty('value.machine.devices.ticket.power')
  })

  test.each(['serial:COM3?baudRate=115200', 'tcp://192.168.1.50:4001', 'tcp://[fe80::1]:4001', 'hid:0425:8159', 'usb:0400:c35a'])('a card reader may hang on %s', async (port) => {
    const loaded = await load(TERMINAL_YAML.replace('serial:/dev/ttyUSB0?baudRate=115200', port))
    expect(loaded).toMatchObject({ value: { machine: { devices: { idCard: { port, framing: 'plain64' } } } } })
  })

  test('cameras may be named, and the page is told which; without a name it takes the one that fits', async () => {
    const cameras = { paper: 'Document', face: 'HD Webcam' }
    const loaded = await load(TERMINAL_YAML.replace('server: {', '  camera: { paper: " Document ", face: HD Webcam }\nserver: {'))
    if (!loaded.ok) throw new Error(loaded.fault.line)
    const of = (configuration: typeof loaded.value) => factsOf(configuration, '1', { clerks: false, guides: false, filings: false }).cameras
    expect([loaded.value.machine.devices.camera, of(loaded.value)]).toEqual([cameras, cameras])
    const unnamed = await load(TERMINAL_YAML)
    expect(unnamed.ok && of(unnamed.value)).toBeUndefined()
  })

  test('pads and displays hang on a bus each, a window’s name is a number or a word', async () => {
    const pads = 'callPads: { port: "serial:/dev/ttyUSB4?baudRate=9600", pads: [{ address: 1, window: 3 }, { address: 2, window: "社保4" }] }'
    const displays = 'windowDisplays: { port: "tcp://192.168.1.70:4001", displays: [{ unit: 1, window: 3 }] }'
    const loaded = await load(TERMINAL_YAML.replace('server: {', `  ${pads}\n  ${displays}\nserver: {`))
    expect(loaded).toMatchObject({
      value: {
        machine: {
          devices: {
            callPads: { pads: [{ address: 1, window: '3' }, { address: 2, window: '社保4' }] },
            windowDisplays: { port: 'tcp://192.168.1.70:4001', displays: [{ unit: 1, window: '3' }] },
          },
        },
      },
    })
  })

  test('the demonstration hall is always open, so that anybody can try it at any hour', () => {
    const { hall, demonstration } = demonstrationConfiguration({
      folder: '/demonstration',
      reader: 'tcp://127.0.0.1:1',
      socialCard: 'tcp://127.0.0.1:4',
      scanner: 'tcp://127.0.0.1:5',
      printer: 'tcp://127.0.0.1:2',
      document: 'ipp://127.0.0.1:3/ipp/print',
      platform: null,
      hall: '127.0.0.1:6',
    })
    expect(demonstration).toBe(true)
    expect(Object.values(hall.calendar.weekly)).toEqual(Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]))
  })
})

describe('a mistake is one line that names file, line, key and what was expected', () => {
  const broken: readonly (readonly [string, string, string, RegExp])[] = [
    ['an unknown key', 'diagonal: 21.5', 'diagonal: 21.5, touch: yes', /^terminal\.yaml:1: terminal\.screen\.touch: no such key/],
    ['a wrong port', 'tcp://127.0.0.1:9100', 'tcp:/127.0.0.1', /^terminal\.yaml:8: devices\.ticket\.port: expected a port: serial:PATH\?baudRate=N or tcp:\/\/HOST:PORT, found "tcp:\/127\.0\.0\.1"/],
    ['a serial port without its rate', 'serial:/dev/ttyUSB0?baudRate=115200', 'serial:/dev/ttyUSB0', /^terminal\.yaml:7: devices\.idCard\.port: expected a port: serial:PATH\?baudRate=N or .*, found "serial:\/dev\/ttyUSB0"$/],
    ['a TCP port that no machine has', 'tcp://127.0.0.1:9100', 'tcp://127.0.0.1:91000', /^terminal\.yaml:8: devices\.ticket\.port: expected a port: .*, found "tcp:\/\/127\.0\.0\.1:91000"$/],
    ['a USB device without its product', 'serial:/dev/ttyUSB0?baudRate=115200', 'usb:0400', /^terminal\.yaml:7: devices\.idCard\.port: expected a port: serial:PATH\?baudRate=N or tcp:\/\/HOST:PORT or hid:VID:PID or usb:VID:PID, found "usb:0400"$/],
    ['a scanner on bulk pipes', 'serial:/dev/ttyACM0?baudRate=9600', 'usb:0C2E:0B61', /^terminal\.yaml:10: devices\.scanner\.port: expected a port: serial:PATH\?baudRate=N or tcp:\/\/HOST:PORT, found "usb:0C2E:0B61"$/],
    ['an unknown driver', 'driver: sdt', 'driver: sdd', /^terminal\.yaml:7: devices\.idCard\.driver: expected "sdt"/],
    ['a missing key', 'data: ./data', 'date: ./data', /^terminal\.yaml:3: date: no such key|^terminal\.yaml:1: data: /],
    ['a camera without a label', 'server: {', '  camera: { paper: " " }\nserver: {', /^terminal\.yaml:11: devices\.camera\.paper: expected a part of the label of a camera$/],
    ['a camera for nothing', 'server: {', '  camera: {}\nserver: {', /^terminal\.yaml:11: devices\.camera: expected \{ paper: LABEL, face: LABEL \}, or one of them$/],
    ['a camera for something else', 'server: {', '  camera: { door: USB }\nserver: {', /^terminal\.yaml:11: devices\.camera\.door: no such key/],
    ['a camera that is a port', 'server: {', '  camera: /dev/video0\nserver: {', /^terminal\.yaml:11: devices\.camera: expected \{ paper: LABEL, face: LABEL \}, or one of them$/],
    ['a slot for social-security cards on a port', 'server: {', '  socialCard: { driver: pcsc, port: "tcp://127.0.0.1:1" }\nserver: {', /^terminal\.yaml:11: devices\.socialCard\.port: no such key/],
    ['a slot without a driver', 'server: {', '  socialCard: { reader: ACS }\nserver: {', /^terminal\.yaml:11: devices\.socialCard\.driver: /],
    ['a slot with an empty name', 'server: {', '  socialCard: { driver: pcsc, reader: " " }\nserver: {', /^terminal\.yaml:11: devices\.socialCard\.reader: expected a part of the name of a card reader$/],
    ['a pad that no bus has', 'server: {', '  callPads: { port: "tcp://h:1", pads: [{ address: 300, window: 3 }] }\nserver: {', /^terminal\.yaml:11: devices\.callPads\.pads\.0\.address: expected an address on the bus, 1 to 255$/],
    ['two pads of one address', 'server: {', '  callPads: { port: "tcp://h:1", pads: [{ address: 1, window: 3 }, { address: 1, window: 4 }] }\nserver: {', /^terminal\.yaml:11: devices\.callPads\.pads: expected each address once$/],
    ['pads on USB', 'server: {', '  callPads: { port: "hid:0400:C35A", pads: [{ address: 1, window: 3 }] }\nserver: {', /^terminal\.yaml:11: devices\.callPads\.port: expected a port: serial:PATH\?baudRate=N or tcp:\/\/HOST:PORT, found "hid:0400:C35A"$/],
    ['a bus without pads', 'server: {', '  callPads: { port: "tcp://h:1", pads: [] }\nserver: {', /^terminal\.yaml:11: devices\.callPads\.pads: expected \{ port: PORT, pads: \[\{ address: 1, window: 3 \}\] \}$/],
    ['a display without a window', 'server: {', '  windowDisplays: { port: "tcp://h:1", displays: [{ unit: 1 }] }\nserver: {', /^terminal\.yaml:11: devices\.windowDisplays\.displays\.0\.window: expected a window of the hall, such as 3$/],
    ['a display beyond what Modbus has', 'server: {', '  windowDisplays: { port: "tcp://h:1", displays: [{ unit: 248, window: 3 }] }\nserver: {', /^terminal\.yaml:11: devices\.windowDisplays\.displays\.0\.unit: expected an address on the bus, 1 to 247$/],
    ['two displays of one unit', 'server: {', '  windowDisplays: { port: "tcp://h:1", displays: [{ unit: 1, window: 3 }, { unit: 1, window: 4 }] }\nserver: {', /^terminal\.yaml:11: devices\.windowDisplays\.displays: expected each unit once$/],
    ['a place that no case has', 'reader: right', 'reader: inside', /^terminal\.yaml:2: case\.reader: expected one of/],
    ['text that is not YAML', 'data: ./data', 'data: "./data', /^terminal\.yaml:\d+: not YAML/],
    ['a star that YAML takes for a reference', 'data: ./data', 'data: *data', /^terminal\.yaml.*: not YAML: .*data/],
  ]
  const behindRelay = (power: string) => `profile: generic-80mm, power: ${power}`
  const wrongRelays: typeof broken = [
    ['a relay without a port', 'profile: generic-80mm', behindRelay('{ channel: 1 }'), /^terminal\.yaml:8: devices\.ticket\.power\.relay: expected a port: serial:PATH\?baudRate=N or tcp:\/\/HOST:PORT$/],
    ['a relay on a wrong port', 'profile: generic-80mm', behindRelay('{ relay: COM3, channel: 1 }'), /^terminal\.yaml:8: devices\.ticket\.power\.relay: expected a port: .*, found "COM3"$/],
    ['a relay without a channel', 'profile: generic-80mm', behindRelay('{ relay: "tcp://127.0.0.1:1" }'), /^terminal\.yaml:8: devices\.ticket\.power\.channel: expected a channel of the relay, 1 to 8$/],
    ['a channel that no relay has', 'profile: generic-80mm', behindRelay('{ relay: "tcp://127.0.0.1:1", channel: 9 }'), /^terminal\.yaml:8: devices\.ticket\.power\.channel: expected a channel of the relay, 1 to 8, found 9$/],
    ['a port where a relay belongs', 'profile: generic-80mm', behindRelay('"tcp://127.0.0.1:1"'), /^terminal\.yaml:8: devices\.ticket\.power: expected \{ relay: PORT, channel: 1 to 8 \}$/],
    ['a relay for a device that has none', 'ipp/print"', 'ipp/print", power: { relay: "tcp://127.0.0.1:1", channel: 1 }', /^terminal\.yaml:9: devices\.document\.power: no such key/],
  ]
  test.each([...broken, ...wrongRelays])('%s in terminal.yaml', async (_, right, wrong, told) => {
    expect(TERMINAL_YAML).toContain(right)
    expect(await lineToldFor(TERMINAL_YAML.replace(right, wrong))).toMatch(told)
  })

  const brokenHalls: readonly (readonly [string, string, string, RegExp])[] = [
    ['hours that end before they begin', '13:30-17:00', '17:00-13:30', /^hall\.yaml:3: calendar\.weekly\.mon\.1: expected hours that end after they begin/],
    ['hours that are no hours', '13:30-17:00', '13.30-17', /^hall\.yaml:3: calendar\.weekly\.mon\.1: expected hours such as/],
    ['a time zone nobody knows', 'Asia/Shanghai', 'Asia/Kunming2', /^hall\.yaml:1: hall\.timeZone: expected a time zone/],
    ['two businesses with one letter', 'code: B', 'code: A', /^hall\.yaml:\d+: businesses: expected each business to have a letter/],
    ['a window that serves what the hall has not', 'overflow: [B]', 'overflow: [Q]', /^hall\.yaml:11: windows\.0\.overflow: expected letters of businesses of this hall; Q is none$/],
    ['a window that serves a business twice', 'overflow: [B]', 'overflow: [A]', /^hall\.yaml:11: windows\.0\.overflow: expected each business once at a window; A is there twice$/],
    ['a window that is there twice', 'no: 2', 'no: 1', /^hall\.yaml:11: windows\.1\.no: expected each window once$/],
    ['a window that serves nothing', 'first: [A, B]', 'first: []', /^hall\.yaml:11: windows\.1\.first: expected at least one business that the window serves$/],
    ['a green channel for children', 'idleSeconds: 60', 'greenChannel: { fromAge: 6 }, idleSeconds: 60', /^hall\.yaml:12: policy\.greenChannel\.fromAge: expected an age from 50 to 100/],
    ['a green channel for a ground nobody knows', 'idleSeconds: 60', 'greenChannel: { declared: [elderly] }, idleSeconds: 60', /^hall\.yaml:12: policy\.greenChannel\.declared\.0: expected disabled, pregnant, veteran or other$/],
    ['a green channel with a ground twice', 'idleSeconds: 60', 'greenChannel: { declared: [other, other] }, idleSeconds: 60', /^hall\.yaml:12: policy\.greenChannel\.declared: expected each ground once$/],
    ['a quota that is no number', 'quota: 200', 'quota: many', /^hall\.yaml:\d+: businesses\.0\.quota: expected/],
    ['quota windows that overlap', 'quota: 200', 'quota: { perWindow: [{ from: "09:00", to: "10:00", tickets: 9 }, { from: "09:30", to: "11:00", tickets: 9 }] }', /^hall\.yaml:\d+: businesses\.0\.quota\.perWindow: expected windows that do not overlap/],
    ['a quota window that ends before it begins', 'quota: 200', 'quota: { perWindow: [{ from: "10:00", to: "09:00", tickets: 9 }] }', /^hall\.yaml:\d+: businesses\.0\.quota\.perWindow\.0: expected a window that ends after it begins/],
    ['a way to identify that does not exist', 'identify: typed', 'identify: face', /^hall\.yaml:\d+: businesses\.0\.identify: expected one of/],
  ]
  test.each(brokenHalls)('%s in hall.yaml', async (_, right, wrong, told) => {
    expect(HALL_YAML).toContain(right)
    expect(await lineToldFor(TERMINAL_YAML, HALL_YAML.replace(right, wrong))).toMatch(told)
  })

  test('a file that is not there', async () => {
    const loaded = await loadConfiguration(path.join(folder, 'nowhere.yaml'))
    expect(loaded).toEqual({ ok: false, fault: { line: `${path.join(folder, 'nowhere.yaml')}: there is no such file` } })
  })

  test('a catalogue with a wrong field', async () => {
    const item = { catalog_code: '5320990010', task_code: '1'.repeat(31), task_name: '打印', dept_name: '局', task_version: 1 }
    await writeFile(path.join(folder, 'catalogue.json'), JSON.stringify({ version: '1', items: [item] }, null, 1))
    const told = await lineToldFor(`${TERMINAL_YAML}catalogue: ./catalogue.json\n`)
    expect(told).toBe('catalogue.json:5: items.0.catalog_code: expected 12 digits or upper case letters')
  })

  test('a hall file that is not there', async () => {
    expect(await lineToldFor(TERMINAL_YAML.replace('./hall.yaml', './halle.yaml'))).toBe(
      `${path.join(folder, 'halle.yaml')}: there is no such file`,
    )
  })
})

describe('a decoder of card photos', () => {
  const naming = (file: string) => TERMINAL_YAML.replace(/(idCard:.*?)( ?\})/, `$1, photoDecoder: ${file} }`)

  test('is a module beside terminal.yaml, and is named in the notice', async () => {
    await writeFile(path.join(folder, 'wlt.mjs'), 'export const decodePhoto = () => null')
    const loaded = await load(naming('./wlt.mjs'))
    expect(loaded).toMatchObject({ value: { machine: { devices: { idCard: { photoDecoder: path.join(folder, 'wlt.mjs') } } } } })
    if (!loaded.ok) throw new Error(loaded.fault.line)
    const { machine, hall } = loaded.value
    const plain = { ...hall, notices: undefined }
    expect(consentOf(plain, machine).text.zh).toContain('会在屏幕上显示证件照片')
    expect(consentOf(plain, { devices: {} }).text.zh).not.toContain('会在屏幕上显示证件照片')
  })

  test.each([
    ['./nowhere.mjs', '; there is no such file that may be read'],
    ['./folder.mjs', '; there is no such file that may be read'],
    ['./wlt.dll', ''],
  ])('that is none (%s) is told with its line before the terminal opens', async (file, why) => {
    await mkdir(path.join(folder, 'folder.mjs'))
    const line = 1 + naming(file).split('\n').findIndex((words) => words.includes('photoDecoder'))
    expect(await lineToldFor(naming(file))).toBe(
      `terminal.yaml:${line}: devices.idCard.photoDecoder: expected the path of a .mjs module that exports decodePhoto${why}`,
    )
  })
})

describe('a module for the medical-insurance part of social-security cards', () => {
  const naming = (module: string) => TERMINAL_YAML.replace('server: {', `  socialCard: { driver: pcsc, medicalInsurance: ${module} }\nserver: {`)

  test('lies beside terminal.yaml, and is named in the notice', async () => {
    await writeFile(path.join(folder, 'insurance.mjs'), 'export const readMedicalInsurance = () => null')
    const loaded = await load(naming('{ module: ./insurance.mjs }'))
    if (!loaded.ok) throw new Error(loaded.fault.line)
    const { machine, hall } = loaded.value
    expect(machine.devices.socialCard).toEqual({ driver: 'pcsc', medicalInsurance: { module: path.join(folder, 'insurance.mjs') } })
    expect(consentOf({ ...hall, notices: undefined }, machine).text.zh).toContain('医保个人编号')
    expect(consentOf({ ...hall, notices: undefined }, { devices: {} }).text.zh).not.toContain('医保')
  })

  test.each([
    ['{ module: ./nowhere.mjs }', '.module: expected the path of a .mjs module that exports readMedicalInsurance; there is no such file that may be read'],
    ['{ module: ./insurance.dll }', '.module: expected the path of a .mjs module that exports readMedicalInsurance'],
    ['./insurance.mjs', ': expected { module: PATH }'],
  ])('that is none (%s) is told with its line', async (module, told) => {
    expect(await lineToldFor(naming(module))).toBe(`terminal.yaml:11: devices.socialCard.medicalInsurance${told}`)
  })
})

describe('fonts for rare names', () => {
  const naming = (file: string) => `${TERMINAL_YAML}fonts: { fallback: [${file}] }\n`

  test('are files beside terminal.yaml, or anywhere', async () => {
    const font = fileURLToPath(new URL('../../../printers/certificate/fonts/NotoSansSC-Regular.ttf', import.meta.url))
    expect(await load(naming(path.relative(folder, font)))).toMatchObject({ value: { machine: { fonts: { fallback: [font] } } } })
    expect(await load(TERMINAL_YAML)).toMatchObject({ value: { machine: { fonts: { fallback: [] } } } })
  })

  test.each(['nowhere.ttf', 'hall.yaml'])('that cannot be read (%s) are told before the terminal opens', async (file) => {
    expect(await lineToldFor(naming(file))).toBe(
      'terminal.yaml: fonts.fallback.0: expected a font file (TTF or OTF) that can be read',
    )
  })
})

describe('the profile of the ticket printer', () => {
  const naming = (profile: string) => TERMINAL_YAML.replace('profile: generic-80mm', `profile: ${profile}`)
  const specimen = new URL('../../../printers/escpos/profiles/generic-58mm.json', import.meta.url)

  test('is a model by name, the usual 80 mm one where none is named', async () => {
    expect(await load(naming('epson-tm-t88'))).toMatchObject({ value: { ticketProfile: { name: 'epson-tm-t88' } } })
    expect(await load(TERMINAL_YAML.replace(', profile: generic-80mm', ''))).toMatchObject({
      value: { ticketProfile: { name: 'generic-80mm', columns: 48 } },
    })
  })

  test('is a file beside terminal.yaml, as the probe writes it', async () => {
    const probed = (await readFile(specimen, 'utf8')).replace('"name": "generic-58mm"', '"name": "at the east door"')
    await writeFile(path.join(folder, 'printer.json'), probed)
    expect(await load(naming('./printer.json'))).toMatchObject({
      value: { ticketProfile: { name: 'at the east door', columns: 32 } },
    })
  })

  test('that nobody knows is told with the names that are known', async () => {
    expect(await lineToldFor(naming('epson'))).toMatch(
      /^terminal\.yaml:8: devices\.ticket\.profile: expected generic-80mm, .*xprinter.* \.json file .*, found "epson"$/,
    )
  })

  test('whose file is not there is told with the key that names it', async () => {
    expect(await lineToldFor(naming('./nowhere.json'))).toBe(
      `terminal.yaml: devices.ticket.profile: ${path.join(folder, 'nowhere.json')}: there is no such file`,
    )
  })

  test('whose file has a wrong value is told with its file, line, key and what was expected', async () => {
    const wrong = (await readFile(specimen, 'utf8')).replace('"support": "unknown"', '"support": "maybe"')
    await writeFile(path.join(folder, 'printer.json'), wrong)
    expect(await lineToldFor(naming('./printer.json'))).toMatch(
      /^terminal\.yaml: devices\.ticket\.profile: printer\.json:\d+: automaticStatus\.support: expected one of "yes"\|"no"\|"unknown"$/,
    )
  })
})
