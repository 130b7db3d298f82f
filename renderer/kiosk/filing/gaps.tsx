import { useTranslation } from 'react-i18next'
import type { DraftView, Gap } from '../../../main/contract/filings.ts'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { gapPage, GapList } from './gap-list.tsx'
import { wordsOf } from './material-words.ts'

interface FilingGapsProps {
  readonly draft: DraftView
  readonly gaps: readonly Gap[]
  readonly changed: boolean
}

/** It was not handed in: what is missing, or that the item is another since. */
export function FilingGaps({ draft, gaps, changed }: FilingGapsProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const [first] = gaps
  return (
    <div className="page">
      <div className="page-words">
        <Title>{t(changed ? 'filingMaterials.gaps.changed' : 'filingMaterials.gaps.title')}</Title>
        <p className="lead">{t(changed ? 'filingMaterials.gaps.changedLead' : `${wordsOf(draft)}.gaps.lead`)}</p>
      </div>
      <Scrolled>
        <GapList draft={draft} gaps={gaps} />
      </Scrolled>
      {first === undefined ? (
        <NextStep icon="onward" onPress={() => walk.go({ at: 'filing-review', draft })}>
          {t('filingMaterials.gaps.review')}
        </NextStep>
      ) : (
        <NextStep icon="onward" onPress={() => walk.go(gapPage(draft, first))}>
          {t('filingMaterials.review.fill')}
        </NextStep>
      )}
    </div>
  )
}
