import { useTranslation } from 'react-i18next'
import { PlainButton, PlaceButton } from '../../components/buttons.tsx'
import { useKeyboardScan } from '../../components/keyboard-scan.ts'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { askItems, departmentWays, type Listed, situationWays, type Way } from './browse.ts'
import { NoAnswer, NoGuides, Opening } from './not-there.tsx'
import { PackagePlaces } from './package-place.tsx'
import { SourceLine } from './source-line.tsx'
import { scannedText } from './typed-text.ts'
import { useAsked } from './use-asked.ts'

/** The ways in: by what happens in life, or by who is responsible, both as the catalogue has them. */
export function GuideWays() {
  const { t } = useTranslation()
  const { asked, again } = useAsked(askItems)
  if (asked.state === 'asking') return <Opening />
  if (asked.state === 'no-answer') return <NoAnswer again={again} />
  const { value } = asked
  if (value.outcome === 'no-catalogue' || value.items.length === 0) return <NoGuides />
  return (
    <div className="page">
      <Title>{t('guide.title')}</Title>
      <Scrolled>
        <SearchWays />
        <Packages packages={value.packages} />
        <Ways by="situation" heading={t('guide.situations')} ways={situationWays(value)} />
        <Ways by="department" heading={t('guide.departments')} ways={departmentWays(value)} />
        <SourceLine {...value} />
      </Scrolled>
    </div>
  )
}

/** For whoever knows what it is called, or holds a leaflet. A scanner works here already. */
function SearchWays() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  useKeyboardScan({ onBegin: () => undefined, onScan: (text) => walk.go({ at: 'guide-search', by: 'code', typed: scannedText(text) }) })
  return (
    <div className="guide-search-ways">
      <PlainButton icon="search" onPress={() => walk.go({ at: 'guide-search', by: 'words', typed: '' })} about={t('guide.search.wayAbout.words')}>
        {t('guide.search.enter.words')}
      </PlainButton>
      <PlainButton icon="scan" onPress={() => walk.go({ at: 'guide-search', by: 'code', typed: '' })} about={t('guide.search.wayAbout.code')}>
        {t('guide.search.enter.code')}
      </PlainButton>
    </div>
  )
}

/** What several bodies settle in one visit stands before everything else: it saves most. */
function Packages({ packages }: Pick<Listed, 'packages'>) {
  const { t } = useTranslation()
  if (packages.length === 0) return null
  return (
    <section className="guide-section" aria-label={t('guide.package.heading')}>
      <h2>{t('guide.package.heading')}</h2>
      <PackagePlaces packages={packages} from={null} />
    </section>
  )
}

function Ways({ by, heading, ways }: { readonly by: Way['group']['by']; readonly heading: string; readonly ways: readonly Way[] }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  if (ways.length === 0) return null
  return (
    <section className="guide-section" aria-label={heading}>
      <h2>{heading}</h2>
      <div className={`guide-ways guide-ways-${by}`}>
        {ways.map(({ group, name, count, asks }) => (
          <PlaceButton
            key={group.by === 'situation' ? group.code : group.name}
            className="guide-way"
            onPress={() => walk.go(asks && group.by === 'situation' ? { at: 'guide-question', code: group.code, answers: [] } : { at: 'guide-items', group })}
          >
            {(ids) => (
              <>
                <span className="guide-way-name" id={ids.name}>
                  {local(name, state.comfort.language)}
                </span>
                <span className="guide-about" id={ids.about}>
                  {t('guide.count', { count })}
                </span>
              </>
            )}
          </PlaceButton>
        ))}
      </div>
    </section>
  )
}
