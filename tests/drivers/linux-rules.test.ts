import { spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { SWITCHED_ON_BY_FEATURE } from '../../drivers/scanner/hid-pos.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const RULES = path.join(ROOT, 'drivers/linux/70-yimen.rules')

/** One comparison or assignment of a rule: `ATTRS{idVendor}=="0425"`. */
const PART = /^([A-Z]+)(?:\{([A-Za-z]+)\})?(==|!=|\+=|=)"([^"]*)"$/
const COMPARED = new Set(['ACTION', 'SUBSYSTEM', 'ENV', 'ATTR', 'ATTRS'])
const GIVEN = new Set(['MODE', 'GROUP', 'TAG', 'GOTO', 'LABEL'])

interface Rule {
  readonly subsystem: string | undefined
  /** `VID` or `VID:PID`, as udev has them: small letters. */
  readonly device: string
  readonly given: Readonly<Record<string, string>>
}

async function rules(): Promise<readonly Rule[]> {
  const lines = (await readFile(RULES, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.map((line) => {
    const parts = line.split(', ').map((part) => {
      const [, key = '', attribute = '', operator = '', value = ''] = PART.exec(part) ?? []
      expect([line, part, (operator === '==' || operator === '!=' ? COMPARED : GIVEN).has(key)]).toEqual([line, part, true])
      return { name: attribute === '' ? key : attribute, value }
    })
    const of = (name: string) => parts.find((part) => part.name === name)?.value
    const given = Object.fromEntries(parts.filter(({ name }) => GIVEN.has(name)).map(({ name, value }) => [name, value]))
    return { subsystem: of('SUBSYSTEM'), device: [of('idVendor'), of('idProduct')].filter((id) => id !== undefined).join(':'), given }
  })
}

/** Each `usb:VID:PID` and `hid:VID:PID` that somebody may copy from the project, by the file that names it. */
async function named(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const files = ['README.md', 'README.zh-CN.md']
  for (const folder of ['drivers', 'main', 'simulators']) {
    const inside = await readdir(path.join(ROOT, folder), { recursive: true })
    files.push(...inside.filter((file) => file.endsWith('.ts')).map((file) => path.join(folder, file)))
  }
  for (const file of files) {
    const text = await readFile(path.join(ROOT, file), 'utf8')
    for (const [url] of text.matchAll(/\b(?:usb|hid):[\dA-Fa-f]{4}:[\dA-Fa-f]{4}\b/g)) found.set(url.toLowerCase(), file)
  }
  return found
}

describe('the udev rules', () => {
  it('parse, and give each device to the group of serial ports and to whoever sits there', async () => {
    const all = await rules()
    expect(all.length).toBeGreaterThan(10)
    for (const { device, given, subsystem } of all.filter((rule) => rule.device !== '')) {
      expect([device, given, subsystem]).toEqual([device, { MODE: '0660', GROUP: 'dialout', TAG: 'uaccess' }, expect.toBeOneOf(['usb', 'hidraw'])])
      // udev compares letter by letter.
      expect(device).toMatch(/^[\da-f]{4}(:[\da-f]{4})?$/)
    }
    expect(new Set(all.map(({ subsystem, device }) => `${subsystem} ${device}`)).size).toBe(all.length - 1)
  })

  it('know every device that the project names, and no boot loader', async () => {
    const known = new Set((await rules()).map(({ subsystem, device }) => `${subsystem === 'usb' ? 'usb' : 'hid'}:${device}`))
    const names = await named()
    expect(names.size).toBeGreaterThanOrEqual(2)
    for (const [url, file] of names) expect({ url, file, known: known.has(url) }).toEqual({ url, file, known: true })
    for (const vendor of SWITCHED_ON_BY_FEATURE) expect(known).toContain(`hid:${vendor.toString(16).padStart(4, '0')}`)
    // Readers as their makers' own programs know them.
    const readers = ['usb:0400:c35a', 'usb:0316:5020', 'usb:0483:5750', 'usb:28e9:028a', 'hid:0425:8159', 'hid:10c4:0007', 'hid:0483:572b']
    for (const reader of readers) expect(known).toContain(reader)
    for (const loader of ['usb:0483:df11', 'usb:28e9:0289']) expect(known).not.toContain(loader)
  })

  const verify = spawnSync('udevadm', ['verify', '--help'])
  it.skipIf(verify.status !== 0)('are found in order by udev itself (needs the udevadm of systemd 254 or newer)', () => {
    expect(spawnSync('udevadm', ['verify', RULES], { encoding: 'utf8' })).toMatchObject({ status: 0 })
  })
})
