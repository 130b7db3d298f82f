import { z } from 'zod'
import type { RegionView } from '../contract/forms.ts'

/** A country has some 3,000 counties; a form that asks for the place within one province needs far fewer. */
const MOST_REGIONS = 5000
/** Province, city, county, township, village. */
const DEEPEST = 5

const Region = z.object({
  code: z.string().regex(/^[0-9A-Z]{1,20}$/, 'expected digits or upper case letters'),
  name: z.object({ zh: z.string().min(1).max(100), en: z.string().min(1).max(100).nullish() }),
  below: z.array(z.unknown()).nullish(),
})

/** A tree of regions that a catalogue holds, or where in it what is wrong: walked by hand, so that no tree is too deep for it. */
export function readRegions(
  written: unknown,
): { readonly ok: true; readonly regions: readonly RegionView[] } | { readonly ok: false; readonly at: string; readonly why: string } {
  let count = 0
  const codes = new Set<string>()
  let fault: { readonly at: string; readonly why: string } | null = null

  function read(each: unknown, at: string, depth: number): readonly RegionView[] {
    const listed = z.array(z.unknown()).safeParse(each)
    if (!listed.success) return faulty(at, 'expected a list of regions')
    if (depth > DEEPEST) return faulty(at, `expected at most ${DEEPEST} levels of regions`)
    const regions: RegionView[] = []
    for (const [index, one] of listed.data.entries()) {
      const here = `${at}.${index}`
      count += 1
      if (count > MOST_REGIONS) return faulty(at, `expected at most ${MOST_REGIONS} regions`)
      const parsed = Region.safeParse(one)
      if (!parsed.success) return faulty(here, parsed.error.issues[0]?.message ?? 'expected a region')
      const { code, name, below } = parsed.data
      if (codes.has(code)) return faulty(here, 'expected each region once')
      codes.add(code)
      regions.push({ code, name: { zh: name.zh, en: name.en ?? name.zh }, below: [...read(below ?? [], `${here}.below`, depth + 1)] })
      if (fault !== null) return []
    }
    return regions
  }

  function faulty(at: string, why: string): readonly RegionView[] {
    fault ??= { at, why }
    return []
  }

  const regions = read(written, 'regions', 1)
  if (fault !== null) return { ok: false, ...(fault as { at: string; why: string }) }
  return regions.length === 0 ? { ok: false, at: 'regions', why: 'expected at least one region' } : { ok: true, regions }
}

/** Whether a code is that of a region with none below it. */
export function isLeaf(regions: readonly RegionView[], code: string): boolean {
  return regions.some((region) => (region.below.length === 0 ? region.code === code : isLeaf(region.below, code)))
}
