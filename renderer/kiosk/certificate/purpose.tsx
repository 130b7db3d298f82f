import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import type { Draft } from './draft.ts'

/** What the certificate is for. Nothing is chosen beforehand: a touch is the answer. */
export function Purpose({ draft }: { readonly draft: Draft }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  return (
    <div className="page">
      <Title>{t('certificate.purpose.title')}</Title>
      <p className="lead">{t('certificate.purpose.lead')}</p>
      <Scrolled>
        <div className="choices choices-wide">
          {draft.certificate.purposes.map(({ code, name }) => (
            <PlainButton
              key={code}
              icon="onward"
              onPress={() => walk.certificate.answered('purpose', { ...draft, purpose: code })}
            >
              {local(name, state.comfort.language)}
            </PlainButton>
          ))}
        </div>
      </Scrolled>
    </div>
  )
}
