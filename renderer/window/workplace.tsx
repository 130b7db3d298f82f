import { useEffect, useLayoutEffect, useState } from 'react'
import type { Reason, WindowTicket, WindowView } from '../../main/contract/window.ts'
import { useLatest } from '../components/latest.ts'
import type { Language } from '../strings/strings.ts'
import { callOf } from './calls.ts'
import { ChosenBar } from './chosen-bar.tsx'
import type { Desk, DeskState } from './desk.ts'
import { FinishQuestion } from './finish-question.tsx'
import { IssueQuestion } from './issue-question.tsx'
import { ItemQuestion } from './item-question.tsx'
import { actOfDigit, actOfEnter, digitOf, DONE_KEY, ISSUE_KEY, ITEM_KEY, keysOfAHand } from './keys.ts'
import { Lists, stepThroughRows } from './lists.tsx'
import { NowPanel } from './now-panel.tsx'
import { type ActName, actsOn, nextAct, type Offer, offersOf, type ReasonedAct } from './offers.ts'
import { ReasonQuestion } from './reason-question.tsx'
import { Said } from './said.tsx'
import { TransferQuestion, type TransferTo } from './transfer-question.tsx'

/** An act that asks first; `to` null while a transfer has no place yet. */
interface Asking {
  readonly act: ReasonedAct
  readonly ticket: WindowTicket | null
  readonly to: TransferTo | null
}

const NOWHERE: TransferTo = { window: '' }
/** The next thing has just become another: a second stroke of the space bar was meant for the one before, milliseconds. */
const SETTLES_IN = 400

interface WorkplaceProps {
  readonly desk: Desk
  readonly state: DeskState
  readonly view: WindowView
  readonly language: Language
}

