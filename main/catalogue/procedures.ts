import { terminalContract } from '../contract/server.ts'
import type { GuideEntry, PackageEntry, Way } from '../contract/guide.ts'
import type { Sessions } from '../session/sessions.ts'
import { groupOf, questionOf, waysOf, type Browsed } from './browse.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import { createGuideSearch } from './search/search.ts'
import type { GuidePrinter } from './guide-printer.ts'
import { guideUrl } from './guide-url.ts'
import { packageEntries, packageGuide } from './package-view.ts'
import { partOf } from './parts.ts'
import type { SampleFiles } from './sample-files.ts'
import { entriesOf, guideOf, sampleFileOf } from './guide-view.ts'

interface InUse {
  readonly file: CatalogueFile
  readonly source: { readonly version: string; readonly from: 'platform' | 'file' }
  readonly all: Browsed
  readonly ways: readonly Way[]
}

/** Handlers of 办事指南: what the catalogue in use has, one item's guide whole, and the same on paper. */
export function guideProcedures(parts: {
  readonly catalogue: Pick<Catalogue, 'current'>
  readonly sessions: Sessions
  /** Null where the terminal has no A4 printer. */
  readonly printer: GuidePrinter | null
  /** Null where no platform has them. */
  readonly samples: SampleFiles | null
  /** The platform's address for phones; null where there is none. */
  readonly publicUrl: string | null
}) {
  const { catalogue, sessions } = parts
  const { guide } = terminalContract
  const finder = createGuideSearch()
  let last: InUse | null = null

  /** Somebody stands in front; who they are is nobody's business here. */
  function somebody(errors: { readonly WRONG_STEP: (about: { data: { needs: 'session' } }) => Error }): void {
    if (sessions.current === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
    sessions.touch()
  }

  /** The catalogue in use as it is browsed; made once of each. */
  function browsed(): InUse | null {
    const inUse = catalogue.current
    if (inUse === null) return null
    const { file, from } = inUse
    if (last?.file !== file) {
      const all = { ...entriesOf(file), packages: packageEntries(file) }
      last = { file, source: { version: file.version, from }, all, ways: waysOf(all) }
    }
    return { ...last, source: { ...last.source, from } }
  }

  /** The item in the catalogue in use, and the guide that it has there. */
  function found(code: string) {
    const inUse = catalogue.current
    const item = inUse?.file.items.find(({ task_code }) => task_code === code)
    if (!inUse || item === undefined) return null
    return { version: inUse.file.version, from: inUse.from, item, guide: guideOf(item), url: guideUrl(parts.publicUrl, code) }
  }

  return {
    ways: guide.ways.handler(({ input, errors }) => {
      somebody(errors)
      const inUse = browsed()
      if (inUse === null) return { outcome: 'no-catalogue' }
      // Whoever looks at the ways in may search next.
      finder.prepare(inUse.file)
      const { entries, next } = partOf(inUse.ways, input.from)
      return { outcome: 'listed', ...inUse.source, ways: entries, next }
    }),

    question: guide.question.handler(({ input, errors }) => {
      somebody(errors)
      const inUse = browsed()
      if (inUse === null) return { outcome: 'no-catalogue' }
      const question = questionOf(inUse.all, input.code, input.answers)
      return question === null ? { outcome: 'not-found' } : { outcome: 'found', ...inUse.source, question }
    }),

    items: guide.items.handler(({ input, errors }) => {
      somebody(errors)
      const inUse = browsed()
      if (inUse === null) return { outcome: 'no-catalogue' }
      const group = groupOf(inUse.all, input.group)
      if (group === null) return { outcome: 'not-found' }
      const { name, packages, items } = group
      // Packages stand before the items, and places count both.
      const { entries, next } = partOf<PackageEntry | GuideEntry>([...packages, ...items], input.from)
      const isPackage = (entry: PackageEntry | GuideEntry): entry is PackageEntry => 'count' in entry
      return {
        outcome: 'listed',
        ...inUse.source,
        name,
        packages: entries.filter(isPackage),
        items: entries.filter((entry): entry is GuideEntry => !isPackage(entry)),
        total: items.length,
        next,
      }
    }),

    item: guide.item.handler(({ input, errors }) => {
      somebody(errors)
      if (catalogue.current === null) return { outcome: 'no-catalogue' }
      const there = found(input.code)
      if (there === null) return { outcome: 'not-found' }
      const { version, from, guide: whole, url } = there
      return { outcome: 'found', version, from, guide: whole, url, samples: parts.samples !== null }
    }),

    package: guide.package.handler(({ input, errors }) => {
      somebody(errors)
      const inUse = catalogue.current
      if (inUse === null) return { outcome: 'no-catalogue' }
      const { file, from } = inUse
      const found = file.packages?.find(({ code }) => code === input.code)
      return found === undefined ? { outcome: 'not-found' } : { outcome: 'found', version: file.version, from, guide: packageGuide(file, found) }
    }),

    sample: guide.sample.handler(async ({ input, errors }) => {
      somebody(errors)
      const there = found(input.code)
      const file = there && sampleFileOf(there.item, input.place)
      if (there === null || file === null || parts.samples === null) return { outcome: 'none' }
      const sample = await parts.samples.sample(file, there.version)
      if (!sample.ok) return { outcome: sample.fault.kind === 'not-here' ? 'not-here' : 'none' }
      const { bytes, type, width, height } = sample.value
      const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
      return { outcome: 'ready', type, width, height, picture }
    }),

    print: guide.print.handler(async ({ input, errors }) => {
      somebody(errors)
      const session = sessions.current
      if (session === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
      const { code, requestId } = input
      const { printing } = session
      if (printing !== null && printing.moving && printing.view.requestId !== requestId) return { outcome: 'busy' }
      if (parts.printer === null) return { outcome: 'no-printer' }
      const wanted = found(code)
      if (wanted === null) return { outcome: 'not-found' }
      const begun = await parts.printer.print(requestId, wanted, () => sessions.changed())
      if (begun.outcome === 'request-conflict') throw errors.WRONG_STEP({ data: { needs: 'session' } })
      if (begun.outcome !== 'printing') return begun
      // Whoever asked may have gone meanwhile, and another stand here.
      if (sessions.current === session) {
        const { printing: sheet } = begun
        session.printing = {
          get view() {
            return sheet.view
          },
          get moving() {
            return sheet.moving
          },
          // Of a guide nobody asks; certificates that came out before it are still asked about.
          taken: () => printing?.taken() ?? Promise.resolve(),
          abandoned: () => printing?.abandoned(),
        }
        sessions.changed()
      }
      return { outcome: 'printing' }
    }),

    search: guide.search.handler(({ input, errors }) => {
      somebody(errors)
      const inUse = catalogue.current
      return inUse === null ? { outcome: 'no-catalogue' } : finder.search(inUse, input.text)
    }),
  }
}
