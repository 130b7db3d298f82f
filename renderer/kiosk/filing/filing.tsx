import './filing.css'
import { useTranslation } from 'react-i18next'
import { addFilingStrings } from '../../strings/filing.ts'
import { Applicant } from './applicant.tsx'
import { Begun } from './begun.tsx'
import { FormPage } from './form-page.tsx'
import { FilingItems } from './items.tsx'
import { Kept } from './kept.tsx'
import { FilingMaterials } from './materials.tsx'
import type { FilingPage } from './pages.ts'

/** Every page of 刷证申报; they come when they are first asked for. */
export function Filing({ page }: { readonly page: FilingPage }) {
  const { i18n } = useTranslation()
  addFilingStrings(i18n)
  switch (page.at) {
    case 'filing-items':
      return <FilingItems />
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
    case 'filing-review':
    case 'filing-sending':
    case 'filing-gaps':
    case 'filing-filed':
      return null
  }
}
