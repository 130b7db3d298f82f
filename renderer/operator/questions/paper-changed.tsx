import { PlainButton } from '../../components/buttons.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { useDesk, useWords } from '../desk.ts'
import { metresOf } from '../words.ts'
import { useAct } from './question.tsx'

/** Metres on the rolls that 80 mm and 58 mm printers take: 50, 60 and 80 mm across. */
const ROLLS = [30, 50, 80] as const

/** A new roll is in: its length is the act, one touch. */
export function PaperChanged() {
  const t = useWords()
  const { ask, done } = useDesk()
  const [busy, act] = useAct()
  const changed = (lengthMetres: number | null) =>
    act(async () => {
      const last = await ask((operator, signal) => operator.paperChanged({ lengthMetres }, { signal }))
      if (last === null) done(null)
      else done({ tone: 'done', words: t('paper.done', { sheets: last.sheets, metres: metresOf(last.usedMm) }) })
    })
  return (
    <Page title={t('paper.ask')} lead={t('paper.askLead')}>
      {busy && (
        <StateLine tone="calm" busy>
          {t('common.working')}
        </StateLine>
      )}
      <div className="desk-ways question-ways">
        {ROLLS.map((metres) => (
          <PlainButton key={metres} icon="roll" about={t(`paper.rollAbout.${metres}`)} onPress={() => changed(metres)}>
            {t('paper.roll', { metres })}
          </PlainButton>
        ))}
        <PlainButton icon="help" about={t('paper.unknownAbout')} onPress={() => changed(null)}>
          {t('paper.unknown')}
        </PlainButton>
      </div>
    </Page>
  )
}
