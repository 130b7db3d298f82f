import { ToggleButton } from 'react-aria-components/ToggleButton'
import { useTranslation } from 'react-i18next'
import type { Period } from '../../../main/contract/certificates.ts'
import { Icon } from '../../components/icons.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { Draft } from './draft.ts'
import { monthInWords } from './month-words.ts'
import { monthsIn, moved, quickPeriods, samePeriod, type Span } from './months.ts'
import { StepButton } from './step-button.tsx'

/** From which month to which: the usual times with one touch, any other month by month. */
export function During({ draft }: { readonly draft: Draft }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { period } = draft
  const span = draft.certificate.period
  // Only a certificate that has a time is asked for one (draft.ts).
  if (period === null || span.kind !== 'months') return null
  const { language } = state.comfort
  const year = Number((state.view?.businessDay ?? span.latest).slice(0, 4))
  const [from, to] = [monthInWords(span.earliest, language), monthInWords(span.latest, language)]
  return (
    <div className="page">
      <Title>{t('certificate.period.title')}</Title>
      <p className="lead">{t('certificate.period.bounds', { from, to, count: span.most })}</p>
      <Scrolled>
        <div className="quick-periods">
          {quickPeriods(span, year).map((quick) => (
            <ToggleButton
              key={`${quick.name} ${quick.count}`}
              className="action action-plain setting"
              isSelected={samePeriod(quick.period, period)}
              onChange={() => walk.certificate.during(quick.period)}
            >
              <span className="action-words">{t(`certificate.period.${quick.name}`, { count: quick.count })}</span>
              <span className="setting-tick">{samePeriod(quick.period, period) && <Icon name="done" />}</span>
            </ToggleButton>
          ))}
        </div>
        <div className="sheet month-ends">
          <MonthEnd end="from" period={period} span={span} />
          <MonthEnd end="to" period={period} span={span} />
        </div>
        <StateLine tone="calm">{t('certificate.period.total', { count: monthsIn(period) })}</StateLine>
      </Scrolled>
      <NextStep icon="onward" onPress={() => walk.certificate.answered('period', draft)}>
        {t('certificate.next')}
      </NextStep>
    </div>
  )
}

interface MonthEndProps {
  readonly end: keyof Period
  readonly period: Period
  readonly span: Span
}

function MonthEnd({ end, period, span }: MonthEndProps) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const step = (by: 1 | -1) => {
    const next = moved(period, end, by, span)
    return next === null ? null : () => walk.certificate.during(next)
  }
  const name = t(`certificate.period.${end}`)
  return (
    <section className="month-end" aria-label={name}>
      <span className="month-name">{name}</span>
      <StepButton icon="minus" name={`${name}: ${t('certificate.period.earlier')}`} onPress={step(-1)} />
      <span className="month-value">{monthInWords(period[end], state.comfort.language)}</span>
      <StepButton icon="plus" name={`${name}: ${t('certificate.period.later')}`} onPress={step(1)} />
    </section>
  )
}
