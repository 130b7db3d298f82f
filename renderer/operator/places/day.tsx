import type { OperatorView } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { useDesk, useWords } from '../desk.ts'
import { metresOf } from '../words.ts'
import { Heading } from './heading.tsx'

/** What the business day has come to: numbers by business, and what became of the paper. */
export function Day() {
  const t = useWords()
  const { view, go } = useDesk()
  const { day, reports } = view
  const issued = sum(day, 'issued')
  return (
    <>
      <Heading>{issued === 0 ? t('day.none') : t('day.title', { count: issued })}</Heading>
      <section className="sheet">
        <table className="day-table">
          <caption>{t('day.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('day.business')}</th>
              <th scope="col">{t('day.issued')}</th>
              <th scope="col">{t('day.waiting')}</th>
              <th scope="col">{t('day.byScreen')}</th>
            </tr>
          </thead>
          <tbody>
            {day.businesses.map((business) => (
              <tr key={business.code}>
                <th scope="row" lang="zh-CN">
                  <span className="day-code">{business.code}</span> {business.name}
                </th>
                <td>{business.issued}</td>
                <td>{business.waiting}</td>
                <td>{business.byScreen}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('day.total')}</th>
              <td>{issued}</td>
              <td>{sum(day, 'waiting')}</td>
              <td>{sum(day, 'byScreen')}</td>
            </tr>
          </tfoot>
        </table>
      </section>
      <section className="sheet" aria-labelledby="day-sheets">
        <h2 id="day-sheets">{t('day.sheets')}</h2>
        <dl className="day-figures">
          {(['printed', 'sent', 'failed', 'unknown', 'void', 'reprints'] as const).map((each) => (
            <div key={each} className="day-figure" data-wants={(each === 'failed' || each === 'unknown') && day.sheets[each] > 0}>
              <dt>
                {t(`day.${each}`)}
                {each === 'sent' && <span className="day-figure-about">{t('day.sentAbout')}</span>}
              </dt>
              <dd>{day.sheets[each]}</dd>
            </div>
          ))}
          <div className="day-figure">
            <dt>{t('day.paper')}</dt>
            <dd>{t('common.metres', { metres: metresOf(day.usedMm) })}</dd>
          </div>
        </dl>
      </section>
      {view.tray !== null && <Certificates certificates={day.certificates} />}
      {reports && (
        <PlainButton icon="print" about={t('day.reportAbout')} onPress={() => go({ at: 'report' })}>
          {t('day.report')}
        </PlainButton>
      )}
    </>
  )
}

/** What became of each copy that the platform authorised; the sum is said, so that anybody can add it up. */
function Certificates({ certificates }: Pick<OperatorView['day'], 'certificates'>) {
  const t = useWords()
  return (
    <section className="sheet" aria-labelledby="day-certificates">
      <h2 id="day-certificates">{t('day.certificates')}</h2>
      <p className="day-equation">{t('day.equation', certificates)}</p>
      <dl className="day-figures">
        {(['authorised', 'printed', 'sent', 'spoiled', 'failed', 'open', 'notAuthorised', 'pages'] as const).map((each) => (
          <div key={each} className="day-figure" data-wants={each === 'open' && certificates.open > 0}>
            <dt>
              {t(`day.${each}`)}
              {each === 'sent' && <span className="day-figure-about">{t('day.sentAbout')}</span>}
              {each === 'notAuthorised' && <span className="day-figure-about">{t('day.notAuthorisedAbout')}</span>}
            </dt>
            <dd>{certificates[each]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function sum({ businesses }: OperatorView['day'], what: 'issued' | 'waiting' | 'byScreen'): number {
  return businesses.reduce((all, business) => all + business[what], 0)
}
