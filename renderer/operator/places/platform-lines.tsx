import type { DeliveryView } from '../../../main/contract/operator.ts'
import { StateLine } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { auditFault } from '../urgency.ts'

/** What keeps the outbox here, and what the platform found wrong with the audit log; nothing while all is well. */
export function PlatformLines() {
  const t = useWords()
  const { platform } = useDesk().view
  const audit = auditFault(platform)
  return (
    <>
      {audit !== null && <StateLine tone="attention">{t(`outbox.auditLog.${audit}`)}</StateLine>}
      <DeliveryLine delivery={platform.delivery} />
    </>
  )
}

function DeliveryLine({ delivery }: { readonly delivery: DeliveryView }) {
  const t = useWords()
  const { state: kiosk } = useKiosk()
  const { now, timeZone } = useDesk().view
  switch (delivery.state) {
    case 'idle':
      return null
    case 'no-platform':
      return <StateLine tone="calm">{t('outbox.delivery.no-platform')}</StateLine>
    case 'delivering':
      return (
        <StateLine tone="calm" busy>
          {t('outbox.delivery.delivering')}
        </StateLine>
      )
    case 'waiting': {
      const time = momentWords(delivery.nextTryAt, now, timeZone, kiosk.comfort.language)
      const { lastFault } = delivery
      if (lastFault === null) return <StateLine tone="calm">{t('outbox.delivery.waiting', { time })}</StateLine>
      return (
        <StateLine tone="attention">
          {t('outbox.delivery.failing', { fault: t(`outbox.fault.${lastFault.kind}`), time })}
          <span className="state-more">{t('outbox.reported', { line: lastFault.line })}</span>
        </StateLine>
      )
    }
  }
}
