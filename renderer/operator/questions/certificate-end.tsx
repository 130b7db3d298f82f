import type { CertificateSheetView } from '../../../main/contract/operator.ts'
import { useDesk, useWords } from '../desk.ts'
import { Question } from './question.tsx'

interface CertificateEndProps {
  readonly sheet: CertificateSheetView
  /** `taken`: of one that lay there, its holder has it after all. */
  readonly how: 'came-out' | 'taken' | 'nothing'
}

/** Whoever has looked says how it ended: on paper that is of use, or without any. */
export function CertificateEnd({ sheet, how }: CertificateEndProps) {
  const t = useWords()
  const { ask, done } = useDesk()
  const { key, title } = sheet
  async function settle(): Promise<void> {
    const end = how === 'nothing' ? how : 'came-out'
    const answer = await ask((operator, signal) => operator.settleCertificate({ key, end: { end } }, { signal }))
    if (answer === null) done(null)
    else if (answer.settled) done({ tone: 'done', words: t(`certificateEnd.${how}.done`, { title }) })
    else done({ tone: 'attention', words: t('certificateEnd.notSettled') })
  }
  return (
    <Question
      title={t(`certificateEnd.${how}.title`)}
      lead={t(`certificateEnd.${how}.lead`)}
      confirm={t(`certificateEnd.${how}.confirm`)}
      icon="done"
      onConfirm={settle}
    >
      <WhichCertificate sheet={sheet} />
    </Question>
  )
}

/** The one that is asked about, as it stands on the paper. */
export function WhichCertificate({ sheet: { title, number } }: { readonly sheet: CertificateSheetView }) {
  const t = useWords()
  return (
    <p className="certificate-which">
      <span lang="zh-CN">{title}</span>
      {number !== null && <span className="certificate-number">{t('certificate.number', { number })}</span>}
    </p>
  )
}
