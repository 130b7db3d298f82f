import { call } from '@orpc/server'
import { expect, onTestFinished } from 'vitest'
import type { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { createFilableItems, type FilableItems } from '../../../main/catalogue/filable-items.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import type { Applicant, DraftView } from '../../../main/contract/filings.ts'
import type { Answers } from '../../../main/contract/forms.ts'
import { createDrafts, type DraftDesk } from '../../../main/filings/drafts.ts'
import { createFilingKeys } from '../../../main/filings/filing-keys.ts'
import { createFilingsHere } from '../../../main/filings/filings-here.ts'
import { createFieldCodes } from '../../../main/filings/field-codes.ts'
import type { LicenceLibrary } from '../../../main/filings/licence-library.ts'
import { oneAtATime } from '../../../main/filings/one-at-a-time.ts'
import { filingProcedures } from '../../../main/filings/procedures.ts'
import type { Ledger } from '../../../main/ledger/ledger.ts'
import type { Platform } from '../../../main/platform/platform.ts'
import { identityOf, type CardAbout } from '../../../main/session/identity.ts'
import type { LearnInsurance } from '../../../main/session/insured.ts'
import { createSessions, type Session, type Sessions } from '../../../main/session/sessions.ts'
import { person } from '../../simulators/platform/caller.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { KEY, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { BIRTH, BIRTH_ANSWERS, SPECIMEN, TODAY } from './specimen.ts'

/** 样本一 of the specimens, and what their card says besides. */
export const OWNER = person('domestic')
export const OTHER = person('domestic-3')
const ABOUT: CardAbout = { sex: 'female', birth: '1949-12-31', ethnicCode: '01', address: '测试省测试市测试区测试路1号' }

/** A terminal with this ledger at which somebody may file; time and catalogue are the test's. */
export interface FilingHall {
  readonly sessions: Sessions
  readonly items: FilableItems
  readonly drafts: DraftDesk
  readonly filings: ReturnType<typeof filingProcedures>
  readonly gone: readonly string[]
  catalogue: CatalogueFile | null
  /** Milliseconds since ten. */
  later: number
  /** Somebody lays a card, as the first act of a session of their own. */
  arrives(whose?: { readonly number: string; readonly name: string }): Session
  begin(item?: string, applicant?: Applicant): Promise<{ readonly draft: DraftView; readonly resumed: boolean; readonly changed: boolean }>
  answer(draft: string, page: number, answers: Answers): Promise<DraftView>
  /** All pages of 生育登记 that the phone does not stop. */
  answerAll(draft: string): Promise<void>
}

export function filingHall(
  ledger: Ledger,
  more: { readonly platform?: Pick<Platform, 'startPhoneVerification' | 'checkVerification'>; readonly licences?: LicenceLibrary; readonly learnInsurance?: LearnInsurance } = {},
): FilingHall {
  const sessions = createSessions({
    policy: () => ({ idleSeconds: 60, warningSeconds: 30 }),
    onChange: () => undefined,
    onEnd: () => void drafts.sessionEnded(),
  })
  onTestFinished(() => sessions.end('terminal-ends'))
  const gone: string[] = []
  const now = () => new Date(TEN_O_CLOCK.getTime() + hall.later)
  const items = createFilableItems({
    catalogue: {
      get current() {
        return hall.catalogue && ({ file: hall.catalogue, from: 'platform' } as const)
      },
    },
    log: { error: () => undefined },
  })
  const { calendar, hall: about, policy } = HallFile.parse(OPEN_HALL)
  const drafts = createDrafts({
    ledger,
    items,
    now,
    today: () => TODAY,
    keptDays: () => policy.retentionDays.draft,
    inFront: () => sessions.current?.identity ?? null,
    onGone: (id) => gone.push(id),
    phones: false,
  })
  const filings = filingProcedures({
    items,
    drafts,
    sessions,
    codes: more.platform ? createFieldCodes({ platform: more.platform, now }) : null,
    licences: more.licences ?? null,
    learnInsurance: more.learnInsurance ?? null,
    calendar: () => ({ ...calendar, timeZone: about.timeZone }),
    today: () => TODAY,
    here: createFilingsHere({ ledger, keys: createFilingKeys({ ledger, key: KEY, now }) }),
    oneAtATime: oneAtATime(),
    onFault: () => undefined,
  })
  const hall: FilingHall = {
    sessions,
    items,
    drafts,
    filings,
    gone,
    catalogue: SPECIMEN,
    later: 0,
    arrives(whose = OWNER) {
      sessions.end('done')
      const session = sessions.open()
      session.agreed = 1
      session.identity = identityOf({ assurance: 'card', number: whose.number, name: whose.name, about: ABOUT })
      return session
    },
    async begin(item = BIRTH.task_code, applicant = { kind: 'self' }) {
      const begun = await call(filings.begin, { item, applicant })
      if (begun.outcome !== 'open') throw new Error(begun.reason)
      return begun
    },
    async answer(draft, page, answers) {
      const outcome = await call(filings.answer, { draft, page, answers })
      expect(outcome).toMatchObject({ outcome: 'open' })
      if (outcome.outcome !== 'open') throw new Error(outcome.outcome)
      return outcome.draft
    },
    async answerAll(draft) {
      for (const [page, answers] of BIRTH_ANSWERS.entries()) if (page !== 2) await hall.answer(draft, page, answers as unknown as Answers)
    },
  }
  return hall
}
