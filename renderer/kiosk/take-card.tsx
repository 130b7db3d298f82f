import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CasePicture } from '../components/case.tsx'
import { Page } from '../components/page.tsx'
import { TAKE } from './card-asked.tsx'
import { cardLies, cardPlace } from './card-on-reader.ts'
import { useKiosk } from './kiosk-context.ts'

/** The card still lies on the reader: it is asked back until it is gone, and then the session ends. */
export function TakeCard() {
  const { walk, state, facts } = useKiosk()
  const { t } = useTranslation()
  const lies = cardLies(state)
  useEffect(() => {
    if (!lies) walk.end()
  }, [lies, walk])
  const at = cardPlace(state)
  const place = facts.case[at]
  return (
    <Page
      title={t(TAKE[at])}
      lead={t('takeCard.lead')}
      picture={<CasePicture facts={facts} device={at} activity="done" />}
    >
      {place !== undefined && (
        <p className="body pointing">
          {t(`drawing.${at}`)}
          <span className="pointing-where">{t(`drawing.pointing.${place}`)}</span>
        </p>
      )}
    </Page>
  )
}
