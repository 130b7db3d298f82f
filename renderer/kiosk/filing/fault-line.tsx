import { useTranslation } from 'react-i18next'
import type { PictureFault } from '../../../main/contract/filings.ts'
import { StateLine } from '../../components/page.tsx'
import type { MaterialFault } from './materials-walk.ts'
import type { Asking } from './use-asking.ts'

const PICTURE_FAULTS: Record<PictureFault, true> = {
  'not-a-picture': true,
  'too-large': true,
  'too-small': true,
  'too-many-pages': true,
  damaged: true,
}

function isPictureFault(fault: MaterialFault): fault is PictureFault {
  return Object.hasOwn(PICTURE_FAULTS, fault)
}

/** What came of the last call: it is on its way, or why it came to nothing and what to do. */
export function FaultLine({ busy, fault }: Pick<Asking, 'busy' | 'fault'>) {
  const { t } = useTranslation()
  if (busy) {
    return (
      <StateLine tone="calm" busy>
        {t('filingMaterials.one.saving')}
      </StateLine>
    )
  }
  if (fault === null) return null
  return <StateLine tone="attention">{t(isPictureFault(fault) ? `filingMaterials.picture.${fault}` : `filing.fault.${fault}`)}</StateLine>
}
