import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'
import { GateMark } from '../components/mark.tsx'
import { local } from '../strings/strings.ts'
import { dayInWords, hallTime } from './hall-time.ts'
import { useKiosk } from './kiosk-context.ts'
import { type HallNotice, noticesOf } from './notices.ts'

/** Who and where: the hall, its time and business day, what does not work at this moment. */
export function HallStrip() {
  const { state, facts } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const day = state.view?.businessDay
  return (
    <header className="strip">
      <div className="strip-seal">
        <GateMark />
      </div>
      <div className="strip-hall">
        <p className="strip-name">{local(facts.hall.name, language)}</p>
        <div className="strip-about">
          <p>{t('terminal', { terminal: facts.terminal })}</p>
          {facts.demonstration && <DemonstrationMark />}
        </div>
      </div>
      <div className="strip-now">
        <HallClock />
        {day !== undefined && <p className="strip-day">{dayInWords(day, language)}</p>}
      </div>
      <div className="strip-notices">
        {noticesOf(state).map((notice) => <Notice key={notice.kind} notice={notice} />)}
      </div>
    </header>
  )
}

/** 演示: on every screen of a demonstration hall (design, promise 9). */
export function DemonstrationMark() {
  const { t } = useTranslation()
  return <p className="demonstration">{t('demonstration')}</p>
}

function Notice({ notice }: { readonly notice: HallNotice }) {
  const { t } = useTranslation()
  const words =
    notice.kind === 'not-ready'
      ? t('notice.not-ready', { reason: t(`noPaper.reason.${notice.reason}`) })
      : t(`notice.${notice.kind}`)
  return (
    <p className="notice">
      <Icon name="attention" />
      <span>{words}</span>
    </p>
  )
}

function HallClock() {
  const { state, facts } = useKiosk()
  const { view, viewAt } = state
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    if (view === null) return undefined
    const tick = () => setNow(view.now + (performance.now() - viewAt))
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [view, viewAt])
  return now === null ? null : <p className="strip-time">{hallTime(now, facts.hall.timeZone)}</p>
}
