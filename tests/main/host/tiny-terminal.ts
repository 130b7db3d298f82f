import { ORPCError } from '@orpc/server'
import { contract } from '../../../main/contract/contract.ts'
import type { TerminalFacts } from '../../../main/contract/facts.ts'
import { terminalContract, type TerminalRouter } from '../../../main/contract/server.ts'
import { NO_PLATFORM } from '../../../main/platform/delivery.ts'
import type { Health } from '../../../main/terminal.ts'

const FACTS: TerminalFacts = {
  version: '0.0.0',
  terminal: 'T1',
  demonstration: true,
  hall: { code: '0', name: { zh: '示例大厅', en: 'Example hall' }, timeZone: 'Asia/Shanghai' },
  screen: { width: 1080, height: 1920, diagonal: 21.5 },
  case: {},
  journeys: ['take-number'],
  proofs: [],
  consent: { version: 1, text: { zh: '同意', en: 'I agree' } },
  voice: { enabled: false, volume: 0 },
  numberByScreenWhenNoPaper: false,
  greenGrounds: [],
}

/** Every act of the operator's screen, each refused. */
function nobodySignsIn(): TerminalRouter['operator'] {
  const names = Object.keys(contract.operator) as (keyof typeof contract.operator)[]
  const refused = names.map((name) => [
    name,
    terminalContract.operator[name].handler(() => {
      throw new ORPCError('NOT_SIGNED_IN', { status: 401 })
    }),
  ])
  return Object.fromEntries(refused) as TerminalRouter['operator']
}

/** Applications, of a terminal that takes none. */
function nothingToFile(): TerminalRouter['filings'] {
  const { filings } = terminalContract
  const failed = () => ({ outcome: 'failed', reason: 'no-catalogue' }) as const
  return {
    items: filings.items.handler(failed),
    item: filings.item.handler(() => null),
    company: filings.company.handler(() => ({ outcome: 'no-code' })),
    begin: filings.begin.handler(failed),
    chooseLicence: filings.chooseLicence.handler(failed),
    answer: filings.answer.handler(failed),
    check: filings.check.handler(failed),
    sendFieldCode: filings.sendFieldCode.handler(failed),
    checkFieldCode: filings.checkFieldCode.handler(failed),
    licences: filings.licences.handler(failed),
    giveLicence: filings.giveLicence.handler(failed),
    addPage: filings.addPage.handler(failed),
    phoneSlot: filings.phoneSlot.handler(failed),
    phoneState: filings.phoneState.handler(failed),
    takeFromPhone: filings.takeFromPhone.handler(failed),
    closePhone: filings.closePhone.handler(() => undefined),
    page: filings.page.handler(failed),
    arrange: filings.arrange.handler(failed),
    settle: filings.settle.handler(failed),
    review: filings.review.handler(failed),
    send: filings.send.handler(failed),
    receipts: filings.receipts.handler(() => ({ outcome: 'listed', receipts: [] })),
    reprintReceipt: filings.reprintReceipt.handler(failed),
    discard: filings.discard.handler(() => undefined),
  }
}

/** Certificates and the proof they want, of a terminal that has neither. */
function nothingToPrint(): Pick<TerminalRouter, 'proof' | 'certificates'> {
  const { proof, certificates } = terminalContract
  const failed = () => ({ outcome: 'failed', reason: 'not-available' }) as const
  return {
    proof: {
      sendCode: proof.sendCode.handler(failed),
      checkCode: proof.checkCode.handler(failed),
      compareFace: proof.compareFace.handler(failed),
      cardPhoto: proof.cardPhoto.handler(() => null),
      clerks: proof.clerks.handler(() => []),
      clerkConfirms: proof.clerkConfirms.handler(() => ({ outcome: 'locked' })),
    },
    certificates: {
      list: certificates.list.handler(failed),
      preview: certificates.preview.handler(failed),
      print: certificates.print.handler(() => ({ outcome: 'no-paper', reason: 'unreachable' })),
      taken: certificates.taken.handler(() => undefined),
      verify: certificates.verify.handler(failed),
    },
  }
}

