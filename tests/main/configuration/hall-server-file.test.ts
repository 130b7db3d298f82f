import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadHallServer } from '../../../main/configuration/hall-server-file.ts'
import { selfMadeCertificate } from '../../self-made-certificate.ts'
import { CREDENTIAL, HALL_YAML } from './specimen-files.ts'

const OWN = selfMadeCertificate()
const HALL_SERVER_YAML = `server: S1
hallFile: ./hall.yaml
listen: "127.0.0.1:0"
database: { host: /run/postgresql, name: yimen, user: yimen }
key: { credential: queue }
`

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-hall-server-'))
  const files = {
    'hall.yaml': HALL_YAML,
    'platform.yaml': CREDENTIAL,
    'hall.crt': OWN.certificate,
    'hall.key': OWN.key,
    'database-ca.crt': OWN.certificate,
    'database-password': 'geheim 样本\n',
    'two-lines': 'one\ntwo\n',
    empty: '',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
})
afterEach(() => rm(folder, { recursive: true }))

async function load(text: string) {
  await writeFile(path.join(folder, 'hall-server.yaml'), text)
  return loadHallServer(path.join(folder, 'hall-server.yaml'))
}

describe('the hall server’s file', () => {
  test('is, as the README shows it, one that works', async () => {
    const readme = await readFile(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8')
    const loaded = await load(/```yaml\n(# hall-server\.yaml\n.*?)```/s.exec(readme)?.[1] ?? '')
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        server: 'S1',
        hallFile: path.join(folder, 'hall.yaml'),
        hall: { hall: { code: '530323-01' } },
        access: { listen: { host: '0.0.0.0', port: 8443 }, tls: OWN },
        database: { host: '10.20.0.5', port: 5432, database: 'yimen', user: 'yimen', password: 'geheim 样本', authority: OWN.certificate },
        key: { file: path.join(folder, 'queue.key') },
        devices: { callPads: { port: 'tcp://10.20.0.60:4001', pads: [{ address: 1, window: '3' }] }, windowDisplays: { displays: [{ unit: 1, window: '3' }] } },
        platform: { id: 'HALL-530323', url: 'https://platform.example/api/v1', token: '0123456789abcdefghij' },
      },
    })
  })

  test('needs little where PostgreSQL and everybody else is on this machine', async () => {
    const loaded = await load(HALL_SERVER_YAML)
    expect(loaded).toMatchObject({ ok: true, value: { access: { tls: null }, key: { credential: 'queue' }, devices: {}, platform: null } })
    expect(loaded.ok && loaded.value.database).toEqual({ host: '/run/postgresql', port: 5432, database: 'yimen', user: 'yimen' })
  })

  test.each([
    ['without a name of its own', ['server: S1', 'server: "the first"'], /:1: server: expected 1 to 16 letters, digits or hyphens/],
    ['with a key that nobody knows', ['server: S1', 'server: S1\nscreen: true'], /:2: screen: no such key is known here/],
    ['without TLS beyond this machine', ['127.0.0.1:0', '0.0.0.0:8443'], /tls: expected \{ certificate: FILE, key: FILE \}: without TLS/],
    ['with a certificate that is not there', ['server: S1', 'server: S1\ntls: { certificate: no.crt, key: hall.key }'], /:2: tls\.certificate: .*there is no such file/],
    ['with a database across the network without TLS', ['/run/postgresql', 'db.example'], /:4: database\.?\w*: expected the file of the certificate authority \(PEM\): without TLS/],
    ['with a pad that no bus has', ['server: S1', 'server: S1\ndevices: { callPads: { port: "tcp://h:1", pads: [{ address: 300, window: 3 }] } }'], /:2: devices\.callPads\.pads\.0\.address: expected an address on the bus, 1 to 255$/],
    ['with a device that belongs to terminals', ['server: S1', 'server: S1\ndevices: { scanner: { driver: serial-scanner, port: "tcp://h:1" } }'], /:2: devices\.scanner: no such key is known here$/],
    ['with an authority that is none', ['name: yimen', 'authority: empty, name: yimen'], /database\.authority: .*the file holds no certificate/],
    ['with a password that is not there', ['name: yimen', 'password: { file: nowhere }, name: yimen'], /database\.password\.file: expected \{ file: PATH \}.*there is no such file/],
    ['with a password of two lines', ['name: yimen', 'password: { file: two-lines }, name: yimen'], /database\.password\.file: .*more than one line/],
    ['with the password itself', ['name: yimen', 'password: secret, name: yimen'], /database\.password: expected \{ file: PATH \}/],
    ['with a port that there is not', ['name: yimen', 'port: 70000, name: yimen'], /database\.port/],
    ['without a key', ['key: { credential: queue }', ''], /key: expected \{ file: PATH \} or \{ credential: NAME \}/],
    ['with a platform without a credential', ['server: S1', 'server: S1\nplatform: { id: H1, url: "https://platform.example/api/v1" }'], /:2: platform\.credential/],
  ] as const)('%s is one line of file, key and what was expected', async (_, [instead, written], line) => {
    const loaded = await load(HALL_SERVER_YAML.replace(instead, written))
    expect(loaded.ok ? 'accepted' : loaded.fault.line).toMatch(line)
    expect(loaded.ok ? '' : loaded.fault.line).toMatch(/^hall-server\.yaml:\d+: /)
  })

  test('leads to the hall’s own file, whose mistakes are told as its own', async () => {
    await writeFile(path.join(folder, 'hall.yaml'), HALL_YAML.replace('code: A', 'code: a'))
    const loaded = await load(HALL_SERVER_YAML)
    expect(loaded.ok ? 'accepted' : loaded.fault.line).toMatch(/^hall\.yaml:\d+: businesses\.0\.code: expected one letter/)
  })
})
