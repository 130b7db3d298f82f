import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BadCaseAtDesk } from '../../main/contract/evaluation.ts'
import { LONGEST_WORDS, RECTIFYING } from '../../main/contract/evaluation-levels.ts'
import type { BadCasesView } from '../../main/contract/manager.ts'
import { momentWords } from '../components/moment-words.ts'
import { dateInWords } from '../kiosk/certificate/month-words.ts'
import type { Language } from '../strings/strings.ts'

interface Shown {
  readonly badCase: BadCaseAtDesk
  readonly view: BadCasesView
  readonly language: Language
}

export function BadCase({ badCase, view, language, onRecord }: Shown & { readonly onRecord: (note: string) => Promise<void> }) {
  const { t } = useTranslation('manager')
  const { matter, about, window, level, reasons, written, dueOn, overdue, openedAt } = badCase
  const due = dueOn === null ? t('badCases.noDue') : t(overdue ? 'badCases.overdue' : 'badCases.due', { date: dateInWords(dueOn, language) })
  return (
    <li className="bad-case" aria-label={about} data-overdue={overdue}>
      <h3>
        {t(`badCases.level.${level}`)}
        <small>
          {t(`badCases.matter.${matter}`, { about })} · {window === null ? t('badCases.kiosk') : t('badCases.window', { window })} ·{' '}
          {t('badCases.since', { time: momentWords(openedAt, view.now, view.timeZone, language) })}
        </small>
      </h3>
      <p className="due">{due}</p>
      {(reasons.length > 0 || written) && (
        <p>{[...reasons.map((reason) => t(`badCases.reason.${reason}`)), ...(written ? [t('badCases.written')] : [])].join(language === 'zh' ? '；' : '; ')}</p>
      )}
      <Steps badCase={badCase} view={view} language={language} />
      <NextStep badCase={badCase} onRecord={onRecord} />
    </li>
  )
}

/** All six, with who recorded which. */
function Steps({ badCase, view, language }: Shown) {
  const { t } = useTranslation('manager')
  return (
    <ol className="steps" aria-label={t('badCases.steps')}>
      {RECTIFYING.map((step) => {
        const done = badCase.done.find((each) => each.step === step)
        return (
          <li key={step} data-at={done === undefined ? (step === badCase.next ? 'next' : 'later') : 'done'} aria-current={step === badCase.next ? 'step' : undefined}>
            {t(`badCases.step.${step}`)}
            {done !== undefined && <small>{t('badCases.by', { by: done.by, time: momentWords(done.at, view.now, view.timeZone, language) })}</small>}
          </li>
        )
      })}
    </ol>
  )
}

/** 受理 is one press; each further step says what was found, done or said. */
function NextStep({ badCase: { next, about }, onRecord }: { readonly badCase: BadCaseAtDesk; readonly onRecord: (note: string) => Promise<void> }) {
  const { t } = useTranslation('manager')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    void onRecord(note).then(() => setBusy(false))
  }
  return (
    <form onSubmit={submit}>
      <p>{t(`badCases.about.${next}`)}</p>
      {next !== 'accepted' && (
        <label>
          {t('badCases.note')}
          <textarea rows={2} value={note} maxLength={LONGEST_WORDS} onChange={({ target }) => setNote(target.value)} />
        </label>
      )}
      <button type="submit" data-next aria-disabled={busy}>
        {t('badCases.act', { step: t(`badCases.step.${next}`), about })}
      </button>
    </form>
  )
}
