import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfiguration } from '../../../main/configuration/configuration.ts'
import { selfMadeCertificate } from '../../self-made-certificate.ts'
import { CREDENTIAL, HALL_YAML, TERMINAL_YAML } from './specimen-files.ts'

const OWN = selfMadeCertificate()
const LINE = TERMINAL_YAML.split('\n').length
const TLS = 'tls: { certificate: own.crt, key: own.key }'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-hall-pages-'))
  const files = { 'hall.yaml': HALL_YAML, credential: CREDENTIAL, 'own.crt': OWN.certificate, 'own.key': OWN.key, 'other.key': selfMadeCertificate().key, 'noise.pem': 'noise' }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
})
afterEach(() => rm(folder, { recursive: true }))

async function load(hall: string) {
  await writeFile(path.join(folder, 'terminal.yaml'), `${TERMINAL_YAML}${hall}\n`)
  return loadConfiguration(path.join(folder, 'terminal.yaml'))
}

describe('the hall’s windows and boards', () => {
  test('are served nowhere unless it is said', async () => {
    expect(await load('')).toMatchObject({ ok: true, value: { hallPages: null } })
  })

  test('are served over TLS, with certificate and key from beside the file', async () => {
    const access = { listen: { host: '0.0.0.0', port: 8443 }, tls: OWN }
    expect(await load(`hall: { listen: "0.0.0.0:8443", ${TLS} }`)).toMatchObject({ ok: true, value: { hallPages: access } })
    expect(await load(`hall: { listen: "[::]:8443", ${TLS} }`)).toMatchObject({ value: { hallPages: { listen: { host: '::', port: 8443 } } } })
  })

  test.each(['127.0.0.1:8443', '[::1]:0', 'localhost:8443'])('are served without it to this machine alone, on %s', async (listen) => {
    expect(await load(`hall: { listen: "${listen}" }`)).toMatchObject({ ok: true, value: { hallPages: { tls: null } } })
  })

  test.each([
    ['without TLS beyond this machine', 'hall: { listen: "0.0.0.0:8443" }', /hall\.tls: expected \{ certificate: FILE, key: FILE \}: without TLS/],
    ['at a name', `hall: { listen: "hall.local:8443", ${TLS} }`, /hall\.listen: expected an address of this machine and a port.*found "hall\.local:8443"/],
    ['at no port', `hall: { listen: "0.0.0.0", ${TLS} }`, /hall\.listen: expected an address/],
    ['at a port that there is not', `hall: { listen: "0.0.0.0:84430", ${TLS} }`, /hall\.listen: expected an address/],
    ['at nothing', `hall: { ${TLS} }`, /hall\.listen: expected an address/],
    ['with a certificate that is not there', 'hall: { listen: "0.0.0.0:8443", tls: { certificate: no.crt, key: own.key } }', /hall\.tls\.certificate: .*there is no such file/],
    ['with a certificate that is none', 'hall: { listen: "0.0.0.0:8443", tls: { certificate: noise.pem, key: own.key } }', /hall\.tls\.certificate: .*holds none/],
    ['with a key that is none', 'hall: { listen: "0.0.0.0:8443", tls: { certificate: own.crt, key: noise.pem } }', /hall\.tls\.key: .*holds none/],
    ['with the key of another certificate', 'hall: { listen: "0.0.0.0:8443", tls: { certificate: own.crt, key: other.key } }', /hall\.tls\.key: .*another one’s/],
    ['with a word too many', `hall: { listen: "0.0.0.0:8443", ${TLS}, open: true }`, /hall\.open: no such key/],
  ])('%s are refused with the line and what was expected', async (_, hall, told) => {
    const loaded = await load(hall)
    expect(loaded.ok ? 'accepted' : loaded.fault.line).toMatch(told)
    expect(loaded.ok ? 'accepted' : loaded.fault.line).toMatch(new RegExp(`^terminal\\.yaml:${LINE}: `))
  })
})
