import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** DER, as far as a certificate needs it (ITU-T X.690): tag, length, content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.concat(content)
  const length = bytes.length < 128 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), bytes])
}

const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content)
const text = (tag: number, value: string) => der(tag, Buffer.from(value, 'latin1'))
const oid = (...bytes: readonly number[]) => der(0x06, Buffer.from(bytes))
const octets = (content: Uint8Array) => der(0x04, content)

const ECDSA_WITH_SHA256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)
const COMMON_NAME = oid(0x55, 0x04, 0x03)
const SUBJECT_ALT_NAME = oid(0x55, 0x1d, 0x11)
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13)
const TRUE = Uint8Array.of(0x01, 0x01, 0xff)

const nameOf = (commonName: string) => sequence(der(0x31, sequence(COMMON_NAME, text(0x0c, commonName))))
/** For 127.0.0.1 and `hall.example`. */
const OF_THE_HALL = sequence(SUBJECT_ALT_NAME, octets(sequence(text(0x82, 'hall.example'), der(0x87, Buffer.from([127, 0, 0, 1])))))
const OF_AN_AUTHORITY = sequence(BASIC_CONSTRAINTS, TRUE, octets(sequence(TRUE)))

/** PEM, both. */
export interface CertificateAndKey {
  readonly certificate: string
  readonly key: string
}

/** Good from 2020 to 2049; PEM. */
function sign(parts: { readonly subject: string; readonly publicKey: KeyObject; readonly issuer: string; readonly by: KeyObject; readonly serial: number; readonly extension: Buffer }): string {
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([parts.serial])),
    sequence(ECDSA_WITH_SHA256),
    nameOf(parts.issuer),
    sequence(text(0x17, '200101000000Z'), text(0x17, '491231000000Z')),
    nameOf(parts.subject),
    parts.publicKey.export({ format: 'der', type: 'spki' }),
    der(0xa3, sequence(parts.extension)),
  )
  const signature = createSign('sha256').update(toBeSigned).sign(parts.by)
  const certificate = sequence(toBeSigned, sequence(ECDSA_WITH_SHA256), der(0x03, Buffer.from([0]), signature))
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const written = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString()

/** A certificate that nobody has signed but itself, for 127.0.0.1 and `hall.example`. */
export function selfMadeCertificate(): CertificateAndKey {
  const { publicKey, privateKey } = newKeys()
  const name = 'hall.example'
  return { certificate: sign({ subject: name, publicKey, issuer: name, by: privateKey, serial: 1, extension: OF_THE_HALL }), key: written(privateKey) }
}

/** An authority as an office has its own: its certificate in PEM, and a server's for 127.0.0.1 and `hall.example` that it has signed. */
export function selfMadeAuthority(): { readonly certificate: string; readonly server: CertificateAndKey } {
  const [own, servers] = [newKeys(), newKeys()]
  const name = 'Example Authority'
  return {
    certificate: sign({ subject: name, publicKey: own.publicKey, issuer: name, by: own.privateKey, serial: 1, extension: OF_AN_AUTHORITY }),
    server: {
      certificate: sign({ subject: 'hall.example', publicKey: servers.publicKey, issuer: name, by: own.privateKey, serial: 2, extension: OF_THE_HALL }),
      key: written(servers.privateKey),
    },
  }
}
