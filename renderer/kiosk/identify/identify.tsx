import { lazy, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CasePicture } from '../../components/case.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { useSpoken } from '../spoken.ts'
import type { CardReading, Errand } from '../state.ts'
import { ByHand } from './by-hand.tsx'
import { cardWords } from './card-words.ts'

export interface IdentifyProps {
  readonly errand: Errand
  readonly reading: CardReading
}

const EitherCard = lazy(() => import('./either/either-card.tsx').then(({ EitherCard }) => ({ default: EitherCard })))

/** The person's card, of the kinds that this terminal reads now. */
export function Identify(props: IdentifyProps) {
  const slot = useKiosk().state.view?.socialCard.state ?? 'none'
  return slot === 'none' || slot === 'disconnected' ? <ByIdCard {...props} /> : <EitherCard {...props} />
}

/** The card on the reader; or, where a business allows it, its number by hand. */
function ByIdCard({ errand, reading }: IdentifyProps) {
  const { walk, state, facts, say } = useKiosk()
  const { t } = useTranslation()
  const card = state.view?.card ?? { state: 'absent' as const }
  const ownCard = card.state === 'present' && !card.leftBehind
  useEffect(() => {
    if (!ownCard) return
    void walk.cardLaid().then((read) => {
      if (read) say('card-read')
    })
  }, [ownCard, walk, say])

  const byHand = errand.kind === 'number' && errand.business.identify === 'typed' ? errand.business : null
  const words = cardWords(card, state.view?.session?.person?.assurance === 'card' ? 'read' : reading)
  const broken = words.activity === 'broken'
  useSpoken(words.activity === 'waiting' ? 'place-card' : null)
  const { reader } = facts.case
  return (
    <Page
      title={t(broken ? 'identify.brokenTitle' : 'identify.title')}
      lead={broken ? (byHand === null ? t(`identify.nearestCard.${errand.kind}`) : t('identify.nearest')) : t('identify.lead')}
      picture={<CasePicture facts={facts} device="reader" activity={words.activity} />}
    >
      <StateLine tone={words.tone} busy={words.activity === 'working'}>
        {t(`identify.state.${words.key}`)}
      </StateLine>
      {reader !== undefined && !broken && (
        <p className="body pointing">
          {t('drawing.reader')}
          <span className="pointing-where">{t(`drawing.pointing.${reader}`)}</span>
        </p>
      )}
      {byHand === null ? (
        !broken && <p className="body">{t(`identify.cardOnly.${errand.kind}`)}</p>
      ) : (
        <ByHand business={byHand} about={t('identify.byHandAbout')} />
      )}
      {facts.case.scanner !== undefined && facts.proofs.includes('sms') && <p className="body">{t('identify.byCode')}</p>}
    </Page>
  )
}
