import { useId } from 'react'
import type { SheetRowView } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { certificateNeedsPerson, needsPerson } from '../urgency.ts'
import { faultWords } from '../words.ts'
import { CertificateRows } from './certificate-rows.tsx'
import { Heading, Nothing } from './heading.tsx'

/** As many as one call takes (contract, `voidSheets`). */
const VOIDED_AT_ONCE = 1000

/** Tickets and certificates that want a look: what failed or nobody can be sure of first, then what is on its way. */
export function Sheets() {
  const t = useWords()
  const { go, view } = useDesk()
  const { sheets, certificates } = view
  if (sheets.length + certificates.length === 0) return <Nothing title={t('sheets.none')} lead={t('sheets.noneLead')} sign="done" />
  const waiting = sheets.filter(needsPerson)
  const moving = sheets.filter((sheet) => !needsPerson(sheet))
  const wants = waiting.length + certificates.filter(certificateNeedsPerson).length
  const tickets = (
    <>
      <ul className="desk-rows">
        {[...waiting, ...moving].map((sheet) => (
          <SheetRow key={sheet.key} sheet={sheet} />
        ))}
      </ul>
      {waiting.length > 1 && (
        <PlainButton icon="void" onPress={() => go({ at: 'void', sheets: waiting.slice(0, VOIDED_AT_ONCE) })}>
          {t('sheets.voidAll')}
        </PlainButton>
      )}
    </>
  )
  if (certificates.length === 0) {
    return (
      <>
        {wants === 0 ? <Heading>{t('sheets.onTheWay')}</Heading> : <Heading lead={t('sheets.lead')}>{t('sheets.wants', { count: wants })}</Heading>}
        {tickets}
      </>
    )
  }
  return (
    <>
      <Heading>{wants === 0 ? t('sheets.nothingWaits') : t('sheets.wants', { count: wants })}</Heading>
      {sheets.length > 0 && (
        <section className="desk-section" aria-labelledby="sheets-tickets">
          <h2 id="sheets-tickets">{t('sheets.tickets')}</h2>
          {waiting.length > 0 && <p className="body">{t('sheets.lead')}</p>}
          {tickets}
        </section>
      )}
      <section className="desk-section" aria-labelledby="sheets-certificates">
        <h2 id="sheets-certificates">{t('sheets.certificates')}</h2>
        <p className="body">{t('certificate.lead')}</p>
        <CertificateRows />
      </section>
    </>
  )
}

function SheetRow({ sheet }: { readonly sheet: SheetRowView }) {
  const t = useWords()
  const { state } = useKiosk()
  const { go, view } = useDesk()
  const id = useId()
  const { number, business, holder, copy, reason, stillWaiting } = sheet
  const waits = needsPerson(sheet)
  return (
    <li className="sheet-row" aria-labelledby={id} data-waits={waits}>
      <p className="sheet-number" id={id}>
        {number}
      </p>
      <div className="sheet-about">
        <p className="sheet-business" lang="zh-CN">
          {business}
        </p>
        <p className="sheet-facts">
          <span>{holder === null ? t('sheets.nobody') : t('sheets.holder', { holder })}</span>
          <span>{copy === 0 ? t('sheets.original') : t('sheets.copy', { count: copy })}</span>
          <span>{t('sheets.at', { time: momentWords(sheet.intendedAt, view.now, view.timeZone, state.comfort.language) })}</span>
        </p>
      </div>
      <StateLine tone={waits ? 'attention' : 'calm'} busy={!waits}>
        {t(`sheets.state.${sheet.state}`)}
        {reason !== null && <span className="state-more">{faultWords(reason, t)}</span>}
        {waits && !stillWaiting && <span className="state-more">{t('sheets.gone')}</span>}
      </StateLine>
      {waits && (
        <div className="sheet-ways">
          {stillWaiting && (
            <PlainButton icon="print" onPress={() => go({ at: 'reprint', sheet })}>
              {t('sheets.reprintOf', { number })}
            </PlainButton>
          )}
          <PlainButton icon="void" onPress={() => go({ at: 'void', sheets: [sheet] })}>
            {t('sheets.voidOf', { number })}
          </PlainButton>
        </div>
      )}
    </li>
  )
}
