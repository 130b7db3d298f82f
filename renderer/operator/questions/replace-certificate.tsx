import { useState } from 'react'
import type { CertificateSheetView, ReplaceOutcome } from '../../../main/contract/operator.ts'
import { StateLine } from '../../components/page.tsx'
import { type Said, useDesk, useWords } from '../desk.ts'
import { faultWords } from '../words.ts'
import { WhichCertificate } from './certificate-end.tsx'
import { Question } from './question.tsx'

/** Another copy in the place of a spoiled one, for the person in front. */
export function ReplaceCertificate({ sheet }: { readonly sheet: CertificateSheetView }) {
  const t = useWords()
  const { ask, done, said } = useDesk()
  /** One wish is one copy, also when an answer is lost and it is asked for again from here. */
  const [requestId] = useState(() => crypto.randomUUID())
  const { copy, title } = sheet
  return (
    <Question
      title={t('replace.title')}
      lead={t('replace.lead')}
      confirm={t('replace.confirm')}
      icon="print"
      onConfirm={async () => {
        const outcome = await ask((operator, signal) => operator.replaceCertificate({ requestId, copy }, { signal }))
        if (outcome !== null) done(saidOf(outcome))
      }}
    >
      <WhichCertificate sheet={sheet} />
      {said !== null && <StateLine tone={said.tone}>{said.words}</StateLine>}
    </Question>
  )

  function saidOf(outcome: ReplaceOutcome): Said {
    switch (outcome.outcome) {
      case 'printing':
        return { tone: 'done', words: t('replace.printing', { title }) }
      case 'no-paper':
        return { tone: 'attention', words: t('replace.noPaper', { reason: faultWords(outcome.reason, t) }) }
      case 'not-spoiled':
      case 'replaced':
      case 'forgotten':
      case 'not-offered':
        return { tone: 'attention', words: t(`replace.${outcome.outcome}`) }
    }
  }
}
