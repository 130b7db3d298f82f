import { useTranslation } from 'react-i18next'
import type { BusinessView } from '../../../main/contract/kiosk.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'

/** What is read and why, before anything is read. Agreed to once for each session. */
export function Agreement({ business }: { readonly business: BusinessView }) {
  const { walk, state, facts } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const paragraphs = local(facts.consent.text, language).split(/\n+/).filter((words) => words.trim() !== '')
  return (
    <div className="page">
      <Title>{t('agreement.title')}</Title>
      <p className="lead">{t('agreement.lead', { business: local(business.name, language) })}</p>
      <Scrolled>
        <div className="sheet agreement">
          {paragraphs.map((words) => (
            <p className="body" key={words}>
              {words}
            </p>
          ))}
        </div>
      </Scrolled>
      <div className="ways">
        <PlainButton onPress={() => walk.go({ at: 'declined', business })}>{t('agreement.decline')}</PlainButton>
      </div>
      <NextStep icon="done" onPress={() => walk.agree(business)}>
        {t('agreement.agree')}
      </NextStep>
    </div>
  )
}

/** Who does not agree is served too, by people. */
export function Declined({ business }: { readonly business: BusinessView }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page title={t('declined.title')} lead={t('declined.lead')} picture={<StillSign kind="kept" />}>
      <PlainButton icon="again" onPress={() => walk.go({ at: 'agreement', business })}>
        {t('declined.again')}
      </PlainButton>
      <NextStep icon="home" onPress={walk.home}>
        {t('trouble.restart')}
      </NextStep>
    </Page>
  )
}
