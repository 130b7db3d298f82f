import { generateKeyPairSync, randomInt, randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import path from 'node:path'
import { bindPages } from '../../main/filings/bound-pages.ts'
import { deliverFilings } from '../../main/filings/delivery.ts'
import { createFilingKeys } from '../../main/filings/filing-keys.ts'
import { createFilingRegister, type FilingRequest } from '../../main/filings/filing-register.ts'
import { createMaterialFiles, type PageRef } from '../../main/filings/material-files.ts'
import { createMaterials } from '../../main/filings/materials.ts'
import { openLedger } from '../../main/ledger/ledger.ts'
import { machineKeyFrom } from '../../main/ledger/machine-key.ts'
import type { Log } from '../../main/operations/log.ts'
import { openPlatform } from '../../main/platform/client.ts'
import { SPECIMEN_FILINGS } from '../../simulators/platform/specimen-filings.ts'
import { jpegOf } from '../main/filings/jpegs.ts'

/**
 * Runs in a process of its own that the power cut test kills: citizens give papers and hand in, while what was handed in
 * is delivered. What somebody was told of is a line on standard output, written at once. With `deliver` as its last word
 * it only delivers, and ends when nothing waits.
 */
const [folder = '', url = '', credential = '', task = ''] = process.argv.slice(2)
const now = () => new Date()
const key = machineKeyFrom(Buffer.alloc(32, 1))
const opened = await openLedger({ folder, key, terminal: 'K01', now })
if (!opened.ok) throw new Error(opened.fault.line)
const ledger = opened.value
const keys = createFilingKeys({ ledger, key, now })
const files = createMaterialFiles({ folder: path.join(folder, 'materials') })
const materials = createMaterials({ ledger, keys, files })
const register = createFilingRegister({ ledger, keys, now, terminal: 'K01', hallCode: () => '530323-01', businessDay: () => '2026-11-22' })
// No draft outlives its citizen here.
await materials.sweep(new Set())

const { publicKey: catalogueKey } = generateKeyPairSync('ed25519')
const platform = openPlatform({ url, credential, terminal: 'K01', catalogueKey, now })
if (!platform.ok) throw new Error(platform.fault.line)
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log
const delivery = deliverFilings({
  outbox: ledger.outbox,
  register,
  files,
  platform: platform.value,
  now,
  // Half of a back-off is enough here.
  random: () => 0,
  log: silent,
  onState: () => undefined,
  onFault(error) {
    throw error
  },
})

function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

const ITEM = { task_code: '11530323MB0A00018C4532099001000', task_version: 1, catalogue: 'c1' }
/** Two items in one application. */
const PACKAGE = {
  package: 'newborn',
  version: 1,
  catalogue: 'c1',
  members: ['11530323MB0A0002674532008001000', '11530323MB0A00042W4530709011000'].map((task_code) => ({ task_code, task_version: 1, materials: ['lease'] })),
}

/** What was asked for of a specimen's filing (补正), given in one draft however often the power is cut: one asking is answered once. */
async function supplement(): Promise<void> {
  const [requestId, draftId] = ['0b5f9a1e-3c1d-4f57-9a55-0f4d1c2b7a10', '0b5f9a1e-3c1d-4f57-9a55-0f4d1c2b7a11']
  if ((await register.filedBy(requestId, draftId)) !== null) return
  const asked = SPECIMEN_FILINGS.map(({ at }) => at(now())).find(({ state }) => state === 'supplement')
  if (asked?.supplement === undefined) throw new Error('nothing is asked for')
  const pages: PageRef[] = []
  for (const bytes of [20_000, 1_200_000]) {
    const kept = await materials.keep(draftId, jpegOf(bytes))
    if (!kept.ok) throw new Error(kept.fault)
    pages.push(kept.value)
  }
  const bound = await bindPages(pages, (id) => materials.read(draftId, id))
  if ('lost' in bound) throw new Error('a page was lost')
  const document = { sha256: bound.sha256, bytes: bound.bytes, pages: bound.pages }
  const filed = await register.file({
    requestId,
    draftId,
    session: 'session',
    facts: {
      filing: asked.id,
      askedAt: asked.supplement.askedAt,
      person: { document: 'resident-card', number: '11010519491231002X', name: '样本一' },
      assurance: { level: 'card' },
      materials: asked.supplement.items.map(({ key, name }) => ({ key, name, way: 'camera', document })),
    },
    documents: [bound],
    item: { name: asked.title, department: asked.authority, immediate: false, together: [] },
    opens: ['card'],
    paper: null,
  })
  if (filed.outcome !== 'filed') throw new Error(filed.outcome)
  tell({ requestId, receipt: filed.filed.receipt, pages: pages.map(({ id }) => id) })
}

async function citizen(): Promise<never> {
  for (;;) {
    const draftId = randomUUID()
    const requestId = randomUUID()
    const pages: PageRef[] = []
    const many = randomInt(4)
    for (let page = 0; page < many; page += 1) {
      const kept = await materials.keep(draftId, jpegOf(randomInt(1, 5) === 1 ? 1_200_000 : 20_000))
      if (!kept.ok) throw new Error(kept.fault)
      pages.push(kept.value)
    }
    const bound = await bindPages(pages, (id) => materials.read(draftId, id))
    if ('lost' in bound) throw new Error('a page was lost')
    const document = { sha256: bound.sha256, bytes: bound.bytes, pages: bound.pages }
    const request: FilingRequest = {
      requestId,
      draftId,
      session: 'session',
      facts: {
        item: randomInt(2) === 0 ? ITEM : PACKAGE,
        person: { document: 'resident-card', number: '11010519491231002X', name: '样本一' },
        assurance: { level: 'card' },
        applicant: { kind: 'self' },
        form: { wish: requestId },
        materials: pages.length === 0 ? [] : [{ key: 'lease', name: '经营场所使用证明', way: 'camera', document }],
      },
      documents: pages.length === 0 ? [] : [bound],
      item: { name: { zh: '食品经营许可', en: 'Food' }, department: { zh: '市场监督管理局', en: 'Market' }, immediate: false, together: [] },
      opens: ['card'],
      paper: null,
    }
    // Whoever hears nothing asks again.
    const [filed] = await Promise.all([register.file(request), register.file(request)])
    if (filed.outcome !== 'filed') throw new Error(filed.outcome)
    tell({ requestId, receipt: filed.filed.receipt, pages: pages.map(({ id }) => id) })
  }
}

tell({ ready: true })
await supplement()
if (task === 'deliver') {
  while ((await ledger.outbox.waiting()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await delivery.close()
  await ledger.close()
} else await Promise.all([citizen(), citizen()])
