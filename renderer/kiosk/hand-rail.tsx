import { useTranslation } from 'react-i18next'
import { RailSign, RailSwitch } from '../components/buttons.tsx'
import { useKiosk } from './kiosk-context.ts'
import { standsOutside } from './state.ts'

/** Always there, always the same: back, home, help, large type, language; the page's next step at its right end. */
export function HandRail({ slot }: { readonly slot: (element: HTMLElement | null) => void }) {
  const { state, walk, facts } = useKiosk()
  const { t } = useTranslation()
  const { comfort, page } = state
  /** Without a session the way back and home is the way in. */
  const outside = standsOutside(page)
  /** On the attract screen every touch begins, whatever else it does. */
  const begins = (act: () => void) => () => {
    if (page.at === 'attract') walk.open()
    act()
  }
  const other = comfort.language === 'zh' ? 'en' : 'zh'
  return (
    <nav className="rail" aria-label={t('rail.name')}>
      <div className="rail-signs">
        <RailSign icon="back" onPress={outside && state.help === 'closed' ? walk.open : walk.back}>
          {t('rail.back')}
        </RailSign>
        <RailSign icon="home" onPress={outside ? walk.open : walk.home}>
          {t('rail.home')}
        </RailSign>
        <RailSign icon="help" onPress={begins(() => walk.help('open'))}>
          {t('rail.help')}
        </RailSign>
        <RailSwitch
          icon="large"
          on={comfort.type === 'large'}
          onChange={(on) => begins(() => walk.comfort({ type: on ? 'large' : 'normal' }))()}
        >
          {t('rail.large')}
        </RailSwitch>
        <RailSign
          icon="language"
          lang={other === 'en' ? 'en' : 'zh-CN'}
          onPress={begins(() => walk.comfort({ language: other }))}
        >
          {t('rail.language')}
        </RailSign>
      </div>
      <div className="rail-next" ref={slot} />
      {facts.helpLine !== undefined && <p className="rail-line">{t('rail.line', { line: facts.helpLine })}</p>}
    </nav>
  )
}
