import { useTranslation } from 'react-i18next'
import type { LicencesToChoose } from '../../../main/contract/filings.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'

interface PlacesProps {
  readonly licences: LicencesToChoose['licences']
  readonly onChoose: (id: string) => void
}

/** E-licences (电子证照) to choose one from: title, masked number, until when. */
export function LicencePlaces({ licences, onChoose }: PlacesProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  return (
    <div className="materials">
      {licences.map(({ id, title, number, validUntil }) => (
        <PlaceButton key={id} className="material" onPress={() => onChoose(id)}>
          {(ids) => (
            <>
              <span className="material-words">
                <span className="material-name" id={ids.name}>
                  {local(title, language)}
                </span>
                <span className="material-about" id={ids.about}>
                  <span>{number}</span>
                  <span>
                    {validUntil === null
                      ? t('filingMaterials.licences.longTerm')
                      : t('filingMaterials.licences.until', { date: dateInWords(validUntil, language) })}
                  </span>
                </span>
              </span>
              <Icon name="onward" />
            </>
          )}
        </PlaceButton>
      ))}
    </div>
  )
}
