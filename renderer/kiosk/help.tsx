import { useTranslation } from 'react-i18next'
import { Title } from '../components/page.tsx'
import { Scrolled } from '../components/scrolled.tsx'
import { ComfortSettings } from './home.tsx'
import { useKiosk } from './kiosk-context.ts'

/** How it is done, who helps, and how the screen can be made easier. It lies over the page one came from. */
export function Help() {
  const { facts } = useKiosk()
  const { t } = useTranslation()
  return (
    <div className="page">
      <Title>{t('help.title')}</Title>
      <Scrolled>
        <div className="help">
          <section className="sheet">
            <h2>{t('help.steps')}</h2>
            <ol className="steps">
              <li>{t('help.step1')}</li>
              <li>{t('help.step2')}</li>
              <li>{t('help.step3')}</li>
            </ol>
          </section>
          <section className="sheet">
            <h2>{t('help.people')}</h2>
            <p className="body">{t('help.desk')}</p>
            {facts.helpLine !== undefined && <p className="body">{t('help.call', { line: facts.helpLine })}</p>}
            <p className="body">{t('help.privacy')}</p>
          </section>
          <ComfortSettings />
        </div>
      </Scrolled>
    </div>
  )
}
