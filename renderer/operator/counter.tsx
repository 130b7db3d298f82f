import { type ReactNode, useMemo, useState } from 'react'
import { Waiting } from '../components/page.tsx'
import { Doors } from '../components/doors.tsx'
import { useLatest } from '../components/latest.ts'
import { askingOperator, isNotSignedIn } from './asking.ts'
import { type Desk, DeskContext, type DeskPage, type OperatorCalls, type Said, useWords } from './desk.ts'
import { type SignedOut, useLocked, useTouches, useWatch } from './duty.ts'
import { OperatorRail } from './operator-rail.tsx'
import { Places } from './places.tsx'
import { useEscape } from './presence.ts'
import { AddClerk } from './questions/add-clerk.tsx'
import { ChangePin } from './questions/change-pin.tsx'
import { CertificateEnd } from './questions/certificate-end.tsx'
import { CloseHall } from './questions/close-hall.tsx'
import { EndFailed } from './questions/end-failed.tsx'
import { PaperChanged } from './questions/paper-changed.tsx'
import { PowerCycle } from './questions/power-cycle.tsx'
import { Probe } from './questions/probe.tsx'
import { Rectify } from './questions/rectify.tsx'
import { ReplaceCertificate } from './questions/replace-certificate.tsx'
import { Report } from './questions/report.tsx'
import { Reprint } from './questions/reprint.tsx'
import { Restart, Stop } from './questions/restart-stop.tsx'
import { RevokeDevice } from './questions/revoke-device.tsx'
import { SpoilCertificate } from './questions/spoil-certificate.tsx'
import { TrayFilled } from './questions/tray-filled.tsx'
import { VoidSheets } from './questions/void-sheets.tsx'
import { countsOf, mostUrgent, type PlaceName } from './urgency.ts'

interface CounterProps {
  readonly calls: OperatorCalls
  readonly operator: string
  readonly slot: (element: HTMLElement | null) => void
  readonly onLeave: () => void
  readonly onSignedOut: (why: SignedOut) => void
  readonly onOrdered: (ordered: boolean) => void
}

/** One operator's counter: its places, and before an act with consequences the question that it asks. */
export function Counter({ calls, operator, slot, onLeave, onSignedOut, onOrdered }: CounterProps) {
  const t = useWords()
  const view = useWatch(calls, onSignedOut)
  useTouches(calls, () => onSignedOut('ended'))
  const [locked, lookForLocked] = useLocked(calls)
  const [page, setPage] = useState<DeskPage>({ at: 'counter' })
  const [chosen, setChosen] = useState<PlaceName | null>(null)
  const [said, say] = useState<Said | null>(null)
  if (chosen === null && view !== null) setChosen(mostUrgent(countsOf(view, locked.length)))
  const place = chosen ?? 'devices'

  const leave = () => {
    void askingOperator((signal) => calls.signOut(undefined, { signal }))
    onLeave()
  }
  const toCounter = () => {
    // Back from a restart that does not come: whatever ends the watch then is no longer by order.
    onOrdered(false)
    setPage({ at: 'counter' })
  }
  useEscape(toCounter)

  const signedOut = useLatest(onSignedOut)
  const words = useLatest(t)
  const asks = useMemo<Pick<Desk, 'ask' | 'follow'>>(
    () => ({
      ask: async (call, patience) => {
        const answer = await askingOperator((signal) => call(calls, signal), patience)
        if (answer.kind === 'answered') return answer.value
        if (answer.kind === 'not-signed-in') signedOut.current('ended')
        else if (answer.kind === 'faulty-configuration') say({ tone: 'attention', words: words.current('restart.faulty', { line: answer.line }) })
        else say({ tone: 'attention', words: words.current('common.noAnswer') })
        return null
      },
      follow: async (call, hear, signal) => {
        try {
          for await (const value of await call(calls, signal)) hear(value)
          return true
        } catch (error) {
          if (isNotSignedIn(error)) signedOut.current('ended')
          return false
        }
      },
    }),
    [calls, signedOut, words],
  )
  const desk = useMemo<Desk | null>(() => {
    if (view === null) return null
    const enter = (next: PlaceName) => {
      setChosen(next)
      say(null)
    }
    const go = (next: DeskPage) => {
      say(null)
      setPage(next)
    }
    const done = (result: Said | null) => {
      if (result !== null) say(result)
      setPage({ at: 'counter' })
    }
    return { operator, view, locked, place, enter, go, said, say, done, ...asks, lookForLocked, ordered: onOrdered }
  }, [operator, view, locked, place, said, asks, lookForLocked, onOrdered])

  return (
    <>
      <Doors place={page.at} from={page.at === 'counter' ? 'back' : 'onward'}>
        {desk === null ? <Waiting>{t('common.working')}</Waiting> : <DeskContext value={desk}>{pageOf(page)}</DeskContext>}
      </Doors>
      <OperatorRail slot={slot} onBack={page.at === 'counter' ? leave : toCounter} onLeave={leave} operator={operator} />
    </>
  )
}

function pageOf(page: DeskPage): ReactNode {
  switch (page.at) {
    case 'counter':
      return <Places />
    case 'reprint':
      return <Reprint sheet={page.sheet} />
    case 'void':
      return <VoidSheets sheets={page.sheets} />
    case 'certificate-end':
      return <CertificateEnd sheet={page.sheet} how={page.how} />
    case 'end-failed':
      return <EndFailed sheets={page.sheets} />
    case 'spoil':
      return <SpoilCertificate sheet={page.sheet} />
    case 'replace':
      return <ReplaceCertificate sheet={page.sheet} />
    case 'tray-filled':
      return <TrayFilled />
    case 'report':
      return <Report />
    case 'rectify':
      return <Rectify badCase={page.badCase} />
    case 'paper-changed':
      return <PaperChanged />
    case 'close-hall':
      return <CloseHall />
    case 'power-cycle':
      return <PowerCycle device={page.device} />
    case 'probe':
      return <Probe />
    case 'change-pin':
      return <ChangePin />
    case 'add-clerk':
      return <AddClerk />
    case 'revoke-device':
      return <RevokeDevice device={page.device} />
    case 'restart':
      return <Restart />
    case 'stop':
      return <Stop />
  }
}
