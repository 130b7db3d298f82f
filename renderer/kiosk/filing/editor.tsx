import type { FieldValue } from '../../../main/contract/forms.ts'
import { ChoiceEditor } from './choice-editor.tsx'
import type { EditorFrame } from './editor-frame.tsx'
import { FigureEditor } from './figure-editor.tsx'
import { figureText } from './figures.ts'
import type { SimpleTakes } from './form-answers.ts'
import { PlacesEditor } from './places-editor.tsx'
import { RegionEditor } from './region-editor.tsx'
import { TextEditor } from './text-editor.tsx'

interface EditorProps extends EditorFrame {
  readonly takes: SimpleTakes
  readonly value: FieldValue | undefined
  readonly onChange: (value: FieldValue | undefined) => void
}

/** One field of a simple kind by itself. Nothing typed is no answer. */
export function Editor({ takes, value, onChange, ...frame }: EditorProps) {
  const text = figureText(value)
  const onText = (typed: string | undefined) => onChange(typed === '' ? undefined : typed)
  switch (takes.kind) {
    case 'text':
      return <TextEditor {...frame} longest={takes.longest} value={text} onChange={onText} />
    case 'number':
    case 'money':
      return <FigureEditor {...frame} takes={takes} value={text} onChange={onText} />
    case 'choice':
      return <ChoiceEditor {...frame} takes={takes} value={value} onChange={onChange} />
    case 'region':
      return <RegionEditor {...frame} regions={takes.regions} value={text} onChange={onText} />
    case 'id-number':
    case 'credit-code':
    case 'phone':
    case 'date':
      return <PlacesEditor {...frame} takes={takes} value={text} onChange={onText} />
  }
}
