import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { BadCases, BadCasesAlert } from './bad-cases.tsx'
import { Figures } from './figures.tsx'
import type { FiguresDesk } from './figures-desk.ts'
import { SignIn } from './sign-in.tsx'

/** Sign-in, then the hall's bad evaluations and its figures. */
export function ManagerPage({ desk }: { readonly desk: FiguresDesk }) {
  const { t, i18n } = useTranslation('manager')
  const state = useSyncExternalStore(desk.subscribe, desk.state)
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const { view, asked, badCases } = state
  const cases = badCases?.cases ?? []
  const open = cases.length
  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
    // Seen in the browser's tabs, too, while the manager works at something else.
    document.title = open === 0 ? t('title') : t('badCases.tab', { cases: t('badCases.open', { count: open }), title: t('title') })
  }, [language, open, t])
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
      {open > 0 && <BadCasesAlert cases={cases} />}
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
      {badCases !== null && <BadCases view={badCases} language={language} desk={desk} />}
      {state.signedIn && view !== null && <Figures view={view} asked={asked} language={language} onAsk={desk.ask} />}
    </>
  )
}