/** Who is here, who waits, and every act by its key. */
export function Workplace({ desk, state, view, language }: WorkplaceProps) {
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [issuing, setIssuing] = useState(false)
  /** Whose items are asked about: another is to be added, or some are open though the service is to end. */
  const [itemsOf, setItemsOf] = useState<{ readonly ticket: WindowTicket; readonly ask: 'add' | 'finish' } | null>(null)
  const [hint, setHint] = useState<Extract<Offer, { readonly possible: false }> | 'wait' | null>(null)
  const chosen = [...view.waiting, ...view.held, ...view.passed].find(({ ticketId }) => ticketId === chosenId) ?? null
  const offers = offersOf(view, chosen)
  /** Of whoever is at the window, whomever the lists have chosen. */
  const offersHere = offersOf(view, null)
  const next = nextAct(view)
  const settled = useSettled(next)

  function ask(act: ActName, offer: Offer = offers[act]): void {
    if (state.wish !== null) {
      setHint('wait')
      return
    }
    desk.forgetAnswer()
    setHint(offer.possible ? null : offer)
    if (!offer.possible) return
    if (act === 'finish' && offer.ticket?.items.some(({ done }) => !done) === true) setItemsOf({ ticket: offer.ticket, ask: 'finish' })
    else if (isReasoned(act)) setAsking({ act, ticket: offer.ticket, to: null })
    else carry(act, offer.ticket, '', NOWHERE)
  }

  function carry(act: ActName, ticket: WindowTicket | null, reason: Reason, to: TransferTo): void {
    setAsking(null)
    setItemsOf(null)
    setHint(null)
    desk.wish(act, ticket?.number ?? '', callOf(act, { ticketId: ticket?.ticketId ?? '', reason, to }))
    if (ticket !== null && ticket.ticketId === chosenId) setChosenId(null)
  }

  /** Does something about the items of whoever is here, or says why it cannot be. */
  function withItems(about: (ticket: WindowTicket) => void): void {
    const { current } = view
    desk.forgetAnswer()
    if (state.wish !== null) setHint('wait')
    else if (current === null) setHint({ possible: false, why: 'cannot.noCurrent', number: '' })
    else {
      setHint(null)
      about(current)
    }
  }

  function addItem(ticket: WindowTicket, item: string): void {
    const { ticketId, number } = ticket
    setItemsOf(null)
    desk.wish('addItem', number, (requestId) => (client, options) => client.addItem({ requestId, ticketId, item }, options))
  }

  function setDone({ ticketId, number }: WindowTicket, index: number, done: boolean): void {
    desk.wish('itemDone', number, (requestId) => (client, options) => client.itemDone({ requestId, ticketId, index, done }, options))
  }

  const askForItem = () => withItems((ticket) => setItemsOf({ ticket, ask: 'add' }))

  function firstOpenDone(): void {
    withItems((ticket) => {
      const index = ticket.items.findIndex(({ done }) => !done)
      if (index === -1) setHint({ possible: false, why: 'cannot.noOpenItem', number: ticket.number })
      else setDone(ticket, index, true)
    })
  }

  function leave(): void {
    desk.giveUp()
    setHint(null)
    setChosenId(null)
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }

  const escape = useLatest(leave)
  const press = useLatest((key: string) => {
    if (asking !== null || issuing || itemsOf !== null) return
    if (key === ISSUE_KEY) setIssuing(true)
    else if (key === ITEM_KEY) askForItem()
    else if (key === DONE_KEY) firstOpenDone()
    else if (key === ' ') {
      if (settled) ask(next)
    } else if (key === 'Enter') {
      if (chosen !== null || settled) ask(actOfEnter(view, chosen))
    } else {
      const act = actOfDigit(key, view, chosen)
      if (act !== null) ask(act)
    }
  })
  useLayoutEffect(() => {
    const hand = keysOfAHand((key: string) => press.current(key))
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]') !== null) return
      if (event.key === 'Escape') escape.current()
      const key = digitOf(event) ?? ([' ', 'Enter'].includes(event.key) ? event.key : null)
      // a number pad without NumLock sends arrows of its own: there they are digits
      if (key === null && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        event.preventDefault()
        stepThroughRows(event.key === 'ArrowDown')
      }
      if ([ISSUE_KEY, ITEM_KEY, DONE_KEY].includes(event.key) && !event.repeat) {
        event.preventDefault()
        hand(event.key, event.timeStamp)
      }
      if (key === null || event.repeat) return
      // a button that Tab has come to is pressed by its own keys
      if ((key === ' ' || key === 'Enter') && event.target instanceof HTMLButtonElement) return
      event.preventDefault()
      hand(key, event.timeStamp)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [press, escape])

  return (
    <main className="workplace">
      <NowPanel view={view} language={language} ahead={state.ahead} offers={offersHere} settled={settled} keysTaken={chosen === null ? [] : actsOn(chosen)} onAct={(act) => ask(act, offersHere[act])} onAddItem={askForItem} onItemDone={(index, done) => withItems((ticket) => setDone(ticket, index, done))} />
      <Lists view={view} language={language} ahead={state.ahead} chosen={chosen?.ticketId ?? null} onChoose={setChosenId} onIssue={() => setIssuing(true)} />
      <Said desk={state} hint={hint} onGiveUp={desk.giveUp} />
      <ChosenBar chosen={chosen} offers={offers} onAct={(act) => ask(act)} />
      {issuing && <IssueQuestion desk={desk} view={view} language={language} onLeave={() => setIssuing(false)} />}
      {itemsOf?.ask === 'add' && (
        <ItemQuestion
          number={itemsOf.ticket.number}
          items={view.items}
          language={language}
          onItem={(item) => addItem(itemsOf.ticket, item)}
          onLeave={() => setItemsOf(null)}
        />
      )}
      {itemsOf?.ask === 'finish' && (
        <FinishQuestion
          ticket={itemsOf.ticket}
          language={language}
          onFinish={() => carry('finish', itemsOf.ticket, '', NOWHERE)}
          onLeave={() => setItemsOf(null)}
        />
      )}
      {asking?.act === 'transfer' && asking.to === null && asking.ticket !== null && (
        <TransferQuestion
          view={view}
          number={asking.ticket.number}
          language={language}
          onTo={(to) => setAsking({ ...asking, to })}
          onLeave={() => setAsking(null)}
        />
      )}
      {asking !== null && (asking.act !== 'transfer' || asking.to !== null) && (
        <ReasonQuestion
          act={asking.act}
          number={asking.ticket?.number ?? ''}
          onReason={(reason) => carry(asking.act, asking.ticket, reason, asking.to ?? NOWHERE)}
          onLeave={() => setAsking(null)}
        />
      )}
    </main>
  )
}

const REASONED: ReadonlySet<ActName> = new Set<ReasonedAct>(['pass', 'hold', 'transfer', 'top', 'untop', 'cancel', 'pause'])

function isReasoned(act: ActName): act is ReasonedAct {
  return REASONED.has(act)
}

/** Whether the next thing has been the same for a moment. */
function useSettled(next: ActName): boolean {
  const [settled, setSettled] = useState<ActName | null>(next)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(next), SETTLES_IN)
    return () => clearTimeout(timer)
  }, [next])
  return settled === next
}
