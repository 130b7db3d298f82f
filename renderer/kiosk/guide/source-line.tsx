import { useTranslation } from 'react-i18next'

/** Which catalogue this is, at the foot of every page of a guide: the same version on kiosk, window and web. */
export function SourceLine({ version, from }: { readonly version: string; readonly from: 'platform' | 'file' }) {
  const { t } = useTranslation()
  return <p className="guide-source">{t(`guide.source.${from}`, { version })}</p>
}
