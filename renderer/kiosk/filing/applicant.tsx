import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnView, FieldValue } from '../../../main/contract/forms.ts'
import { PlainButton } from '../../components/buttons.tsx'
import type { IconName } from '../../components/icons.tsx'
import { useLatest } from '../../components/latest.ts'
import { Page, StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { Editor } from './editor.tsx'
import { FilingFaultPage } from './fault-page.tsx'
import { Fields } from './fields.tsx'
import { figureText } from './figures.ts'
import { type ApplicantChoice, type FilingPage, onlyForSelf } from './pages.ts'
import { type Fault, useFilingWalk } from './walk.ts'

type Asked = Extract<FilingPage, { readonly at: 'filing-applicant' }>
type Other = Exclude<ApplicantChoice, { readonly kind: 'self' }>

const ICONS: Record<ApplicantChoice['kind'], IconName> = { self: 'person', person: 'people', company: 'filing' }
const SELF: ApplicantChoice = { kind: 'self' }

/** In whose name it is filed; then the draft is opened. */
export function Applicant({ page }: { readonly page: Asked }) {
  const { item, choice } = page
  if (choice === undefined && onlyForSelf(item)) return <Opening page={{ ...page, choice: SELF, asked: true }} />
  if (choice === undefined) return <Kinds page={page} />
  if (page.asked === true || choice.kind === 'self') return <Opening page={page} />
  return <OtherApplicant page={page} choice={choice} wrong={null} />
}

function Kinds({ page }: { readonly page: Asked }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { item } = page
  const choose = (kind: ApplicantChoice['kind']) => {
    const choice = { self: SELF, person: { kind: 'person', name: '', number: '' }, company: { kind: 'company', name: '', code: '' } } as const
    walk.go({ at: 'filing-applicant', item, choice: choice[kind], ...(kind === 'self' ? { asked: true } : {}) })
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
    return <OtherApplicant page={{ ...page, asked: false }} choice={choice} wrong={t('filing.fault.wrong-number')} />
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

/** Name and number of whom it is for. */
function OtherApplicant({ page, choice, wrong }: OtherProps) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { kind } = choice
  const { item, open } = page
  const fields = fieldsOf(kind, t(`filing.applicant.name.${kind}`), t(`filing.applicant.number.${kind}`))
  const answers: Record<string, FieldValue> = { name: choice.name, number: kind === 'person' ? choice.number : choice.code }
  const show = (key: string | null, next: Other = choice, asked = false) =>
    walk.go({ at: 'filing-applicant', item, choice: next, ...(key === null ? {} : { open: { key } }), ...(asked ? { asked } : {}) })
  const change = (key: string, value: FieldValue | undefined) => show(key, withAnswerOf(choice, key, figureText(value)))
  const field = fields.find(({ key }) => key === open?.key)
  if (field !== undefined) {
    return (
      <Editor
        key={field.key}
        takes={field.takes}
        value={answers[field.key]}
        onChange={(value) => change(field.key, value)}
        title={local(field.label, state.comfort.language)}
        hint={null}
        wrong={null}
        busy={false}
        step={t('filing.confirm')}
        above={null}
        onDone={() => show(null)}
      />
    )
  }
  const whole = choice.name.trim() !== '' && answers['number'] !== ''
  return (
    <div className="page filing-form">
      <Title>{t(`filing.applicant.of.${kind}`)}</Title>
      <p className="lead">{t(`filing.applicant.ofLead.${kind}`)}</p>
      {wrong !== null && <StateLine tone="attention">{t('filing.form.fix', { count: 1 })}</StateLine>}
      <Scrolled>
        <Fields
          fields={fields}
          answers={answers}
          onChange={change}
          onOpen={(key) => show(key)}
          wrongIn={(key) => (key === 'number' ? wrong : null)}
        />
      </Scrolled>
      {whole && (
        <NextStep icon="onward" onPress={() => show(null, choice, true)}>
          {t('filing.next')}
        </NextStep>
      )}
    </div>
  )
}

function fieldsOf(kind: Other['kind'], name: string, number: string): readonly ColumnView[] {
  const asked = { hint: null, required: true }
  return [
    { ...asked, key: 'name', label: { zh: name, en: name }, takes: { kind: 'text', longest: kind === 'person' ? 50 : 100, lines: 1 } },
    { ...asked, key: 'number', label: { zh: number, en: number }, takes: { kind: kind === 'person' ? 'id-number' : 'credit-code' } },
  ]
}

function withAnswerOf(choice: Other, key: string, value: string): Other {
  if (key === 'name') return { ...choice, name: value }
  return choice.kind === 'person' ? { ...choice, number: value } : { ...choice, code: value }
}
