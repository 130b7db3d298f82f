import { useEffect, useState } from 'react'
import type { OutboxRowView } from '../../../main/contract/operator.ts'
import { StateLine, Waiting } from '../../components/page.tsx'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { ageWords, momentWords, outboxKindWords } from '../words.ts'
import { Heading, Nothing } from './heading.tsx'

interface Listed {
  readonly waiting: readonly OutboxRowView[]
  readonly shelf: readonly OutboxRowView[]
}

/** What is to leave this terminal, and what could not. */
export function Outbox() {
  const t = useWords()
  const { outbox } = useDesk().view
  const listed = useListed()
  const { waiting, shelf, oldestSeconds } = outbox
  if (waiting === 0 && shelf === 0) return <Nothing title={t('outbox.empty')} lead={t('outbox.emptyLead')} sign="done" />
  return (
    <>
      {shelf > 0 ? (
        <Heading>{t('outbox.shelf', { count: shelf })}</Heading>
      ) : (
        <Heading lead={t('outbox.lead')}>{t('outbox.waiting', { count: waiting })}</Heading>
      )}
      {shelf > 0 && <StateLine tone="attention">{t('outbox.shelfLead')}</StateLine>}
      {listed === null ? (
        <Waiting>{t('outbox.looking')}</Waiting>
      ) : (
        <>
          {listed.shelf.length > 0 && <Rows title={t('outbox.shelfTitle')} rows={listed.shelf} />}
          {listed.waiting.length > 0 && (
            <Rows
              title={t('outbox.waitingTitle')}
              about={t('outbox.oldest', { age: ageWords(oldestSeconds, t) })}
              rows={listed.waiting}
            />
          )}
          {listed.waiting.length < waiting && <p className="body">{t('outbox.more', { count: listed.waiting.length })}</p>}
        </>
      )}
    </>
  )
}

/** Looked up when the place is entered, and again when the counts have changed. */
function useListed(): Listed | null {
  const { ask, view } = useDesk()
  const { waiting, shelf } = view.outbox
  const [listed, setListed] = useState<Listed | null>(null)
  useEffect(() => {
    if (waiting + shelf === 0) return undefined
    let here = true
    void ask((operator, signal) => operator.outbox(undefined, { signal })).then((answer) => {
      if (here && answer !== null) setListed(answer)
    })
    return () => {
      here = false
    }
  }, [ask, waiting, shelf])
  return listed
}

function Rows({ title, about, rows }: { readonly title: string; readonly about?: string; readonly rows: readonly OutboxRowView[] }) {
  const t = useWords()
  const { state } = useKiosk()
  const { now, timeZone } = useDesk().view
  return (
    <section className="sheet outbox" aria-label={title}>
      <h2>
        {title}
        {about !== undefined && <span className="outbox-about">{about}</span>}
      </h2>
      <ul className="outbox-rows">
        {rows.map(({ id, kind, number, createdAt, shelfReason }) => (
          <li key={id} className="outbox-row">
            <span className="outbox-time">{momentWords(createdAt, now, timeZone, state.comfort.language)}</span>
            <span className="outbox-kind">{outboxKindWords(kind, t)}</span>
            {number !== null && <span className="outbox-number">{t('outbox.number', { number })}</span>}
            {shelfReason !== null && <span className="outbox-reason">{shelfReason}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
