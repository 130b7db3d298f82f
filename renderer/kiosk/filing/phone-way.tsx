import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StateLine, Title, Waiting } from '../../components/page.tsx'
import { QrCode } from '../../components/qr-code.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { useSecondsTo } from '../../components/seconds-to.ts'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FaultLine } from './fault-line.tsx'
import { type PhoneTurn, usePhoneTurns } from './phone-turns.ts'
import { useAsking } from './use-asking.ts'
import { type OneMaterial, WayButtons } from './way-buttons.tsx'

type Shown = Extract<PhoneTurn, { readonly at: 'shown' }>

/** A paper from one's own phone: a code, what to do, and how far it is. Whoever has no phone with data finds the other ways here. */
export function PhoneWay(of: OneMaterial) {
  const [code, setCode] = useState(1)
  return <OneCode key={code} {...of} again={() => setCode(code + 1)} />
}

function OneCode({ draft, material, again }: OneMaterial & { readonly again: () => void }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const turn = usePhoneTurns({ draft, material: material.key })
  const asking = useAsking()
  const ended = turn.at === 'over' || turn.at === 'failed'
  return (
    <div className="page phone-page">
      <div className="page-words">
        <Title key={turn.at}>{t(turn.at === 'over' ? 'filingMaterials.phone.over' : turn.at === 'failed' ? 'filingMaterials.phone.failed' : 'filingMaterials.phone.title')}</Title>
        <p className="lead">{turn.at === 'over' ? t('filingMaterials.phone.overLead') : local(material.name, state.comfort.language)}</p>
      </div>
      <Scrolled>
        {turn.at === 'opening' && <Waiting>{t('filingMaterials.phone.opening')}</Waiting>}
        {turn.at === 'failed' && <StateLine tone="attention">{t(`filing.fault.${turn.reason === 'no-answer' ? 'no-answer' : 'platform-unreachable'}`)}</StateLine>}
        {turn.at === 'shown' && <Code turn={turn} />}
        <section className="material-ways" aria-labelledby="others">
          <h2 id="others">{t('filingMaterials.phone.others')}</h2>
          <FaultLine {...asking} />
          <WayButtons draft={draft} material={material} not="phone" asking={asking} />
        </section>
      </Scrolled>
      {ended && (
        <NextStep icon="again" onPress={again}>
          {t(turn.at === 'over' ? 'filingMaterials.phone.again' : 'filingMaterials.again')}
        </NextStep>
      )}
    </div>
  )
}

function Code({ turn }: { readonly turn: Shown }) {
  const { t } = useTranslation()
  const { url, files, megabytes, pdf } = turn.slot
  return (
    <div className="phone-ways">
      <QrCode url={url} label={t('filingMaterials.phone.code')} className="phone-code" />
      <div className="phone-words">
        <ol className="phone-steps">
          <li>{t('filingMaterials.phone.steps.scan')}</li>
          <li>{t(pdf ? 'filingMaterials.phone.steps.choosePdf' : 'filingMaterials.phone.steps.choose')}</li>
          <li>{t('filingMaterials.phone.steps.look')}</li>
        </ol>
        <PhoneLine turn={turn} />
        <p className="body">{t('filingMaterials.phone.limits', { files, megabytes })}</p>
        <TimeLeft until={turn.until} />
        <p className="body">{t('filingMaterials.phone.data')}</p>
      </div>
    </div>
  )
}

/** What is known of the phone; of a file that was not taken, why, and what to do. */
function PhoneLine({ turn: { phone, files, refused, trouble } }: { readonly turn: Shown }) {
  const { t } = useTranslation()
  if (trouble !== null) return <StateLine tone="attention">{t('filingMaterials.phone.away')}</StateLine>
  if (phone === 'sent') {
    return (
      <StateLine tone="calm" busy>
        {t('filingMaterials.phone.state.sent', { count: files })}
      </StateLine>
    )
  }
  if (refused.length === 0) return <StateLine tone={phone === 'opened' ? 'done' : 'calm'}>{t(`filingMaterials.phone.state.${phone}`)}</StateLine>
  return (
    <StateLine tone="attention">
      {t('filingMaterials.phone.refused')}
      {refused.map(({ place, reason }) => (
        <span className="state-more" key={place}>
          {t('filingMaterials.phone.file', { place, why: t(`filingMaterials.phone.why.${reason}`) })}
        </span>
      ))}
    </StateLine>
  )
}

/** By the minute: a running clock hurries people, and a screen reader would never be done. */
function TimeLeft({ until }: { readonly until: number }) {
  const { t } = useTranslation()
  const minutes = Math.max(1, Math.ceil(useSecondsTo(until) / 60))
  return <p className="body">{t('filingMaterials.phone.left', { count: minutes })}</p>
}
