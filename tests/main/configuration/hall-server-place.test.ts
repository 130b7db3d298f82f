import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfiguration } from '../../../main/configuration/configuration.ts'
import { selfMadeCertificate } from '../../self-made-certificate.ts'
import { CREDENTIAL, HALL_YAML, TERMINAL_YAML } from './specimen-files.ts'

const OWN = selfMadeCertificate()
const KEPT = 'credential: { file: ./data/hall }'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-hall-server-'))
  for (const [name, text] of Object.entries({ credential: CREDENTIAL, 'own.crt': OWN.certificate, 'noise.pem': 'noise' })) await writeFile(path.join(folder, name), text)
})
afterEach(() => rm(folder, { recursive: true }))

async function load(server: string, { more = '', hall = HALL_YAML } = {}) {
  await writeFile(path.join(folder, 'hall.yaml'), hall)
  await writeFile(path.join(folder, 'terminal.yaml'), TERMINAL_YAML.replace('server: { hall: embedded }', `${more}${server}`))
  return loadConfiguration(path.join(folder, 'terminal.yaml'))
}
const told = async (...of: Parameters<typeof load>) => {
  const loaded = await load(...of)
  return loaded.ok ? 'accepted' : loaded.fault.line
}

describe('the hall server of a terminal', () => {
  test('is none unless one is named', async () => {
    for (const server of ['', 'server: { hall: embedded }']) expect(await load(server)).toMatchObject({ ok: true, value: { hallServer: null } })
  })

  test('is known by its address, by who signed its certificate, and by a credential that the terminal keeps', async () => {
    const access = { url: 'https://hall.local:8443', credentialFile: path.join(folder, 'data/hall'), authority: OWN.certificate }
    expect(await load(`server: { hall: "https://hall.local:8443/", ${KEPT}, authority: own.crt }`)).toMatchObject({ ok: true, value: { hallServer: access } })
    expect(await load(`server: { hall: "http://127.0.0.1:8443", ${KEPT} }`)).toMatchObject({ ok: true, value: { hallServer: { authority: null } } })
  })

  test.each([
    ['without TLS beyond this machine', `server: { hall: "http://hall.local:8443", ${KEPT} }`, /server\.hall: expected embedded, or the address of the hall server.*found "http:\/\/hall\.local:8443"$/],
    ['below a path', `server: { hall: "https://hall.local/queue", ${KEPT} }`, /server\.hall: expected embedded, or the address/],
    ['at nothing', `server: { ${KEPT} }`, /server\.hall: expected embedded, or the address/],
    ['without a place for the credential', 'server: { hall: "https://hall.local:8443" }', /server\.credential: expected \{ file: PATH \}/],
    ['with a credential in the file itself', 'server: { hall: "https://hall.local:8443", credential: secret }', /server\.credential: expected \{ file: PATH \}/],
    ['with an authority that is not there', `server: { hall: "https://hall.local:8443", ${KEPT}, authority: no.pem }`, /server\.authority: .*there is no such file$/],
    ['with an authority that is none', `server: { hall: "https://hall.local:8443", ${KEPT}, authority: noise.pem }`, /server\.authority: .*holds none$/],
    ['embedded, with a credential', `server: { hall: embedded, ${KEPT} }`, /server\.credential: expected none: an embedded terminal asks no hall server$/],
  ])('%s is refused with the line and what was expected', async (_, server, line) => {
    const fault = await told(server)
    expect(fault).toMatch(line)
    expect(fault).toMatch(/^terminal\.yaml:11: /)
  })

  test.each([
    ['windows and boards', 'hall: { listen: "127.0.0.1:8443" }\n', /^terminal\.yaml:11: hall: expected no hall: windows, boards, call pads and window displays belong to the hall server/],
    ['call pads', '  callPads: { port: "tcp://127.0.0.1:1", pads: [{ address: 1, window: 1 }] }\n', /^terminal\.yaml:11: devices\.callPads: expected no devices\.callPads: /],
    ['displays', '  windowDisplays: { port: "tcp://127.0.0.1:1", displays: [{ unit: 1, window: 1 }] }\n', /^terminal\.yaml:11: devices\.windowDisplays: expected no devices\.windowDisplays: /],
  ])('has the %s of the hall, and its terminals have none', async (_, more, line) => {
    expect(await told(`server: { hall: "https://hall.local:8443", ${KEPT} }`, { more })).toMatch(line)
  })

  test('leaves the letter X to numbers that a terminal gives alone', async () => {
    const hall = HALL_YAML.replace('code: B', 'code: X').replace('overflow: [B]', 'overflow: [X]').replace('first: [A, B]', 'first: [A, X]')
    expect(await told(`server: { hall: "https://hall.local:8443", ${KEPT} }`, { hall })).toMatch(/^hall\.yaml: businesses\.1\.code: expected another letter than X: /)
    expect(await told('server: { hall: embedded }', { hall })).toBe('accepted')
  })
})
