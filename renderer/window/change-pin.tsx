import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desk, PinAnswer } from './desk.ts'
import { Question } from './question.tsx'

const FIELDS = ['pin', 'next', 'again'] as const
const EMPTY = { pin: '', next: '', again: '' }

/** What is said of the last try. */
type PinSaid = PinAnswer | { readonly outcome: 'checking' | 'empty' | 'differ' }

/** Beside the clerk's name: the own PIN, changed with the one so far. */
export function ChangePin({ changePin }: Pick<Desk, 'changePin'>) {
  const { t } = useTranslation('window')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        {t('changePin.open')}
      </button>
      {asking && <PinQuestion changePin={changePin} onLeave={() => setAsking(false)} />}
    </>
  )
}

function PinQuestion({ changePin, onLeave }: Pick<Desk, 'changePin'> & { readonly onLeave: () => void }) {
  const { t } = useTranslation('window')
  const [typed, setTyped] = useState(EMPTY)
  const [said, setSaid] = useState<PinSaid | null>(null)

  async function answerTo({ pin, next, again }: typeof EMPTY): Promise<PinSaid> {
    if (pin === '' || next === '') return { outcome: 'empty' }
    if (next !== again) return { outcome: 'differ' }
    setSaid({ outcome: 'checking' })
    return await changePin(pin, next)
  }

  async function change(form: HTMLFormElement): Promise<void> {
    const answer = await answerTo(typed)
    setSaid(answer)
    if (answer.outcome === 'empty') return
    // a PIN is gone from the page once it was tried; where only the new one was looked at, only that is typed again
    const untried = answer.outcome === 'differ' || answer.outcome === 'bad-pin'
    setTyped(untried ? { ...EMPTY, pin: typed.pin } : EMPTY)
    const again = form.elements.item(untried ? 1 : 0)
    if (again instanceof HTMLElement) again.focus()
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (said?.outcome !== 'checking') void change(event.currentTarget)
  }

  return (
    <Question title={t('changePin.title')} lead={t('changePin.lead')} onLeave={onLeave}>
      {said?.outcome !== 'changed' && (
        <form className="change-pin" onSubmit={submit}>
          {FIELDS.map((field) => (
            <label key={field}>
              {t(`changePin.${field}`)}
              <input
                type="password"
                inputMode="numeric"
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- a question begins at its first field
                autoFocus={field === 'pin'}
                value={typed[field]}
                maxLength={64}
                autoComplete="off"
                onChange={({ target }) => setTyped((before) => ({ ...before, [field]: target.value }))}
              />
            </label>
          ))}
          <button type="submit" className="act act-next">
            <span className="act-word">{t('changePin.confirm')}</span>
            <kbd>{t('key.enter')}</kbd>
          </button>
        </form>
      )}
      <output className="change-pin-said" data-tone={toneOf(said)}>
        {said !== null && <PinWords said={said} />}
      </output>
    </Question>
  )
}

function toneOf(said: PinSaid | null): string {
  if (said === null || said.outcome === 'checking') return 'plain'
  return said.outcome === 'changed' ? 'done' : 'attention'
}

function PinWords({ said }: { readonly said: PinSaid }) {
  const { t } = useTranslation('window')
  switch (said.outcome) {
    case 'wrong':
      return t('changePin.wrong', { count: said.triesLeft })
    case 'waiting':
      return t('changePin.waiting', { seconds: said.seconds })
    case 'bad-pin':
      return t(`changePin.bad.${said.reason}`)
    case 'signed-out':
      return t('done.signedOut')
    case 'checking':
    case 'empty':
    case 'differ':
    case 'changed':
    case 'locked':
    case 'no-answer':
      return t(`changePin.said.${said.outcome}`)
  }
}
