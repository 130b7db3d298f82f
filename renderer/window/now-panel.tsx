import { useTranslation } from 'react-i18next'
import type { WindowTicket, WindowView } from '../../main/contract/window.ts'
import { hallTime } from '../kiosk/hall-time.ts'
import { type Language, local } from '../strings/strings.ts'
import { ActButton } from './act-button.tsx'
import { Items } from './items.tsx'
import { ITEM_KEY } from './keys.ts'
import { Marks } from './marks.tsx'
import { minutesSince, useNow } from './now.ts'
import { type ActName, nextAct, type Offer } from './offers.ts'

/** In the order of the number pad. */
const FOR_WHO_IS_HERE = ['recall', 'start', 'finish', 'pass', 'hold', 'transfer'] as const

interface NowPanelProps {
  readonly view: WindowView
  readonly language: Language
  readonly ahead: number
  readonly offers: Readonly<Record<ActName, Offer>>
  /** The next thing has not just become another: its key works. */
  readonly settled: boolean
  /** Acts whose key is for whom the lists have chosen. */
  readonly keysTaken: readonly ActName[]
  readonly onAct: (act: ActName) => void
  readonly onAddItem: () => void
  readonly onItemDone: (index: number, done: boolean) => void
}

/** Who is at the window, large, and what may be done; the one next thing in cinnabar. */
export function NowPanel({ view, language, ahead, offers, settled, keysTaken, onAct, onAddItem, onItemDone }: NowPanelProps) {
  const { t } = useTranslation('window')
  const next = nextAct(view)
  const acts: readonly ActName[] = ['callNext', ...FOR_WHO_IS_HERE, 'cancel', view.state === 'paused' ? 'resume' : 'pause']
  return (
    <section className="now" aria-labelledby="now-title">
      <h2 id="now-title" className="part-title">
        {t('now.title')}
      </h2>
      <div className="now-who" data-state={view.current?.status ?? view.state}>
        {view.current === null ? (
          <Nobody view={view} />
        ) : (
          <Somebody ticket={view.current} view={view} language={language} ahead={ahead} onAddItem={onAddItem} onItemDone={onItemDone} />
        )}
      </div>
      <ActButton next act={next} offer={offers[next]} onPress={onAct} keyWord={t('key.space')} settled={settled} />
      <div className="now-acts">
        {acts.map((act) => (
          <ActButton key={act} act={act} offer={offers[act]} onPress={onAct} {...(keysTaken.includes(act) ? { keyWord: null } : {})} />
        ))}
      </div>
    </section>
  )
}

type SomebodyProps = { readonly ticket: WindowTicket } & Pick<NowPanelProps, 'view' | 'language' | 'ahead' | 'onAddItem' | 'onItemDone'>

function Somebody({ ticket, view, language, ahead, onAddItem, onItemDone }: SomebodyProps) {
  const { t } = useTranslation('window')
  const now = useNow() + ahead
  const time = (at: number) => hallTime(at, view.timeZone)
  const business = view.transferTo.find(({ code }) => code === ticket.business)?.name
  const since = ticket.servingAt ?? ticket.lastCalledAt
  return (
    <>
      <p className="now-status">
        {t(ticket.status === 'serving' ? 'now.serving' : 'now.called')}
        {since !== null && <span className="now-since">{t('now.minutes', { minutes: minutesSince(since, now) })}</span>}
      </p>
      <p className="now-number">{ticket.number}</p>
      <p className="now-business">
        {business === undefined ? ticket.business : local(business, language)} <Marks ticket={ticket} />
        <button type="button" className="item-add" onClick={onAddItem}>
          {t('items.add')} <kbd>{ITEM_KEY}</kbd>
        </button>
      </p>
      {ticket.green?.toCheck === true && <p className="now-check">{t('mark.toCheck')}</p>}
      <p className="now-facts">
        <span>{t('now.takenAt', { time: time(ticket.takenAt) })}</span>
        {ticket.lastCalledAt !== null && (
          <>
            <span>{t('now.waited', { minutes: minutesSince(ticket.takenAt, ticket.lastCalledAt) })}</span>
            <span>{t('now.calledAt', { time: time(ticket.lastCalledAt) })}</span>
          </>
        )}
        <span>{t('now.times', { count: ticket.calls })}</span>
        {ticket.servingAt !== null && <span>{t('now.servingAt', { time: time(ticket.servingAt) })}</span>}
      </p>
      <Items ticket={ticket} language={language} onDone={onItemDone} />
    </>
  )
}

function Nobody({ view }: { readonly view: WindowView }) {
  const { t } = useTranslation('window')
  const waiting = view.businesses.reduce((sum, business) => sum + business.waiting, 0)
  const [title, lead] = (() => {
    if (view.state === 'paused') return [t('now.paused'), t('now.pausedLead', { reason: view.pauseReason ?? '' })]
    if (view.state === 'closed') return [t('now.closed'), t('now.closedLead')]
    if (waiting === 0) return [t('now.noneWaits'), t('now.noneWaitsLead')]
    return [t('now.nobody'), t('now.nobodyLead', { count: waiting })]
  })()
  return (
    <>
      <p className="now-none">{title}</p>
      <p className="now-lead">{lead}</p>
    </>
  )
}
