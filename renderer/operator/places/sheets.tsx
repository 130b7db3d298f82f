import { useId } from 'react'
import type { SheetRowView } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine } from '../../components/page.tsx'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { needsPerson } from '../urgency.ts'
import { faultWords, momentWords } from '../words.ts'
import { Heading, Nothing } from './heading.tsx'

/** As many as one call takes (contract, `voidSheets`). */
const VOIDED_AT_ONCE = 1000

/** Tickets that failed or that nobody can be sure of, then those on their way. */
export function Sheets() {
  const t = useWords()
  const { go, view } = useDesk()
  const { sheets } = view
  if (sheets.length === 0) return <Nothing title={t('sheets.none')} lead={t('sheets.noneLead')} sign="done" />
  const waiting = sheets.filter(needsPerson)
  const moving = sheets.filter((sheet) => !needsPerson(sheet))
  return (
    <>
      {waiting.length === 0 ? (
        <Heading>{t('sheets.onTheWay')}</Heading>
      ) : (
        <Heading lead={t('sheets.lead')}>{t('sheets.wants', { count: waiting.length })}</Heading>
      )}
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
