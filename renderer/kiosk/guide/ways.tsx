import { useTranslation } from 'react-i18next'
import { PlaceButton } from '../../components/buttons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { askItems, departmentWays, situationWays, type Way } from './browse.ts'
import { NoAnswer, NoGuides, Opening } from './not-there.tsx'
import { SourceLine } from './source-line.tsx'
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
        <Ways by="situation" heading={t('guide.situations')} ways={situationWays(value)} />
        <Ways by="department" heading={t('guide.departments')} ways={departmentWays(value)} />
        <SourceLine {...value} />
      </Scrolled>
    </div>
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
        {ways.map(({ group, name, count }) => (
          <PlaceButton
            key={group.by === 'situation' ? group.code : group.name}
            className="guide-way"
            onPress={() => walk.go({ at: 'guide-items', group })}
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
