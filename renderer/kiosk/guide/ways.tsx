import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import type { PackageEntry, Way, WaysOutcome } from '../../../main/contract/guide.ts'
import { PlainButton, PlaceButton } from '../../components/buttons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { GuidePage } from '../state.ts'
import { NoAnswer, NoGuides, Opening } from './not-there.tsx'
import { PackagePlaces } from './package-place.tsx'
import { SourceLine } from './source-line.tsx'
import { useAsked } from './use-asked.ts'

/** All of them: a hall has some dozens, and a page of ways that goes on elsewhere is none. */
async function askWays(client: TerminalClient, signal: AbortSignal): Promise<WaysOutcome> {
  const first = await client.guide.ways({ from: 0 }, { signal })
  if (first.outcome !== 'listed') return first
  const ways = [...first.ways]
  for (let { next } = first; next !== null; ) {
    const part = await client.guide.ways({ from: next }, { signal })
    if (part.outcome !== 'listed' || part.version !== first.version) return part
    ways.push(...part.ways)
    ;({ next } = part)
  }
  return { ...first, ways }
}

/** The ways in: by what happens in life, or by who is responsible, both as the catalogue has them. */
export function GuideWays() {
  const { t } = useTranslation()
  const { asked, again } = useAsked(askWays)
  if (asked.state === 'asking') return <Opening />
  if (asked.state === 'no-answer') return <NoAnswer again={again} />
  const { value } = asked
  if (value.outcome === 'no-catalogue' || value.ways.length === 0) return <NoGuides />
  return (
    <div className="page">
      <Title>{t('guide.title')}</Title>
      <Scrolled>
        <SearchWays />
        <Packages packages={value.ways.flatMap((way) => (way.by === 'package' ? [way.entry] : []))} />
        <Ways by="situation" heading={t('guide.situations')} ways={value.ways.filter((way) => way.by === 'situation')} />
        <Ways by="department" heading={t('guide.departments')} ways={value.ways.filter((way) => way.by === 'department')} />
        <SourceLine {...value} />
      </Scrolled>
    </div>
  )
}

/** For whoever knows what it is called, or holds a leaflet. A scanner works here already, as on each page that holds nothing. */
function SearchWays() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
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
function Packages({ packages }: { readonly packages: readonly PackageEntry[] }) {
  const { t } = useTranslation()
  if (packages.length === 0) return null
  return (
    <section className="guide-section" aria-label={t('guide.package.heading')}>
      <h2>{t('guide.package.heading')}</h2>
      <PackagePlaces packages={packages} from={null} />
    </section>
  )
}

interface WaysProps {
  readonly by: 'situation' | 'department'
  readonly heading: string
  readonly ways: readonly Exclude<Way, { readonly by: 'package' }>[]
}

function Ways({ by, heading, ways }: WaysProps) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  if (ways.length === 0) return null
  return (
    <section className="guide-section" aria-label={heading}>
      <h2>{heading}</h2>
      <div className={`guide-ways guide-ways-${by}`}>
        {ways.map((way) => (
          <PlaceButton
            key={way.by === 'situation' ? way.code : way.name.zh}
            className="guide-way"
            onPress={() => walk.go(behind(way))}
          >
            {(ids) => (
              <>
                <span className="guide-way-name" id={ids.name}>
                  {local(way.name, state.comfort.language)}
                </span>
                <span className="guide-about" id={ids.about}>
                  {t('guide.count', { count: way.count })}
                </span>
              </>
            )}
          </PlaceButton>
        ))}
      </div>
    </section>
  )
}

function behind(way: WaysProps['ways'][number]): GuidePage {
  if (way.by === 'department') return { at: 'guide-items', group: { by: 'department', name: way.name.zh } }
  return way.asks ? { at: 'guide-question', code: way.code, answers: [] } : { at: 'guide-items', group: { by: 'situation', code: way.code } }
}
