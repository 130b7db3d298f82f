import { terminalContract } from '../contract/server.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Catalogue } from './catalogue.ts'
import { entriesOf, guideOf } from './guide-view.ts'
import { createGuideSearch } from './search/search.ts'

/** Handlers of 办事指南: what the catalogue in use has, and one item's guide whole. */
export function guideProcedures(parts: { readonly catalogue: Pick<Catalogue, 'current'>; readonly sessions: Sessions }) {
  const { catalogue, sessions } = parts
  const { guide } = terminalContract
  const finder = createGuideSearch()

  /** Somebody stands in front; who they are is nobody's business here. */
  function somebody(errors: { readonly WRONG_STEP: (about: { data: { needs: 'session' } }) => Error }): void {
    if (sessions.current === null) throw errors.WRONG_STEP({ data: { needs: 'session' } })
    sessions.touch()
  }

  return {
    items: guide.items.handler(({ errors }) => {
      somebody(errors)
      const inUse = catalogue.current
      if (inUse === null) return { outcome: 'no-catalogue' }
      const { file, from } = inUse
      // Whoever looks at the ways in may search next.
      finder.prepare(file)
      return { outcome: 'listed', version: file.version, from, ...entriesOf(file) }
    }),

    item: guide.item.handler(({ input, errors }) => {
      somebody(errors)
      const inUse = catalogue.current
      if (inUse === null) return { outcome: 'no-catalogue' }
      const { file, from } = inUse
      const item = file.items.find(({ task_code }) => task_code === input.code)
      return item === undefined ? { outcome: 'not-found' } : { outcome: 'found', version: file.version, from, guide: guideOf(item) }
    }),

    search: guide.search.handler(({ input, errors }) => {
      somebody(errors)
      const inUse = catalogue.current
      return inUse === null ? { outcome: 'no-catalogue' } : finder.search(inUse, input.text)
    }),
  }
}
