import type { PaperView } from '../../../main/contract/operator.ts'
import { StateLine } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { NextStep } from '../../kiosk/next-step.tsx'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { metresOf } from '../words.ts'
import { Heading, Nothing } from './heading.tsx'
import { Row } from './row.tsx'
import { Tray } from './tray.tsx'

/** The paper of each printer: the roll of tickets, then the A4 tray. */
export function Paper() {
  const t = useWords()
  const { paper, tray } = useDesk().view
  if (paper === null && tray === null) return <Nothing title={t('paper.none')} lead={t('paper.noneLead')} sign="kept" />
  return (
    <>
      {paper !== null && <TicketPaper paper={paper} />}
      {tray !== null && <Tray tray={tray} isAlone={paper === null} />}
    </>
  )
}

/** The roll: what is left of it, drawn and counted, and a new one told of. */
function TicketPaper({ paper }: { readonly paper: PaperView }) {
  const t = useWords()
  const { state } = useKiosk()
  const { go, view } = useDesk()
  const { now, timeZone } = view
  const { ticketsLeft, lengthMm, usedMm } = paper
  return (
    <>
      <Left ticketsLeft={ticketsLeft} />
      {paper.nearEnd && ticketsLeft !== 0 && <StateLine tone="attention">{t('paper.nearEnd')}</StateLine>}
      <div className="desk-picture-layout">
        <Roll left={lengthMm === null ? null : Math.max(0, Math.min(1, 1 - usedMm / lengthMm))} />
        <dl className="sheet rows">
          <Row name={t('paper.used')}>
            {t('paper.sheets', { count: paper.sheets })}
          </Row>
          <Row name={t('paper.usedMm')}>{t('common.metres', { metres: metresOf(usedMm) })}</Row>
          <Row name={t('paper.length')}>
            {lengthMm === null ? t('paper.lengthUnknown') : t('common.metres', { metres: metresOf(lengthMm) })}
          </Row>
          <Row name={t('paper.loadedAt')}>
            {paper.loadedAt === null ? t('paper.neverLoaded') : momentWords(paper.loadedAt, now, timeZone, state.comfort.language)}
          </Row>
        </dl>
      </div>
      <NextStep icon="done" onPress={() => go({ at: 'paper-changed' })}>
        {t('paper.changed')}
      </NextStep>
    </>
  )
}

function Left({ ticketsLeft }: { readonly ticketsLeft: number | null }) {
  const t = useWords()
  if (ticketsLeft === null) return <Heading lead={t('paper.leftUnknownAbout')}>{t('paper.leftUnknown')}</Heading>
  if (ticketsLeft === 0) return <Heading lead={t('paper.emptyAbout')}>{t('paper.empty')}</Heading>
  return <Heading>{t('paper.left', { count: ticketsLeft })}</Heading>
}

/** Drawing units: the core, and the full roll around it. */
const CORE = 15
const FULL = 54

/** The roll from its side, as thick as what is left on it: paper is an area, so its radius goes with the root. */
function Roll({ left }: { readonly left: number | null }) {
  const radius = Math.sqrt(CORE ** 2 + (left ?? 0.5) * (FULL ** 2 - CORE ** 2))
  return (
    <svg className="roll" viewBox="0 0 150 120" aria-hidden="true" focusable="false">
      <circle className="roll-full" cx="60" cy="60" r={FULL} />
      <circle className={left === null ? 'roll-paper roll-unknown' : 'roll-paper'} cx="60" cy="60" r={radius} />
      <circle className="roll-core" cx="60" cy="60" r={CORE} />
      <path className="roll-end" d={`M60 ${60 + radius}H138v-9`} />
    </svg>
  )
}
