import { isCreditCode } from '../catalogue/item-codes.ts'
import type { FilableItems } from '../catalogue/filable-items.ts'
import type { FilingForm, FormMaterial } from '../catalogue/filing-form.ts'
import type { Applicant, FilingFault } from '../contract/filings.ts'
import { partOf } from '../catalogue/parts.ts'
import { terminalContract } from '../contract/server.ts'
import { LedgerFailure } from '../ledger/faults.ts'
import type { HallCalendar } from '../queue/calendar.ts'
import { hallTime } from '../queue/hall-time.ts'
import { maskNumber } from '../session/masking.ts'
import type { Identity } from '../session/identity.ts'
import { askerOf, type Asker } from '../session/proof.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import { askedMaterials, givenOf } from './asked-materials.ts'
import { authorisingMaterials, behalfOf } from './authorised.ts'
import type { Draft, GivenMaterial } from './draft.ts'
import type { DraftDesk } from './drafts.ts'
import type { FieldCodes } from './field-codes.ts'
import type { FilingsHere } from './filings-here.ts'
import { idNumberFault, isPhone } from './form-check.ts'
import type { LearnInsurance } from '../session/insured.ts'
import { wantedFields, wantsInsurance } from './known-facts.ts'
import type { Licence, LicenceLibrary, TellingLicence } from './licence-library.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { platformFault } from './platform-fault.ts'
import { workingDaysAfter } from './working-days.ts'

/** How long somebody who waits for a code is left in peace. */
const CODE_TAKES_MS = 120_000

/** A form is not waited for longer because a licence might fill in a part of it: what is not told is asked. */
const LICENCES_TAKE_MS = 6_000

/**
 * Handlers of filling in an application: its items, answers, materials by reference or brought later, and all that is
 * missing at once. Pages of materials and sending have their own beside these.
 */
