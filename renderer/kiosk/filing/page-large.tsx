import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Title } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FaultLine } from './fault-line.tsx'
import { useMaterialsWalk } from './materials-walk.ts'
import { PagePicture } from './page-picture.tsx'
import { useAsking } from './use-asking.ts'
import type { OneMaterial } from './way-buttons.tsx'

/** Pixels of the longer side: as many as the tallest screens have. */
const LARGE = 2160

/** One page that was taken, as large as the screen is. */
export function PageLarge({ draft, material, look }: OneMaterial & { readonly look: string }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { arrange } = useMaterialsWalk()
  const asking = useAsking()
  const of = { draft, material: material.key }
  const ids = material.given.way === 'camera' || material.given.way === 'phone' ? material.given.pages.map(({ id }) => id) : []
  const title = t('filingMaterials.pages.whole', { place: ids.indexOf(look) + 1, count: ids.length })
  return (
    <div className="page large-page">
      <Title>{title}</Title>
      <FaultLine {...asking} />
      <figure className="page-large" aria-label={title}>
        <PagePicture of={of} page={look} side={LARGE} />
      </figure>
      <PlainButton icon="void" onPress={() => asking.ask(() => arrange(of, ids.filter((id) => id !== look)))}>
        {t('filingMaterials.pages.remove')}
      </PlainButton>
      <NextStep icon="done" onPress={() => walk.go({ at: 'filing-material', ...of })}>
        {t('filingMaterials.pages.close')}
      </NextStep>
    </div>
  )
}
