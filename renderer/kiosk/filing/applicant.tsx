import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import type { IconName } from '../../components/icons.tsx'
import { useLatest } from '../../components/latest.ts'
import { Page, Waiting } from '../../components/page.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { CompanyApplicant } from './company.tsx'
import { FilingFaultPage } from './fault-page.tsx'
import { figureText } from './figures.ts'
import { type Other, OtherApplicant, type OtherKey } from './other-applicant.tsx'
import { type ApplicantChoice, type FilingPage, onlyForSelf } from './pages.ts'
import { type Fault, useFilingWalk } from './walk.ts'

type Asked = Extract<FilingPage, { readonly at: 'filing-applicant' }>

const ICONS: Record<ApplicantChoice['kind'], IconName> = { self: 'person', person: 'people', company: 'filing' }
const SELF: ApplicantChoice = { kind: 'self' }
const BLANK = { person: { kind: 'person', name: '', number: '' }, company: { kind: 'company', name: '', code: '' } } as const satisfies Record<string, Other>

/** In whose name it is filed; then the draft is opened. */
export function Applicant({ page }: { readonly page: Asked }) {
  const { item, choice } = page
  const only = item.applicants.length === 1 ? item.applicants[0] : undefined
  if (choice === undefined && onlyForSelf(item)) return <Opening page={{ ...page, choice: SELF, asked: true }} />
  if (choice === undefined) return only === undefined || only === 'self' ? <Kinds page={page} /> : <OfOther page={page} choice={BLANK[only]} wrong={null} />
  if (page.asked === true || choice.kind === 'self') return <Opening page={page} />
  return <OfOther page={page} choice={choice} wrong={null} />
}

function Kinds({ page }: { readonly page: Asked }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { item } = page
  const choose = (kind: ApplicantChoice['kind']) => {
    walk.go({ at: 'filing-applicant', item, choice: kind === 'self' ? SELF : BLANK[kind], ...(kind === 'self' ? { asked: true } : {}) })
  }
  return (
    <Page title={t('filing.applicant.title')} lead={local(item.name, state.comfort.language)}>
      <div className="filing-ways">
        {item.applicants.map((kind) => (
          <PlainButton key={kind} icon={ICONS[kind]} about={t(`filing.applicant.about.${kind}`)} onPress={() => choose(kind)}>
            {t(`filing.applicant.kind.${kind}`)}
          </PlainButton>
        ))}
      </div>
    </Page>
  )
}

/** The terminal opens the draft, or says why not. */
function Opening({ page }: { readonly page: Asked }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const [fault, setFault] = useState<Fault | null>(null)
  const { item, choice } = page
  const latest = useLatest(page)
  useEffect(() => {
    if (fault === null) void filing.begin(latest.current).then(setFault)
  }, [filing, latest, fault])
  if (fault === null) {
    return (
      <Page title={t('filing.applicant.opening')}>
        <Waiting>{t('wait.title')}</Waiting>
      </Page>
    )
  }
  if (fault === 'wrong-number' && choice !== undefined && choice.kind !== 'self')
    return <OfOther page={{ ...page, asked: false }} choice={choice} wrong={t('filing.fault.wrong-number')} />
  return (
    <FilingFaultPage
      title={t('filing.applicant.failed')}
      reason={fault}
      again={() => setFault(null)}
      prove={() => walk.certificate.proveFor({ kind: 'filing', item, choice: choice ?? SELF })}
    />
  )
}

interface OtherProps {
  readonly page: Asked
  readonly choice: Other
  readonly wrong: string | null
}

function OfOther({ page, choice, wrong }: OtherProps) {
  return choice.kind === 'company' ? <CompanyApplicant page={page} choice={choice} wrong={wrong} /> : <PersonApplicant page={page} choice={choice} wrong={wrong} />
}

type Person = Extract<ApplicantChoice, { readonly kind: 'person' }>

/** The principal (委托人), as they stand on their own card. */
function PersonApplicant({ page, choice, wrong }: OtherProps & { readonly choice: Person }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { item, open } = page
  const show = (next: Person, key?: OtherKey) => walk.go({ at: 'filing-applicant', item, choice: next, ...(key === undefined ? {} : { open: { key } }) })
  const whole = choice.name.trim() !== '' && choice.number !== ''
  return (
    <OtherApplicant
      kind="person"
      fields={personFields(t('filing.applicant.name.person'), t('filing.applicant.number.person'))}
      answers={choice}
      open={open?.key ?? null}
      wrong={wrong}
      said={null}
      lead={t('filing.applicant.ofLead.person')}
      onChange={(key, value) => show({ ...choice, [key]: figureText(value) }, key)}
      onOpen={(key) => show(choice, key)}
      onDone={() => show(choice)}
      onNext={whole ? () => walk.go({ at: 'filing-applicant', item, choice, asked: true }) : null}
    />
  )
}

function personFields(name: string, number: string) {
  const asked = { hint: null, required: true }
  return [
    { ...asked, key: 'name', label: { zh: name, en: name }, takes: { kind: 'text', longest: 50, lines: 1 } },
    { ...asked, key: 'number', label: { zh: number, en: number }, takes: { kind: 'id-number' } },
  ] as const
}
