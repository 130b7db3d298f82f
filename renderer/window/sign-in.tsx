import { useTranslation } from 'react-i18next'
import { type Tried, useStaffSignIn } from '../components/staff-sign-in.ts'
import type { Desk, DeskState } from './desk.ts'
import { Said } from './said.tsx'

/** Name and PIN; the view says when somebody is signed in. */
export function SignIn({ desk, state }: { readonly desk: Desk; readonly state: DeskState }) {
  const { t } = useTranslation('window')
  const { name, setName, pin, setPin, tried, submit } = useStaffSignIn((typedName, typedPin) => {
    desk.forgetAnswer()
    return desk.signIn(typedName, typedPin)
  })

  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <h2>{t('signIn.title')}</h2>
        {state.putOut ? <p role="alert">{t('signIn.putOut')}</p> : <p>{t('signIn.lead')}</p>}
        <label>
          {t('signIn.name')}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the page's only question */}
          <input autoFocus value={name} maxLength={32} autoComplete="off" spellCheck={false} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          {t('signIn.pin')}
          <input
            type="password"
            inputMode="numeric"
            value={pin}
            maxLength={64}
            autoComplete="off"
            onChange={(event) => setPin(event.target.value)}
          />
        </label>
        <button type="submit" className="act act-next">
          <span className="act-word">{t('signIn.confirm')}</span>
          <kbd>{t('key.enter')}</kbd>
        </button>
        <output className="sign-in-said" data-tone={tried === null || tried.kind === 'checking' ? 'plain' : 'attention'}>
          <TriedWords tried={tried} />
        </output>
      </form>
      <Said desk={state} hint={null} onGiveUp={desk.giveUp} />
    </main>
  )
}

function TriedWords({ tried }: { readonly tried: Tried | null }) {
  const { t } = useTranslation('window')
  switch (tried?.kind) {
    case undefined:
      return null
    case 'wrong':
      return t('signIn.wrong', { count: tried.triesLeft })
    case 'waiting':
      return t('signIn.waiting', { seconds: tried.seconds })
    case 'no-answer':
      return t('signIn.noAnswer')
    case 'checking':
    case 'empty':
    case 'locked':
      return t(`signIn.${tried.kind}`)
  }
}
