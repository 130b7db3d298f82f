import { useTranslation } from 'react-i18next'
import type { GuideEntry, SearchCodeFault, SearchOutcome } from '../../../main/contract/guide.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { languageTag } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { CameFrom, GuideSearchState } from '../state.ts'
import { ItemPlace } from './items.tsx'
import { SourceLine } from './source-line.tsx'
import type { Search } from './use-search.ts'

interface SearchResultsProps extends CameFrom {
  readonly search: GuideSearchState
  readonly found: Search
}

/** What came of the text so far. While the next answer is on its way the last one stays, but cannot be chosen from. */
export function SearchResults({ search, found, cameFrom }: SearchResultsProps) {
  const { answered, current, again } = found
  return (
    <Scrolled>
      <div className="search-results" inert={!current && answered !== null}>
        {search.typed.trim() === '' ? (
          <NothingTyped by={search.by} />
        ) : answered === null ? (
          <Asking />
        ) : answered.outcome === null ? (
          <NoAnswer again={again} />
        ) : (
          <Outcome outcome={answered.outcome} typed={answered.typed} search={search} cameFrom={cameFrom} />
        )}
      </div>
    </Scrolled>
  )
}

/** How it is done, with words that can be tried. */
function NothingTyped({ by }: { readonly by: GuideSearchState['by'] }) {
  const { facts } = useKiosk()
  const { t } = useTranslation()
  return (
    <>
      <p className="lead">{t(`guide.search.lead.${by}`)}</p>
      {by === 'words' ? (
        <ul className="search-examples">
          {(['hanzi', 'pinyin', 'initials'] as const).map((way) => (
            <li key={way}>
              <span className="guide-about">{t(`guide.search.way.${way}`)}</span> {t(`guide.search.example.${way}`)}
            </li>
          ))}
        </ul>
      ) : (
        facts.case.scanner !== undefined && <p className="body">{t('guide.search.scan')}</p>
      )}
    </>
  )
}

function Asking() {
  const { t } = useTranslation()
  return <Waiting>{t('guide.search.asking')}</Waiting>
}

function NoAnswer({ again }: { readonly again: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <StateLine tone="attention">{t('guide.noAnswer')}</StateLine>
      <div className="ways">
        <PlainButton icon="again" onPress={again}>
          {t('guide.again')}
        </PlainButton>
      </div>
    </>
  )
}

interface OutcomeProps extends Pick<SearchResultsProps, 'search' | 'cameFrom'> {
  readonly outcome: SearchOutcome
  readonly typed: string
}

function Outcome({ outcome, typed, search, cameFrom }: OutcomeProps) {
  const { t } = useTranslation()
  switch (outcome.outcome) {
    case 'no-catalogue':
      return (
        <>
          <StateLine tone="attention">{t('guide.none')}</StateLine>
          <p className="body">{t('guide.noneLead')}</p>
        </>
      )
    case 'found': {
      const { items, total, similar } = outcome
      const more = total > items.length
      return (
        <>
          <StateLine tone={similar ? 'attention' : 'calm'}>
            {similar
              ? t('guide.search.similar', { typed })
              : more
                ? t('guide.search.many', { total, count: items.length })
                : t('guide.search.found', { count: total })}
          </StateLine>
          <Entries items={items} search={search} cameFrom={cameFrom} />
          <SourceLine {...outcome} />
        </>
      )
    }
    case 'nothing':
      return (
        <>
          <StateLine tone="attention">{t('guide.search.nothing', { typed })}</StateLine>
          <p className="body">{t('guide.search.nothingLead')}</p>
          <OtherWays />
          <SourceLine {...outcome} />
        </>
      )
    case 'no-such-code':
      return (
        <>
          <CodeFault code={outcome.code} fault={outcome.fault} />
          {outcome.near.length > 0 && <p className="body">{t('guide.search.near', { count: outcome.near.length })}</p>}
          <Entries items={outcome.near} search={search} cameFrom={cameFrom} />
          {outcome.near.length === 0 && outcome.fault.kind !== 'unfinished' && <OtherWays />}
          <SourceLine {...outcome} />
        </>
      )
  }
}

function Entries({ items, search, cameFrom }: Pick<OutcomeProps, 'search' | 'cameFrom'> & { readonly items: readonly GuideEntry[] }) {
  if (items.length === 0) return null
  return (
    <div className="guide-items">
      {items.map((item) => (
        <ItemPlace key={item.code} item={item} group={{ by: 'search', search }} cameBack={item.code === cameFrom} />
      ))}
    </div>
  )
}

/** What is wrong with the code, where, and what to do. */
function CodeFault({ code, fault }: { readonly code: string; readonly fault: SearchCodeFault }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  if (fault.kind === 'unfinished') return <StateLine tone="calm">{t('guide.search.code.unfinished', { count: fault.count })}</StateLine>
  return (
    <>
      <StateLine tone="attention">
        {fault.kind === 'wrong' ? (
          <>
            {t('guide.search.code.wrong', {
              places: new Intl.ListFormat(languageTag(state.comfort.language), { type: 'disjunction' }).format(
                fault.places.map(({ from, to }) => (from === to ? t('guide.search.code.place', { from }) : t('guide.search.code.places', { from, to }))),
              ),
            })}
          </>
        ) : fault.kind === 'length' ? (
          t('guide.search.code.length', { count: fault.count })
        ) : (
          t('guide.search.code.unknown')
        )}
      </StateLine>
      <CodeShown code={code} places={fault.kind === 'wrong' ? fault.places : []} />
      <p className="body">{t(fault.kind === 'unknown' ? 'guide.search.code.unknownLead' : 'guide.search.code.compare')}</p>
    </>
  )
}

/** The code in fives, as far as it can be compared with a paper; the places in question are underlined. */
function CodeShown({ code, places }: { readonly code: string; readonly places: readonly { readonly from: number; readonly to: number }[] }) {
  const inQuestion = (at: number) => places.some(({ from, to }) => from <= at + 1 && at + 1 <= to)
  return (
    <p className="search-code">
      {Array.from(code, (character, at) => (
        <span key={`${at}${character}`} data-question={inQuestion(at)} data-fifth={at % 5 === 4}>
          {character}
        </span>
      ))}
    </p>
  )
}

function OtherWays() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <div className="ways">
      <PlainButton icon="guide" onPress={() => walk.go({ at: 'guide' })}>
        {t('guide.search.browse')}
      </PlainButton>
    </div>
  )
}
