import { useTranslation } from 'react-i18next'
import type { BusinessView } from '../../../main/contract/kiosk.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { useKiosk } from '../kiosk-context.ts'

/** Without a card: the number of the document that most people have, or of another. `about`: what can be done without it. */
export function ByHand({ business, about }: { readonly business: BusinessView; readonly about: string }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  return (
    <>
      <PlainButton
        icon="keypad"
        about={about}
        onPress={() => walk.go({ at: 'keypad', business, entry: { document: 'resident-card', state: 'typing', typed: '' } })}
      >
        {t('identify.byHand')}
      </PlainButton>
      <PlainButton icon="card" about={t('identify.byHandOtherAbout')} onPress={() => walk.go({ at: 'which-document', business })}>
        {t('identify.byHandOther')}
      </PlainButton>
    </>
  )
}
