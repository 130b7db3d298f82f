import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FaultLine } from './fault-line.tsx'
import { type Licences, useMaterialsWalk } from './materials-walk.ts'
import { useAnswer } from './use-answer.ts'
import { type Asking, useAsking } from './use-asking.ts'
import { type OneMaterial, WayButtons } from './way-buttons.tsx'

type Listed = Extract<Licences, { readonly outcome: 'listed' }>['licences']

/** The e-licences (电子证照) of the applicant that would do, with masked numbers; none is said with the other ways. */
export function LicenceChoice({ draft, material }: OneMaterial) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { licences } = useMaterialsWalk()
  const asking = useAsking()
  const { came, again } = useAnswer(useCallback(() => licences({ draft, material: material.key }), [licences, draft, material.key]))
  const listed = came !== null && came !== 'no-answer' && came.outcome === 'listed' ? came.licences : null
  const fault = came === 'no-answer' ? came : came?.outcome === 'failed' ? came.reason : null
  const none = listed?.length === 0
  return (
    <div className="page">
      <Title key={none ? 'none' : fault === null ? 'list' : 'fault'}>
        {t(none ? 'filingMaterials.licences.none' : fault === null ? 'filingMaterials.licences.title' : 'filingMaterials.licences.failed')}
      </Title>
      <Scrolled>
        {came === null && <Waiting>{t('filingMaterials.licences.looking')}</Waiting>}
        {listed !== null && !none && <p className="lead">{local(material.name, state.comfort.language)}</p>}
        {none && <p className="lead">{t('filingMaterials.licences.noneLead')}</p>}
        {fault !== null && <StateLine tone="attention">{t(`filing.fault.${fault}`)}</StateLine>}
        <FaultLine {...asking} />
        {listed !== null && listed.length > 0 && <LicencePlaces of={{ draft, material }} licences={listed} asking={asking} />}
        {(none || fault !== null) && <WayButtons draft={draft} material={material} not="licence" asking={asking} />}
      </Scrolled>
      {fault !== null && (
        <NextStep icon="again" onPress={again}>
          {t('filingMaterials.again')}
        </NextStep>
      )}
    </div>
  )
}

interface PlacesProps {
  readonly of: OneMaterial
  readonly licences: Listed
  readonly asking: Asking
}

function LicencePlaces({ of: { draft, material }, licences, asking }: PlacesProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { giveLicence } = useMaterialsWalk()
  const { language } = state.comfort
  return (
    <div className="materials">
      {licences.map(({ id, title, number, validUntil }) => (
        <PlaceButton key={id} className="material" onPress={() => asking.ask(() => giveLicence({ draft, material: material.key }, id))}>
          {(ids) => (
            <>
              <span className="material-words">
                <span className="material-name" id={ids.name}>
                  {local(title, language)}
                </span>
                <span className="material-about" id={ids.about}>
                  <span>{number}</span>
                  <span>
                    {validUntil === null
                      ? t('filingMaterials.licences.longTerm')
                      : t('filingMaterials.licences.until', { date: dateInWords(validUntil, language) })}
                  </span>
                </span>
              </span>
              <Icon name="onward" />
            </>
          )}
        </PlaceButton>
      ))}
    </div>
  )
}
