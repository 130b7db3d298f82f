import './green.css'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/icons.tsx'
import { Page } from '../../../components/page.tsx'
import { addGreenStrings } from '../../../strings/green.ts'
import { useKiosk } from '../../kiosk-context.ts'
import { NextStep } from '../../next-step.tsx'
import type { GreenPage } from '../../state.ts'

/** 优先办理: somebody declares why they need to go first. Nothing is chosen for them, and 返回 leads to the ordinary number. */
export function Green({ page }: { readonly page: GreenPage }) {
  const { t, i18n } = useTranslation()
  addGreenStrings(i18n)
  const { walk, facts } = useKiosk()
  const { business, ground } = page
  return (
    <Page title={t('green.title')} lead={t('green.lead')}>
      <ToggleButtonGroup
        className="green-grounds"
        aria-label={t('green.grounds')}
        selectionMode="single"
        selectedKeys={ground === undefined ? [] : [ground]}
        onSelectionChange={(keys) => {
          const chosen = facts.greenGrounds.find((each) => keys.has(each))
          walk.go({ at: 'green', business, ...(chosen === undefined ? {} : { ground: chosen }) })
        }}
      >
        {facts.greenGrounds.map((each) => (
          <ToggleButton key={each} id={each} className="action action-plain setting">
            <span className="action-words">
              {t(`green.ground.${each}`)}
              <span className="action-about">{t(`green.about.${each}`)}</span>
            </span>
            <span className="setting-tick">{each === ground && <Icon name="done" />}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {ground !== undefined && (
        <NextStep icon="ticket" onPress={() => walk.takeNumber(business, 'ticket', undefined, ground)}>
          {t('green.take')}
        </NextStep>
      )}
    </Page>
  )
}
