import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CasePicture } from '../components/case.tsx'
import { Page } from '../components/page.tsx'
import { cardLies } from './card-on-reader.ts'
import { useKiosk } from './kiosk-context.ts'

/** The card still lies on the reader: it is asked back until it is gone, and then the session ends. */
export function TakeCard() {
  const { walk, state, facts } = useKiosk()
  const { t } = useTranslation()
  const lies = cardLies(state)
  useEffect(() => {
    if (!lies) walk.end()
  }, [lies, walk])
  const { reader } = facts.case
  return (
    <Page
      title={t('takeCard.title')}
      lead={t('takeCard.lead')}
      picture={<CasePicture facts={facts} device="reader" activity="done" />}
    >
      {reader !== undefined && (
        <p className="body pointing">
          {t('drawing.reader')}
          <span className="pointing-where">{t(`drawing.pointing.${reader}`)}</span>
        </p>
      )}
    </Page>
  )
}
