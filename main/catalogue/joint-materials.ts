import type { FormMaterial } from './filing-form.ts'

/** What one item of a package asks for. */
export interface AskedByMember {
  readonly code: string
  readonly materials: readonly FormMaterial[]
}

/**
 * One set of materials for several items (一套材料), in the order in which they are first asked for: the same key once. What
 * one of them needs is needed; it is given in a way that suits all of them; it may be owed where all let it be, and as long as
 * the strictest does. They are of one catalogue whose clashes were found before (`materialClash`).
 */
export function jointMaterials(members: readonly AskedByMember[]): readonly FormMaterial[] {
  const joint = new Map<string, FormMaterial>()
  for (const { code, materials } of members) {
    for (const material of materials) {
      const before = joint.get(material.key)
      joint.set(material.key, before === undefined ? { ...material, wantedBy: [code] } : joined(before, material, code))
    }
  }
  return [...joint.values()]
}

function joined(one: FormMaterial, other: FormMaterial, code: string): FormMaterial {
  return {
    ...one,
    notes: [...new Set([...one.notes, ...other.notes])],
    needed: one.needed || other.needed,
    ways: one.ways.filter((way) => other.ways.includes(way)),
    licenceType: one.licenceType ?? other.licenceType,
    owedDays: one.owedDays === null || other.owedDays === null ? null : Math.min(one.owedDays, other.owedDays),
    authorises: one.authorises || other.authorises,
    applicants: [...new Set([...one.applicants, ...other.applicants])],
    wantedBy: [...one.wantedBy, code],
  }
}

/** The first material that two items ask for by the same key and mean otherwise; null where there is none. */
export function materialClash(members: readonly AskedByMember[]): { readonly code: string; readonly key: string; readonly why: string } | null {
  const met = new Map<string, FormMaterial>()
  for (const { code, materials } of members) {
    for (const material of materials) {
      const before = met.get(material.key)
      const why = before === undefined ? null : clash(before, material)
      if (why !== null) return { code, key: material.key, why }
      met.set(material.key, before === undefined ? material : joined(before, material, code))
    }
  }
  return null
}

function clash(one: FormMaterial, other: FormMaterial): string | null {
  if (plain(one.name.zh) !== plain(other.name.zh) || plain(one.name.en) !== plain(other.name.en)) {
    return 'expected the name that another item of the package has for this key'
  }
  const kinds = [one.licenceType, other.licenceType]
  if (!kinds.includes(null) && kinds[0] !== kinds[1]) return 'expected the kind of licence that another item of the package has for this key'
  // Not everybody has a phone with data: it is never the only one.
  return one.ways.some((way) => way !== 'phone' && other.ways.includes(way)) ? null : 'expected a way of giving it that suits every item of the package'
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '')
}
