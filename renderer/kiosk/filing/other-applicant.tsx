import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnView, FieldValue, FieldView } from '../../../main/contract/forms.ts'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { Editor } from './editor.tsx'
import { Fields } from './fields.tsx'
import type { ApplicantChoice } from './pages.ts'

export type Other = Exclude<ApplicantChoice, { readonly kind: 'self' }>
/** Of whom one is asked: their name, and their number or credit code. */
export type OtherKey = 'name' | 'number'

interface OtherProps {
  readonly kind: Other['kind']
  readonly fields: readonly ((ColumnView | FieldView) & { readonly key: OtherKey; readonly takes: ColumnView['takes'] })[]
  readonly answers: Readonly<Record<OtherKey, string>>
  /** The one that is being answered by itself. */
  readonly open: string | null
  /** What is wrong with the number. */
  readonly wrong: string | null
  /** What is known of whom it is for besides. */
  readonly said: ReactNode
  readonly lead: string
  readonly onChange: (key: OtherKey, value: FieldValue | undefined) => void
  readonly onOpen: (key: OtherKey) => void
  readonly onDone: (key: OtherKey) => void
  /** Null while it cannot be gone on. */
  readonly onNext: (() => void) | null
}

/** Name and number of whom it is for. */
export function OtherApplicant({ kind, fields, answers, open, wrong, said, lead, onChange, onOpen, onDone, onNext }: OtherProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const field = fields.find(({ key }) => key === open)
  if (field !== undefined) {
    return (
      <Editor
        key={field.key}
        takes={field.takes}
        value={answers[field.key]}
        onChange={(value) => onChange(field.key, value)}
        title={local(field.label, state.comfort.language)}
        hint={null}
        wrong={null}
        busy={false}
        step={t('filing.confirm')}
        above={null}
        onDone={() => onDone(field.key)}
      />
    )
  }
  const of = (key: string) => fields.find((each) => each.key === key)?.key ?? 'name'
  return (
    <div className="page filing-form">
      <Title>{t(`filing.applicant.of.${kind}`)}</Title>
      <p className="lead">{lead}</p>
      {wrong !== null && <StateLine tone="attention">{t('filing.form.fix', { count: 1 })}</StateLine>}
      {said}
      <Scrolled>
        <Fields
          fields={fields}
          answers={answers}
          given={false}
          onChange={(key, value) => onChange(of(key), value)}
          onOpen={(key) => onOpen(of(key))}
          wrongIn={(key) => (key === 'number' ? wrong : null)}
        />
      </Scrolled>
      {onNext !== null && (
        <NextStep icon="onward" onPress={onNext}>
          {t('filing.next')}
        </NextStep>
      )}
    </div>
  )
}
