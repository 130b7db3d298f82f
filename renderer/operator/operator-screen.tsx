import './look/desk.css'
import './look/sign-in.css'
import './look/devices.css'
import './look/sheets.css'
import './look/paper.css'
import './look/outbox.css'
import './look/day.css'
import './look/evaluations.css'
import './look/probe.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKiosk } from '../kiosk/kiosk-context.ts'
import { addOperatorStrings } from '../strings/operator.ts'
import { Counter } from './counter.tsx'
import type { SignedOut } from './duty.ts'
import { SignIn } from './sign-in.tsx'

type Standing = { readonly at: 'door'; readonly why: SignedOut | null } | { readonly at: 'counter'; readonly operator: string }

interface OperatorScreenProps {
  /** Where a page's next step goes: the right end of the rail. */
  readonly slot: (element: HTMLElement | null) => void
}

/** The operator's screen, over the citizen's: first the sign-in, then the counter, and the sign-in again when that ends. */
export function OperatorScreen({ slot }: OperatorScreenProps) {
  const { state, walk } = useKiosk()
  const { i18n } = useTranslation()
  addOperatorStrings(i18n)
  const [standing, setStanding] = useState<Standing>({ at: 'door', why: null })
  /** The terminal goes because it was told to. */
  const ordered = useRef(false)
  const order = useCallback((going: boolean) => {
    ordered.current = going
  }, [])
  const { link } = state
  useEffect(() => {
    if (link === 'up') return
    if (ordered.current) walk.operator('closed')
    else setStanding((before) => (before.at === 'counter' ? { at: 'door', why: 'interrupted' } : before))
  }, [link, walk])

  const client = walk.client()
  // Every look at `client.operator` is another object, and the watch would begin anew with each.
  const calls = useMemo(() => client?.operator ?? null, [client])
  if (calls === null) return null
  const leave = () => walk.operator('closed')
  if (standing.at === 'door') {
    const signedIn = (operator: string) => setStanding({ at: 'counter', operator })
    return <SignIn calls={calls} why={standing.why} slot={slot} onSignedIn={signedIn} onLeave={leave} />
  }
  return (
    <Counter
      calls={calls}
      operator={standing.operator}
      slot={slot}
      onLeave={leave}
      onSignedOut={(why) => {
        if (!ordered.current) setStanding({ at: 'door', why })
      }}
      onOrdered={order}
    />
  )
}
