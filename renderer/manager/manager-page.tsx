import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { BadCases, BadCasesAlert, countOpen } from './bad-cases.tsx'
import { Enrolments } from './enrolments.tsx'
import { Figures } from './figures.tsx'
import type { FiguresDesk } from './figures-desk.ts'
import { SignIn } from './sign-in.tsx'

/** Sign-in, then the hall's bad evaluations and its figures, or its devices. */
export function ManagerPage({ desk }: { readonly desk: FiguresDesk }) {
  const { t, i18n } = useTranslation('manager')
  const state = useSyncExternalStore(desk.subscribe, desk.state)
  const [place, setPlace] = useState<'figures' | 'devices'>('figures')
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const { view, asked, badCases, enrolments } = state
  const open = badCases === null ? 0 : countOpen(badCases)
  const asking = enrolments?.pairings.length ?? 0
  const title = place === 'figures' ? t('title') : t('enrolments.title')
  /** Figures that were out of sight are counted anew. */
  const go = (to: typeof place) => {
    setPlace(to)
    if (to === 'figures') desk.ask(asked)
  }
  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
    // Seen in the browser's tabs, too, while the manager works at something else.
    const first = open > 0 ? t('badCases.open', { count: open }) : asking > 0 ? t('enrolments.asked', { count: asking }) : null
    document.title = first === null ? title : t('tab', { first, title })
  }, [language, open, asking, title, t])
  return (
    <>
      <header>
        <h1>{view === null ? title : `${view.hall[language]} · ${title}`}</h1>
        <button type="button" onClick={() => void i18n.changeLanguage(language === 'en' ? 'zh' : 'en')}>
          {t('language')}
        </button>
        {state.signedIn && (
          <button
            type="button"
            onClick={() => {
              setPlace('figures')
              desk.signOut()
            }}
          >
            {t('signOut')}
          </button>
        )}
      </header>
      {state.signedIn && (
        <nav aria-label={t('places')}>
          {(['figures', 'devices'] as const).map((each) => (
            <button type="button" key={each} aria-current={place === each ? 'page' : undefined} onClick={() => go(each)}>
              {each === 'figures' ? t('figures') : asking === 0 ? t('enrolments.place') : t('enrolments.placeAsked', { count: asking })}
            </button>
          ))}
        </nav>
      )}
      {badCases !== null && open > 0 && <BadCasesAlert view={badCases} onLook={() => setPlace('figures')} />}
      {asking > 0 && place === 'figures' && (
        <output className="asks-bar">
          <strong>{t('enrolments.asked', { count: asking })}</strong>
          <button type="button" onClick={() => setPlace('devices')}>
            {t('enrolments.look')}
          </button>
        </output>
      )}
      <output className="said">
        {state.line === 'down' && t('lost')}
        {state.line !== 'down' && place === 'figures' && state.asking === 'now' && t('loading')}
      </output>
      {!state.signedIn && <SignIn desk={desk} putOut={state.putOut} />}
      <div hidden={place !== 'figures'}>
        {state.signedIn && state.asking === 'failed' && (
          <p className="said" role="alert">
            {t('failed')}{' '}
            <button type="button" onClick={() => desk.ask(asked)}>
              {t('again')}
            </button>
          </p>
        )}
        {badCases !== null && <BadCases view={badCases} language={language} desk={desk} />}
        {state.signedIn && view !== null && <Figures view={view} asked={asked} language={language} onAsk={desk.ask} />}
      </div>
      {state.signedIn && place === 'devices' && enrolments !== null && <Enrolments view={enrolments} language={language} desk={desk} />}
    </>
  )
}
