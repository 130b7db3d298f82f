import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import type { GuideEntry, ItemsOutcome } from '../../../main/contract/guide.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { CameFrom, FoundBySearch, GuideGroup, GuideWay } from '../state.ts'
import { More } from './more.tsx'
import { Gone, NoAnswer, NoGuides, Opening } from './not-there.tsx'
import { PackagePlaces } from './package-place.tsx'
import { SourceLine } from './source-line.tsx'
import { useParts } from './use-parts.ts'

const nextOf = (value: ItemsOutcome) => (value.outcome === 'listed' ? value.next : null)

/** The items of one situation or one department. */
export function GuideItems({ group, cameFrom }: CameFrom & { readonly group: GuideWay }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const ask = useCallback((client: TerminalClient, signal: AbortSignal, from: number) => client.guide.items({ group, from }, { signal }), [group])
  const parts = useParts(ask, nextOf, cameFrom === undefined ? null : (part) => lists(part, cameFrom))
  const { asked, again, further } = parts
  if (asked.state === 'asking') return <Opening />
  if (asked.state === 'no-answer') return <NoAnswer again={again} />
  const { value } = asked
  if (value.outcome === 'no-catalogue') return <NoGuides />
  if (value.outcome === 'not-found' || value.total === 0) return <Gone />
  const all = [value, ...further]
  // Another catalogue came meanwhile: places in one say nothing of the other.
  if (all.some((part) => part.outcome !== 'listed' || part.version !== value.version)) return <Gone />
  const listed = all.flatMap((part) => (part.outcome === 'listed' ? [part] : []))
  return (
    <div className="page">
      <Title>{t('guide.listTitle', { name: local(value.name, state.comfort.language) })}</Title>
      <Scrolled>
        <PackagePlaces packages={listed.flatMap(({ packages }) => packages)} from={group} cameFrom={cameFrom} />
        <div className="guide-items">
          {listed
            .flatMap(({ items }) => items)
            .map((item) => (
              <ItemPlace key={item.code} item={item} group={group} cameBack={item.code === cameFrom} />
            ))}
        </div>
        <More of={parts} words={{ more: t('guide.more', { all: value.total }), asking: t('guide.looking'), lost: t('guide.moreLost') }} />
        <SourceLine {...value} />
      </Scrolled>
    </div>
  )
}

function lists(part: ItemsOutcome, code: string): boolean {
  return part.outcome === 'listed' && [...part.items, ...part.packages].some((one) => one.code === code)
}

interface ItemPlaceProps {
  readonly item: GuideEntry
  readonly group: GuideGroup | FoundBySearch
  /** Somebody comes back from it. */
  readonly cameBack: boolean
}

/** One item as a place to enter; `group` is where it was found, to which 返回 leads. */
export function ItemPlace({ item, group, cameBack }: ItemPlaceProps) {
  const { walk, state } = useKiosk()
  const { language } = state.comfort
  return (
    <PlaceButton className="guide-entry" cameBack={cameBack} onPress={() => walk.go({ at: 'guide-item', group, code: item.code })}>
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
