import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Figures } from './figures.tsx'
import type { FiguresDesk } from './figures-desk.ts'
import { SignIn } from './sign-in.tsx'

/** Sign-in, then the hall's figures. */
export function ManagerPage({ desk }: { readonly desk: FiguresDesk }) {
  const { t, i18n } = useTranslation('manager')
  const state = useSyncExternalStore(desk.subscribe, desk.state)
  const language = i18n.language === 'en' ? 'en' : 'zh'
  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
    document.title = t('title')
  }, [language, t])
  const { view, asked } = state
  return (
    <>
      <header>
        <h1>
          {view === null ? t('title') : `${view.hall[language]} · ${t('title')}`}
        </h1>
        <button type="button" onClick={() => void i18n.changeLanguage(language === 'en' ? 'zh' : 'en')}>
          {t('language')}
        </button>
        {state.signedIn && (
          <button type="button" onClick={desk.signOut}>
            {t('signOut')}
          </button>
        )}
      </header>
      <output className="said">
        {state.line === 'down' && t('lost')}
        {state.line !== 'down' && state.asking === 'now' && t('loading')}
      </output>
      {state.signedIn && state.asking === 'failed' && (
        <p className="said" role="alert">
          {t('failed')}{' '}
          <button type="button" onClick={() => desk.ask(asked)}>
            {t('again')}
          </button>
        </p>
      )}
      {!state.signedIn && <SignIn desk={desk} />}
      {state.signedIn && view !== null && <Figures view={view} asked={asked} language={language} onAsk={desk.ask} />}
    </>
  )
}
