import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Filable, FilableItems } from '../catalogue/filable-items.ts'
import type { FilingForm } from '../catalogue/filing-form.ts'
import type { Applicant } from '../contract/filings.ts'
import type { Answers, FieldFault, FieldValue } from '../contract/forms.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Identity } from '../session/identity.ts'
import { askedFields, standingAnswers, tidied } from './answers.ts'
import { authorisedOnly } from './authorised.ts'
import type { Draft, Drafts, GivenMaterial, SupplementOf } from './draft.ts'
import { draftView, gapsOf } from './draft-view.ts'
import { fittedDraft } from './fitted-draft.ts'
import { formCheck, type FormCheck } from './form-check.ts'
import { createKeptDrafts, type KeptDraft } from './kept-drafts.ts'
import { knownAnswers, NOTHING_FURTHER, type FurtherFacts, type KnownAnswers } from './known-facts.ts'
import type { TellingLicence } from './licence-library.ts'
import { saidIn } from './said-before.ts'

/** The drafts of whoever stands in front, and how they are filled in. */
export interface DraftDesk extends Drafts {
  /**
   * This person's draft for this item in this name, as it was last kept, or a new one. `licences` may fill it in;
   * `supplement`: it is for what was asked for, and not an application.
   */
  begin(identity: Identity, filable: Filable, applicant: Applicant, licences?: readonly TellingLicence[], supplement?: SupplementOf): Promise<{ readonly draft: Draft; readonly resumed: boolean; readonly changed: boolean }>
  /** The draft with the answers of one page; faults, and nothing of the page is taken. */
  answered(draft: Draft, page: number, answers: Answers): { readonly draft: Draft } | { readonly faults: readonly FieldFault[] }
  /** What is wrong with one field's answer; null where it has no such field. */
  check(draft: Draft, key: string, value: FieldValue): readonly FieldFault[] | null
  /** Which licence of this kind fills it in; null is none. False where there is no such choice. */
  choose(draft: Draft, type: string, licence: string | null): Promise<boolean>
  /** Its item, as it is filled in. */
  filable(draft: Draft): Filable
  /**
   * The draft held against its item in use: `changed` where that is another version, and then it is kept as it fits.
   * Null where the item can no longer be filed.
   */
  renewed(draft: Draft): Promise<{ readonly draft: Draft; readonly changed: boolean } | null>
  /** From here on its time runs. */
  sessionEnded(): Promise<void>
  /** Destroys those whose time is over. */
  forgetOld(): Promise<readonly string[]>
  emptyJournal(): Promise<void>
}

interface OpenDraft {
  readonly draft: Draft
  readonly filable: Filable
  readonly known: KnownAnswers
  readonly further: FurtherFacts
}

/** Whoever stands in front: their drafts, and what they said in the applications that they have handed in. */
interface Open {
  readonly identity: Identity
  readonly drafts: Map<string, OpenDraft>
  /** By in whose name, and by what it means. */
  readonly said: Map<string, Map<string, FieldValue>>
  /** The number that answered a code last. */
  phone: string | null
}

const DAY_MS = 86_400_000
const DAY_MINUTES = 1440

