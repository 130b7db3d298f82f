import { useTranslation } from 'react-i18next'
import type { NumberedDocument } from '../../../main/contract/kiosk.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Page } from '../../components/page.tsx'
import { useKiosk } from '../kiosk-context.ts'
import type { DocumentNumberPage } from '../state.ts'
import { DocumentPicture } from './document-picture.tsx'

const DOCUMENTS: readonly NumberedDocument[] = [
  'resident-card',
  'residence-permit',
  'permanent-resident-card',
  'hk-macao-travel-permit',
  'taiwan-travel-permit',
]

/** Of which document the number is: by its picture, its name, and what its number looks like. */
export function WhichDocument({ page }: { readonly page: Extract<DocumentNumberPage, { readonly at: 'which-document' }> }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { business } = page
  const choose = (document: NumberedDocument) =>
    walk.go({ at: 'keypad', business, entry: { document, state: 'typing', typed: '' } })
  return (
    <Page title={t('documentNumber.which')} lead={t('documentNumber.whichLead')}>
      <div className="documents">
        {DOCUMENTS.map((document) => (
          <PlaceButton key={document} className="document" onPress={() => choose(document)}>
            {({ name, about }) => (
              <>
                <DocumentPicture document={document} />
                <span className="document-words">
                  <span className="document-name" id={name}>
                    {t(`documentNumber.name.${document}`)}
                  </span>
                  <span className="document-about" id={about}>
                    {t(`documentNumber.about.${document}`)}
                  </span>
                </span>
              </>
            )}
          </PlaceButton>
        ))}
      </div>
    </Page>
  )
}
