import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CasePicture } from '../../components/case.tsx'
import { Page } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { useSpoken } from '../spoken.ts'
import { cardLies } from '../walk.ts'

/** How often the card is asked for by voice while it lies there, milliseconds. */
const ASKS_EVERY = 6000

/** The card still lies on the reader: it is asked back until it is gone, and then the session ends. */
export function TakeCard() {
  const { walk, state, facts, say } = useKiosk()
  const { t } = useTranslation()
  const lies = cardLies(state)
  useSpoken('take-card')
  useEffect(() => {
    const timer = setInterval(() => say('take-card'), ASKS_EVERY)
    return () => clearInterval(timer)
  }, [say])
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
