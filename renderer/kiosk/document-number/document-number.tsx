import './document-number.css'
import { useTranslation } from 'react-i18next'
import { addDocumentNumberStrings } from '../../strings/document-number.ts'
import type { DocumentNumberPage } from '../state.ts'
import { Keypad } from './keypad.tsx'
import { WhichDocument } from './which-document.tsx'

/** A number by hand: of which document, and its characters; the pages come when they are first asked for. */
export function DocumentNumber({ page }: { readonly page: DocumentNumberPage }) {
  const { i18n } = useTranslation()
  addDocumentNumberStrings(i18n)
  return page.at === 'keypad' ? <Keypad page={page} /> : <WhichDocument page={page} />
}
