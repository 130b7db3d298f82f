import type { SheetRowView } from '../../../main/contract/operator.ts'
import { useDesk, useWords } from '../desk.ts'
import { Question } from './question.tsx'

/** The matter of these sheets ends without paper; their numbers stay. */
export function VoidSheets({ sheets }: { readonly sheets: readonly SheetRowView[] }) {
  const t = useWords()
  const { ask, done } = useDesk()
  const [first] = sheets
  const one = sheets.length === 1 && first !== undefined
  async function end(): Promise<void> {
    const keys = sheets.map(({ key }) => key)
    const answer = await ask((operator, signal) => operator.voidSheets({ keys }, { signal }))
    done(answer === null ? null : saidOf(answer.voided))
  }
  const saidOf = (voided: number) =>
    voided === 0
      ? ({ tone: 'attention', words: t('void.doneNone') } as const)
      : ({ tone: 'done', words: t('void.done', { count: voided }) } as const)
  return (
    <Question
      title={one ? t('void.title', { number: first.number }) : t('void.titleAll', { count: sheets.length })}
      lead={t(one ? 'void.lead' : 'void.leadAll')}
      confirm={t('void.confirm')}
      icon="void"
      onConfirm={end}
    >
      {!one && <p className="void-numbers">{sheets.map(({ number }) => number).join(' · ')}</p>}
      <p className="body">{t('void.numbers')}</p>
    </Question>
  )
}
