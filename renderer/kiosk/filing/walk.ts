import { useMemo } from 'react'
import type { CompanyOutcome, DraftView, FilingFault } from '../../../main/contract/filings.ts'
import type { Answers, FieldFault, FieldValue } from '../../../main/contract/forms.ts'
import type { Answer } from '../asking.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { Page } from '../state.ts'
import type { WalkParts } from '../walk-parts.ts'
import { answersOfPage, merged, pageAfter, typedInto } from './form-answers.ts'
import type { FilingPage, OpenField } from './pages.ts'

/** Why something of an application came to nothing: the terminal's reason, or that it did not answer. */
export type Fault = FilingFault | 'no-answer'

type Form = Extract<FilingPage, { readonly at: 'filing-form' }>
type Begun = Extract<FilingPage, { readonly at: 'filing-begun' }>
type Asked = Extract<FilingPage, { readonly at: 'filing-applicant' }>

/** What became of a code. */
export type CodeTold = { readonly outcome: 'right' } | { readonly outcome: 'wrong'; readonly left: number } | { readonly outcome: 'failed'; readonly reason: Fault }

/** What became of a page's answers that stays on the page. */
export type Answered =
  | { readonly outcome: 'gone-on' }
  | { readonly outcome: 'faults'; readonly faults: readonly FieldFault[] }
  | { readonly outcome: 'failed'; readonly reason: Fault }

/** A credit code that was typed, or a licence that was scanned. */
export type CompanyQuestion = { readonly text: string } | { readonly scan: string }

/** All that a person can do from the list of items to the end of the form. */
export interface FilingWalk {
  /** Asks the terminal to open the draft; resolves to why it could not. */
  readonly begin: (page: Asked) => Promise<Fault | null>
  /** Which of several e-licences of a kind fills in the form, null is none; resolves to why it could not. */
  readonly chooseLicence: (page: Begun, type: string, licence: string | null) => Promise<Fault | null>
  /** What is known of a company; null where nobody waits for it any more. */
  readonly findCompany: (by: CompanyQuestion) => Promise<CompanyOutcome | 'no-answer' | null>
  /** To the first page that is not answered, or past the form. */
  readonly goOn: (draft: DraftView) => void
  /** Everything of it is destroyed, and it is begun again. */
  readonly restart: (draft: DraftView) => Promise<Fault | null>
  readonly type: (answers: Answers) => void
  readonly open: (open: OpenField | undefined) => void
  readonly answer: (form: Form) => Promise<Answered>
  /** What is wrong with one answer; nothing where the terminal does not say. */
  readonly check: (draft: DraftView, key: string, value: FieldValue) => Promise<readonly FieldFault[]>
  /** Sends a code to the number in the open field, and opens the place for it; resolves to why it could not. */
  readonly sendCode: (form: Form, open: OpenField) => Promise<'not-a-phone' | 'failed' | null>
  readonly checkCode: (form: Form, open: OpenField, code: string) => Promise<CodeTold>
  /** The page is kept if it is whole. */
  readonly keep: (form: Form) => Promise<'kept' | 'not-whole'>
}

/** The terminal may have to ask the platform, milliseconds. */
const PATIENCE_WITH_PLATFORM = 25_000

