import { useState } from 'react'
import { PlainButton } from '../components/buttons.tsx'
import { Doors } from '../components/doors.tsx'
import { useKnownNames } from '../components/known-names.ts'
import { Page, StateLine, Waiting } from '../components/page.tsx'
import { StillSign } from '../components/still.tsx'
import { NextStep } from '../kiosk/next-step.tsx'
import { askingOperator } from './asking.ts'
import { type OperatorCalls, useWords } from './desk.ts'
import type { SignedOut } from './duty.ts'
import { OperatorRail } from './operator-rail.tsx'
import { useEscape, useNobodyThere } from './presence.ts'
import { OperatorPin } from './sign-in-pin.tsx'
import { useSource } from './source.ts'

/** Whoever opened the door and walked away gives the screen back to the citizen, milliseconds. */
const NOBODY_AFTER = 30_000

interface SignInProps {
  readonly calls: OperatorCalls
  readonly why: SignedOut | null
  readonly slot: (element: HTMLElement | null) => void
  readonly onSignedIn: (operator: string) => void
  readonly onLeave: () => void
}

/** Who, then the PIN. */
export function SignIn({ calls, why, slot, onSignedIn, onLeave }: SignInProps) {
  const [name, setName] = useState<string | null>(null)
  useNobodyThere(NOBODY_AFTER, onLeave)
  const back = () => (name === null ? onLeave() : setName(null))
  useEscape(back)
  return (
    <>
      <Doors place={name === null ? 'names' : 'pin'} from={name === null ? 'back' : 'onward'}>
        {name === null ? (
          <Names calls={calls} why={why} onName={setName} />
        ) : (
          <OperatorPin calls={calls} name={name} onSignedIn={onSignedIn} onOther={() => setName(null)} />
        )}
      </Doors>
      <OperatorRail slot={slot} onBack={back} onLeave={onLeave} operator={null} />
    </>
  )
}

interface NamesProps {
  readonly calls: OperatorCalls
  readonly why: SignedOut | null
  readonly onName: (name: string) => void
}

function Names({ calls, why, onName }: NamesProps) {
  const t = useWords()
  const source = useSource()
  const [known, look] = useKnownNames(async () => {
    const answer = await askingOperator((signal) => calls.names(undefined, { signal }))
    return answer.kind === 'answered' ? answer.value : null
  })
  if (known.state === 'no-answer') {
    return (
      <Page title={t('signIn.title')} picture={<StillSign kind="attention" />}>
        <StateLine tone="attention">{t('signIn.noAnswer')}</StateLine>
        <NextStep icon="again" onPress={look}>
          {t('signIn.again')}
        </NextStep>
      </Page>
    )
  }
  if (known.state === 'seen' && known.names.length === 0) {
    return (
      <Page title={t('signIn.nobody')} lead={t('signIn.nobodyLead')} picture={<StillSign kind="attention" />}>
        <p className="command">{t('signIn.nobodyCommand', { source })}</p>
      </Page>
    )
  }
  return (
    <Page title={t('signIn.title')} lead={t('signIn.lead')} picture={<StillSign kind="kept" />}>
      {why !== null && <StateLine tone="attention">{t(`signIn.${why}`)}</StateLine>}
      {known.state === 'looking' ? (
        <Waiting>{t('signIn.looking')}</Waiting>
      ) : (
        <div className="names">
          {known.names.map((name) => (
            <PlainButton key={name} icon="person" onPress={() => onName(name)}>
              {name}
            </PlainButton>
          ))}
        </div>
      )}
    </Page>
  )
}
