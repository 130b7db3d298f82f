import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { call } from '@orpc/server'
import { onTestFinished } from 'vitest'
import type { CertificateComposer } from '../../../printers/certificate/composer.ts'
import type { ThermalPrinter } from '../../../printers/escpos/thermal-printer.ts'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { GENERIC_80MM } from '../../../printers/escpos/profile.ts'
import { encodeReceipt } from '../../../printers/ticket/receipt.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import { openFilingIntake, type FilingIntake } from '../../../main/filings/intake.ts'
import type { PhonePlatform } from '../../../main/filings/phone-slots.ts'
import type { ReceiptPages } from '../../../main/filings/receipt-pages.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import type { Log } from '../../../main/operations/log.ts'
import type { Platform } from '../../../main/platform/platform.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { createSessions, type Sessions } from '../../../main/session/sessions.ts'
import { NOTO_SANS } from '../../printers/escpos/fonts.ts'
import { person } from '../../simulators/platform/caller.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { dataFolder, KEY, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { draftOf, fakeDrafts, type FakeDrafts } from './fake-drafts.ts'

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log
export const OWNER = person('domestic')
const FONTS = outlineFonts([NOTO_SANS])

/** A terminal's ledger, session and intake, with drafts in memory. */
export interface FilingDesk {
  readonly folder: string
  readonly ledger: Ledger
  readonly sessions: Sessions
  readonly drafts: FakeDrafts
  readonly intake: FilingIntake
  readonly faults: unknown[]
  /** What the catalogue in use has; null: the item left it. */
  item: { readonly taskVersion: number; readonly catalogueVersion: string } | null
  sureEnough: boolean
  /** A person who laid their card, and a draft of theirs. */
  begin(): string
  addPage(draft: string, material: string, jpeg: Uint8Array, requestId?: string): Promise<Outcome>
  send(draft: string, requestId?: string): Promise<Outcome>
}

type Outcome = Readonly<Record<string, unknown>> & { readonly outcome: string }

export async function filingDesk(options: {
  readonly platform?: Pick<Platform, 'upload' | 'uploadPart' | 'file' | 'supplement' | 'progress'>
  readonly phones?: PhonePlatform
  readonly composer?: Pick<CertificateComposer, 'inspectGiven'>
  readonly printer?: ThermalPrinter
  readonly receiptPages?: ReceiptPages
  readonly folder?: string
  readonly drafts?: FakeDrafts
  readonly publicUrl?: string
  readonly now?: () => Date
} = {}): Promise<FilingDesk> {
  const now = options.now ?? (() => TEN_O_CLOCK)
  const folder = options.folder ?? (await dataFolder())
  const ledger = await open(folder, now)
  const sessions = createSessions({
    policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
    onChange: () => undefined,
    onEnd: () => void intake.sessionEnded().catch((error: unknown) => faults.push(error)),
  })
  const drafts = options.drafts ?? fakeDrafts()
  const hall = HallFile.parse(OPEN_HALL)
  const faults: unknown[] = []
  const desk: Pick<FilingDesk, 'item' | 'sureEnough'> = { item: { taskVersion: 1, catalogueVersion: 'c1' }, sureEnough: true }
  const intake = await openFilingIntake({
    ledger,
    key: KEY,
    data: folder,
    terminal: 'K01',
    demonstration: true,
    hall: () => hall,
    sessions,
    drafts,
    keptDrafts: () => Promise.resolve(new Set(drafts.kept.keys())),
    async renewed(draft) {
      if (desk.item === null) return null
      const { taskVersion } = desk.item
      if (taskVersion === draft.item.taskVersion) return { draft, changed: false }
      const next = { ...draft, item: { ...draft.item, taskVersion }, answers: {} }
      await drafts.change(next)
      return { draft: next, changed: true }
    },
    catalogueVersion: () => desk.item?.catalogueVersion ?? '',
    owedUntil: (workingDays) => `2026-12-0${workingDays}`,
    opens: () => (desk.sureEnough ? ['card', 'card+sms', 'card+face', 'clerk'] : []),
    platform: options.platform ?? null,
    publicUrl: options.publicUrl ?? null,
    phones: options.phones ?? null,
    phonesOpen: options.publicUrl ?? null,
    composer: options.composer ?? null,
    printer: options.printer ?? null,
    encode: (content) => encodeReceipt(content, GENERIC_80MM, FONTS),
    receiptPages: options.receiptPages ?? null,
    now,
    timeIsKnown: () => true,
    log: SILENT,
    onFault: (error) => faults.push(error),
  })
  drafts.onDestroy = (id) => intake.materials.destroy(id)
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    sessions.end('terminal-ends')
    await intake.close()
    await ledger.close()
  }
  onTestFinished(close)
  const { procedures } = intake
  return Object.assign(desk, {
    folder,
    ledger,
    sessions,
    drafts,
    intake: { ...intake, close },
    faults,
    begin() {
      const session = sessions.open()
      session.identity ??= identityOf({ assurance: 'card', number: OWNER.number, name: OWNER.name })
      const draft = draftOf(randomUUID())
      drafts.kept.set(draft.id, draft)
      return draft.id
    },
    addPage: (draft: string, material: string, jpeg: Uint8Array, requestId: string = randomUUID()) =>
      call(procedures.addPage, { draft, material, jpeg: Buffer.from(jpeg).toString('base64'), requestId }) as Promise<Outcome>,
    send: (draft: string, requestId: string = randomUUID()) => call(procedures.send, { draft, requestId }) as Promise<Outcome>,
  })
}

export function materialsFolder(folder: string): string {
  return path.join(folder, 'materials')
}
