import { useTranslation } from 'react-i18next'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon, type IconName } from '../../components/icons.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { takesCards } from '../card-on-reader.ts'
import { useKiosk } from '../kiosk-context.ts'
import { FIRST_OF_RECEIPT } from './pages.ts'

/** All of one's own by card, or one by the receipt in one's hand. */
export function WaysToLook() {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const reads = takesCards(state.view)
  return (
    <div className="page">
      <Title>{t('progress.title')}</Title>
      <Scrolled>
        {!reads && <StateLine tone="attention">{t('progress.ways.noReader')}</StateLine>}
        <div className="progress-ways">
          {reads && <Way icon="card" name="card" onPress={() => walk.begin({ kind: 'progress' })} />}
          <Way icon="filing" name="receipt" onPress={() => walk.go(FIRST_OF_RECEIPT)} />
        </div>
      </Scrolled>
    </div>
  )
}

function Way({ icon, name, onPress }: { readonly icon: IconName; readonly name: 'card' | 'receipt'; readonly onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <PlaceButton className="progress-way" onPress={onPress}>
      {(ids) => (
        <>
          <Icon name={icon} />
          <span className="progress-words">
            <span className="progress-name" id={ids.name}>
              {t(`progress.ways.${name}`)}
            </span>
            <span className="progress-about" id={ids.about}>
              {t(`progress.ways.${name}About`)}
            </span>
          </span>
          <Icon name="onward" />
        </>
      )}
    </PlaceButton>
  )
}
