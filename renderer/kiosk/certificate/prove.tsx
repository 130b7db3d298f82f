import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Page } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { Proof, Ways } from './pages.ts'

const ICONS: Record<Proof, IconName> = { sms: 'phone', face: 'face', clerk: 'people' }

/** In which way the person proves to be the one on the card. None is the only one where the hall has several. */
export function Prove({ ways }: { readonly ways: Ways }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  if (ways.length === 0) {
    return (
      <Page title={t('certificate.prove.nobody')} lead={t('certificate.prove.nobodyLead')} picture={<StillSign kind="attention" />}>
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      </Page>
    )
  }
  return (
    <Page title={t('certificate.prove.title')} lead={t('certificate.prove.lead')} picture={<StillSign kind="kept" />}>
      <div className="choices">
        {ways.map((way) => (
          <PlainButton
            key={way}
            icon={ICONS[way]}
            about={t(`certificate.prove.about.${way}`)}
            onPress={() => walk.certificate.proveBy(way, ways)}
          >
            {t(`certificate.prove.way.${way}`)}
          </PlainButton>
        ))}
      </div>
    </Page>
  )
}

/** The other ways, where this one does not help; or the window, where there is no other. */
export function OtherWays({ ways, not }: { readonly ways: Ways; readonly not: Proof }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const left = ways.filter((way) => way !== not)
  if (left.length === 0) return <p className="body">{t('certificate.window')}</p>
  return (
    <PlainButton icon="person" onPress={() => walk.go({ at: 'prove', ways: left })}>
      {t('certificate.prove.other')}
    </PlainButton>
  )
}
