import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, StateLine, Waiting } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { keptInWords } from './kept-words.ts'
import type { FilingPage } from './pages.ts'
import { useFilingWalk } from './walk.ts'

/** Whoever leaves in the middle is told what is kept, how long, and how one comes back to it. */
export function Kept({ from }: Extract<FilingPage, { readonly at: 'filing-kept' }>) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const [kept, setKept] = useState<'saving' | 'kept' | 'not-whole'>(from.at === 'filing-form' ? 'saving' : 'kept')
  useEffect(() => {
    if (from.at === 'filing-form') void filing.keep(from).then(setKept)
  }, [filing, from])
  if (kept === 'saving') {
    return (
      <Page title={t('filing.kept.title')}>
        <Waiting>{t('filing.kept.saving')}</Waiting>
      </Page>
    )
  }
  return (
    <Page title={t('filing.kept.title')} lead={t(from.draft.supplement === null ? 'filing.kept.lead' : 'filing.kept.leadSupplement')} picture={<StillSign kind="kept" />}>
      <StateLine tone="done">{t('filing.kept.until', { time: keptInWords(from.draft.keptMinutes, t) })}</StateLine>
      {kept === 'not-whole' && <StateLine tone="attention">{t('filing.kept.pageNot')}</StateLine>}
      <PlainButton icon="filing" onPress={walk.back}>
        {t('filing.kept.stay')}
      </PlainButton>
      <NextStep icon="home" onPress={() => walk.go({ at: 'home' })}>
        {t('filing.kept.home')}
      </NextStep>
    </Page>
  )
}
