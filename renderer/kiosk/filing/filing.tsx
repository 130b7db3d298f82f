import './filing.css'
import './form.css'
import './signature.css'
import './editor.css'
import './materials.css'
import './camera.css'
import './crop.css'
import './page-cards.css'
import './review.css'
import './filed.css'
import './phone.css'
import { useTranslation } from 'react-i18next'
import { addFilingStrings } from '../../strings/filing.ts'
import { addFilingMaterialsStrings } from '../../strings/filing-materials.ts'
import { Applicant } from './applicant.tsx'
import { Begun } from './begun.tsx'
import { FilingFiled } from './filed.tsx'
import { FormPage } from './form-page.tsx'
import { FilingGaps } from './gaps.tsx'
import { FilingItems } from './items.tsx'
import { Kept } from './kept.tsx'
import { FilingMaterial } from './material.tsx'
import { FilingMaterials } from './materials.tsx'
import type { FilingPage } from './pages.ts'
import { Receipts } from './receipts.tsx'
import { FilingReview } from './review.tsx'
import { FilingSending } from './sending.tsx'

/** Every page of 刷证申报; they come when they are first asked for. */
export function Filing({ page }: { readonly page: FilingPage }) {
  const { i18n } = useTranslation()
  addFilingStrings(i18n)
  addFilingMaterialsStrings(i18n)
  switch (page.at) {
    case 'filing-items':
      return <FilingItems cameFrom={page.cameFrom} />
    case 'filing-applicant':
      return <Applicant page={page} />
    case 'filing-begun':
      return <Begun page={page} />
    case 'filing-form':
      return <FormPage key={page.page} form={page} />
    case 'filing-kept':
      return <Kept {...page} />
    case 'filing-materials':
      return <FilingMaterials draft={page.draft} />
    case 'filing-material':
      return <FilingMaterial page={page} />
    case 'filing-review':
      return <FilingReview draft={page.draft} />
    case 'filing-sending':
      return <FilingSending intent={page.intent} />
    case 'filing-gaps':
      return <FilingGaps draft={page.draft} gaps={page.gaps} changed={page.changed} />
    case 'filing-receipts':
      return <Receipts receipts={page.receipts} />
    case 'filing-filed':
      return <FilingFiled page={page} />
  }
}
