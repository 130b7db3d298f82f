import { useTranslation } from 'react-i18next'
import type { FilableItem } from '../../../main/contract/filings.ts'
import { type Language, local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'

/** An item or a package, and which of its members go: of a single item none. */
interface Together {
  readonly item: Pick<FilableItem, 'members'>
  readonly together: readonly string[]
}

/** The items of a package in their order, each with its authority, and those that the answers leave out, once these are `answered`. */
export function MembersTogether({ item, together, answered }: Together & { readonly answered: boolean }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  return (
    <ol className="filing-members">
      {item.members.map(({ code, name, department }) => (
        <li key={code} data-goes={together.includes(code)}>
          {local(name, language)}
          <span className="filing-soft">{together.includes(code) ? local(department, language) : t(answered ? 'filing.together.not' : 'filing.together.maybe')}</span>
        </li>
      ))}
    </ol>
  )
}

/** Names of the members that go together. */
export function namesTogether({ item, together }: Together, language: Language): readonly string[] {
  return item.members.flatMap(({ code, name }) => (together.includes(code) ? [local(name, language)] : []))
}

/** Of how many items, and that they are one matter: for the list of what can be filed. */
export function useAboutItem(): (item: FilableItem) => string {
  const { state } = useKiosk()
  const { t } = useTranslation()
  return ({ members, immediate, promisedDays, department }) => {
    if (members.length > 0) return t('filing.together.about', { count: members.length })
    if (immediate) return t('filing.items.immediate')
    return promisedDays === null ? local(department, state.comfort.language) : t('filing.items.days', { count: promisedDays })
  }
}
