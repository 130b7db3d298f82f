import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { startA4Printer, type A4PrinterSimulator } from '../simulators/a4-printer/a4-printer.ts'
import { specimenOf } from '../simulators/card-reader/specimens.ts'
import { startPlatform, type PlatformSimulator } from '../simulators/platform/platform.ts'
import type { CertificateView } from '../main/contract/certificates.ts'
import { setUpHall, viewWhere, type HallOnADesk } from './hall-on-a-desk.ts'
import type { PageConnection } from './terminal-process.ts'

/** A hall on a desk that also prints certificates: the reference platform, and an A4 printer. */
export interface CertificateHallOnADesk extends HallOnADesk {
  readonly platform: PlatformSimulator
  readonly document: A4PrinterSimulator
}

const LOOPBACK = { host: '127.0.0.1', port: 0 }

/** `document`: the address of another A4 printer than the simulator. */
export async function setUpCertificateHall(
  changes: { readonly hall?: object; readonly document?: string; readonly case?: object; readonly terminal?: object; /** The platform's pages can be opened by phones. */ readonly forPhones?: boolean } = {},
): Promise<CertificateHallOnADesk> {
  const platform = await startPlatform({ listen: LOOPBACK, terminal: 'K01' })
  const document = await startA4Printer({ listen: LOOPBACK, paper: 500 })
  const hall = await setUpHall({
    ...(changes.hall === undefined ? {} : { hall: changes.hall }),
    devices: { document: { driver: 'ipp', port: changes.document ?? document.url } },
    terminal: {
      case: { reader: 'right', ticket: 'bottom-right', document: 'bottom', ...changes.case },
      ...changes.terminal,
      platform: { url: platform.url, credential: { file: './platform.yaml' }, ...(changes.forPhones === true ? { publicUrl: platform.publicUrl } : {}) },
    },
  })
  const catalogueKey = platform.catalogueKey.export({ format: 'der', type: 'spki' }).toString('base64')
  await writeFile(path.join(hall.folder, 'platform.yaml'), stringify({ token: platform.credential, catalogueKey }), { mode: 0o600 })
  return {
    ...hall,
    platform,
    document,
    async clear() {
      await hall.clear()
      await Promise.all([platform.close(), document.close()])
    },
  }
}

const FRAME = Buffer.from('a frame of the camera').toString('base64')

/** Somebody with a card whose face is compared; answers what they may print. */
export async function comesWithFace(hall: HallOnADesk, page: PageConnection): Promise<readonly CertificateView[]> {
  const { kiosk, proof, certificates } = page.client
  const facts = await kiosk.hello()
  hall.reader.remove()
  await viewWhere(page, ({ card, document }) => card.state === 'absent' && document.state === 'ready')
  await kiosk.open()
  await kiosk.agree({ version: facts.consent.version })
  hall.reader.place(specimenOf('domestic'))
  await viewWhere(page, ({ card }) => card.state === 'present')
  const identified = await kiosk.identifyByCard()
  const proven = await proof.compareFace({ frame: FRAME })
  const listed = await certificates.list()
  if (identified.outcome !== 'identified' || proven.outcome !== 'confirmed' || listed.outcome !== 'listed') {
    throw new Error(`expected somebody who may print, not ${identified.outcome}, ${proven.outcome}, ${listed.outcome}`)
  }
  return listed.certificates
}
