import { useTranslation } from 'react-i18next'
import { type EditorFrame, Framed } from './editor-frame.tsx'
import { TypedText } from '../../typing/typed-text.tsx'

interface TextEditorProps extends EditorFrame {
  readonly longest: number
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A line, or a few, as they are typed. */
export function TextEditor({ longest, value, onChange, ...frame }: TextEditorProps) {
  const { t } = useTranslation()
  return (
    <Framed
      {...frame}
      shape="text"
      said={t('filing.form.longest', { count: longest })}
      pad={
        <div className="filing-letters filing-typing-text">
          <TypedText kind="text" value={value} onChange={onChange} maxLength={longest} label={frame.title} onDone={frame.onDone} />
        </div>
      }
    />
  )
}