function nothingFiled() {
  const { progress } = terminalContract
  const wrongStep = ({ errors }: { readonly errors: { readonly WRONG_STEP: (about: { data: { needs: 'own-filing' } }) => Error } }) => {
    throw errors.WRONG_STEP({ data: { needs: 'own-filing' } })
  }
  return {
    list: progress.list.handler(() => ({ outcome: 'listed', filings: [], waiting: [] })),
    filing: progress.filing.handler(wrongStep),
    supplement: progress.supplement.handler(wrongStep),
    dispute: progress.dispute.handler(wrongStep),
    receipt: progress.receipt.handler(() => ({ outcome: 'failed', reason: 'not-available' })),
  }
}

/** The least terminal that fulfils the contract: enough to see a call go through a wire and an answer come back. */
export function tinyTerminal(): { readonly router: TerminalRouter; health(): Promise<Health> } {
  const { kiosk, guide } = terminalContract
  const closed = { outcome: 'not-available', availability: { state: 'sold-out' } } as const
  return {
    router: terminalContract.router({
      kiosk: {
        hello: kiosk.hello.handler(() => FACTS),
        bookings: kiosk.bookings.handler(() => []),
        watch: kiosk.watch.handler(async function* () {
          yield {
            now: 0,
            businessDay: '2026-11-21',
            session: null,
            card: { state: 'none' as const },
            socialCard: { state: 'none' as const },
            printer: { state: 'none' as const },
            document: { state: 'none' as const },
            closure: null,
          }
        }),
        scans: kiosk.scans.handler(async function* () {}),
        typedScan: kiosk.typedScan.handler(() => undefined),
        scannedTicket: kiosk.scannedTicket.handler(() => ({ outcome: 'gone' })),
        identifyByCode: kiosk.identifyByCode.handler(() => ({ outcome: 'refused', reason: 'gone' })),
        open: kiosk.open.handler(() => ({ session: 's1', facts: FACTS })),
        touch: kiosk.touch.handler(() => undefined),
        end: kiosk.end.handler(() => undefined),
        businesses: kiosk.businesses.handler(() => []),
        agree: kiosk.agree.handler(() => undefined),
        identifyByCard: kiosk.identifyByCard.handler(() => ({ outcome: 'no-card', card: { state: 'none' } })),
        identifyByNumber: kiosk.identifyByNumber.handler(() => ({ outcome: 'wrong', reason: 'length' })),
        takeNumber: kiosk.takeNumber.handler(() => closed),
        reprint: kiosk.reprint.handler(() => ({ outcome: 'no-longer-waiting' })),
      },
      ...nothingToPrint(),
      filings: nothingToFile(),
      guide: {
        ways: guide.ways.handler(() => ({ outcome: 'no-catalogue' })),
        question: guide.question.handler(() => ({ outcome: 'no-catalogue' })),
        items: guide.items.handler(() => ({ outcome: 'no-catalogue' })),
        item: guide.item.handler(() => ({ outcome: 'no-catalogue' })),
        search: guide.search.handler(() => ({ outcome: 'no-catalogue' })),
        package: guide.package.handler(() => ({ outcome: 'no-catalogue' })),
        sample: guide.sample.handler(() => ({ outcome: 'none' })),
        print: guide.print.handler(() => ({ outcome: 'no-printer' })),
      },
      progress: nothingFiled(),
      evaluation: { give: terminalContract.evaluation.give.handler(() => ({ outcome: 'already' })) },
      operator: nobodySignsIn(),
    }),
    health: () =>
      Promise.resolve({
        version: '0.0.0',
        uptimeSeconds: 1,
        terminal: 'T1',
        devices: {},
        outbox: { waiting: 0, oldestSeconds: 0, shelf: 0 },
        platform: NO_PLATFORM,
        ledger: { ok: true },
      }),
  }
}
