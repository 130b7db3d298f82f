import { useTranslation } from 'react-i18next'
import type { DraftView, Gap } from '../../../main/contract/filings.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { FilingPage } from './pages.ts'

/** Where the gap is filled. */
export function gapPage(draft: DraftView, gap: Gap): FilingPage {
  return gap.kind === 'page' ? { at: 'filing-form', draft, page: gap.page } : { at: 'filing-material', draft, material: gap.key }
}

/** All that is missing, at once, each with one touch to where it is filled. */
export function GapList({ draft, gaps }: { readonly draft: DraftView; readonly gaps: readonly Gap[] }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  return (
    <div className="gaps">
      {gaps.map((gap) => (
        <PlainButton
          key={gap.kind === 'page' ? `page ${gap.page}` : `material ${gap.key}`}
          icon={gap.kind === 'page' ? 'filing' : 'certificate'}
          about={t(`filingMaterials.gaps.${gap.kind}`)}
          onPress={() => walk.go(gapPage(draft, gap))}
        >
          {local(gap.kind === 'page' ? gap.title : gap.name, state.comfort.language)}
        </PlainButton>
      ))}
    </div>
  )
}
