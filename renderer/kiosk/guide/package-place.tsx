import { useTranslation } from 'react-i18next'
import type { PackageEntry } from '../../../main/contract/guide.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { CameFrom, GuideWay } from '../state.ts'
import { PackageSign } from './package-sign.tsx'

interface PackagePlacesProps extends CameFrom {
  readonly packages: readonly PackageEntry[]
  /** The list that they stand in. */
  readonly from: GuideWay | null
}

/** Packages beside each other, each with its sign; nothing where there are none. */
export function PackagePlaces({ packages, from, cameFrom }: PackagePlacesProps) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  if (packages.length === 0) return null
  return (
    <div className="guide-items">
      {packages.map(({ code, name, count }) => (
        <PlaceButton
          key={code}
          className="guide-entry guide-package"
          cameBack={code === cameFrom}
          onPress={() => walk.go({ at: 'guide-items', group: { by: 'package', code, from } })}
        >
          {(ids) => (
            <>
              <PackageSign />
              <span className="guide-entry-words">
                <span className="guide-entry-name" id={ids.name}>
                  {local(name, state.comfort.language)}
                </span>
                <span className="guide-about" id={ids.about}>
                  {t('guide.package.about', { count })}
                </span>
              </span>
              <Icon name="onward" />
            </>
          )}
        </PlaceButton>
      ))}
    </div>
  )
}
