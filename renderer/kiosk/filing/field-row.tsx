import { type ReactNode, useId } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import type { ColumnView, FieldValue, FieldView } from '../../../main/contract/forms.ts'
import { Icon } from '../../components/icons.tsx'
import { RareText } from '../../components/rare-text.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { originInWords } from './origin-words.ts'
import { inPart, tellsWho, valueInWords } from './value-words.ts'

interface FieldRowProps {
  readonly field: FieldView | ColumnView
  readonly value: FieldValue | undefined
  readonly wrong: string | null
  /** Its page was answered before: what says who somebody is is shown in part, and whole where it is opened. */
  readonly given: boolean
  readonly onOpen: () => void
}

/** One question and its answer; a touch opens it. What is known and cannot be changed is shown, in part. */
export function FieldRow({ field, value, wrong, given, onOpen }: FieldRowProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const id = useId()
  const { language } = state.comfort
  const known = 'known' in field ? field.known : null
  const words = valueInWords(field.takes, value, { t, language })
  const locked = known !== null && !known.editable && words !== null
  const covered = locked || (tellsWho(field.takes) && (given || known !== null))
  const inside = (
    <>
      <span className="filing-field-words">
        <FieldName id={`${id}name`} field={field} />
        <span className="filing-answer" id={`${id}answer`} data-empty={words === null}>
          {words === null ? t('filing.form.tap') : <RareText>{covered ? inPart(field.takes, words) : words}</RareText>}
        </span>
        {known !== null && words !== null && (
          <span className="filing-origin">
            <Icon name="done" />
            {originInWords(known, t, language)}
          </span>
        )}
        <FieldWrong id={`${id}wrong`} wrong={wrong} />
      </span>
      {!locked && <Icon name="onward" />}
    </>
  )
  if (locked) return <div className="filing-field filing-known">{inside}</div>
  return (
    <Button
      className="place filing-field"
      data-wrong={wrong !== null}
      aria-labelledby={`${id}name`}
      aria-describedby={wrong === null ? `${id}answer` : `${id}wrong ${id}answer`}
      onPress={onOpen}
    >
      {inside}
    </Button>
  )
}

/** A field that is answered where it stands. */
export function FieldSection({ field, wrong, children }: { readonly field: FieldView | ColumnView; readonly wrong: string | null; readonly children: ReactNode }) {
  const { state } = useKiosk()
  const id = useId()
  const { hint } = field
  return (
    <section className="filing-section" aria-labelledby={`${id}name`} data-wrong={wrong !== null}>
      <h2>
        <FieldName id={`${id}name`} field={field} />
      </h2>
      {hint !== null && <p className="body">{local(hint, state.comfort.language)}</p>}
      <FieldWrong id={`${id}wrong`} wrong={wrong} />
      {children}
    </section>
  )
}

function FieldName({ id, field: { label, required } }: { readonly id: string; readonly field: FieldView | ColumnView }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  return (
    <span className="filing-label">
      <span id={id}>{local(label, state.comfort.language)}</span>
      {!required && <span className="filing-optional">{t('filing.form.optional')}</span>}
    </span>
  )
}

function FieldWrong({ id, wrong }: { readonly id: string; readonly wrong: string | null }) {
  if (wrong === null) return null
  return (
    <span className="filing-wrong" id={id}>
      <Icon name="attention" />
      {wrong}
    </span>
  )
}
