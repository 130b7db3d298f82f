import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { Gone, NoAnswer, NoGuides, Opening } from './not-there.tsx'
import { SourceLine } from './source-line.tsx'
import { useAsked } from './use-asked.ts'

interface GuideQuestionProps {
  /** The situation's. */
  readonly code: string
  /** Places of the answers so far. */
  readonly answers: readonly number[]
}

/** One question of a life situation. Whoever cannot answer it sees all that the situation has. */
export function GuideQuestion({ code, answers }: GuideQuestionProps) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const ask = useCallback((client: TerminalClient, signal: AbortSignal) => client.guide.question({ code, answers }, { signal }), [code, answers])
  const { asked, again } = useAsked(ask)
  if (asked.state === 'asking') return <Opening />
  if (asked.state === 'no-answer') return <NoAnswer again={again} />
  const { value } = asked
  if (value.outcome === 'no-catalogue') return <NoGuides />
  if (value.outcome === 'not-found') return <Gone />
  const { question } = value
  const { language } = state.comfort
  return (
    <div className="page" key={answers.join()}>
      <Title>{local(question.text, language)}</Title>
      <p className="lead">{t('guide.question.lead', { name: local(question.situation, language), place: answers.length + 1 })}</p>
      <Scrolled>
        <div className="guide-answers">
          {question.answers.map(({ text, to }, at) => {
            const next = [...answers, at]
            return (
              <PlainButton
                key={`${at} ${text.zh}`}
                icon="onward"
                onPress={() =>
                  walk.go(
                    to === 'question'
                      ? { at: 'guide-question', code, answers: next }
                      : { at: 'guide-items', group: { by: 'answers', code, answers: next } },
                  )
                }
              >
                {local(text, language)}
              </PlainButton>
            )
          })}
          <PlainButton icon="guide" onPress={() => walk.go({ at: 'guide-items', group: { by: 'unsure', code, answers } })}>
            {t('guide.question.unsure')}
          </PlainButton>
        </div>
        <SourceLine {...value} />
      </Scrolled>
    </div>
  )
}
