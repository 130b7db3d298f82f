import { useTranslation } from 'react-i18next'
import type { JourneyName } from '../../main/contract/facts.ts'
import { PlaceButton, PlainButton, Setting } from '../components/buttons.tsx'
import { Icon, type IconName } from '../components/icons.tsx'
import { StateLine, Title } from '../components/page.tsx'
import { Scrolled } from '../components/scrolled.tsx'
import { closureWords } from './closure-words.ts'
import { useKiosk } from './kiosk-context.ts'
import { FIRST_FIELD } from './certificate/pages.ts'
import { ANY_FILING } from './filing/pages.ts'
import { PROGRESS } from './progress/pages.ts'
import { useSpoken } from './spoken.ts'

const PLACES: readonly { readonly journey: JourneyName; readonly icon: IconName }[] = [
  { journey: 'take-number', icon: 'ticket' },
  { journey: 'certificate', icon: 'certificate' },
  { journey: 'filing', icon: 'filing' },
  { journey: 'guide', icon: 'guide' },
  { journey: 'progress', icon: 'progress' },
]

/** The five places of the terminal, and two ways to make it easier to read and to reach. */
export function Home() {
  const { t } = useTranslation()
  const { state, walk, facts } = useKiosk()
  const closure = state.view?.closure ?? null
  useSpoken('welcome')
  return (
    <div className="page home">
      <Title>{t('home.title')}</Title>
      <Scrolled>
        {closure !== null && (
          <StateLine tone="attention">
            {t('closure.title')}
            <span className="state-more">{closureWords(closure, t).join(state.comfort.language === 'zh' ? '' : ' ')}</span>
          </StateLine>
        )}
        <div className="places">
          {PLACES.map((place) => (
            <Place key={place.journey} {...place} />
          ))}
        </div>
        <div className="home-ways">
          {facts.journeys.includes('certificate') && (
            <PlainButton icon="verify" onPress={() => walk.go(FIRST_FIELD)}>
              {t('home.verify')}
            </PlainButton>
          )}
          <ComfortSettings />
        </div>
      </Scrolled>
    </div>
  )
}

function Place({ journey, icon }: (typeof PLACES)[number]) {
  const { facts, state, walk } = useKiosk()
  const { t } = useTranslation()
  const paused = journey === 'take-number' && (state.view?.closure ?? null) !== null
  const walkable = facts.journeys.includes(journey)
  const enter = () => {
    if (!walkable) walk.go({ at: 'soon', journey })
    else if (journey === 'certificate') walk.certificate.begin()
    else if (journey === 'guide') walk.go({ at: 'guide' })
    else if (journey === 'progress') walk.go(PROGRESS)
    else if (journey === 'filing') walk.begin(ANY_FILING)
    else walk.go({ at: 'businesses' })
  }
  return (
    <PlaceButton className={walkable ? (paused ? 'place-main place-paused' : `place-${journey === 'take-number' ? 'main' : 'open'}`) : 'place-soon'} onPress={enter}>
      {(ids) => (
        <>
          <Icon name={icon} />
          <span className="place-words">
            <span className="place-name" id={ids.name}>
              {t(`home.name.${journey}`)}
            </span>
            <span className="place-about" id={ids.about}>
              {t(`home.about.${journey}`)}
              {!walkable && <span className="place-tag">{t('home.soon')}</span>}
              {paused && <span className="place-tag">{t('closure.tag')}</span>}
            </span>
          </span>
        </>
      )}
    </PlaceButton>
  )
}

/** High contrast and low reach; large type and language are on the hand rail. */
export function ComfortSettings() {
  const { state, walk } = useKiosk()
  const { t } = useTranslation()
  const { theme, reach } = state.comfort
  return (
    <section className="settings" aria-label={t('comfort.title')}>
      <Setting
        icon="contrast"
        on={theme === 'contrast'}
        onChange={(on) => walk.comfort({ theme: on ? 'contrast' : 'paper' })}
        about={t('comfort.contrastAbout')}
      >
        {t('comfort.contrast')}
      </Setting>
      <Setting
        icon="reach"
        on={reach === 'low'}
        onChange={(on) => walk.comfort({ reach: on ? 'low' : 'full' })}
        about={t('comfort.reachAbout')}
      >
        {t('comfort.reach')}
      </Setting>
    </section>
  )
}
