import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from './enrolments.tsx'

/** Asked before a device is taken out of the hall; the browser keeps the keyboard in it, and Esc leaves it. */
export function RemoveQuestion(props: { readonly device: Device; readonly name: string; readonly onRemove: () => void; readonly onLeave: () => void }) {
  const { device, name, onRemove, onLeave } = props
  const { t } = useTranslation('manager')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="remove-title"
      onCancel={(event) => {
        event.preventDefault()
        onLeave()
      }}
    >
      <h2 id="remove-title">{t('enrolments.sure.title', { name })}</h2>
      <p>{device.place.kind === 'terminal' ? t('enrolments.sure.terminal') : t('enrolments.sure.page')}</p>
      {device.own && <p className="twice">{t('enrolments.sure.own')}</p>}
      <div className="ways">
        <button type="button" onClick={onLeave}>
          {t('enrolments.sure.keep')}
        </button>
        <button type="button" data-next onClick={onRemove}>
          {t('enrolments.sure.confirm')}
        </button>
      </div>
    </dialog>
  )
}
