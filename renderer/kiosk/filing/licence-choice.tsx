import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FaultLine } from './fault-line.tsx'
import { LicencePlaces } from './licence-places.tsx'
import { type Licences, useMaterialsWalk } from './materials-walk.ts'
import { useAnswer } from './use-answer.ts'
import { useAsking } from './use-asking.ts'
import { type OneMaterial, WayButtons } from './way-buttons.tsx'

type AuthorisationWanted = Extract<Licences, { readonly outcome: 'authorise-first' }>

/** The e-licences (电子证照) of whom it is for that would do, with masked numbers; none is said with the other ways. */
export function LicenceChoice({ draft, material }: OneMaterial) {
  const { licences } = useMaterialsWalk()
  const { came, again } = useAnswer(useCallback(() => licences({ draft, material: material.key }), [licences, draft, material.key]))
  if (came !== null && came !== 'no-answer' && came.outcome === 'authorise-first') return <AuthoriseFirst of={{ draft, material }} first={came} />
  return <Listed of={{ draft, material }} came={came} again={again} />
}

interface ListedProps {
  readonly of: OneMaterial
  readonly came: Exclude<Licences, AuthorisationWanted> | 'no-answer' | null
  readonly again: () => void
}

function Listed({ of: { draft, material }, came, again }: ListedProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { giveLicence } = useMaterialsWalk()
  const asking = useAsking()
  const listed = came !== null && came !== 'no-answer' && came.outcome === 'listed' ? came.licences : null
  const fault = came === 'no-answer' ? came : came?.outcome === 'failed' ? came.reason : null
  const none = listed?.length === 0
  const ofOthers = draft.applicant.kind !== 'self'
  return (
    <div className="page">
      <Title key={none ? 'none' : fault === null ? 'list' : 'fault'}>
        {t(none ? 'filingMaterials.licences.none' : fault === null ? 'filingMaterials.licences.title' : 'filingMaterials.licences.failed')}
      </Title>
      <Scrolled>
        {came === null && <Waiting>{t('filingMaterials.licences.looking')}</Waiting>}
        {listed !== null && !none && <p className="lead">{local(material.name, state.comfort.language)}</p>}
        {none && <p className="lead">{t(ofOthers ? 'filingMaterials.licences.noneLeadOfOthers' : 'filingMaterials.licences.noneLead')}</p>}
        {fault !== null && <StateLine tone="attention">{t(`filing.fault.${fault}`)}</StateLine>}
        <FaultLine {...asking} />
        {listed !== null && listed.length > 0 && <LicencePlaces licences={listed} onChoose={(licence) => asking.ask(() => giveLicence({ draft, material: material.key }, licence))} />}
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

/** Nobody sees another's licences before the authorisation is given: it comes first, or this one in another way. */
function AuthoriseFirst({ of: { draft, material }, first }: { readonly of: OneMaterial; readonly first: AuthorisationWanted }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const asking = useAsking()
  const name = local(first.name, state.comfort.language)
  return (
    <div className="page">
      <Title key="authorise">{t('filingMaterials.licences.authoriseFirst', { name })}</Title>
      <Scrolled>
        <div className="page-words">
          <p className="lead">{t('filingMaterials.licences.authoriseLead')}</p>
          <FaultLine {...asking} />
        </div>
        <section className="material-ways" aria-labelledby="else">
          <h2 id="else">{t('filingMaterials.licences.orElse', { name: local(material.name, state.comfort.language) })}</h2>
          <WayButtons draft={draft} material={material} not="licence" asking={asking} />
        </section>
      </Scrolled>
      <NextStep icon="onward" onPress={() => walk.go({ at: 'filing-material', draft, material: first.material })}>
        {t('filingMaterials.licences.authorise')}
      </NextStep>
    </div>
  )
}
