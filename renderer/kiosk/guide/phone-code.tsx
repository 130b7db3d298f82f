import { useTranslation } from 'react-i18next'
import { QrCode } from '../../components/qr-code.tsx'

/** The guide on a phone, by a code that opens its address. */
export function PhoneCode({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  return (
    <div className="guide-phone">
      <QrCode url={url} label={t('guide.along.code')} className="guide-code" />
      <p className="guide-phone-words">
        <span className="guide-strong">{t('guide.along.phone')}</span>
        <span className="guide-about">{t('guide.along.phoneAbout')}</span>
      </p>
    </div>
  )
}
