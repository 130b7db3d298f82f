import { useTranslation } from 'react-i18next'
import type { FieldValue } from '../../../main/contract/forms.ts'
import { useKiosk } from '../kiosk-context.ts'
import { ChoiceTiles } from './choice-tiles.tsx'
import { type EditorFrame, Framed } from './editor-frame.tsx'
import type { SimpleTakes } from './form-answers.ts'
import { valueInWords } from './value-words.ts'

interface ChoiceEditorProps extends EditorFrame {
  readonly takes: Extract<SimpleTakes, { readonly kind: 'choice' }>
  readonly value: FieldValue | undefined
  readonly onChange: (value: FieldValue | undefined) => void
}

/** A choice by itself. */
export function ChoiceEditor({ takes, value, onChange, ...frame }: ChoiceEditorProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const chosen = valueInWords(takes, value, { t, language: state.comfort.language })
  return (
    <Framed {...frame} shape="plain" hint={frame.hint ?? (takes.many ? t('filing.choice.many') : null)} said={chosen ?? t('filing.form.unanswered')}>
      <ChoiceTiles label={frame.title} takes={takes} value={value} onChange={onChange} />
    </Framed>
  )
}
