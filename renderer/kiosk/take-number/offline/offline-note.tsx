import './offline-note.css'
import { useTranslation } from 'react-i18next'
import { StateLine } from '../../../components/page.tsx'
import { addOfflineStrings } from '../../../strings/offline.ts'

/** 离线号: the number is good, and how many are ahead is not certain. */
export function OfflineNote() {
  const { t, i18n } = useTranslation()
  addOfflineStrings(i18n)
  return (
    <div className="offline-note">
      <StateLine tone="attention">{t('offlineNumber.note')}</StateLine>
    </div>
  )
}
