import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskState } from './desk.ts'
import { Said } from './said.tsx'

/** What is said of the last try. */
type Tried =
  | { readonly kind: 'checking' | 'no-answer' | 'empty' | 'locked' }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'waiting'; readonly seconds: number }

/** Name and PIN; the view says when somebody is signed in. */
export function SignIn({ desk, state }: { readonly desk: Desk; readonly state: DeskState }) {
  const { t } = useTranslation('window')
  const [name, setName] = useState('')
  const [pin, setPin] = useState('')
  const [tried, setTried] = useState<Tried | null>(null)

  async function tryNow(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (tried?.kind === 'checking') return
    if (name.trim() === '' || pin === '') {
      setTried({ kind: 'empty' })
      return
    }
    desk.forgetAnswer()
    setTried({ kind: 'checking' })
    const answer = await desk.signIn(name, pin)
    setPin('')
    if (answer === null) setTried({ kind: 'no-answer' })
    else if (answer.outcome === 'wrong') setTried({ kind: 'wrong', triesLeft: answer.triesLeft })
    else if (answer.outcome === 'waiting') setTried({ kind: 'waiting', seconds: answer.seconds })
    else setTried(answer.outcome === 'locked' ? { kind: 'locked' } : null)
  }

  return (
    <main className="sign-in">
      <form onSubmit={(event) => void tryNow(event)}>
        <h2>{t('signIn.title')}</h2>
        <p>{t('signIn.lead')}</p>
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
