import { useState } from 'react'
import type { OperatorReprintOutcome, SheetRowView } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { type Said, useDesk, useWords } from '../desk.ts'
import { faultWords } from '../words.ts'
import { useAct } from './question.tsx'

const REASONS = {
  unknown: ['unknown-sheet', 'unreadable', 'lost'],
  failed: ['failed-sheet', 'unreadable', 'lost'],
} as const

/** 补打: the reason is the act, one touch; the likeliest first. */
export function Reprint({ sheet }: { readonly sheet: SheetRowView }) {
  const t = useWords()
  const { ask, done, said } = useDesk()
  const [busy, act] = useAct()
  /** One wish is one sheet, also when an answer is lost and it is asked for again from here. */
  const [requestId] = useState(() => crypto.randomUUID())
  const { number, ticketId } = sheet
  return (
    <Page title={t('reprint.title', { number })} lead={t('reprint.lead')}>
      {busy ? (
        <StateLine tone="calm" busy>
          {t('common.working')}
        </StateLine>
      ) : (
        said !== null && <StateLine tone={said.tone}>{said.words}</StateLine>
      )}
      <div className="desk-ways question-ways">
        {REASONS[sheet.state === 'unknown' ? 'unknown' : 'failed'].map((reason) => (
          <PlainButton
            key={reason}
            icon="print"
            about={t(`reprint.about.${reason}`)}
            onPress={() =>
              act(async () => {
                const outcome = await ask((operator, signal) => operator.reprint({ requestId, ticketId, reason }, { signal }))
                if (outcome !== null) done(saidOf(outcome))
              })
            }
          >
            {t(`reprint.reason.${reason}`)}
          </PlainButton>
        ))}
      </div>
    </Page>
  )

  function saidOf(outcome: OperatorReprintOutcome): Said {
    switch (outcome.outcome) {
      case 'reprinting':
        return { tone: 'done', words: t('reprint.done', { number }) }
      case 'no-paper':
        return { tone: 'attention', words: t('reprint.noPaper', { reason: faultWords(outcome.reason, t) }) }
      case 'no-longer-waiting':
        return { tone: 'attention', words: t('reprint.over', { number }) }
    }
  }
}
