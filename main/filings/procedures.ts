import { isCreditCode } from '../catalogue/item-codes.ts'
import type { FilableItems } from '../catalogue/filable-items.ts'
import type { FormMaterial } from '../catalogue/filing-form.ts'
import type { Applicant, FilingFault } from '../contract/filings.ts'
import { terminalContract } from '../contract/server.ts'
import { LedgerFailure } from '../ledger/faults.ts'
import type { HallCalendar } from '../queue/calendar.ts'
import type { PlatformFault } from '../platform/fault.ts'
import { maskNumber } from '../session/masking.ts'
import type { Identity } from '../session/identity.ts'
import { askerOf, type Asker } from '../session/proof.ts'
import type { Session, Sessions } from '../session/sessions.ts'
import { askedMaterials } from './draft-view.ts'
import type { Draft, GivenMaterial } from './draft.ts'
import type { DraftDesk } from './drafts.ts'
import type { FieldCodes } from './field-codes.ts'
import { idNumberFault, isPhone } from './form-check.ts'
import type { Licence, LicenceLibrary } from './licence-library.ts'
import { workingDaysAfter } from './working-days.ts'

/** How long somebody who waits for a code is left in peace. */
const CODE_TAKES_MS = 120_000

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
  readonly calendar: () => HallCalendar
  /** The hall's day, `2026-11-22`. */
  readonly today: () => string
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
    const material = askedMaterials(drafts.filable(draft).form, draft.applicant).find((each) => each.key === key)
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

  return {
    items: filings.items.handler(({ errors }) => {
      if (sessions.current === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      sessions.touch()
      const { current } = items
      if (current === null) return failed('no-catalogue')
      return { outcome: 'listed', items: [...current.items.values()].map(({ view }) => view) }
    }),

    begin: filings.begin.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      const { identity, asker } = standing
      if (items.current === null) return failed('no-catalogue')
      const filable = items.find(input.item)
      if (filable === null || !filable.view.applicants.includes(input.applicant.kind)) return failed('not-offered')
      const applicant = soundApplicant(input.applicant, asker.person.number, today())
      if (applicant === null) return failed('wrong-number')
      if (!filable.form.assurance.includes(asker.assurance.level)) return failed('assurance-too-low')
      try {
        const { draft, resumed, changed } = await drafts.begin(identity, filable, applicant)
        whose(errors, standing)
        return { outcome: 'open', draft: drafts.view(draft), resumed, changed }
      } catch (error) {
        if (!(error instanceof LedgerFailure) || error.fault.kind !== 'disk-full') throw error
        parts.onFault(error)
        return failed('disk-full')
      }
    }),

    answer: filings.answer.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      const draft = own(errors, standing, input.draft)
      const taken = drafts.answered(draft, input.page, input.answers)
      if ('faults' in taken) return { outcome: 'faults', faults: [...taken.faults] }
      return await changed(errors, standing, taken.draft)
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
      if (!sent.ok) return failed(faultOf(sent.fault))
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
      if (!checked.ok) return failed(faultOf(checked.fault))
      if (checked.value.outcome === 'wrong') return checked.value
      const draft = own(errors, standing, id)
      const fault = await kept(drafts.change({ ...draft, provenPhones: { ...draft.provenPhones, [input.key]: checked.value.number } }))
      whose(errors, standing)
      return fault === null ? { outcome: 'right' } : failed(fault)
    }),

    licences: filings.licences.handler(async ({ input, errors, signal }) => {
      const standing = whose(errors)
      const { identity, asker } = standing
      const draft = own(errors, standing, input.draft)
      const { licenceType, ways } = materialOf(errors, draft, input.material)
      if (licenceType === null || !ways.includes('licence')) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      // Nobody sees another's licences because they say that they come for them.
      if (draft.applicant.kind !== 'self') return { outcome: 'listed', licences: [] }
      if (parts.licences === null) return failed('platform-unreachable')
      const answered = await parts.licences.licences(asker, licenceType, signal)
      whose(errors, standing)
      if (!answered.ok) return failed(faultOf(answered.fault))
      const before = listed.get(identity) ?? new Map<string, ReadonlyMap<string, Licence>>()
      listed.set(identity, before.set(`${draft.id}/${input.material}`, new Map(answered.value.map((licence) => [licence.id, licence]))))
      const licences = answered.value.map(({ id, title, number, validUntil }) => ({ id, title, number: maskNumber(number), validUntil }))
      return { outcome: 'listed', licences }
    }),

    giveLicence: filings.giveLicence.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      const draft = own(errors, standing, input.draft)
      materialOf(errors, draft, input.material)
      const licence = listed.get(standing.identity)?.get(`${draft.id}/${input.material}`)?.get(input.licence)
      if (licence === undefined) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      const { id, title, number } = licence
      return await changed(errors, standing, given(draft, input.material, { way: 'licence', id, title, number: maskNumber(number) }))
    }),

    settle: filings.settle.handler(async ({ input, errors }) => {
      const standing = whose(errors)
      const draft = own(errors, standing, input.draft)
      const { ways, owedDays } = materialOf(errors, draft, input.material)
      const { way } = input
      const allowed = way === 'nothing' || (way === 'owed' ? owedDays !== null : ways.includes(way))
      if (!allowed) throw errors.WRONG_STEP({ data: { needs: 'own-draft' } })
      return await changed(errors, standing, given(draft, input.material, way === 'nothing' ? null : { way }))
    }),

    review: filings.review.handler(({ input, errors }) => {
      const draft = own(errors, whose(errors), input.draft)
      const materials = askedMaterials(drafts.filable(draft).form, draft.applicant)
      const by = (way: GivenMaterial['way']) => materials.filter(({ key }) => draft.materials[key]?.way === way)
      return {
        outcome: 'review',
        gaps: [...drafts.gaps(draft)],
        toBring: by('window').map(({ name }) => name),
        owed: by('owed').map(({ name, owedDays }) => ({ name, until: workingDaysAfter(parts.calendar(), today(), owedDays ?? 0) })),
      }
    }),

    discard: filings.discard.handler(async ({ input, errors }) => {
      const { id } = own(errors, whose(errors), input.draft)
      await drafts.destroy(id, 'discarded')
    }),
  }
}

interface Standing {
  readonly session: Session
  readonly identity: Identity
}

function failed(reason: FilingFault) {
  return { outcome: 'failed' as const, reason }
}

function faultOf(fault: PlatformFault): FilingFault {
  switch (fault.kind) {
    case 'unreachable':
    case 'busy':
    case 'resting':
      return 'platform-unreachable'
    case 'problem':
      return fault.code === 'assurance-too-low' ? 'assurance-too-low' : 'platform-refuses'
    case 'refused-credential':
    case 'broken-answer':
      return 'platform-refuses'
  }
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
