import type { CertificateSheetView } from '../../../main/contract/operator.ts'
import { useDesk, useWords } from '../desk.ts'
import { Question } from './question.tsx'

/** After a time without the platform there are many: nothing came out of any, and one question ends them. */
export function EndFailed({ sheets }: { readonly sheets: readonly CertificateSheetView[] }) {
  const t = useWords()
  const { ask, done } = useDesk()
  async function endAll(): Promise<void> {
    let ended = 0
    for (const { key } of sheets) {
      const answer = await ask((operator, signal) => operator.settleCertificate({ key, end: { end: 'nothing' } }, { signal }))
      if (answer === null) return done(null)
      if (answer.settled) ended += 1
    }
    done(ended === 0 ? { tone: 'attention', words: t('certificateEnd.notSettled') } : { tone: 'done', words: t('certificateEnd.all.done', { count: ended }) })
  }
  return (
    <Question
      title={t('certificateEnd.all.title', { count: sheets.length })}
      lead={t('certificateEnd.all.lead')}
      confirm={t('certificateEnd.all.confirm')}
      icon="void"
      onConfirm={endAll}
    >
      <ul className="body" lang="zh-CN">
        {sheets.map(({ key, title, number }) => (
          <li key={key}>{number === null ? title : `${title} ${number}`}</li>
        ))}
      </ul>
    </Question>
  )
}
