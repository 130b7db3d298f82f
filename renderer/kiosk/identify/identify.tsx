import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { CasePicture } from '../../components/case.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { useSpoken } from '../spoken.ts'
import type { CardReading, Errand } from '../state.ts'
import { cardWords } from './card-words.ts'

interface IdentifyProps {
  readonly errand: Errand
  readonly reading: CardReading
}

/** The card on the reader; or, where a business allows it, its number by hand. */
export function Identify({ errand, reading }: IdentifyProps) {
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
        <PlainButton
          icon="keypad"
          about={t('identify.byHandAbout')}
          onPress={() => walk.go({ at: 'keypad', business: byHand, entry: { state: 'typing', typed: '' } })}
        >
          {t('identify.byHand')}
        </PlainButton>
      )}
    </Page>
  )
}
