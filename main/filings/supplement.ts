import type { Filable } from '../catalogue/filable-items.ts'
import type { FilingForm, FormMaterial } from '../catalogue/filing-form.ts'
import type { FilingProgress } from '../platform/platform.ts'
import type { SupplementOf } from './draft.ts'

type Asked = NonNullable<FilingProgress['supplement']>

/** What the authority asked for of a filing (补正), and which asking it is; null where it waits for nothing. */
export function supplementOf({ id, state, supplement }: FilingProgress): SupplementOf | null {
  return state === 'supplement' && supplement !== undefined ? { filing: id, askedAt: supplement.askedAt } : null
}

/** Whether any of the papers can be given at a terminal, on this day, `2026-11-22`. */
export function canBeGivenHere({ items, by }: Asked, today: string): boolean {
  // Whether phones are taken here is not known to this; a phone is a way beside others only.
  return by >= today && items.some((item) => waysOf(item).some((way) => way === 'camera' || way === 'licence'))
}

/**
 * A supplement as something to fill in: no form, and for its papers those that were asked for, each needed. Null where the
 * filing waits for none.
 */
export function supplementItem(told: FilingProgress): Filable | null {
  const of = supplementOf(told)
  if (of === null || told.supplement === undefined) return null
  const { title, authority, assurance } = told
  const form: FilingForm = {
    pages: [],
    schema: { type: 'object', properties: {}, required: [], additionalProperties: false },
    applicants: ['self'],
    assurance: [...assurance],
    // Whoever is in the middle of a case is not kept from it by a card that ran out since.
    expiredCard: 'accepted',
    socialCard: 'accepted',
    materials: told.supplement.items.map(materialOf),
    members: [],
  }
  return {
    // No code of the catalogue looks like this one, and each asking is one of its own.
    code: `${of.filing} ${of.askedAt}`,
    version: 1,
    form,
    view: { code: of.filing, name: title, department: authority, applicants: ['self'], immediate: false, promisedDays: null, members: [] },
  }
}

function materialOf(item: Asked['items'][number]): FormMaterial {
  const { key, name, why, licenceType } = item
  return {
    key,
    // The authority's own line.
    name: { zh: name, en: name },
    notes: why === undefined ? [] : [why],
    needed: true,
    ways: waysOf(item),
    licenceType: licenceType ?? null,
    owedDays: null,
    applicants: ['self'],
    wantedBy: [],
    authorises: false,
  }
}

/** A licence of a kind that is not said cannot be looked for, and not every machine takes papers from phones. */
function waysOf({ ways, licenceType }: Asked['items'][number]): FormMaterial['ways'] {
  const open = ways.filter((way) => way !== 'licence' || licenceType !== undefined)
  return open.every((way) => way === 'phone') ? [...open, 'window'] : open
}
