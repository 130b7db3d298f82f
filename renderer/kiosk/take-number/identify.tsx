import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { BusinessView } from '../../../main/contract/kiosk.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { CasePicture } from '../../components/case.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { useSpoken } from '../spoken.ts'
import type { CardReading } from '../state.ts'
import { cardWords } from './card-words.ts'

interface IdentifyProps {
  readonly business: BusinessView
  readonly reading: CardReading
}

/** The card on the reader; or, where the business allows it, its number by hand. */
export function Identify({ business, reading }: IdentifyProps) {
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

  const byHand = business.identify === 'typed'
  const words = cardWords(card, state.view?.session?.person?.assurance === 'card' ? 'read' : reading)
  const broken = words.activity === 'broken'
  useSpoken(words.activity === 'waiting' ? 'place-card' : null)
  const { reader } = facts.case
  return (
    <Page
      title={t(broken ? 'identify.brokenTitle' : 'identify.title')}
      lead={broken ? t(byHand ? 'identify.nearest' : 'identify.nearestCard') : t('identify.lead')}
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
      {byHand ? (
        <PlainButton
          icon="keypad"
          about={t('identify.byHandAbout')}
          onPress={() => walk.go({ at: 'keypad', business, entry: { state: 'typing', typed: '' } })}
        >
          {t('identify.byHand')}
        </PlainButton>
      ) : (
        !broken && <p className="body">{t('identify.cardOnly')}</p>
      )}
    </Page>
  )
}
