import type { CertificateSheetView, SpoilReason } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Page, StateLine } from '../../components/page.tsx'
import { useDesk, useWords } from '../desk.ts'
import { WhichCertificate } from './certificate-end.tsx'
import { useAct } from './question.tsx'

/** Of one that nobody took, that is the likeliest reason; else what the printer did to it. */
const REASONS: readonly SpoilReason[] = ['jammed', 'torn', 'unreadable', 'not-taken', 'other']
const REASONS_OF_LEFT: readonly SpoilReason[] = ['not-taken', 'torn', 'unreadable', 'other']

const ICONS: Record<SpoilReason, IconName> = { jammed: 'print', torn: 'void', unreadable: 'probe', 'not-taken': 'person', other: 'help' }

/** 作废: the reason is the act, one touch; the likeliest first. */
export function SpoilCertificate({ sheet }: { readonly sheet: CertificateSheetView }) {
  const t = useWords()
  const { ask, done } = useDesk()
  const [busy, act] = useAct()
  const { key, title } = sheet
  const spoil = (reason: SpoilReason) =>
    act(async () => {
      const answer = await ask((operator, signal) => operator.settleCertificate({ key, end: { end: 'spoiled', reason } }, { signal }))
      if (answer === null) done(null)
      else if (answer.settled) done({ tone: 'done', words: t('spoil.done', { title, reason: t(`spoil.reason.${reason}`) }) })
      else done({ tone: 'attention', words: t('certificateEnd.notSettled') })
    })
  return (
    <Page title={t('spoil.title')} lead={t('spoil.lead')}>
      <WhichCertificate sheet={sheet} />
      {busy && (
        <StateLine tone="calm" busy>
          {t('common.working')}
        </StateLine>
      )}
      <div className="desk-ways question-ways">
        {(sheet.state === 'left' ? REASONS_OF_LEFT : REASONS).map((reason) => (
          <PlainButton key={reason} icon={ICONS[reason]} about={t(`spoil.about.${reason}`)} onPress={() => spoil(reason)}>
            {t(`spoil.reason.${reason}`)}
          </PlainButton>
        ))}
      </div>
    </Page>
  )
}
