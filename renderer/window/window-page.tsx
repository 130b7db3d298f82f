import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { languageTag } from '../strings/strings.ts'
import type { Desk } from './desk.ts'
import { keepPreferences, type Preferences } from './preferences.ts'
import { LineBanner } from './said.tsx'
import { SignIn } from './sign-in.tsx'
import { TopBar } from './top-bar.tsx'
import { Workplace } from './workplace.tsx'

interface WindowPageProps {
  readonly desk: Desk
  readonly preferences: Preferences
}

/** All that a clerk needs at a window, on one screen. */
export function WindowPage({ desk, preferences: kept }: WindowPageProps) {
  const { t, i18n } = useTranslation('window')
  const state = useSyncExternalStore(desk.subscribe, desk.state)
  const [preferences, setPreferences] = useState(kept)
  const { view } = state
  const { language, large, contrast } = preferences
  const title = view === null ? null : t('title', { window: view.window })
  useEffect(() => {
    keepPreferences({ language, large, contrast })
    void i18n.changeLanguage(language)
    const { documentElement } = document
    documentElement.lang = languageTag(language)
    documentElement.dataset['type'] = large ? 'large' : 'normal'
    documentElement.dataset['theme'] = contrast ? 'contrast' : 'paper'
  }, [language, large, contrast, i18n])
  useEffect(() => {
    if (title !== null) document.title = title
  }, [title])
  const signedIn = view !== null && view.clerk !== null
  return (
    <div className="page" data-line={state.line}>
      <TopBar
        desk={state}
        preferences={preferences}
        onPreferences={(change) => setPreferences((before) => ({ ...before, ...change }))}
        changePin={desk.changePin}
        onSignOut={signedIn ? desk.signOut : null}
      />
      <LineBanner desk={state} />
      {view !== null && view.clerk === null && <SignIn desk={desk} state={state} />}
      {signedIn && <Workplace desk={desk} state={state} view={view} language={language} />}
    </div>
  )
}
