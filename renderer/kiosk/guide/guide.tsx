import './guide.css'
import { useTranslation } from 'react-i18next'
import { addGuideStrings } from '../../strings/guide.ts'
import type { GuidePage } from '../state.ts'
import { GuideItem } from './item.tsx'
import { GuideItems } from './items.tsx'
import { GuidePackage } from './package.tsx'
import { GuidePrinting } from './printing.tsx'
import { GuideSample } from './sample.tsx'
import { GuideQuestion } from './question.tsx'
import { GuideSearch } from './search.tsx'
import { GuideWays } from './ways.tsx'

/** Every page of 办事指南; they come when they are first asked for. */
export function Guide({ page }: { readonly page: GuidePage }) {
  const { i18n } = useTranslation()
  addGuideStrings(i18n)
  switch (page.at) {
    case 'guide':
      return <GuideWays />
    case 'guide-items':
      return page.group.by === 'package' ? <GuidePackage group={page.group} cameFrom={page.cameFrom} /> : <GuideItems group={page.group} cameFrom={page.cameFrom} />
    case 'guide-item':
      return <GuideItem page={page} />
    case 'guide-sample':
      return <GuideSample page={page} />
    case 'guide-printing':
      return <GuidePrinting key={page.requestId} page={page} />
    case 'guide-search':
      return <GuideSearch search={{ by: page.by, typed: page.typed }} cameFrom={page.cameFrom} />
    case 'guide-question':
      return <GuideQuestion code={page.code} answers={page.answers} />
  }
}
