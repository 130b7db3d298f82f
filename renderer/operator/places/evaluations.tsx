import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BadCaseView, EvaluationTotals } from '../../../main/contract/evaluation.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine, Waiting } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { dateInWords } from '../../kiosk/certificate/month-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { addEvaluationStrings } from '../../strings/evaluation.ts'
import { useDesk, useWords } from '../desk.ts'
import { Heading } from './heading.tsx'

interface Listed {
  readonly totals: EvaluationTotals
  readonly cases: readonly BadCaseView[]
}

/** 好差评: the bad ones that are to be put right, each with its last day, then what today was given. */
export function Evaluations() {
  const t = useWords()
  const { i18n } = useTranslation()
  addEvaluationStrings(i18n)
  const { open } = useDesk().view.badCases
  const listed = useListed()
  return (
    <>
      {open === 0 ? (
        <Heading lead={t('evaluations.noneLead')}>{t('evaluations.none')}</Heading>
      ) : (
        <Heading lead={t('evaluations.lead')}>{t('evaluations.open', { count: open })}</Heading>
      )}
      {listed === null ? (
        <Waiting>{t('evaluations.looking')}</Waiting>
      ) : (
        <>
          <ul className="desk-rows">
            {listed.cases.map((one) => (
              <BadCase key={one.id} badCase={one} />
            ))}
          </ul>
          <Totals totals={listed.totals} />
        </>
      )}
    </>
  )
}

/** Looked up when the place is entered, and again when there is another bad one, or one less. */
function useListed(): Listed | null {
  const { ask, view } = useDesk()
  const { open, overdue } = view.badCases
  const counted = `${open} ${overdue}`
  const [listed, setListed] = useState<(Listed & { readonly counted: string }) | null>(null)
  useEffect(() => {
    let here = true
    void ask((operator, signal) => operator.evaluations(undefined, { signal })).then((answer) => {
      if (here && answer !== null) setListed({ ...answer, counted })
    })
    return () => {
      here = false
    }
  }, [ask, counted])
  return listed
}

function BadCase({ badCase }: { readonly badCase: BadCaseView }) {
  const t = useWords()
  const { t: say } = useTranslation()
  const { state } = useKiosk()
  const { go, view } = useDesk()
  const { language } = state.comfort
  const { about, window, level, reasons, words, dueOn, overdue, openedAt, done, next } = badCase
  const moment = (at: number) => momentWords(at, view.now, view.timeZone, language)
  const due = dueOn === null ? t('evaluations.noDue') : t(overdue ? 'evaluations.overdue' : 'evaluations.due', { date: dateInWords(dueOn, language) })
  return (
    <li className="sheet bad-case" aria-label={about} data-waits={overdue}>
      <h2>
        {say(`evaluation.level.${level}`)}
        <span className="outbox-about">
          {about} · {window === null ? t('evaluations.terminal') : t('evaluations.window', { window })} · {moment(openedAt)}
        </span>
      </h2>
      <StateLine tone={overdue ? 'attention' : 'calm'}>{due}</StateLine>
      {reasons.length > 0 && <p className="body">{reasons.map((reason) => say(`evaluation.reason.${reason}`)).join(language === 'zh' ? '；' : '; ')}</p>}
      {words !== null && <blockquote className="body bad-case-words">{words}</blockquote>}
      {done.length > 0 && (
        <ol className="bad-case-steps">
          {done.map(({ step, at, by, note }) => (
            <li key={step}>
              <strong>{t(`evaluations.step.${step}`)}</strong> <span className="outbox-time">{t('evaluations.by', { by, time: moment(at) })}</span>
              {note !== null && <span className="bad-case-note">{note}</span>}
            </li>
          ))}
        </ol>
      )}
      <PlainButton icon="onward" about={t(`evaluations.about.${next}`)} onPress={() => go({ at: 'rectify', badCase })}>
        {t('evaluations.act', { step: t(`evaluations.step.${next}`), about })}
      </PlainButton>
    </li>
  )
}

/** Of those given alone: silence is in no figure here. */
function Totals({ totals }: { readonly totals: EvaluationTotals }) {
  const t = useWords()
  const { t: say } = useTranslation()
  const { ask, say: tell } = useDesk()
  const { levels, given, goodShare, appended } = totals
  const save = async () => {
    const answer = await ask((operator, signal) => operator.saveEvaluations(undefined, { signal }))
    if (answer === null) return
    if (answer.outcome === 'saved') tell({ tone: 'done', words: t('evaluations.saved', { file: answer.file }) })
    else tell({ tone: 'attention', words: t('evaluations.notSaved', { line: answer.line }) })
  }
  return (
    <section className="sheet" aria-labelledby="evaluations-today">
      <h2 id="evaluations-today">{t('evaluations.today')}</h2>
      <dl className="day-figures">
        {levels.map(({ level, count }) => (
          <div key={level} className="day-figure" data-wants={level <= 2 && count > 0}>
            <dt>{say(`evaluation.level.${level}`)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
        <div className="day-figure">
          <dt>{t('evaluations.given')}</dt>
          <dd>{given}</dd>
        </div>
        <div className="day-figure">
          <dt>{t('evaluations.good')}</dt>
          <dd>{goodShare === null ? '—' : `${(goodShare * 100).toFixed(1)}%`}</dd>
        </div>
        <div className="day-figure">
          <dt>{t('evaluations.appended')}</dt>
          <dd>{appended}</dd>
        </div>
      </dl>
      <p className="body">{t('evaluations.silence')}</p>
      <PlainButton icon="send" onPress={() => void save()}>
        {t('evaluations.save')}
      </PlainButton>
    </section>
  )
}
