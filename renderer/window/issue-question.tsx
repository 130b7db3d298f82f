import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GreenReason } from '../../main/contract/green-channel.ts'
import type { IssueOutcome, WindowView } from '../../main/contract/window.ts'
import { type Language, local } from '../strings/strings.ts'
import type { Desk } from './desk.ts'
import { Question } from './question.tsx'
import { type Carried, newRequestId } from './wish.ts'

const GREEN: readonly GreenReason[] = ['elderly', 'disabled', 'pregnant', 'veteran', 'other']
/** Numbers that do not tell by themselves what document they are of; every other does. */
const NAMED = ['hk-macao-travel-permit', 'taiwan-travel-permit'] as const

interface IssueQuestionProps {
  readonly desk: Pick<Desk, 'issue'>
  readonly view: WindowView
  readonly language: Language
  readonly onLeave: () => void
}

/** 导办取号: a number for somebody who stands here, by business, class and, where it is known, whose it is. */
export function IssueQuestion({ desk, view, language, onLeave }: IssueQuestionProps) {
  const { t } = useTranslation('window')
  const [business, setBusiness] = useState(view.businesses[0]?.code ?? view.transferTo[0]?.code ?? '')
  const [green, setGreen] = useState<GreenReason | ''>('')
  const [kind, setKind] = useState<(typeof NAMED)[number] | ''>('')
  const [number, setNumber] = useState('')
  const [answer, setAnswer] = useState<Carried<IssueOutcome> | 'asking' | null>(null)
  /** One number, however often it is asked for until an answer has come. */
  const requestId = useRef(newRequestId())
  const stop = useRef(new AbortController())
  useEffect(() => {
    const here = new AbortController()
    stop.current = here
    return () => here.abort()
  }, [])

  async function take(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (answer === 'asking') return
    setAnswer('asking')
    const typed = number.trim()
    const document = typed === '' ? null : { number: typed, ...(kind === '' ? {} : { kind }) }
    const came = await desk.issue({ requestId: requestId.current, business, green: green === '' ? null : green, document }, stop.current.signal)
    if (stop.current.signal.aborted) return
    requestId.current = newRequestId()
    if (came.outcome === 'issued') setNumber('')
    setAnswer(came)
  }

  return (
    <Question title={t('issue.title')} lead={t('issue.lead')} onLeave={onLeave}>
      <form className="issue" onSubmit={(event) => void take(event)}>
        <label>
          {t('issue.business')}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a question begins at its first field */}
          <select autoFocus value={business} onChange={(event) => setBusiness(event.target.value)}>
            {view.transferTo.map(({ code, name }) => (
              <option key={code} value={code}>
                {t('transfer.business', { code, name: local(name, language) })}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('issue.class')}
          <select value={green} onChange={(event) => setGreen(GREEN.find((each) => each === event.target.value) ?? '')}>
            <option value="">{t('issue.ordinary')}</option>
            {GREEN.map((each) => (
              <option key={each} value={each}>
                {t('issue.green', { reason: t(`issue.reason.${each}`) })}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('issue.kind')}
          <select value={kind} onChange={(event) => setKind(NAMED.find((each) => each === event.target.value) ?? '')}>
            <option value="">{t('issue.numbered')}</option>
            {NAMED.map((each) => (
              <option key={each} value={each}>
                {t(`issue.document.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('issue.number')}
          <input value={number} maxLength={40} autoComplete="off" spellCheck={false} onChange={(event) => setNumber(event.target.value)} />
        </label>
        <button type="submit" className="act act-next">
          <span className="act-word">{t('issue.take')}</span>
          <kbd>{t('key.enter')}</kbd>
        </button>
        <output className="issue-said" data-tone={toneOf(answer)}>
          <IssueSaid answer={answer} />
        </output>
      </form>
    </Question>
  )
}

function toneOf(answer: Carried<IssueOutcome> | 'asking' | null): string {
  if (answer === null || answer === 'asking') return 'plain'
  return answer.outcome === 'issued' ? 'done' : 'attention'
}

function IssueSaid({ answer }: { readonly answer: Carried<IssueOutcome> | 'asking' | null }) {
  const { t } = useTranslation('window')
  if (answer === null) return null
  if (answer === 'asking') return t('issue.asking')
  switch (answer.outcome) {
    case 'issued':
      return (
        <>
          <b>{answer.number}</b> <span>{t(`issue.by.${answer.paper}`)}</span>
        </>
      )
    case 'wrong-number':
      return answer.position === undefined ? t(`issue.wrong.${answer.reason}`) : t('issue.wrongAt', { position: answer.position })
    case 'signed-out':
      return t('done.signedOut')
    case 'failed':
    case 'given-up':
      return t('issue.failed')
    case 'already-waiting':
    case 'closed':
    case 'sold-out':
    case 'person-limit':
    case 'unknown-business':
    case 'request-conflict':
      return t(`issue.refused.${answer.outcome}`)
  }
}
