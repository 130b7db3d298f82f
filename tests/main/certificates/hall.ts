import assert from 'node:assert/strict'
import { onTestFinished } from 'vitest'
import { createCertificateDesk, type CertificateDesk, type CopyView } from '../../../main/certificates/certificate-desk.ts'
import { createCertificatePapers } from '../../../main/certificates/certificate-paper.ts'
import { createCertificateCopies, type CertificateCopies, type CertificateWish, type IntendedCopy } from '../../../main/certificates/copies.ts'
import type { CertificateOffice } from '../../../main/certificates/office.ts'
import { recordTakenPaper } from '../../../main/certificates/taken-paper.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import type { Log } from '../../../main/operations/log.ts'
import type { Platform } from '../../../main/platform/platform.ts'
import type { Asker } from '../../../main/session/proof.ts'
import type { CertificateComposer } from '../../../printers/certificate/composer.ts'
import { composeCertificate } from '../../../printers/certificate/compose.ts'
import { inspectPdf } from '../../../printers/certificate/inspect-pdf.ts'
import { openA4Printer } from '../../../printers/ipp/a4-printer.ts'
import type { A4Timing } from '../../../printers/ipp/timing.ts'
import { startA4Printer, type A4PrinterSimulator } from '../../../simulators/a4-printer/a4-printer.ts'
import type { PlatformSimulator } from '../../../simulators/platform/platform.ts'
import { shipped, specimenFonts } from '../../printers/certificate/specimens.ts'
import { person } from '../../simulators/platform/caller.ts'
import { dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { line, valueOf } from '../platform/fixture.ts'

export const DAY = '2026-11-22'

/** Quick where a printer answers at once; no limit is short unless a test is about its end. */
const QUICK: Partial<A4Timing> = {
  idlePollMs: 10, pollMs: 5, retryMs: 10, searchMs: 5, troubleMs: 60,
}

const FONTS = specimenFonts()
const TEMPLATES = await shipped(FONTS)
/** What the composer's thread does, done by this one. */
export const HERE: Pick<CertificateComposer, 'compose' | 'inspect'> = {
  compose: (content, template) => Promise.resolve(composeCertificate(content, template, FONTS)),
  inspect: inspectPdf,
}
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log

/** A terminal's ledger and desk, the platform and the printer at their other ends. */
export interface CertificateHall {
  readonly ledger: Ledger
  readonly copies: CertificateCopies
  readonly desk: CertificateDesk
  /** The same, as the page's calls find it. */
  readonly office: CertificateOffice
  /** The terminal's end of the line. */
  readonly client: Platform
  readonly platform: PlatformSimulator
  readonly printer: A4PrinterSimulator
  readonly asker: Asker
  /** Of the kinds that this person holds. */
  readonly wishes: ReadonlyMap<string, CertificateWish>
  /** Lets the client's circuit forget what failed. */
  rested(): void
  intend(requestId: string, wish: CertificateWish, copies?: number): Promise<readonly IntendedCopy[]>
  /** Prints so many copies and answers how each ended. */
  print(requestId: string, wish: CertificateWish, copies?: number): Promise<readonly CopyView[]>
}

export async function certificateHall(
  timing: Partial<A4Timing> = {},
  composer: Pick<CertificateComposer, 'compose' | 'inspect'> = HERE,
): Promise<CertificateHall> {
  const ledger = await open(await dataFolder())
  const { simulator, platform, pass } = await line()
  const printer = await startA4Printer({ listen: { host: '127.0.0.1', port: 0 }, paper: 100_000 })
  onTestFinished(() => printer.close())
  const driver = openA4Printer({ url: printer.url, timing: { ...QUICK, ...timing } })
  onTestFinished(() => driver.close())
  const copies = createCertificateCopies(ledger, () => TEN_O_CLOCK)
  const papers = createCertificatePapers({
    platform,
    seals: platform,
    composer,
    templates: TEMPLATES,
    terminal: 'K01',
    hallTime: () => '2026-11-22 10:00',
    demonstration: false,
  })
  const desk = createCertificateDesk({
    platform,
    papers,
    printer: driver,
    copies,
    sheets: ledger.sheets,
    livesMs: () => 5_000,
    now: () => TEN_O_CLOCK,
    log: SILENT,
  })
  const asker = await confirmed(simulator, platform)
  const intend = async (requestId: string, wish: CertificateWish, many = 1) => {
    const holder = { number: asker.person.number, name: asker.person.name }
    const intended = await copies.intend({ requestId, wish, holder, copies: many, businessDay: DAY })
    assert(intended.outcome === 'intended')
    return intended.copies
  }
  return {
    ledger,
    copies,
    desk,
    office: {
      platform,
      copies,
      desk,
      takenPaper: recordTakenPaper(ledger, () => TEN_O_CLOCK),
      async preview(content) {
        const draft = await papers.draft(content)
        return draft.ok ? await draft.value.preview(TEN_O_CLOCK) : draft
      },
    },
    client: platform,
    platform: simulator,
    printer,
    asker,
    wishes: await wishesOf(platform, asker),
    rested: () => pass(120_000),
    intend,
    async print(requestId, wish, many = 1) {
      const ended = new Map<string, CopyView>()
      desk.bringOut(await intend(requestId, wish, many), asker, (view) => ended.set(view.key, view))
      await desk.quiet()
      return [...ended.values()]
    },
  }
}

/** 样本一, who has typed the code that came by SMS. */
async function confirmed(simulator: PlatformSimulator, platform: Platform): Promise<Asker> {
  const specimen = person('domestic')
  const started = valueOf(await platform.startVerification(specimen, 'act-0123456789abcdef-sms'))
  const code = simulator.sentCodes.at(-1)?.code ?? ''
  const checked = valueOf(await platform.checkVerification(started.id, code, 'act-0123456789abcdef-check'))
  assert(checked.outcome === 'confirmed')
  return { person: specimen, assurance: { level: 'card+sms', proof: checked.proof } }
}

async function wishesOf(platform: Platform, asker: Asker): Promise<ReadonlyMap<string, CertificateWish>> {
  const { certificates } = valueOf(await platform.certificates(asker))
  return new Map(
    certificates.map(({ id, kind, title, period, purposes }) => [
      kind,
      {
        certificateId: id,
        kind,
        title,
        period: period.kind === 'none' ? null : { from: '2026-01', to: '2026-03' },
        purpose: purposes[0]?.code ?? null,
      },
    ]),
  )
}