export function filingProcedures(parts: {
  readonly items: FilableItems
  readonly drafts: DraftDesk
  readonly sessions: Sessions
  /** Null where the terminal has no platform. */
  readonly codes: FieldCodes | null
  readonly licences: LicenceLibrary | null
  /** Null where the terminal has no library for the medical-insurance part of social-security cards. */
  readonly learnInsurance: LearnInsurance | null
  readonly calendar: () => HallCalendar
  /** The hall's day, `2026-11-22`. */
  readonly today: () => string
  readonly here: Pick<FilingsHere, 'sameOn'>
  /** Shared with whoever hands drafts in: none is changed or thrown away while it goes. */
  readonly oneAtATime: OneAtATime
  /** A ledger without room: the page is told, and the health shows it. */
  readonly onFault: (error: unknown) => void
}) {
  const { items, drafts, sessions, codes, today } = parts
  const { filings } = terminalContract
  /** What the library listed for whoever was identified, by draft and material: nothing else can be given. */
  const listed = new WeakMap<Identity, Map<string, ReadonlyMap<string, Licence>>>()

  type Need = 'session' | 'card' | 'own-draft' | 'code-sent'
  type Errors = { readonly WRONG_STEP: (about: { data: { needs: Need } }) => Error }

  /**
   * Whoever stands in front, identified by card. Asked again after each wait: a session may end meanwhile, or its person
   * identify otherwise.
   */
  function whose(errors: Errors, before?: Standing): Standing & { readonly asker: Asker } {
    const session = sessions.current
    if (session === null || (before !== undefined && session !== before.session)) throw errors.WRONG_STEP({ data: { needs: 'session' } })
    const { identity } = session
    const asker = askerOf(identity, session.proof)
    if (identity === null || asker === null || (before !== undefined && identity !== before.identity)) {
      throw errors.WRONG_STEP({ data: { needs: 'card' } })
    }
    sessions.touch()
    return { session, identity, asker }
  }

  function own(errors: Errors, { identity }: Standing, id: string): Draft {
    const draft = drafts.of(id, identity)
    if (draft === null) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
    return draft
  }

  function materialOf(errors: Errors, draft: Draft, key: string): FormMaterial {
    const material = askedMaterials(drafts.filable(draft).form, draft).find((each) => each.key === key)
    if (material === undefined) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
    return material
  }

  /** A disk that takes nothing is told; the draft is then as it was. */
  async function kept(act: Promise<void>): Promise<FilingFault | null> {
    try {
      await act
      return null
    } catch (error) {
      if (!(error instanceof LedgerFailure) || error.fault.kind !== 'disk-full') throw error
      parts.onFault(error)
      return 'disk-full'
    }
  }

  /** An act on this draft when those before it are done; one of them may have been its end. */
  async function inTurn<Value>(errors: Errors, standing: Standing, id: string, act: (draft: Draft) => Promise<Value>) {
    own(errors, standing, id)
    return await parts.oneAtATime(id, async () => {
      whose(errors, standing)
      const draft = drafts.of(id, standing.identity)
      return draft === null ? failed('no-draft') : await act(draft)
    })
  }

  async function changed(errors: Errors, standing: Standing, draft: Draft) {
    const fault = await kept(drafts.change(draft))
    whose(errors, standing)
    if (fault !== null) return failed(fault)
    return { outcome: 'open' as const, draft: drafts.view(own(errors, standing, draft.id)) }
  }

  function given(draft: Draft, key: string, how: GivenMaterial | null): Draft {
    const others = Object.fromEntries(Object.entries(draft.materials).filter(([each]) => each !== key))
    return { ...draft, materials: how === null ? others : { ...others, [key]: how } }
  }

  /** What may fill in this form; nothing where the library does not answer, or the application is another's. */
  async function tellingLicences(asker: Asker, form: FilingForm, applicant: Applicant, signal: AbortSignal | undefined): Promise<readonly TellingLicence[]> {
    const wanted = wantedFields(form)
    if (wanted.length === 0 || applicant.kind !== 'self' || parts.licences === null) return []
    const patience = AbortSignal.timeout(LICENCES_TAKE_MS)
    const told = await parts.licences.telling(asker, wanted, signal === undefined ? patience : AbortSignal.any([signal, patience]))
    return told.ok ? told.value : []
  }

  return {
    items: filings.items.handler(({ input, errors }) => {
      if (sessions.current === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      sessions.touch()
      const { current } = items
      if (current === null) return failed('no-catalogue')
      const { entries, next } = partOf([...current.items.values()].map(({ view }) => view), input.from)
      return { outcome: 'listed', items: entries, next }
    }),

    item: filings.item.handler(({ input, errors }) => {
      if (sessions.current === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      sessions.touch()
      return items.find(input.item)?.view ?? null
    }),

    begin: filings.begin.handler(async ({ input, errors, signal }) => {
      const standing = whose(errors)
      const { identity, asker } = standing
      if (items.current === null) return failed('no-catalogue')
      const filable = items.find(input.item)
      if (filable === null || !filable.view.applicants.includes(input.applicant.kind)) return failed('not-offered')
      const applicant = soundApplicant(input.applicant, asker.person.number, today())
      if (applicant === null) return failed('wrong-number')
      if (identity.expired && filable.form.expiredCard === 'refused') return failed('expired-card')
      if (identity.laid === 'social-card' && filable.form.socialCard === 'refused') return failed('social-card')
      if (!filable.form.assurance.includes(asker.assurance.level)) return failed('assurance-too-low')
      if (parts.learnInsurance !== null && wantsInsurance(filable.form)) await parts.learnInsurance(identity)
      const licences = await tellingLicences(asker, filable.form, applicant, signal)
      whose(errors, standing)
      try {
        const { draft, resumed, changed } = await drafts.begin(identity, filable, applicant, licences)
        const before = await parts.here.sameOn(today(), asker, filable.code, applicant)
        whose(errors, standing)
        // It may have been handed in while it was opened again.
        if (drafts.of(draft.id, identity) === null) return failed('no-draft')
        const inHall = hallTime(parts.calendar().timeZone)
        const filedToday = before && { receipt: before.receipt, at: inHall.dateAndTime(before.filedAt).slice(11) }
        return { outcome: 'open', draft: drafts.view(draft), resumed, changed, filedToday }
      } catch (error) {
        if (!(error instanceof LedgerFailure) || error.fault.kind !== 'disk-full') throw error
        parts.onFault(error)
        return failed('disk-full')
      }
    }),

    chooseLicence: filings.chooseLicence.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      return await inTurn(errors, standing, input.draft, async (draft) => {
        let known = false
        const fault = await kept(drafts.choose(draft, input.type, input.licence).then((there) => void (known = there)))
        whose(errors, standing)
        if (fault !== null) return failed(fault)
        if (!known) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
        return { outcome: 'open', draft: drafts.view(own(errors, standing, draft.id)) }
      })
    }),

    answer: filings.answer.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      return await inTurn(errors, standing, input.draft, async (draft) => {
        const taken = drafts.answered(draft, input.page, input.answers)
        if ('faults' in taken) return { outcome: 'faults', faults: [...taken.faults] }
        return await changed(errors, standing, taken.draft)
      })
    }),

    check: filings.check.handler(({ input, errors }) => {
      const draft = own(errors, whose(errors), input.draft)
      const faults = drafts.check(draft, input.key, input.value)
      if (faults === null) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      return { outcome: 'checked', faults: [...faults] }
    }),

    sendFieldCode: filings.sendFieldCode.handler(async ({ input, errors, signal }) => {
      const standing = whose(errors)
      const { identity, asker } = standing
      const draft = own(errors, standing, input.draft)
      if (!isProvenPhone(drafts, draft, input.key)) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      const phone = input.phone.trim()
      if (!isPhone(phone, true)) return { outcome: 'not-a-phone' }
      if (codes === null) return failed('platform-unreachable')
      const sent = await codes.send({ identity, person: asker.person, draft: draft.id, key: input.key }, phone, signal)
      whose(errors, standing)
      if (!sent.ok) return failed(platformFault(sent.fault))
      // A phone is looked for in a pocket and looked at, and nobody touches the screen meanwhile.
      sessions.grant(CODE_TAKES_MS)
      return { outcome: 'sent', ...sent.value }
    }),

    checkFieldCode: filings.checkFieldCode.handler(async ({ input, errors, signal }) => {
      const standing = whose(errors)
      const { identity, asker } = standing
      const { id } = own(errors, standing, input.draft)
      const checked = (await codes?.check({ identity, person: asker.person, draft: id, key: input.key }, input.code, signal)) ?? null
      whose(errors, standing)
      if (checked === null) throw errors.WRONG_STEP({ data: { needs: 'code-sent' } })
      if (!checked.ok) return failed(platformFault(checked.fault))
      if (checked.value.outcome === 'wrong') return checked.value
      const { number } = checked.value
      return await inTurn(errors, standing, id, async (draft) => {
        const fault = await kept(drafts.change({ ...draft, provenPhones: { ...draft.provenPhones, [input.key]: number } }))
        whose(errors, standing)
        return fault === null ? { outcome: 'right' } : failed(fault)
      })
    }),

    licences: filings.licences.handler(async ({ input, errors, signal }) => {
      const standing = whose(errors)
      const { identity, asker } = standing
      const draft = own(errors, standing, input.draft)
      const { licenceType, ways } = materialOf(errors, draft, input.material)
      if (licenceType === null || !ways.includes('licence')) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      const { form } = drafts.filable(draft)
      const behalf = behalfOf(draft, form)
      // Nobody sees another's licences because they say that they come for them.
      if (draft.applicant.kind !== 'self' && behalf === null) return unauthorised(authorisingMaterials(draft, form))
      if (parts.licences === null) return failed('platform-unreachable')
      const answered = await parts.licences.licences(behalf === null ? asker : { ...asker, behalf }, licenceType, signal)
      whose(errors, standing)
      if (!answered.ok) return failed(platformFault(answered.fault))
      const before = listed.get(identity) ?? new Map<string, ReadonlyMap<string, Licence>>()
      listed.set(identity, before.set(`${draft.id}/${input.material}`, new Map(answered.value.map((licence) => [licence.id, licence]))))
      const licences = answered.value.map(({ id, title, number, validUntil }) => ({ id, title, number: maskNumber(number), validUntil }))
      return { outcome: 'listed', licences }
    }),

    giveLicence: filings.giveLicence.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      return await inTurn(errors, standing, input.draft, async (draft) => {
        materialOf(errors, draft, input.material)
        const licence = listed.get(standing.identity)?.get(`${draft.id}/${input.material}`)?.get(input.licence)
        if (licence === undefined) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
        const { id, title, number } = licence
        return await changed(errors, standing, given(draft, input.material, { way: 'licence', id, title, number: maskNumber(number) }))
      })
    }),

    settle: filings.settle.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      return await inTurn(errors, standing, input.draft, async (draft) => {
        const { ways, owedDays } = materialOf(errors, draft, input.material)
        const { way } = input
        const allowed = way === 'nothing' || (way === 'owed' ? owedDays !== null : ways.includes(way))
        if (!allowed) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
        return await changed(errors, standing, given(draft, input.material, way === 'nothing' ? null : { way }))
      })
    }),

    review: filings.review.handler(({ input, errors }) => {
      const draft = own(errors, whose(errors), input.draft)
      const materials = askedMaterials(drafts.filable(draft).form, draft)
      const by = (way: GivenMaterial['way']) => materials.filter((material) => givenOf(material, draft)?.way === way)
      return {
        outcome: 'review',
        gaps: [...drafts.gaps(draft)],
        toBring: by('window').map(({ name }) => name),
        owed: by('owed').map(({ name, owedDays }) => ({ name, until: workingDaysAfter(parts.calendar(), today(), owedDays ?? 0) })),
      }
    }),

    discard: filings.discard.handler(async ({ input, errors }) => {
      // What was handed in meanwhile is no draft any more, and stays.
      await inTurn(errors, whose(errors), input.draft, ({ id }) => drafts.destroy(id, 'discarded'))
    }),
  }
}

