import type { Draft, GivenMaterial } from './draft.ts'
import type { PageRef } from './material-files.ts'

/** The photographed pages of a material; none where it was given otherwise, or not at all. */
export function pagesOf(given: GivenMaterial | undefined): readonly PageRef[] {
  return given?.way === 'camera' ? given.pages : []
}

/** The same without these pages; a material that has none left is not given. */
export function withoutPages(materials: Draft['materials'], lost: ReadonlySet<string>): Draft['materials'] {
  const left: Record<string, GivenMaterial> = {}
  for (const [key, given] of Object.entries(materials)) {
    const pages = pagesOf(given).filter(({ id }) => !lost.has(id))
    if (given.way !== 'camera') left[key] = given
    else if (pages.length > 0) left[key] = { way: 'camera', pages }
  }
  return left
}
