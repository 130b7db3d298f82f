import type { Draft, GivenMaterial, PhonePage } from './draft.ts'
import type { PageRef } from './material-files.ts'

/** The pages of a material that lie here as files; none where it was given otherwise, or not at all. */
export function pagesOf(given: GivenMaterial | undefined): readonly PageRef[] {
  return given?.way === 'camera' || given?.way === 'phone' ? given.pages : []
}

/** The same without these pages; a material that has none left is not given. */
export function withoutPages(materials: Draft['materials'], lost: ReadonlySet<string>): Draft['materials'] {
  const left: Record<string, GivenMaterial> = {}
  for (const [key, given] of Object.entries(materials)) {
    const pages = pagesOf(given).filter(({ id }) => !lost.has(id))
    if (given.way === 'camera' || given.way === 'phone') {
      const stays = ofPages(given, pages.map(({ id }) => id))
      if (stays !== null) left[key] = stays
    } else left[key] = given
  }
  return left
}

/** What was given with one more page behind it. From one phone page on, all of it is the phone's: nothing is lost. */
export function withPage(before: GivenMaterial | undefined, page: PageRef | PhonePage): GivenMaterial {
  if (before?.way === 'phone') return { way: 'phone', pages: [...before.pages, asPhonePage(page)] }
  const taken = before?.way === 'camera' ? before.pages : []
  return 'type' in page ? { way: 'phone', pages: [...taken.map(asPhonePage), page] } : { way: 'camera', pages: [...taken, page] }
}

/** Only these of its pages, in this order; null where none is left. Ids that it has not are passed over. */
export function ofPages(given: GivenMaterial | undefined, ids: readonly string[]): GivenMaterial | null {
  const chosen = <Page extends PageRef>(pages: readonly Page[]) => ids.flatMap((id) => pages.filter((page) => page.id === id))
  if (given?.way === 'phone') return ids.length === 0 ? null : { way: 'phone', pages: chosen(given.pages) }
  if (given?.way === 'camera') return ids.length === 0 ? null : { way: 'camera', pages: chosen(given.pages) }
  return null
}

function asPhonePage(page: PageRef | PhonePage): PhonePage {
  return 'type' in page ? page : { ...page, type: 'image/jpeg', sheets: 1 }
}

/** Whether any material of the draft shows this page. */
export function isGiven({ materials }: Pick<Draft, 'materials'>, page: string): boolean {
  return Object.values(materials).flatMap(pagesOf).some(({ id }) => id === page)
}