function filingWalk({ state, go, ask, askAgain, failed }: WalkParts): FilingWalk {
  /** A call whose outcome counts only while the person still stands on the same page; where it came to nothing, the trouble page. */
  async function stands<Value>(answer: Promise<Answer<Value>>): Promise<Answer<Value> | null> {
    const { page, view } = state()
    const session = view?.session?.id
    const came = await answer
    if (spot(state().page) !== spot(page) || state().view?.session?.id !== session) return null
    if (came.kind !== 'wrong-step') return came
    failed(came, 'filing')
    return null
  }

  async function begin({ item, choice }: Asked): Promise<Fault | null> {
    const came = await stands(
      ask((to, signal) => to.filings.begin({ item: item.code, applicant: choice ?? { kind: 'self' } }, { signal }), PATIENCE_WITH_PLATFORM),
    )
    if (came === null) return null
    if (came.kind !== 'answered') return 'no-answer'
    if (came.value.outcome === 'failed') return came.value.reason
    const { draft, resumed, changed, filedToday } = came.value
    go({ at: 'filing-begun', draft, resumed, changed, ...(filedToday === null ? {} : { filedToday }) })
    return null
  }

  const send = ({ draft, page }: Form) =>
    askAgain((to, signal) => to.filings.answer({ draft: draft.draft, page, answers: answersOfPage(draft, page) }, { signal }))

  const current = (): Form | null => {
    const { page } = state()
    return page.at === 'filing-form' ? page : null
  }

  function show(open: OpenField | undefined): void {
    const form = current()
    if (form === null) return
    const { draft, page } = form
    go({ at: 'filing-form', draft, page, ...(open === undefined ? {} : { open }) })
  }

  return {
    begin,
    findCompany: async (by) => {
      const came = await stands(ask((to, signal) => to.filings.company(by, { signal }), PATIENCE_WITH_PLATFORM))
      if (came === null) return null
      return came.kind === 'answered' ? came.value : 'no-answer'
    },
    chooseLicence: async (page, type, licence) => {
      const came = await stands(ask((to, signal) => to.filings.chooseLicence({ draft: page.draft.draft, type, licence }, { signal })))
      if (came === null) return null
      if (came.kind !== 'answered') return 'no-answer'
      if (came.value.outcome === 'failed') return came.value.reason
      go({ ...page, draft: came.value.draft })
      return null
    },
    goOn: (draft) => {
      const page = pageAfter(draft, -1, draft.answers)
      go(page === null ? { at: 'filing-materials', draft } : { at: 'filing-form', draft, page })
    },
    restart: async (draft) => {
      const came = await stands(ask((to, signal) => to.filings.discard({ draft: draft.draft }, { signal })))
      if (came === null) return null
      if (came.kind !== 'answered') return 'no-answer'
      const { item, applicant } = draft
      go({ at: 'filing-applicant', item, ...(applicant.kind === 'self' ? { choice: { kind: 'self' }, asked: true } : {}) })
      return null
    },
    type: (answers) => {
      const form = current()
      if (form !== null) go({ ...form, draft: typedInto(form.draft, answers) })
    },
    open: show,
    answer: async (form) => {
      const came = await stands(send(form))
      if (came === null) return { outcome: 'gone-on' }
      if (came.kind !== 'answered') return { outcome: 'failed', reason: 'no-answer' }
      if (came.value.outcome === 'failed') return { outcome: 'failed', reason: came.value.reason }
      if (came.value.outcome === 'faults') return { outcome: 'faults', faults: came.value.faults }
      const told = came.value.draft
      const draft = merged(told, form)
      const page = pageAfter(draft, form.page, told.answers)
      go(page === null ? { at: 'filing-materials', draft } : { at: 'filing-form', draft, page })
      return { outcome: 'gone-on' }
    },
    check: async (draft, key, value) => {
      const came = await stands(ask((to, signal) => to.filings.check({ draft: draft.draft, key, value }, { signal })))
      return came?.kind === 'answered' && came.value.outcome === 'checked' ? came.value.faults : []
    },
    sendCode: async (form, open) => {
      const phone = form.draft.answers[open.key]
      const { draft } = form.draft
      if (typeof phone !== 'string') return 'not-a-phone'
      const came = await stands(
        ask((to, signal) => to.filings.sendFieldCode({ draft, key: open.key, phone }, { signal }), PATIENCE_WITH_PLATFORM),
      )
      if (came === null) return null
      if (came.kind !== 'answered') return 'failed'
      const told = came.value
      if (told.outcome !== 'sent') return told.outcome === 'not-a-phone' ? 'not-a-phone' : 'failed'
      const againAt = performance.now() + told.againAfterSeconds * 1000
      show({ ...open, code: { phone: told.phone, digits: told.digits, againAt, typed: '' } })
      return null
    },
    checkCode: async (form, { key }, code) => {
      const { draft } = form.draft
      const came = await stands(ask((to, signal) => to.filings.checkFieldCode({ draft, key, code }, { signal }), PATIENCE_WITH_PLATFORM))
      if (came?.kind !== 'answered') return { outcome: 'failed', reason: 'no-answer' }
      const told = came.value
      if (told.outcome === 'right' || told.outcome === 'wrong' || told.outcome === 'failed') return told
      return { outcome: 'failed', reason: 'no-answer' }
    },
    keep: async (form) => {
      const came = await stands(send(form))
      return came?.kind === 'answered' && came.value.outcome === 'open' ? 'kept' : 'not-whole'
    },
  }
}

/** Typing does not leave the page on which it is done. */
function spot(page: Page): string {
  return page.at === 'filing-form' ? `${page.at} ${page.page}` : page.at
}

/** The journey's walk on the page that is open. */
export function useFilingWalk(): FilingWalk {
  const { walk } = useKiosk()
  return useMemo(() => filingWalk(walk.parts), [walk])
}
