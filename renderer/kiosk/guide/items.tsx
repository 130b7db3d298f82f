import { useTranslation } from 'react-i18next'
import type { GuideEntry } from '../../../main/contract/guide.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { FoundBySearch, GuideGroup, GuideWay } from '../state.ts'
import { askItems, groupName, itemsIn } from './browse.ts'
import { Gone, NoAnswer, NoGuides, Opening } from './not-there.tsx'
import { PackagePlaces } from './package-place.tsx'
import { SourceLine } from './source-line.tsx'
import { useAsked } from './use-asked.ts'

/** The items of one situation or one department. */
export function GuideItems({ group }: { readonly group: GuideWay }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { asked, again } = useAsked(askItems)
  if (asked.state === 'asking') return <Opening />
  if (asked.state === 'no-answer') return <NoAnswer again={again} />
  const { value } = asked
  if (value.outcome === 'no-catalogue') return <NoGuides />
  const name = groupName(value, group)
  const items = itemsIn(value, group)
  if (name === null || items.length === 0) return <Gone />
  return (
    <div className="page">
      <Title>{t('guide.listTitle', { name: local(name, state.comfort.language) })}</Title>
      <Scrolled>
        {group.by !== 'department' && <PackagePlaces packages={value.packages.filter(({ situations }) => situations.includes(group.code))} from={group} />}
        <div className="guide-items">
          {items.map((item) => (
            <ItemPlace key={item.code} item={item} group={group} />
          ))}
        </div>
        <SourceLine {...value} />
      </Scrolled>
    </div>
  )
}

/** One item as a place to enter; `group` is where it was found, to which 返回 leads. */
export function ItemPlace({ item, group }: { readonly item: GuideEntry; readonly group: GuideGroup | FoundBySearch }) {
  const { walk, state } = useKiosk()
  const { language } = state.comfort
  return (
    <PlaceButton className="guide-entry" onPress={() => walk.go({ at: 'guide-item', group, code: item.code })}>
      {(ids) => (
        <>
          <span className="guide-entry-words">
            <span className="guide-entry-name" id={ids.name}>
              {local(item.name, language)}
            </span>
            <span className="guide-about" id={ids.about}>
              {local(item.department, language)}
            </span>
          </span>
          <Icon name="onward" />
        </>
      )}
    </PlaceButton>
  )
}
