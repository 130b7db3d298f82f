import { useTranslation } from 'react-i18next'
import type { PackageGuide, PackageMaterial } from '../../../main/contract/guide.ts'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { Official } from './facts.tsx'

/** One set of papers for all items, each with which of them want it. */
export function PackagePapers({ materials, items }: Pick<PackageGuide, 'materials' | 'items'>) {
  const { t } = useTranslation()
  const untold = items.filter((item) => item.materials === null).length
  return (
    <>
      {materials.length > 0 && <p>{t('guide.package.once', { count: materials.length })}</p>}
      {materials.length === 0 && untold === 0 && <p>{t('guide.noMaterials')}</p>}
      <ul className="guide-materials">
        {materials.map((material) => (
          <li key={`${material.name} ${material.type} ${material.format}`}>
            <Paper material={material} items={items} />
          </li>
        ))}
      </ul>
      {untold > 0 && <p>{t('guide.package.untold', { count: untold })}</p>}
    </>
  )
}

function Paper({ material, items }: { readonly material: PackageMaterial; readonly items: PackageGuide['items'] }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { name, type, format, count, needed, notes, wantedBy } = material
  const all = wantedBy.length === items.length
  const names = wantedBy.flatMap((at) => items[at] ?? []).map((item) => local(item.name, language))
  return (
    <>
      <p className="guide-strong" lang="zh-CN">
        {name}
      </p>
      <p className="guide-marks">
        {type !== null && <span lang="zh-CN">{type}</span>}
        {count !== null && <span>{count === 0 ? t('guide.material.lookedAt') : t('guide.material.count', { count })}</span>}
        {format !== null && <span lang="zh-CN">{format}</span>}
        {needed === false && <span>{t('guide.material.optional')}</span>}
      </p>
      <Official lines={notes} />
      <p className="guide-about">{all ? t('guide.package.forAll') : t('guide.package.for', { list: new Intl.ListFormat(language, { type: 'conjunction' }).format(names) })}</p>
    </>
  )
}
