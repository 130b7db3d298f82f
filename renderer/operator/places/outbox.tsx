import { useEffect, useState } from 'react'
import type { OutboxRowView } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine, Waiting } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { auditFault } from '../urgency.ts'
import { ageWords, outboxKindWords } from '../words.ts'
import { Heading, Nothing } from './heading.tsx'
import { PlatformLines } from './platform-lines.tsx'

interface Listed {
  readonly waiting: readonly OutboxRowView[]
  readonly shelf: readonly OutboxRowView[]
}

/** What is to leave this terminal, and what could not. */
export function Outbox() {
  const t = useWords()
  const { outbox, platform } = useDesk().view
  const listed = useListed()
  const tryAgain = useTryAgain()
  const { waiting, shelf, oldestSeconds } = outbox
  if (waiting === 0 && shelf === 0) {
    const lead = t(platform.delivery.state === 'no-platform' ? 'outbox.emptyNoPlatformLead' : 'outbox.emptyLead')
    return (
      <Nothing title={t('outbox.empty')} lead={lead} sign={auditFault(platform) === null ? 'done' : 'attention'}>
        <PlatformLines />
      </Nothing>
    )
  }
  return (
    <>
      {shelf > 0 ? (
        <Heading>{t('outbox.shelf', { count: shelf })}</Heading>
      ) : (
        <Heading {...(platform.delivery.state === 'no-platform' ? {} : { lead: t('outbox.lead') })}>
          {t('outbox.waiting', { count: waiting })}
        </Heading>
      )}
      <PlatformLines />
      {shelf > 0 && <StateLine tone="attention">{t('outbox.shelfLead')}</StateLine>}
      {listed === null ? (
        <Waiting>{t('outbox.looking')}</Waiting>
      ) : (
        <>
          {listed.shelf.length > 0 && (
            <Rows title={t('outbox.shelfTitle')} rows={listed.shelf} onTryAgain={(id) => void tryAgain([id])} />
          )}
          {listed.shelf.length < shelf && <p className="body">{t('outbox.more', { count: listed.shelf.length })}</p>}
          {shelf > 1 && (
            <PlainButton icon="again" onPress={() => void tryAgain('all')}>
              {t('outbox.tryAll')}
            </PlainButton>
          )}
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

/** From the shelf, to be delivered again. */
function useTryAgain(): (events: string[] | 'all') => Promise<void> {
  const t = useWords()
  const { ask, say } = useDesk()
  return async (events) => {
    const answer = await ask((operator, signal) => operator.tryAgain({ events }, { signal }))
    if (answer === null) return
    say(
      answer.released === 0
        ? { tone: 'attention', words: t('outbox.releasedNone') }
        : { tone: 'done', words: t('outbox.released', { count: answer.released }) },
    )
  }
}

interface RowsProps {
  readonly title: string
  readonly about?: string
  readonly rows: readonly OutboxRowView[]
  readonly onTryAgain?: (id: string) => void
}

function Rows({ title, about, rows, onTryAgain }: RowsProps) {
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
            {shelfReason !== null && <span className="outbox-reason">{shelfReason === '' ? t('outbox.noReason') : shelfReason}</span>}
            {onTryAgain !== undefined && (
              <span className="outbox-ways">
                <PlainButton icon="again" onPress={() => onTryAgain(id)}>
                  {t('outbox.tryAgain', { what: [outboxKindWords(kind, t), number].filter((each) => each !== null).join(' ') })}
                </PlainButton>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
