import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { Errand } from '../state.ts'

/** What is read and why, before anything is read. Agreed to once for each session. */
export function Agreement({ errand }: { readonly errand: Errand }) {
  const { walk, state, facts } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const paragraphs = local(facts.consent.text, language).split(/\n+/).filter((words) => words.trim() !== '')
  return (
    <div className="page">
      <Title>{t('agreement.title')}</Title>
      <p className="lead">
        {errand.kind === 'number'
          ? t('agreement.lead.number', { business: local(errand.business.name, language) })
          : t(`agreement.lead.${errand.kind}`)}
      </p>
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
        <PlainButton onPress={() => walk.go({ at: 'declined', errand })}>{t('agreement.decline')}</PlainButton>
      </div>
      <NextStep icon="done" onPress={() => walk.agree(errand)}>
        {t('agreement.agree')}
      </NextStep>
    </div>
  )
}

/** Who does not agree is served too, by people. */
export function Declined({ errand }: { readonly errand: Errand }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page title={t('declined.title')} lead={t(`declined.lead.${errand.kind}`)} picture={<StillSign kind="kept" />}>
      <PlainButton icon="again" onPress={() => walk.go({ at: 'agreement', errand })}>
        {t('declined.again')}
      </PlainButton>
      <NextStep icon="home" onPress={walk.home}>
        {t('trouble.restart')}
      </NextStep>
    </Page>
  )
}
