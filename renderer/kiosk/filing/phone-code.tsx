import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { useSecondsTo } from '../../components/seconds-to.ts'
import { useSpoken } from '../spoken.ts'
import { Framed } from './editor-frame.tsx'
import { KeyPad } from './key-pad.tsx'
import type { FieldCode, FilingPage, OpenField } from './pages.ts'
import { SHAPES } from './places.ts'
import { useFilingWalk } from './walk.ts'

interface PhoneCodeProps {
  readonly form: Extract<FilingPage, { readonly at: 'filing-form' }>
  readonly open: OpenField
  readonly code: FieldCode
  readonly onRight: () => void
}

/** The code that was sent to the number that was just typed. */
export function PhoneCode({ form, open, code, onRight }: PhoneCodeProps) {
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const seconds = useSecondsTo(code.againAt)
  useSpoken('type-code')
  const { typed, digits } = code
  const type = (key: string) => {
    setWrong(null)
    const next = key === 'clear' ? '' : key === 'delete' ? typed.slice(0, -1) : (typed + key).slice(0, digits)
    filing.open({ ...open, code: { ...code, typed: next } })
  }
  const done = async () => {
    if (busy || typed.length < digits) return
    setBusy(true)
    const told = await filing.checkCode(form, open, typed)
    setBusy(false)
    if (told.outcome === 'right') onRight()
    else setWrong(told.outcome === 'wrong' ? (told.left === 0 ? t('filing.phone.over') : t('filing.phone.wrong', { count: told.left })) : t(`filing.fault.${told.reason}`))
  }
  const again = async () => {
    const failed = await filing.sendCode(form, open)
    setWrong(failed === null ? null : t(`filing.phone.${failed}`))
  }
  return (
    <Framed
      title={t('filing.phone.code')}
      hint={t('filing.phone.codeLead', { phone: code.phone })}
      wrong={wrong}
      busy={busy}
      step={t('filing.confirm')}
      onDone={() => void done()}
      above={null}
      shape="pad"
      said={t('filing.form.counted', { count: typed.length, all: digits })}
      shown={
        <div className="filing-code" aria-hidden="true">
          {Array.from({ length: digits }, (_, at) => (
            <span key={at} data-next={at === typed.length}>
              {typed[at] ?? ''}
            </span>
          ))}
        </div>
      }
      pad={<KeyPad keys={SHAPES.phone.keys} onKey={type} onEnter={() => void done()} />}
    >
      {seconds > 0 ? (
        <p className="body">{t('filing.phone.resendIn', { seconds })}</p>
      ) : (
        <PlainButton icon="send" onPress={() => void again()}>
          {t('filing.phone.resend')}
        </PlainButton>
      )}
    </Framed>
  )
}
