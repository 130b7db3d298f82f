import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Availability, BusinessView } from '../../../main/contract/kiosk.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Page, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { windowList } from '../../components/ticket-paper.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { CameFrom } from '../state.ts'
import { byDepartment } from './departments.ts'
import { closedWords } from './closed-words.ts'

/** Often enough to be true, seldom enough not to move under a finger, milliseconds. */
const LOOKS_AGAIN_EVERY = 15_000

/** What the businesses are at this moment: not seen yet, seen, or not to be had. */
type Board =
  | { readonly state: 'looking' }
  | { readonly state: 'seen'; readonly businesses: readonly BusinessView[] }
  | { readonly state: 'no-answer' }

/** The businesses by department, each with its queue; a closed one says so and stays readable. */
export function Businesses({ cameFrom }: CameFrom) {
  const { t } = useTranslation()
  const { walk, state } = useKiosk()
  const board = useBoard()
  if (board.state === 'no-answer') {
    return (
      <Page title={t('trouble.noAnswer')} lead={t('trouble.noAnswerLead.number')} picture={<StillSign kind="attention" />}>
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      </Page>
    )
  }
  if (board.state === 'looking') {
    return (
      <Page title={t('businesses.title')}>
        <Waiting>{t('businesses.loading')}</Waiting>
      </Page>
    )
  }
  if (board.businesses.length === 0) {
    return <Page title={t('businesses.none')} lead={t('businesses.noneAbout')} picture={<StillSign kind="attention" />} />
  }
  return (
    <div className="page">
      <Title>{t('businesses.title')}</Title>
      <Scrolled>
        <div className="departments">
          {byDepartment(board.businesses).map(({ department, businesses }) => (
            <section className="department" key={department.zh} aria-label={local(department, state.comfort.language)}>
              <h2>{local(department, state.comfort.language)}</h2>
              <div className="department-places">
                {businesses.map((business) => (
                  <BusinessPlace key={business.code} business={business} cameBack={business.code === cameFrom} />
                ))}
              </div>
            </section>
          ))}
        </div>
      </Scrolled>
    </div>
  )
}

function useBoard(): Board {
  const { walk } = useKiosk()
  const [board, setBoard] = useState<Board>({ state: 'looking' })
  useEffect(() => {
    let here = true
    const look = async () => {
      const answer = await walk.businesses()
      if (!here) return
      if (answer.kind === 'answered') setBoard({ state: 'seen', businesses: answer.value })
      else setBoard((before) => (before.state === 'seen' ? before : { state: 'no-answer' }))
    }
    void look()
    const timer = setInterval(() => void look(), LOOKS_AGAIN_EVERY)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [walk])
  return board
}

function BusinessPlace({ business, cameBack }: { readonly business: BusinessView; readonly cameBack: boolean }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { availability } = business
  const shut = availability.state !== 'open'
  const windows = windowList(business.windows, language)
  return (
    <PlaceButton
      className="business"
      shut={availability.state === 'closed'}
      cameBack={cameBack}
      onPress={() => (shut ? walk.go({ at: 'refused', business, availability }) : walk.choose(business))}
    >
      {(ids) => (
        <>
          <span className="business-code" aria-hidden="true">
            {business.code}
          </span>
          <span className="business-name" id={ids.name}>
            {local(business.name, language)}
          </span>
          <span className="business-about" id={ids.about}>
            {shut ? <Shut availability={availability} /> : <Queue waiting={business.waiting} wait={business.wait && local(business.wait, language)} />}
            <span className="business-facts">
              {!shut && (
                <span className="fact">
                  <Icon name="window" />
                  <span>{windows === '' ? t('businesses.noWindows') : t('businesses.windows', { windows, count: business.windows.length })}</span>
                </span>
              )}
              {business.hours.length > 0 && (
                <span className="fact">
                  <Icon name="clock" />
                  <span>{t('businesses.hours', { hours: business.hours.join(' ') })}</span>
                </span>
              )}
            </span>
          </span>
        </>
      )}
    </PlaceButton>
  )
}

function Queue({ waiting, wait }: { readonly waiting: number; readonly wait: string | undefined }) {
  const { t } = useTranslation()
  return (
    <span className="queue">
      <span className="queue-count">{waiting}</span> <span>{t('businesses.waiting')}</span>
      {wait && <span className="fact-then">{wait}</span>}
    </span>
  )
}

function Shut({ availability }: { readonly availability: Availability }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { reason, after } = closedWords(availability, t, state.comfort.language)
  return (
    <span className="shut">
      <Icon name="closed" />
      <span>
        {reason}
        {after !== undefined && <span className="fact-then">{after}</span>}
      </span>
    </span>
  )
}
