import { useTranslation } from 'react-i18next'
import type { HeldReceipt } from '../../../main/contract/filings.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { heldPage } from '../receipts-way.tsx'

/** What this card handed in here today, each to be opened again. */
export function Receipts({ receipts }: { readonly receipts: readonly HeldReceipt[] }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  return (
    <div className="page">
      <Title>{t('filing.receipts.title')}</Title>
      <p className="lead">{t('filing.receipts.lead')}</p>
      <Scrolled>
        <div className="filing-items">
          {receipts.map((held) => (
            <PlaceButton key={held.receipt} className="filing-item" onPress={() => walk.go(heldPage(held))}>
              {(ids) => (
                <>
                  <Icon name="filing" />
                  <span className="filing-item-words">
                    <span className="filing-item-name" id={ids.name}>
                      {local(held.item.name, language)}
                    </span>
                    <span className="filing-about" id={ids.about}>
                      {t('filing.receipts.filedAt', { time: held.filedAt, receipt: held.receipt })}
                    </span>
                  </span>
                  <Icon name="onward" />
                </>
              )}
            </PlaceButton>
          ))}
        </div>
      </Scrolled>
    </div>
  )
}
