import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { BusinessView } from '../../../main/contract/kiosk.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { CasePicture } from '../../components/case.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { useSpoken } from '../spoken.ts'
import { cardWords } from './card-words.ts'

/** The card on the reader; or, where the business allows it, its number by hand. */
export function Identify({ business }: { readonly business: BusinessView }) {
  const { walk, state, facts } = useKiosk()
  const { t } = useTranslation()
  const card = state.view?.card ?? { state: 'absent' as const }
  const ownCard = card.state === 'present' && !card.leftBehind
  useEffect(() => {
    if (ownCard) walk.cardLaid(business)
  }, [ownCard, walk, business])

  const byHand = business.identify === 'typed'
  const words = cardWords(card)
  const broken = words.activity === 'broken'
  useSpoken(broken ? null : ownCard ? 'card-read' : 'place-card')
  const { reader } = facts.case
  return (
    <Page
      title={t(broken ? 'identify.brokenTitle' : 'identify.title')}
      lead={broken ? t(byHand ? 'identify.nearest' : 'identify.nearestCard') : t('identify.lead')}
      picture={<CasePicture facts={facts} device="reader" activity={words.activity} />}
    >
      <StateLine tone={words.tone} busy={card.state === 'reading'}>
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