/** None is listed where the item asks for no authorisation by which one could be. */
function unauthorised([authorisation]: FilingForm['materials']) {
  if (authorisation === undefined) return { outcome: 'listed' as const, licences: [] }
  return { outcome: 'authorise-first' as const, material: authorisation.key, name: authorisation.name }
}

interface Standing {
  readonly session: Session
  readonly identity: Identity
}

function failed(reason: FilingFault) {
  return { outcome: 'failed' as const, reason }
}

/** Null where number or code is none, or the agent's own: whoever comes for themselves needs no authorisation. */
function soundApplicant(applicant: Applicant, agent: string, today: string): Applicant | null {
  if (applicant.kind === 'self') return applicant
  const name = applicant.name.trim()
  if (applicant.kind === 'company') {
    const code = applicant.code.trim().toUpperCase()
    return name !== '' && isCreditCode(code) ? { kind: 'company', name, code } : null
  }
  const number = applicant.number.trim().toUpperCase()
  const sound = name !== '' && idNumberFault(number, today) === null && number !== agent
  return sound ? { kind: 'person', name, number } : null
}

function isProvenPhone(drafts: DraftDesk, draft: Draft, key: string): boolean {
  const fields = drafts.filable(draft).form.pages.flatMap(({ fields }) => fields)
  return fields.some(({ key: each, takes }) => each === key && takes.kind === 'phone' && takes.proven)
}
