import { randomUUID } from 'node:crypto'
import { call } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { BeginOutcome, DraftView } from '../../../main/contract/filings.ts'
import { recordDisputes } from '../../../main/filings/disputes.ts'
import { createDrafts } from '../../../main/filings/drafts.ts'
import { openFilingIntake } from '../../../main/filings/intake.ts'
import { filingProcedures } from '../../../main/filings/procedures.ts'
import { progressProcedures } from '../../../main/filings/progress-procedures.ts'
import { createSupplements } from '../../../main/filings/supplements.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import type { Log } from '../../../main/operations/log.ts'
import type { Platform } from '../../../main/platform/platform.ts'
import { businessDay } from '../../../main/queue/calendar.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { createSessions } from '../../../main/session/sessions.ts'
import { platformLicences } from '../../../main/filings/platform-licences.ts'
import type { ReceiptContent } from '../../../printers/ticket/receipt.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { dataFolder, KEY, open } from '../ledger/fixture.ts'
import { OWNER } from './desk.ts'
import { jpegOf } from './jpegs.ts'

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log

/** A terminal at which what was asked for (补正) can be given, its own drafts and ledger and whatever platform. */
export async function supplementHall(platform: Platform, folder?: string) {
  const data = folder ?? (await dataFolder())
  const now = () => new Date()
  const ledger: Ledger = await open(data, now)
  const hall = HallFile.parse(OPEN_HALL)
  const calendar = () => ({ ...hall.calendar, timeZone: hall.hall.timeZone })
  const today = () => businessDay(now(), hall.hall.timeZone)
  const faults: unknown[] = []
  const onFault = (error: unknown) => void faults.push(error)
  const sessions = createSessions({
    policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
    onChange: () => undefined,
    onEnd: () => void drafts.sessionEnded(),
  })
  const items = { current: null, find: () => null, faults: [] }
  const drafts = createDrafts({
    ledger,
    items,
    now,
    today,
    keptDays: () => hall.policy.retentionDays.draft,
    phones: false,
    inFront: () => sessions.current?.identity ?? null,
    onGone: (id) => void intake.materials.destroy(id).catch(onFault),
  })
  const receipts: ReceiptContent[] = []
  const intake = await openFilingIntake({
    ledger,
    key: KEY,
    data,
    terminal: 'K01',
    demonstration: false,
    hall: () => hall,
    sessions,
    drafts,
    keptDrafts: async () => new Set((await ledger.read<{ readonly draft_id: string }>('SELECT draft_id FROM draft')).map((row) => row.draft_id)),
    renewed: (draft) => drafts.renewed(draft),
    catalogueVersion: () => '',
    opens: (draft) => drafts.filable(draft).form.assurance,
    owedUntil: () => today(),
    platform,
    publicUrl: null,
    printer: null,
    encode: (content) => {
      receipts.push(content)
      return { ok: false, fault: { kind: 'unprintable' } } as never
    },
    phones: null,
    phonesOpen: null,
    composer: null,
    receiptPages: null,
    now,
    timeIsKnown: () => true,
    log: SILENT,
    onFault,
  })
  const supplements = createSupplements({ drafts, here: intake.here, today, onFault })
  const progress = progressProcedures({ sessions, platform, calendar, now, recordDispute: recordDisputes(ledger), here: intake.here, supplements })
  const procedures = {
    ...filingProcedures({ items, drafts, sessions, codes: null, licences: platformLicences(platform, today), learnInsurance: null, calendar, today, here: intake.here, oneAtATime: intake.oneAtATime, onFault }),
    ...intake.procedures,
  }
  let closed = false
  async function close(): Promise<void> {
    if (closed) return
    closed = true
    sessions.end('terminal-ends')
    await intake.close()
    await ledger.close()
  }
  onTestFinished(close)

  const told = {
    data,
    ledger,
    sessions,
    progress,
    procedures,
    here: intake.here,
    faults,
    close,
    /** Somebody lays a card, and a clerk has looked at them. */
    arrives(whose: { readonly number: string; readonly name: string } = OWNER, proven = true): void {
      sessions.end('done')
      const session = sessions.open()
      session.agreed = 1
      session.identity = identityOf({ assurance: 'card', number: whose.number, name: whose.name })
      session.proof = proven ? { by: 'clerk', clerk: '王工' } : null
    },
    async list() {
      return await call(progress.list, undefined)
    },
    /** The filing whose papers were asked for, as it is listed now. */
    async asked() {
      const listed = await told.list()
      const found = listed.outcome === 'listed' ? listed.filings.find(({ state }) => state === 'supplement') : undefined
      if (found === undefined) throw new Error('nothing is asked for')
      return await call(progress.filing, { filing: found.id })
    },
    async begin(filing: string): Promise<Extract<BeginOutcome, { readonly outcome: 'open' }>> {
      const begun = await call(progress.supplement, { filing })
      if (begun.outcome !== 'open') throw new Error(begun.reason)
      return begun
    },
    /** The first paper photographed, the second by licence. */
    async give({ draft, materials }: DraftView): Promise<void> {
      const [photographed = '', licensed = ''] = materials.map(({ key }) => key)
      const jpeg = Buffer.from(jpegOf(3000)).toString('base64')
      await call(procedures.addPage, { draft, material: photographed, jpeg, requestId: randomUUID() })
      const found = await call(procedures.licences, { draft, material: licensed })
      const licence = found.outcome === 'listed' ? (found.licences[0]?.id ?? '') : ''
      await call(procedures.giveLicence, { draft, material: licensed, licence })
    },
    send: (draft: string, requestId: string = randomUUID()) => call(procedures.send, { draft, requestId }),
  }
  return told
}
