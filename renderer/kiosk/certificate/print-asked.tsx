import { useTranslation } from 'react-i18next'
import type { DocumentFault } from '../../../main/contract/view.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { CasePicture } from '../../components/case.tsx'
import { Page } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { WishIsOut } from '../wish-is-out.tsx'
import type { Draft } from './draft.ts'
import { LOOKING } from './pages.ts'

/** The wish is with the terminal. */
export function PrintAsked() {
  const { t } = useTranslation()
  return <WishIsOut title={t('certificate.asked.title')} slow={t('certificate.asked.slow')} />
}

/** Nothing was printed, because nothing can be at this moment. */
export function NoDocument({ draft, reason }: { readonly draft: Draft; readonly reason: DocumentFault }) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page
      title={t('certificate.noDocument')}
      lead={t(`certificate.printer.${reason}`)}
      picture={<CasePicture facts={facts} device="document" activity="broken" />}
    >
      <p className="body">{t('certificate.noDocumentMore')}</p>
      <PlainButton icon="certificate" onPress={() => walk.go(LOOKING)}>
        {t('certificate.others')}
      </PlainButton>
      <NextStep icon="again" onPress={() => walk.certificate.print(draft)}>
        {t('certificate.again')}
      </NextStep>
    </Page>
  )
}
