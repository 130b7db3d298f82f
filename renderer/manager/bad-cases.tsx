import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BadCaseAtDesk } from '../../main/contract/evaluation.ts'
import type { BadCasesAtTerminal, BadCasesView } from '../../main/contract/manager.ts'
import type { Language } from '../strings/strings.ts'
import { BadCase } from './bad-case.tsx'
import type { FiguresDesk } from './figures-desk.ts'

/** Here and at terminals. */
export function countOpen({ cases, atTerminals }: BadCasesView): number {
  return cases.length + countAt(atTerminals, 'open')
}

function countAt(atTerminals: readonly BadCasesAtTerminal[], what: 'open' | 'overdue'): number {
  return atTerminals.reduce((sum, each) => sum + each[what], 0)
}

/** Stays in sight wherever the page is scrolled to, as long as a bad evaluation is open. */
export function BadCasesAlert({ view, onLook }: { readonly view: BadCasesView; readonly onLook: () => void }) {
  const { t } = useTranslation('manager')
  const { cases, atTerminals } = view
  const untaken = cases.filter(({ next }) => next === 'accepted').length
  const late = cases.filter(({ overdue }) => overdue).length + countAt(atTerminals, 'overdue')
  const away = countAt(atTerminals, 'open')
  return (
    <div className="bad-cases-alert" role="alert" data-gravest={untaken > 0 || late > 0}>
      <strong>{t('badCases.open', { count: countOpen(view) })}</strong>
      {untaken > 0 && <span>{t('badCases.untaken', { count: untaken })}</span>}
      {away > 0 && <span>{t('badCases.away', { count: away })}</span>}
      {late > 0 && <span>{t('badCases.late', { count: late })}</span>}
      <a href="#bad-cases" onClick={onLook}>
        {t('badCases.look')}
      </a>
    </div>
  )
}

/** 差评整改: each that is open, with its clock, its reasons, where it stands, and its next step. */
export function BadCases({ view, language, desk }: { readonly view: BadCasesView; readonly language: Language; readonly desk: FiguresDesk }) {
  const { cases, atTerminals } = view
  const { t } = useTranslation('manager')
  const [said, setSaid] = useState('')
  const record = async (badCase: BadCaseAtDesk, note: string) => {
    const { id, next, about } = badCase
    setSaid('')
    const outcome = await desk.rectify({ case: id, step: next, note })
    setSaid(
      {
        recorded: t('badCases.recorded', { step: t(`badCases.step.${next}`), about }),
        'not-next': t('badCases.notNext'),
        'note-missing': t('badCases.noteMissing'),
        'no-answer': t('badCases.noAnswer'),
      }[outcome ?? 'no-answer'],
    )
  }
  return (
    <section className="bad-cases" id="bad-cases" aria-labelledby="bad-cases-title" hidden={countOpen(view) === 0 && said === ''}>
      <h2 id="bad-cases-title">{t('badCases.title')}</h2>
      <p className="quiet">{[t('badCases.lead'), t(`badCases.readAt.${view.readAt}`)].join(language === 'zh' ? '' : ' ')}</p>
      <output className="said">{said}</output>
      <ul>
        {cases.map((badCase) => (
          // A step further it is another question, and nothing typed for the last one answers it.
          <BadCase key={`${badCase.id} ${badCase.next}`} badCase={badCase} view={view} language={language} onRecord={(note) => record(badCase, note)} />
        ))}
      </ul>
      {atTerminals.map(({ terminal, open, overdue }) => (
        <p key={terminal} className="at-terminal">
          {t('badCases.atTerminal', { terminal, count: open, late: overdue === 0 ? '' : t('badCases.lateThere', { late: t('badCases.late', { count: overdue }) }) })}
        </p>
      ))}
    </section>
  )
}
