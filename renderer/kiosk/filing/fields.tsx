import type { ColumnView, FieldValue, FieldView } from '../../../main/contract/forms.ts'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { ChoiceTiles } from './choice-tiles.tsx'
import { Consent } from './consent.tsx'
import { FieldRow, FieldSection } from './field-row.tsx'
import type { Takes } from './form-answers.ts'
import { SignatureField } from './signature.tsx'
import { TableRows } from './table-rows.tsx'

interface FieldsProps {
  readonly fields: readonly (FieldView | ColumnView)[]
  readonly answers: Readonly<Record<string, FieldValue>>
  /** They were answered before. */
  readonly given: boolean
  readonly onChange: (key: string, value: FieldValue | undefined) => void
  /** The field, or a row of the table, is to be answered on a page of its own. */
  readonly onOpen: (key: string, row?: number) => void
  readonly wrongIn: (key: string, row?: number) => string | null
}

/** The questions that stand on one screen: what is touched to be chosen stands there itself, the rest opens. */
export function Fields({ fields, answers, given, onChange, onOpen, wrongIn }: FieldsProps) {
  return (
    <div className="filing-fields">
      {fields.map((field) => {
        const { key, takes } = field
        const value = answers[key]
        const wrong = wrongIn(key)
        return standsByItself(field, value) ? (
          <FieldRow key={key} field={field} value={value} wrong={wrong} given={given} onOpen={() => onOpen(key)} />
        ) : (
          <FieldSection key={key} field={field} wrong={wrong}>
            <Inline
              label={field.label}
              takes={takes}
              value={value}
              given={given}
              onChange={(answer) => onChange(key, answer)}
              onOpen={(row) => onOpen(key, row)}
              wrongIn={(row) => wrongIn(key, row)}
            />
          </FieldSection>
        )
      })}
    </div>
  )
}

/** More tiles than this are a page of their own. */
const MOST_TILES = 6

function standsByItself(field: FieldView | ColumnView, value: FieldValue | undefined): boolean {
  const { takes } = field
  const locked = 'known' in field && field.known !== null && !field.known.editable && value !== undefined
  if (locked) return takes.kind !== 'table'
  return takes.kind === 'choice' ? takes.choices.length > MOST_TILES : takes.kind !== 'table' && takes.kind !== 'consent' && takes.kind !== 'signature'
}

interface InlineProps {
  readonly label: FieldView['label']
  readonly takes: Takes
  readonly value: FieldValue | undefined
  readonly given: boolean
  readonly onChange: (value: FieldValue | undefined) => void
  readonly onOpen: (row: number) => void
  readonly wrongIn: (row: number) => string | null
}

function Inline({ label, takes, value, given, onChange, onOpen, wrongIn }: InlineProps) {
  const { state } = useKiosk()
  if (takes.kind === 'choice')
    return <ChoiceTiles label={local(label, state.comfort.language)} takes={takes} value={value} onChange={onChange} />
  if (takes.kind === 'table') return <TableRows takes={takes} value={value} given={given} wrongIn={wrongIn} onOpen={onOpen} onChange={onChange} />
  if (takes.kind === 'consent')
    return <Consent text={takes.text} agreed={value === true} onChange={(agreed) => onChange(agreed ? true : undefined)} />
  return takes.kind === 'signature' ? <SignatureField value={isSignature(value) ? value : null} onChange={onChange} /> : null
}

function isSignature(value: FieldValue | undefined): value is Extract<FieldValue, { readonly png: string }> {
  return typeof value === 'object' && 'png' in value
}
