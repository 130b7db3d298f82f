import type { HallServerView } from '../../../main/contract/operator.ts'
import { StateLine } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { Heading } from './heading.tsx'

/** The hall server of this terminal: whether it answers, what waits to be brought to it, and what it did not take. */
export function HallServer({ server }: { readonly server: HallServerView }) {
  const t = useWords()
  const { state } = useKiosk()
  const { view } = useDesk()
  const { waiting, notTaken, code } = server
  const time = momentWords(server.since, view.now, view.timeZone, state.comfort.language)
  const stands = server.state === 'down' ? (server.why ?? 'network') : server.state
  const title = server.state === 'refused' ? 'turnedAway' : stands
  const well = server.state === 'up'
  return (
    <>
      <Heading lead={t(`hallServer.lead.${title}`)}>{t(`hallServer.title.${title}`)}</Heading>
      {code !== null && <p className="sheet-number">{`${code.slice(0, 3)} ${code.slice(3)}`}</p>}
      <StateLine tone={well ? 'done' : 'calm'}>{t('hallServer.since', { time })}</StateLine>
      {waiting > 0 && <StateLine tone="attention">{t('hallServer.waiting', { count: waiting })}</StateLine>}
      {server.detail !== '' && <p className="body">{t('hallServer.detail', { detail: server.detail })}</p>}
      {notTaken.length > 0 && (
        <div className="desk-rows">
          {notTaken.map(({ number, instead }) => (
            <section className="sheet-row" key={number} aria-label={number}>
              <p className="sheet-number">{number}</p>
              <div>
                <h2 className="sheet-business">{t(instead === null ? 'hallServer.refused' : 'hallServer.duplicate', { number: instead ?? '' })}</h2>
                <p className="sheet-facts">{t(instead === null ? 'hallServer.refusedAbout' : 'hallServer.duplicateAbout')}</p>
              </div>
            </section>
          ))}
        </div>
      )}
    </>
  )
}
