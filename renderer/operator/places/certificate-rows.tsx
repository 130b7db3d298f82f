import { useId } from 'react'
import type { CertificateSheetView } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Icon, type IconName } from '../../components/icons.tsx'
import { StateLine, type Tone } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { certificateNeedsPerson } from '../urgency.ts'
import { faultWords, spoilWords } from '../words.ts'

/** Certificates that failed, that nobody can be sure of or nobody took, then those on their way and those spoiled. */
export function CertificateRows() {
  const t = useWords()
  const { go, view } = useDesk()
  const { certificates } = view
  const failed = certificates.filter(({ state }) => state === 'failed')
  return (
    <>
      <ul className="desk-rows">
        {certificates
          .toSorted((one, other) => Number(certificateNeedsPerson(other)) - Number(certificateNeedsPerson(one)))
          .map((sheet) => (
            <CertificateRow key={sheet.key} sheet={sheet} />
          ))}
      </ul>
      {failed.length > 1 && (
        <PlainButton icon="void" onPress={() => go({ at: 'end-failed', sheets: failed })}>
          {t('certificateEnd.allNothing')}
        </PlainButton>
      )}
    </>
  )
}

function CertificateRow({ sheet }: { readonly sheet: CertificateSheetView }) {
  const t = useWords()
  const { state: kiosk } = useKiosk()
  const { view } = useDesk()
  const id = useId()
  const { title, holder, place, of, number, pages, state, reason } = sheet
  return (
    <li className="sheet-row certificate-row" aria-labelledby={id} data-waits={certificateNeedsPerson(sheet)}>
      <Icon name="certificate" />
      <div className="sheet-about">
        <p className="sheet-business" id={id} lang="zh-CN">
          {title}
        </p>
        <p className="sheet-facts">
          <span>{holder === null ? t('certificate.forgotten') : t('certificate.holder', { holder })}</span>
          <span>{t('certificate.place', { place, of })}</span>
          {pages !== null && <span>{t('certificate.pages', { count: pages })}</span>}
          <span>{t('certificate.at', { time: momentWords(sheet.intendedAt, view.now, view.timeZone, kiosk.comfort.language) })}</span>
          <span className="certificate-number">{number === null ? t('certificate.noNumber') : t('certificate.number', { number })}</span>
        </p>
      </div>
      <StateLine tone={toneOf(sheet)} busy={isMoving(sheet)}>
        {t(`certificate.state.${state}`)}
        {reason !== null && <span className="state-more">{state === 'spoiled' ? spoilWords(reason, t) : faultWords(reason, t)}</span>}
      </StateLine>
      <Ways sheet={sheet} />
    </li>
  )
}

type Way = 'came-out' | 'taken' | 'nothing' | 'spoil' | 'replace'

const ICONS: Record<Way, IconName> = { 'came-out': 'done', taken: 'person', nothing: 'void', spoil: 'void', replace: 'print' }

/** What may be said of it: nothing of one on its way. */
function waysOf({ state }: CertificateSheetView): readonly Way[] {
  switch (state) {
    case 'unknown':
      return ['came-out', 'spoil']
    case 'left':
      return ['taken', 'spoil']
    case 'failed':
      return ['nothing']
    case 'spoiled':
      return ['replace']
    case 'intended':
    case 'sending':
    case 'sent':
      return []
  }
}

function Ways({ sheet }: { readonly sheet: CertificateSheetView }) {
  const t = useWords()
  const { go } = useDesk()
  const ways = waysOf(sheet)
  if (ways.length === 0) return null
  return (
    <div className="sheet-ways">
      {ways.map((way) => (
        <PlainButton key={way} icon={ICONS[way]} onPress={() => go(way === 'spoil' || way === 'replace' ? { at: way, sheet } : { at: 'certificate-end', sheet, how: way })}>
          {t(`certificate.way.${way}`)}
        </PlainButton>
      ))}
    </div>
  )
}

function isMoving({ state }: CertificateSheetView): boolean {
  return state === 'intended' || state === 'sending' || state === 'sent'
}

function toneOf(sheet: CertificateSheetView): Tone {
  return certificateNeedsPerson(sheet) ? 'attention' : 'calm'
}
