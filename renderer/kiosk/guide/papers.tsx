import { useTranslation } from 'react-i18next'
import type { Guide, GuideMaterial } from '../../../main/contract/guide.ts'
import { type SamplePage, ToSample } from './to-sample.tsx'
import { Facts, Official, official } from './facts.tsx'

/** What to bring: each paper with what it must be, how many, and where it is had. */
export function Materials({ materials, samplesOf }: { readonly materials: readonly GuideMaterial[]; readonly samplesOf: SamplePage | null }) {
  const { t } = useTranslation()
  if (materials.length === 0) return <p>{t('guide.noMaterials')}</p>
  return (
    <ul className="guide-materials">
      {materials.map((material, at) => (
        <li key={`${at} ${material.name}`}>
          <MaterialWords material={material} />
          {material.example && samplesOf !== null && <ToSample page={samplesOf} material={at} name={material.name} />}
        </li>
      ))}
    </ul>
  )
}

function MaterialWords({ material }: { readonly material: GuideMaterial }) {
  const { t } = useTranslation()
  const { name, type, format, count, needed, source, notes } = material
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
        {source !== null && (
          <span>
            {t('guide.material.from')} <span lang="zh-CN">{source}</span>
          </span>
        )}
      </p>
      <Official lines={notes} />
    </>
  )
}

/** Whether anything is known of forms: which papers are one, or that no paper is asked for at all. */
export function knowsForms(materials: readonly GuideMaterial[]): boolean {
  return materials.length === 0 || formsAmong(materials).length > 0
}

export function Forms({ materials }: { readonly materials: readonly GuideMaterial[] }) {
  const { t } = useTranslation()
  const forms = formsAmong(materials)
  if (forms.length === 0) return <p>{t('guide.forms.none')}</p>
  return (
    <>
      <ul className="guide-materials">
        {forms.map(({ name, blankForm, example }, at) => (
          <li key={`${at} ${name}`}>
            <p className="guide-strong" lang="zh-CN">
              {name}
            </p>
            <p className="guide-marks">
              {blankForm && <span>{t('guide.material.blankForm')}</span>}
              {example && <span>{t('guide.material.example')}</span>}
            </p>
          </li>
        ))}
      </ul>
      <p>{t('guide.forms.ask')}</p>
    </>
  )
}

function formsAmong(materials: readonly GuideMaterial[]): readonly GuideMaterial[] {
  return materials.filter(({ blankForm, example }) => blankForm || example)
}

export function Fees({ fees: { charged, basis, each } }: { readonly fees: NonNullable<Guide['fees']> }) {
  const { t } = useTranslation()
  if (!charged) return <p className="guide-strong">{t('guide.free')}</p>
  return (
    <>
      {each.length === 0 && <p className="guide-strong">{t('guide.charged')}</p>}
      <ul className="guide-materials">
        {each.map(({ name, standard, reduced }, at) => (
          <li key={`${at} ${name}`}>
            <p className="guide-strong" lang="zh-CN">
              {standard === null ? name : `${name}\u3000${standard}`}
            </p>
            {reduced !== null && <Facts rows={[[t('guide.fee.reduced'), official([reduced])]]} />}
          </li>
        ))}
      </ul>
      {basis.length > 0 && <Facts rows={[[t('guide.fee.basis'), official(basis)]]} />}
    </>
  )
}
