import { type FormEvent, useState } from 'react'

/** What is said of the last try. */
export type Tried =
  | { readonly kind: 'checking' | 'no-answer' | 'empty' | 'locked' }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'waiting'; readonly seconds: number }

/** As every page of the hall is answered; null when no answer came. */
type Answer =
  | { readonly outcome: 'signed-in' | 'locked' }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'waiting'; readonly seconds: number }
  | null

/** Name and PIN of staff at a page of the hall; a PIN is gone from the page once it was tried. Words and looks are the page's. */
export function useStaffSignIn(signIn: (name: string, pin: string) => Promise<Answer>) {
  const [name, setName] = useState('')
  const [pin, setPin] = useState('')
  const [tried, setTried] = useState<Tried | null>(null)

  async function tryNow(): Promise<void> {
    if (name.trim() === '' || pin === '') {
      setTried({ kind: 'empty' })
      return
    }
    setTried({ kind: 'checking' })
    const answer = await signIn(name, pin)
    setPin('')
    setTried(triedOf(answer))
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (tried?.kind !== 'checking') void tryNow()
  }
  return { name, setName, pin, setPin, tried, submit }
}

function triedOf(answer: Answer): Tried | null {
  if (answer === null) return { kind: 'no-answer' }
  switch (answer.outcome) {
    case 'signed-in':
      return null
    case 'locked':
      return { kind: 'locked' }
    case 'wrong':
      return { kind: 'wrong', triesLeft: answer.triesLeft }
    case 'waiting':
      return { kind: 'waiting', seconds: answer.seconds }
  }
}
