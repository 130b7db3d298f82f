import { useState } from 'react'
import type { ClosureView } from '../../../main/contract/view.ts'
import { Page, StateLine } from '../../components/page.tsx'
import { NextStep } from '../../kiosk/next-step.tsx'
import { useDesk, useWords } from '../desk.ts'
import { Choices } from './choices.tsx'
import { useAct } from './question.tsx'

const REASONS: readonly ClosureView['reason'][] = ['emergency', 'power', 'equipment', 'network', 'ended-early']
const UNTILS: readonly ClosureView['until'][] = ['reopened', 'day-end']

/** No number is given any more: why, and for how long, which the citizen's screens then say. */
export function CloseHall() {
  const t = useWords()
  const { ask, done } = useDesk()
  const [reason, setReason] = useState<ClosureView['reason']>('emergency')
  const [until, setUntil] = useState<ClosureView['until']>('reopened')
  const [busy, act] = useAct()
  async function close(): Promise<void> {
    const answered = await ask(async (operator, signal) => {
      await operator.closeHall({ reason, until }, { signal })
      return true
    })
    done(answered === null ? null : { tone: 'done', words: t('hours.closedNow') })
  }
  return (
    <Page title={t('hours.closing')} lead={t('hours.closingLead')}>
      <Choices
        name={t('hours.reason')}
        choices={REASONS.map((id) => ({ id, words: t(`hours.reasons.${id}`) }))}
        chosen={reason}
        onChoose={(next) => {
          setReason(next)
          // Whoever ends early means today.
          setUntil(next === 'ended-early' ? 'day-end' : 'reopened')
        }}
      />
      <h2>{t('hours.until')}</h2>
      <Choices
        name={t('hours.until')}
        choices={UNTILS.map((id) => ({ id, words: t(`hours.untils.${id}`) }))}
        chosen={until}
        onChoose={setUntil}
      />
      {busy ? (
        <StateLine tone="calm" busy>
          {t('common.working')}
        </StateLine>
      ) : (
        <NextStep icon="closed" onPress={() => act(close)}>
          {t('hours.confirm')}
        </NextStep>
      )}
    </Page>
  )
}
