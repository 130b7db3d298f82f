import type { GuideMaterial, GuideTime, PackageEntry, PackageGuide, PackageMaterial, PackageTime } from '../contract/guide.ts'
import type { LocalText } from '../contract/text.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import { guideOf } from './guide-view.ts'
import type { PackageFile } from './package-file.ts'

/** The packages as they are browsed, in the catalogue's order. */
export function packageEntries({ packages }: Pick<CatalogueFile, 'packages'>): PackageEntry[] {
  return (packages ?? []).map(({ code, name, tasks, situations }) => ({
    code,
    name: both(name),
    count: tasks.length,
    situations: [...new Set(situations ?? [])],
  }))
}

/** A package's guide: its items in their order, and what they ask for together. */
export function packageGuide(catalogue: CatalogueFile, { code, name, tasks, explanation }: PackageFile): PackageGuide {
  const wanted = new Map(catalogue.items.filter(({ task_code }) => tasks.includes(task_code)).map((item) => [item.task_code, item]))
  const guides = tasks.flatMap((task) => wanted.get(task) ?? []).map(guideOf)
  return {
    code,
    name: both(name),
    explanation: explanation ? both(explanation) : null,
    items: guides.map((guide) => ({
      code: guide.codes.task,
      name: guide.name,
      department: guide.department,
      promised: guide.time.promised,
      materials: guide.materials?.length ?? null,
    })),
    materials: materialsTogether(guides.map(({ materials }) => materials ?? [])),
    time: timeTogether(guides.map(({ time }) => time.promised)),
  }
}

/**
 * Each paper once, in the order in which the items first ask for it: one set is shared. The same name in another form (an
 * original here, a copy there) is another paper. As many as the item that wants most; `wantedBy`: places among the items.
 */
export function materialsTogether(items: readonly (readonly GuideMaterial[])[]): PackageMaterial[] {
  const together = new Map<string, { material: GuideMaterial; wantedBy: number[] }>()
  for (const [place, materials] of items.entries()) {
    for (const material of materials) {
      const key = [material.name, material.type, material.format].map((part) => (part ?? '').normalize('NFKC').replaceAll(/\s/g, '')).join('\n')
      const before = together.get(key)
      if (before === undefined) {
        together.set(key, { material, wantedBy: [place] })
        continue
      }
      before.material = shared(before.material, material)
      if (!before.wantedBy.includes(place)) before.wantedBy.push(place)
    }
  }
  return [...together.values()].map(({ material: { name, type, format, count, needed, notes }, wantedBy }) => ({
    name,
    type,
    format,
    count,
    needed,
    notes,
    wantedBy,
  }))
}

/** One that any item must have is needed; of one that nobody counts nothing is said. */
function shared(one: GuideMaterial, other: GuideMaterial): GuideMaterial {
  return {
    ...one,
    count: one.count === null || other.count === null ? (one.count ?? other.count) : Math.max(one.count, other.count),
    needed: one.needed === true || other.needed === true ? true : one.needed === null || other.needed === null ? null : false,
    notes: [...new Set([...one.notes, ...other.notes])],
  }
}

/**
 * What the promises of the items say of all together: the slowest, where they run beside each other, and their sum, where
 * one waits for the other; the catalogue does not say which. Neither is told where some count days and others working days.
 */
export function timeTogether(promised: readonly (GuideTime | null)[]): PackageTime {
  const told = promised.flatMap((each) => each ?? [])
  const lasting = told.filter(({ count }) => count > 0)
  const units = new Set(lasting.map(({ unit }) => unit))
  const [unit = 'working-day'] = units
  const counts = lasting.map(({ count }) => count)
  const comparable = told.length > 0 && units.size <= 1
  return {
    slowest: comparable ? { count: Math.max(0, ...counts), unit, explained: [] } : null,
    sum: comparable ? { count: counts.reduce((all, count) => all + count, 0), unit, explained: [] } : null,
    atOnce: told.length - lasting.length,
    notTold: promised.length - told.length,
  }
}

function both({ zh, en }: { readonly zh: string; readonly en?: string | null | undefined }): LocalText {
  return { zh, en: en ?? zh }
}
