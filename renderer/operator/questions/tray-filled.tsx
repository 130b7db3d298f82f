import { useState } from 'react'
import { PlainButton } from '../../components/buttons.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { useDesk, useWords } from '../desk.ts'
import { Choices } from './choices.tsx'
import { useAct } from './question.tsx'

/** Sheets: a small stack, half a packet, a packet. */
const AMOUNTS = [500, 250, 100] as const

/** A4 paper went into the tray: how it was put in, and how much, which is the act. */
export function TrayFilled() {
  const t = useWords()
  const { ask, done, view } = useDesk()
  /** Onto what is left, unless nothing is, or nobody knows how much. */
  const [how, setHow] = useState<'full' | 'added'>(view.tray?.left ? 'added' : 'full')
  const [busy, act] = useAct()
  const filled = (sheets: number) =>
    act(async () => {
      const answer = await ask((operator, signal) => operator.trayFilled({ sheets, added: how === 'added' }, { signal }))
      if (answer === null) done(null)
      else done({ tone: 'done', words: answer.left === null ? t('tray.doneUnknown') : t('tray.done', { count: answer.left }) })
    })
  return (
    <Page title={t('tray.ask')} lead={t('tray.askLead')}>
      <Choices name={t('tray.how')} choices={(['added', 'full'] as const).map((id) => ({ id, words: t(`tray.hows.${id}`) }))} chosen={how} onChoose={setHow} />
      {busy && (
        <StateLine tone="calm" busy>
          {t('common.working')}
        </StateLine>
      )}
      <div className="desk-ways question-ways">
        {AMOUNTS.map((count) => (
          <PlainButton key={count} icon="certificate" about={t(`tray.amountAbout.${count}`)} onPress={() => filled(count)}>
            {t('tray.amount', { count })}
          </PlainButton>
        ))}
      </div>
    </Page>
  )
}
