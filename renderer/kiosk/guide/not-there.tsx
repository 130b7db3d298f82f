import { useTranslation } from 'react-i18next'
import { Page, Waiting } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'

/** The catalogue is asked. */
export function Opening() {
  const { t } = useTranslation()
  return (
    <Page title={t('home.name.guide')}>
      <Waiting>{t('guide.looking')}</Waiting>
    </Page>
  )
}

/** This terminal has no catalogue, or one without items. */
export function NoGuides() {
  const { facts, walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page title={t('guide.none')} lead={t('guide.noneLead')} picture={<StillSign kind="attention" />}>
      {facts.helpLine !== undefined && <p className="body">{t('soon.call', { line: facts.helpLine })}</p>}
      <NextStep icon="home" onPress={walk.home}>
        {t('trouble.restart')}
      </NextStep>
    </Page>
  )
}

/** It was in the catalogue a moment ago. */
export function Gone() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page title={t('guide.gone')} lead={t('guide.goneLead')} picture={<StillSign kind="attention" />}>
      <NextStep icon="guide" onPress={() => walk.go({ at: 'guide' })}>
        {t('guide.chooseAgain')}
      </NextStep>
    </Page>
  )
}

export function NoAnswer({ again }: { readonly again: () => void }) {
  const { t } = useTranslation()
  return (
    <Page title={t('guide.noAnswer')} lead={t('guide.noAnswerLead')} picture={<StillSign kind="attention" />}>
      <NextStep icon="again" onPress={again}>
        {t('guide.again')}
      </NextStep>
    </Page>
  )
}
