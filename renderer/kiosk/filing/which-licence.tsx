import { useTranslation } from 'react-i18next'
import type { LicencesToChoose } from '../../../main/contract/filings.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { FaultLine } from './fault-line.tsx'
import { LicencePlaces } from './licence-places.tsx'
import type { FilingPage } from './pages.ts'
import { useAsking } from './use-asking.ts'
import { useFilingWalk } from './walk.ts'

interface WhichLicenceProps {
  readonly page: Extract<FilingPage, { readonly at: 'filing-begun' }>
  readonly toChoose: LicencesToChoose
}

/** Several e-licences of one kind could fill in the form: the person says which, or none. */
export function WhichLicence({ page, toChoose: { type, licences } }: WhichLicenceProps) {
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const asking = useAsking()
  const choose = (licence: string | null) => asking.ask(() => filing.chooseLicence(page, type, licence))
  return (
    <div className="page">
      <Title key={type}>{t('filing.which.title')}</Title>
      <p className="lead">{t('filing.which.lead')}</p>
      <Scrolled>
        <FaultLine {...asking} />
        <LicencePlaces licences={licences} onChoose={choose} />
        <PlainButton icon="keypad" onPress={() => choose(null)}>
          {t('filing.which.none')}
        </PlainButton>
      </Scrolled>
    </div>
  )
}