export function createDrafts(parts: {
  readonly ledger: Ledger
  readonly items: FilableItems
  readonly now: () => Date
  /** The hall's day, `2026-11-22`. */
  readonly today: () => string
  readonly keptDays: () => number
  /** Whoever stands in front now. */
  readonly inFront: () => Identity | null
  readonly onGone: (id: string) => void
  /** Whether there is a public address that a phone can open; without, no such way is offered. */
  readonly phones: boolean
}): DraftDesk {
  const { items, today } = parts
  let open: Open | null = null
  const checks = new WeakMap<FilingForm, FormCheck>()
  const kept = createKeptDrafts({ ...parts, inUse: () => new Set(open?.drafts.keys()) })

  function checkOf(form: FilingForm): FormCheck {
    const known = checks.get(form)
    if (known !== undefined) return known
    const made = formCheck(form)
    checks.set(form, made)
    return made
  }

  function opened(id: string): OpenDraft {
    const found = open?.drafts.get(id)
    assert(found !== undefined, 'a draft is asked of while it is open')
    return found
  }

  const against = (draft: Draft) => ({ today: today(), provenPhones: draft.provenPhones })

  /** What follows from its answers when these pages were given. */
  function standing(draft: Draft, { filable, known }: Pick<OpenDraft, 'filable' | 'known'>, answers: Answers, given: readonly number[]): Draft {
    const { form } = filable
    const stands = standingAnswers({ form, check: checkOf(form), known, against: against(draft), answers, given: new Set(given) })
    return { ...draft, answers: stands.answers, answered: stands.answered }
  }

  function knownOf(identity: Identity, { form }: Filable, applicant: Applicant, further: FurtherFacts): KnownAnswers {
    return knownAnswers({ form, check: checkOf(form), identity, applicant, further, today: today() })
  }

  /** A number that has answered a code in this session need not answer another. */
  function withProven(draft: Draft, known: KnownAnswers): Draft {
    const proven = [...known].flatMap(([key, { origin, value }]) => (origin === 'proven' && typeof value === 'string' ? [[key, value] as const] : []))
    return { ...draft, provenPhones: { ...Object.fromEntries(proven), ...draft.provenPhones } }
  }

  function furtherOf(identity: Identity, applicant: Applicant, licences: readonly TellingLicence[]): FurtherFacts {
    const own = open?.identity === identity ? open : null
    return { ...NOTHING_FURTHER, licences, said: own?.said.get(nameOf(applicant)) ?? new Map(), phone: own?.phone ?? null }
  }

  /** A draft of another version of its item, as far as it fits this one. */
  function fitted(before: KeptDraft, filable: Filable, known: KnownAnswers) {
    const version = items.current?.version ?? before.draft.item.catalogueVersion
    const fit = fittedDraft(before, filable, version, checkOf(filable.form), today())
    return { draft: standing(withProven(fit.draft, known), { filable, known }, fit.draft.answers, fit.draft.answered), changed: fit.changed }
  }

  async function keepAs(next: OpenDraft): Promise<void> {
    const { draft } = next
    const before = open?.drafts.get(draft.id)
    const drafts = open?.drafts
    // Whoever reads it next builds on this, even while the disk turns.
    if (before !== undefined) drafts?.set(draft.id, next)
    try {
      // What was handed in while it was opened again is not open.
      if (!(await kept.keep({ draft, givenKeys: givenKeys(draft, next.filable.form) }))) drafts?.delete(draft.id)
    } catch (error) {
      if (before !== undefined && drafts?.get(draft.id) === next) drafts.set(draft.id, before)
      throw error
    }
  }

  return {
    async begin(identity, filable, applicant, licences = [], supplement) {
      const { code, version, form } = filable
      const further = furtherOf(identity, applicant, licences)
      const known = knownOf(identity, filable, applicant, further)
      const blank: Draft = {
        id: randomUUID(),
        item: {
          taskCode: code,
          taskVersion: version,
          catalogueVersion: items.current?.version ?? '',
          members: form.members.map((member) => ({ taskCode: member.code, taskVersion: member.version })),
        },
        applicant,
        answers: {},
        answered: [],
        provenPhones: {},
        materials: supplement === undefined ? {} : broughtToWindow(filable.form),
        pageRequests: [],
        begunAt: parts.now(),
        supplement: supplement ?? null,
      }
      const fresh = standing(withProven(blank, known), { filable, known }, {}, [])
      const owner = { number: identity.number.toString('latin1'), taskCode: code, applicant }
      const { resumed, ...before } = await kept.open(owner, fresh)
      // Who went away meanwhile leaves nothing here.
      if (parts.inFront() !== identity) return { draft: before.draft, resumed, changed: false }
      if (open?.identity !== identity) open = { identity, drafts: new Map(), said: new Map(), phone: null }
      // One that is open already is ahead of what was read: an answer may have come while the disk turned.
      const here = open.drafts.get(before.draft.id)
      const latest = here === undefined ? before : { draft: here.draft, givenKeys: givenKeys(here.draft, here.filable.form) }
      const fit = resumed ? fitted({ ...latest, draft: { ...latest.draft, applicant } }, filable, known) : { draft: before.draft, changed: false }
      open.drafts.set(fit.draft.id, { draft: fit.draft, filable, known, further })
      if (resumed) await keepAs({ draft: fit.draft, filable, known, further })
      return { draft: fit.draft, resumed, changed: fit.changed }
    },

    of: (id, identity) => (open?.identity === identity ? (open.drafts.get(id)?.draft ?? null) : null),

    async change(draft) {
      const before = open?.drafts.get(draft.id)
      if (before === undefined) return
      await keepAs({ ...before, draft: authorisedOnly(draft, before.filable.form) })
      const proven = Object.entries(draft.provenPhones).find(([key, number]) => before.draft.provenPhones[key] !== number)
      if (open !== null && proven !== undefined) [, open.phone] = proven
    },

    async choose(draft, type, licence) {
      const about = opened(draft.id)
      const { filable, further } = about
      const offered = further.licences.filter((each) => each.type === type).map(({ id }) => id)
      if (open === null || offered.length < 2 || (licence !== null && !offered.includes(licence))) return false
      const next = { ...further, chosen: { ...further.chosen, [type]: licence } }
      const known = knownOf(open.identity, filable, draft.applicant, next)
      await keepAs({ draft: standing(draft, { filable, known }, draft.answers, draft.answered), filable, known, further: next })
      return true
    },

    answered(draft, page, answers) {
      const about = opened(draft.id)
      const { form } = about.filable
      const fields = form.pages[page]?.fields
      if (fields === undefined) return { faults: [{ key: '', row: null, column: null, fault: 'wrong-form' }] }
      const own = new Set(fields.map(({ key }) => key))
      const strange = Object.keys(answers).filter((key) => !own.has(key))
      if (strange.length > 0) return { faults: strange.map((key) => ({ key, row: null, column: null, fault: 'wrong-form' })) }
      const others = Object.fromEntries(Object.entries(draft.answers).filter(([key]) => !own.has(key)))
      const next = standing(draft, about, { ...others, ...tidied(fields, answers) }, [...draft.answered, page])
      const faults = checkOf(form).faultsOf(askedFields(fields, next.answers), next.answers, against(draft))
      return faults.length > 0 ? { faults } : { draft: next }
    },

    check(draft, key, value) {
      const { form } = opened(draft.id).filable
      const field = form.pages.flatMap(({ fields }) => fields).find((each) => each.key === key)
      if (field === undefined) return null
      return checkOf(form).faultsOf([field], tidied([field], { [key]: value }), against(draft))
    },

    filable: (draft) => opened(draft.id).filable,

    view(draft) {
      const { filable, known, further } = opened(draft.id)
      const keptMinutes = Math.max(1, Math.round(parts.keptDays() * DAY_MINUTES))
      return draftView({ draft, filable, known, further, check: checkOf(filable.form), today: today(), keptMinutes, phones: parts.phones })
    },

    gaps(draft) {
      const about = opened(draft.id)
      const inUse = items.find(draft.item.taskCode) ?? about.filable
      if (inUse === about.filable) return gapsOf(standing(draft, about, draft.answers, draft.answered), inUse.form)
      const known = open === null ? about.known : knownOf(open.identity, inUse, draft.applicant, about.further)
      const before = { draft, givenKeys: givenKeys(draft, about.filable.form) }
      return gapsOf(fitted(before, inUse, known).draft, inUse.form)
    },

    async renewed(draft) {
      const about = opened(draft.id)
      // What was asked for is held against the platform's word, not against the catalogue.
      const inUse = draft.supplement === null ? items.find(draft.item.taskCode) : about.filable
      if (inUse === null || open === null) return null
      if (inUse === about.filable) return { draft, changed: false }
      const known = knownOf(open.identity, inUse, draft.applicant, about.further)
      const fit = fitted({ draft, givenKeys: givenKeys(draft, about.filable.form) }, inUse, known)
      await keepAs({ draft: fit.draft, filable: inUse, known, further: about.further })
      return fit
    },

    async destroy(id, why) {
      const gone = open?.drafts.get(id)
      if (open !== null && gone !== undefined && why === 'handed-in') {
        const whose = nameOf(gone.draft.applicant)
        open.said.set(whose, new Map([...(open.said.get(whose) ?? []), ...saidIn(gone.draft, gone.filable.form)]))
      }
      open?.drafts.delete(id)
      await kept.destroy(id, why)
    },

    async sessionEnded() {
      const ids = [...(open?.drafts.keys() ?? [])]
      open = null
      await kept.used(ids)
    },

    forgetOld() {
      const [at, keptMs] = [parts.now().getTime(), parts.keptDays() * DAY_MS]
      return kept.forgetOutside(new Date(at - keptMs), new Date(at + keptMs))
    },

    emptyJournal: () => kept.emptyJournal(),
  }
}

/** What can be given in no other way needs no word of the person. */
function broughtToWindow(form: FilingForm): Readonly<Record<string, GivenMaterial>> {
  const only = form.materials.filter(({ ways }) => ways.every((way) => way === 'window'))
  return Object.fromEntries(only.map(({ key }) => [key, { way: 'window' }]))
}

function givenKeys(draft: Draft, form: FilingForm): readonly string[] {
  return draft.answered.flatMap((page) => form.pages[page]?.fields.map(({ key }) => key) ?? [])
}

/** In whose name, as far as it tells two apart. */
function nameOf(applicant: Applicant): string {
  return applicant.kind === 'self' ? 'self' : `${applicant.kind} ${applicant.kind === 'person' ? applicant.number : applicant.code}`
}
