import { useTranslation } from 'react-i18next'
import type { DraftView, MaterialView } from '../../../main/contract/filings.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { WAY_ICON, type Way, waysOf } from './material-words.ts'
import { useMaterialsWalk } from './materials-walk.ts'
import type { Asking } from './use-asking.ts'

export interface OneMaterial {
  readonly draft: DraftView
  readonly material: MaterialView
}

interface WayButtonsProps extends OneMaterial {
  /** The way that is not offered: it is the one that was taken, or that does not help. */
  readonly not: Way | null
  readonly asking: Asking
}

/** The ways of giving it, one button each. Where none is left, the window. */
export function WayButtons({ draft, material, not, asking }: WayButtonsProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { settle } = useMaterialsWalk()
  const of = { draft, material: material.key }
  const ways = waysOf(material).filter((way) => way !== not)
  if (ways.length === 0 && material.given.way === 'nothing') return <p className="body">{t('filingMaterials.camera.window')}</p>
  const take = (way: Way) => {
    if (way === 'licence' || way === 'camera' || way === 'phone') walk.go({ at: 'filing-material', ...of, by: way })
    else asking.ask(() => settle(of, way))
  }
  return (
    <div className="material-choices">
      {ways.map((way) => (
        <PlainButton
          key={way}
          icon={WAY_ICON[way]}
          about={way === 'owed' ? t('filingMaterials.about.owed', { count: material.owedDays ?? 0 }) : t(`filingMaterials.about.${way}`)}
          onPress={() => take(way)}
        >
          {t(`filingMaterials.way.${way}`)}
        </PlainButton>
      ))}
    </div>
  )
}
