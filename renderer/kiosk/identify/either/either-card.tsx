import './either-card.css'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Place } from '../../../../main/contract/facts.ts'
import { CasePicture } from '../../../components/case.tsx'
import { Icon } from '../../../components/icons.tsx'
import { Page, StateLine, type Tone } from '../../../components/page.tsx'
import { addSocialCardStrings } from '../../../strings/social-card.ts'
import { cardsToRead } from '../../card-on-reader.ts'
import { ByHand } from '../by-hand.tsx'
import { useKiosk } from '../../kiosk-context.ts'
import { useSpoken } from '../../spoken.ts'
import { cardWords } from '../card-words.ts'
import type { IdentifyProps } from '../identify.tsx'
import { slotWords } from './slot-words.ts'

/** Where a social-security card can be read now: either card, each with its place and how it stands. */
export function EitherCard({ errand, reading }: IdentifyProps) {
  const { walk, state, facts, say } = useKiosk()
  const { t, i18n } = useTranslation()
  addSocialCardStrings(i18n)
  const { view } = state
  const card = view?.card ?? { state: 'absent' as const }
  const slot = view?.socialCard ?? { state: 'absent' as const }
  const lying = cardsToRead(view)
  useEffect(() => {
    if (lying === 0) return
    void walk.cardLaid().then((read) => {
      if (read) say('any-card-read')
    })
  }, [lying, walk, say])

  const byHand = errand.kind === 'number' && errand.business.identify === 'typed' ? errand.business : null
  const read = view?.session?.person?.assurance === 'card' ? 'read' : reading
  const onReader = cardWords(card, read)
  const inSlot = slot.state === 'none' || slot.state === 'disconnected' ? null : slotWords(slot, read)
  const readerWorks = onReader.activity !== 'broken'
  const waits = !onReader.key.startsWith('reading') && inSlot?.works !== true
  const twoPeople = lying > 1 && reading === 'missed'
  useSpoken(waits && !twoPeople ? 'place-any-card' : null)
  return (
    <Page
      title={t(readerWorks ? 'socialCard.title' : 'socialCard.titleSlotOnly')}
      lead={t(readerWorks ? 'socialCard.lead' : 'socialCard.leadSlotOnly')}
      picture={
        readerWorks && waits ? (
          <CasePicture facts={facts} device="reader" or="socialCard" activity="waiting" />
        ) : (
          <CasePicture facts={facts} device={inSlot?.works === true || !readerWorks ? 'socialCard' : 'reader'} activity={waits ? 'waiting' : 'working'} />
        )
      }
    >
      {twoPeople && <StateLine tone="attention">{t('socialCard.twoPeople')}</StateLine>}
      <div className="either-ways">
        {readerWorks && (
          <Way name="reader" place={facts.case.reader} tone={twoPeople ? 'calm' : onReader.tone} busy={onReader.activity === 'working'}>
            {twoPeople ? null : t(`identify.state.${onReader.key}`)}
          </Way>
        )}
        {inSlot !== null && (
          <Way name="slot" place={facts.case.socialCard} tone={inSlot.tone} busy={inSlot.works}>
            {twoPeople ? null : t(`socialCard.state.${inSlot.key}`)}
          </Way>
        )}
      </div>
      {byHand === null ? (
        <p className="body">{t(`socialCard.cardOnly.${errand.kind}`)}</p>
      ) : (
        <ByHand business={byHand} about={t('socialCard.byHandAbout')} />
      )}
    </Page>
  )
}

interface WayProps {
  readonly name: 'reader' | 'slot'
  readonly place: Place | undefined
  readonly tone: Tone
  readonly busy: boolean
  readonly children: string | null
}

function Way({ name, place, tone, busy, children }: WayProps) {
  const { t } = useTranslation()
  return (
    <section className="sheet either-way">
      <Icon name="card" />
      <div>
        <h2>{t(`socialCard.way.${name}`)}</h2>
        <p className="body">
          {t(`socialCard.how.${name}`)}
          {place !== undefined && <span className="pointing-where">{t(`drawing.pointing.${place}`)}</span>}
        </p>
        {children !== null && (
          <StateLine tone={tone} busy={busy}>
            {children}
          </StateLine>
        )}
      </div>
    </section>
  )
}
