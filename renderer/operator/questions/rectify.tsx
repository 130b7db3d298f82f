import { useState } from 'react'
import type { BadCaseView } from '../../../main/contract/evaluation.ts'
import { LONGEST_WORDS } from '../../../main/contract/evaluation-levels.ts'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { TypedText } from '../../typing/typed-text.tsx'
import { useDesk, useWords } from '../desk.ts'
import { Question, useAct } from './question.tsx'

/** The next step of a bad evaluation. 受理 is a touch; each further one says what was found, done or said. */
export function Rectify({ badCase }: { readonly badCase: BadCaseView }) {
  const t = useWords()
  const { ask, done } = useDesk()
  const { id, about, next } = badCase
  const step = t(`evaluations.step.${next}`)
  const record = async (note: string) => {
    const answer = await ask((operator, signal) => operator.rectify({ case: id, step: next, note }, { signal }))
    if (answer === null) done(null)
    else if (answer.outcome === 'recorded') done({ tone: 'done', words: t('evaluations.recorded', { step, about }) })
    else done({ tone: 'attention', words: t(answer.outcome === 'not-next' ? 'evaluations.notNext' : 'evaluations.noteMissing') })
  }
  const title = t('evaluations.act', { step, about })
  if (next !== 'accepted') return <Noted title={title} lead={t(`evaluations.about.${next}`)} onNoted={record} />
  return (
    <Question title={title} lead={t('evaluations.about.accepted')} confirm={step} icon="done" onConfirm={() => record('')}>
      {null}
    </Question>
  )
}

function Noted({ title, lead, onNoted }: { readonly title: string; readonly lead: string; readonly onNoted: (note: string) => Promise<void> }) {
  const t = useWords()
  const [note, setNote] = useState('')
  const [busy, act] = useAct()
  const [missing, setMissing] = useState(false)
  return (
    <div className="page rectify-page">
      <Scrolled>
        <div className="page-words">
          <Title>{title}</Title>
          <p className="lead">{lead}</p>
          {missing && !busy && <StateLine tone="attention">{t('evaluations.noteMissing')}</StateLine>}
          {busy && (
            <StateLine tone="calm" busy>
              {t('common.working')}
            </StateLine>
          )}
        </div>
      </Scrolled>
      <div className="rectify-keys">
        <TypedText
          kind="text"
          value={note}
          onChange={(next) => {
            setNote(next)
            setMissing(false)
          }}
          maxLength={LONGEST_WORDS}
          label={title}
          onDone={() => (note.trim() === '' ? setMissing(true) : act(() => onNoted(note)))}
        />
      </div>
    </div>
  )
}
