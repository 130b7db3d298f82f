import { useTranslation } from 'react-i18next'
import type { FilingView } from '../../../main/contract/progress.ts'
import { StateLine, type Tone } from '../../components/page.tsx'
import { local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { Rows } from './rows.tsx'

type Asked = NonNullable<FilingView['supplement']>
type HandedIn = NonNullable<Asked['handedIn']>

/** What the authority asked for (补正), by when, how it is given, and where it is that was given here. */
export function Supplement({ supplement }: { readonly supplement: FilingView['supplement'] }) {
  const { state, facts } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  if (supplement === null) return null
  const { askedOn, items, where, here, handedIn } = supplement
  const title = t(handedIn === null ? 'progress.supplement.title' : 'progress.supplement.titleGiven')
  return (
    <section className="sheet" aria-label={title}>
      <h2>{title}</h2>
      {handedIn === null ? <DueBy supplement={supplement} /> : <GivenHere handedIn={handedIn} />}
      <ul className="filing-papers">
        {items.map(({ name, why }, at) => (
          <li key={`${at} ${name}`} lang="zh-CN">
            <span className="filing-step">{name}</span>
            {why !== null && <span className="progress-about">{why}</span>}
          </li>
        ))}
      </ul>
      {handedIn === null && <p className="body">{t(here && facts.journeys.includes('filing') ? 'progress.supplement.howHere' : 'progress.supplement.how')}</p>}
      <Rows
        rows={[
          [t('progress.supplement.where'), local(where, language)],
          [t('progress.supplement.asked'), dateInWords(askedOn, language)],
        ]}
      />
    </section>
  )
}

function DueBy({ supplement: { by, left } }: { readonly supplement: Asked }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  return (
    <StateLine tone="attention">
      {t('progress.supplement.by', { day: dateInWords(by, state.comfort.language) })}
      <span className="state-more">
        {left > 0
          ? t('progress.supplement.left', { count: left })
          : left === 0
            ? t('progress.supplement.today')
            : t('progress.supplement.over', { count: -left })}
      </span>
    </StateLine>
  )
}

const TONE: Record<HandedIn['stands'], Tone> = { saved: 'calm', received: 'done', refused: 'attention' }

/** So that nobody gives it twice. */
function GivenHere({ handedIn: { receipt, on, at, stands } }: { readonly handedIn: HandedIn }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  return (
    <>
      <StateLine tone={TONE[stands]}>
        {t(`progress.supplement.given.${stands}`)}
        <span className="state-more">{t(`progress.supplement.givenAbout.${stands}`)}</span>
      </StateLine>
      <Rows
        rows={[
          [t('progress.supplement.receipt'), receipt],
          [t('progress.supplement.handedIn'), t('progress.supplement.dayAndHour', { day: dateInWords(on, state.comfort.language), at })],
        ]}
      />
    </>
  )
}
