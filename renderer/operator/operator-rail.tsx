import { RailSign, RailSwitch } from '../components/buttons.tsx'
import { useTranslation } from 'react-i18next'
import { useKiosk } from '../kiosk/kiosk-context.ts'
import { useWords } from './desk.ts'

interface OperatorRailProps {
  readonly slot: (element: HTMLElement | null) => void
  readonly onBack: () => void
  readonly onLeave: () => void
  /** Who is signed in; nobody at the door. */
  readonly operator: string | null
}

/** The hand rail of the operator's screen: in the same place and of the same making as the citizen's. */
export function OperatorRail({ slot, onBack, onLeave, operator }: OperatorRailProps) {
  const { state, walk } = useKiosk()
  const t = useWords()
  const { t: shared } = useTranslation()
  const { language, theme, type } = state.comfort
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <nav className="rail operator-rail" aria-label={t('rail.name')}>
      <div className="rail-signs">
        <RailSign icon="back" onPress={onBack}>
          {t('rail.back')}
        </RailSign>
        <RailSign icon="closed" onPress={onLeave}>
          {t(operator === null ? 'rail.leave' : 'rail.signOut')}
        </RailSign>
        <RailSwitch icon="contrast" on={theme === 'contrast'} onChange={(on) => walk.comfort({ theme: on ? 'contrast' : 'paper' })}>
          {t('rail.contrast')}
        </RailSwitch>
        <RailSwitch icon="large" on={type === 'large'} onChange={(on) => walk.comfort({ type: on ? 'large' : 'normal' })}>
          {shared('rail.large')}
        </RailSwitch>
        <RailSign icon="language" lang={other === 'en' ? 'en' : 'zh-CN'} onPress={() => walk.comfort({ language: other })}>
          {shared('rail.language')}
        </RailSign>
      </div>
      <div className="rail-next" ref={slot} />
      {operator !== null && <p className="rail-line">{t('rail.onDuty', { name: operator })}</p>}
    </nav>
  )
}
