import { useTranslation } from 'react-i18next'
import type { PackageEntry } from '../../../main/contract/guide.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { GuideWay } from '../state.ts'

/** Packages beside each other, each with its sign; nothing where there are none. `from`: the list that they stand in. */
export function PackagePlaces({ packages, from }: { readonly packages: readonly PackageEntry[]; readonly from: GuideWay | null }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  if (packages.length === 0) return null
  return (
    <div className="guide-items">
      {packages.map(({ code, name, count }) => (
        <PlaceButton
          key={code}
          className="guide-entry guide-package"
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

/** Several sheets held by one band: handed in together. The house's grid of 24 and its one weight. */
function PackageSign() {
  return (
    <svg className="icon package-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M9 5.5V3h11.5v13H18M6 8.5V5.5H18v13H15.5M3 8.5h12.5V21H3ZM3 15.5h12.5M9.25 8.5V21" />
    </svg>
  )
}
