import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { PhoneCode } from './phone-code.tsx'

/** The guide on paper and on a phone, as far as this terminal has either. */
export function TakeAlong({ url, print }: { readonly url: string | null; readonly print: () => void }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const document = state.view?.document ?? { state: 'none' }
  if (document.state === 'none' && url === null) return null
  return (
    <section className="guide-along" aria-label={t('guide.along.title')}>
      {document.state === 'ready' && (
        <PlainButton icon="print" about={t('guide.along.printAbout')} onPress={print}>
          {t('guide.along.print')}
        </PlainButton>
      )}
      {document.state === 'not-ready' && (
        <p className="guide-not-now">
          <Icon name="attention" />
          <span>{t('guide.along.notNow', { why: t(`guide.print.printer.${document.reason}`) })}</span>
        </p>
      )}
      {url !== null && <PhoneCode url={url} />}
    </section>
  )
}
