import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { useKiosk } from '../kiosk-context.ts'
import type { GuidePage } from '../state.ts'

/** The guide from which a specimen is looked at. */
export type SamplePage = Extract<GuidePage, { readonly at: 'guide-item' }>

/** To the specimen of a material; whoever comes back from it finds the material where it was. */
export function ToSample({ page, material, name }: { readonly page: SamplePage; readonly material: number; readonly name: string }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const here = useRef<HTMLDivElement>(null)
  const back = page.material === material
  useEffect(() => {
    if (back) here.current?.scrollIntoView({ block: 'center' })
  }, [back])
  const { group, code } = page
  return (
    <div className="guide-to-sample" ref={here}>
      <PlainButton icon="larger" about={name} onPress={() => walk.go({ at: 'guide-sample', group, code, material, name })}>
        {t('guide.sample.see')}
      </PlainButton>
    </div>
  )
}
