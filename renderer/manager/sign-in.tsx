import { useTranslation } from 'react-i18next'
import { type Tried, useStaffSignIn } from '../components/staff-sign-in.ts'
import type { FiguresDesk } from './figures-desk.ts'

export function SignIn({ desk, putOut }: { readonly desk: FiguresDesk; readonly putOut: boolean }) {
  const { t } = useTranslation('manager')
  const { name, setName, pin, setPin, tried, submit } = useStaffSignIn(desk.signIn)

  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <h2>{t('signIn.title')}</h2>
        {putOut ? <p role="alert">{t('signIn.putOut')}</p> : <p>{t('signIn.lead')}</p>}
        <label>
          {t('signIn.name')}
          <input value={name} maxLength={32} autoComplete="off" spellCheck={false} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          {t('signIn.pin')}
          <input type="password" inputMode="numeric" value={pin} maxLength={64} autoComplete="off" onChange={(event) => setPin(event.target.value)} />
        </label>
        <button type="submit" data-next>
          {t('signIn.confirm')}
        </button>
        <output>
          <TriedWords tried={tried} />
        </output>
      </form>
    </main>
  )
}

function TriedWords({ tried }: { readonly tried: Tried | null }) {
  const { t } = useTranslation('manager')
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
