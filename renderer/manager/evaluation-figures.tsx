import { useTranslation } from 'react-i18next'
import type { EvaluationFigures } from '../../main/contract/evaluation.ts'
import { shareText } from './spans.ts'

/** What the period was given (好差评), of those given alone: silence is in no figure here. */
export function EvaluationsOfPeriod({ figures }: { readonly figures: EvaluationFigures }) {
  const { t } = useTranslation('manager')
  const { levels, given, goodShare, appended } = figures
  return (
    <section aria-labelledby="evaluations">
      <h2 id="evaluations">{t('evaluations.title')}</h2>
      {given + appended === 0 ? (
        <p className="quiet">{t('evaluations.none')}</p>
      ) : (
        <dl className="sums evaluations">
          {levels.map(({ level, count }) => (
            <div key={level}>
              <dt>{t(`badCases.level.${level}`)}</dt>
              <dd>{count}</dd>
            </div>
          ))}
          <div>
            <dt>{t('evaluations.given')}</dt>
            <dd>{given}</dd>
          </div>
          <div>
            <dt>{t('evaluations.good')}</dt>
            <dd>{goodShare === null ? t('none') : shareText(goodShare)}</dd>
          </div>
          <div>
            <dt>{t('evaluations.appended')}</dt>
            <dd>{appended}</dd>
          </div>
        </dl>
      )}
      <p className="quiet">{t('evaluations.silence')}</p>
    </section>
  )
}
