import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface QuestionProps {
  readonly title: string
  readonly lead: string
  readonly onLeave: () => void
  readonly children: ReactNode
}

/** A question that an act asks first; the browser keeps the keyboard in it, and Esc leaves it. */
export function Question({ title, lead, onLeave, children }: QuestionProps) {
  const { t } = useTranslation('window')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="question"
      aria-labelledby="question-title"
      onCancel={(event) => {
        event.preventDefault()
        onLeave()
      }}
    >
      <h2 id="question-title">{title}</h2>
      <p className="question-lead">{lead}</p>
      {children}
      <button type="button" className="question-back" onClick={onLeave}>
        {t('reason.back')} <kbd>{t('key.escape')}</kbd>
      </button>
    </dialog>
  )
}
