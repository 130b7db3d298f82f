import { useTranslation } from 'react-i18next'
import { GateMark } from '../components/mark.tsx'
import { hallTime } from '../kiosk/hall-time.ts'
import { local } from '../strings/strings.ts'
import { ChangePin } from './change-pin.tsx'
import type { Desk, DeskState } from './desk.ts'
import { useNow } from './now.ts'
import type { Preferences } from './preferences.ts'
import { SignOut } from './sign-out.tsx'

interface TopBarProps {
  readonly desk: DeskState
  readonly preferences: Preferences
  readonly onPreferences: (change: Partial<Preferences>) => void
  readonly changePin: Desk['changePin']
  /** Null where nobody is signed in. */
  readonly onSignOut: (() => void) | null
}

/** Where this is, who sits here, how it stands, and how it looks. */
export function TopBar({ desk: { view, ahead }, preferences, onPreferences, changePin, onSignOut }: TopBarProps) {
  const { t } = useTranslation('window')
  const now = useNow()
  return (
    <header className="top">
      <span className="top-seal">
        <GateMark />
      </span>
      {view !== null && (
        <>
          <h1 className="top-window">{t('top.window', { window: view.window })}</h1>
          <span className="top-state" data-state={view.state}>
            {t(`state.${view.state}`)}
          </span>
          <span className="top-hall">{local(view.hall, preferences.language)}</span>
          <span className="top-fill" />
          {view.clerk !== null && (
            <>
              <span className="top-served">{t('top.served', { count: view.served })}</span>
              <strong>{view.clerk}</strong>
              {/* whoever comes next is not asked for the PIN of the one before */}
              <ChangePin key={view.clerk} changePin={changePin} />
            </>
          )}
          <time className="top-clock">{hallTime(now + ahead, view.timeZone)}</time>
        </>
      )}
      {view === null && <span className="top-fill" />}
      <section className="top-settings" aria-label={t('top.settings')}>
        <button type="button" aria-pressed={preferences.large} onClick={() => onPreferences({ large: !preferences.large })}>
          {t('top.large')}
        </button>
        <button type="button" aria-pressed={preferences.contrast} onClick={() => onPreferences({ contrast: !preferences.contrast })}>
          {t('top.contrast')}
        </button>
        <button
          type="button"
          lang={preferences.language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => onPreferences({ language: preferences.language === 'zh' ? 'en' : 'zh' })}
        >
          {t('top.language')}
        </button>
        {view !== null && onSignOut !== null && <SignOut view={view} onSignOut={onSignOut} />}
      </section>
    </header>
  )
}
