import { PlainButton } from '../../components/buttons.tsx'
import { StateLine } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { dayInWords } from '../../kiosk/hall-time.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { NextStep } from '../../kiosk/next-step.tsx'
import { useDesk, useWords } from '../desk.ts'
import { Heading } from './heading.tsx'

/** Whether numbers are given here, today's hours, and the closure that an operator has ordered. */
export function Hours() {
  const t = useWords()
  const { state } = useKiosk()
  const { language } = state.comfort
  const { ask, go, say, view } = useDesk()
  const { businessDay, hours, open, closure } = view.hours
  async function reopen(): Promise<void> {
    const answered = await ask(async (operator, signal) => {
      await operator.reopenHall(undefined, { signal })
      return true
    })
    if (answered === true) say({ tone: 'done', words: t('hours.reopened') })
  }
  return (
    <>
      <Heading>{t(closure === null ? (open ? 'hours.open' : 'hours.shut') : 'hours.closed')}</Heading>
      {closure !== null && (
        <StateLine tone="attention">
          {t(`hours.reasons.${closure.reason}`)}
          <span className="state-more">{t(`hours.untils.${closure.until}`)}</span>
          <span className="state-more">
            {t('hours.since', { by: closure.by, time: momentWords(closure.since, view.now, view.timeZone, language) })}
          </span>
        </StateLine>
      )}
      <div className="desk-picture-layout">
        <StillSign kind={closure === null ? (open ? 'done' : 'kept') : 'attention'} />
        <dl className="sheet rows">
          <div className="row">
            <dt>{t('hours.businessDay')}</dt>
            <dd>{dayInWords(businessDay, language)}</dd>
          </div>
          <div className="row">
            <dt>{t('hours.hours')}</dt>
            <dd>
              {hours.length === 0 ? t('hours.noHours') : hours.map((range) => <span key={range}>{range}</span>)}
            </dd>
          </div>
        </dl>
      </div>
      {closure === null ? (
        <PlainButton icon="closed" about={t('hours.closeAbout')} onPress={() => go({ at: 'close-hall' })}>
          {t('hours.close')}
        </PlainButton>
      ) : (
        <NextStep icon="done" onPress={() => void reopen()}>
          {t('hours.reopen')}
        </NextStep>
      )}
    </>
  )
}
