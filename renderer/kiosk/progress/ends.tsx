import { useTranslation } from 'react-i18next'
import type { FilingView } from '../../../main/contract/progress.ts'
import { local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { Rows } from './rows.tsx'

/** What stops the clock, or has stopped it. */
export function Specials({ specials }: { readonly specials: FilingView['specials'] }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  if (specials.length === 0) return null
  return (
    <section className="sheet" aria-label={t('progress.special.title')}>
      <h2>{t('progress.special.title')}</h2>
      <ul className="filing-papers">
        {specials.map(({ name, reason, from, until }, at) => (
          <li key={`${at} ${from}`}>
            <span className="filing-step">{local(name, language)}</span>
            <span className="progress-about">
              {until === null
                ? t('progress.special.since', { from: dateInWords(from, language) })
                : t('progress.special.during', { from: dateInWords(from, language), until: dateInWords(until, language) })}
            </span>
            {reason !== null && (
              <span className="progress-about" lang="zh-CN">
                {reason}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What came of it, and how it is had. */
export function Result({ filing: { result } }: { readonly filing: FilingView }) {
  const { state, facts } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { name, print, collect } = result ?? { name: null, print: false, collect: null }
  if (name === null && !print && collect === null) return null
  return (
    <section className="sheet" aria-label={t('progress.result.title')}>
      <h2>{t('progress.result.title')}</h2>
      <Rows
        rows={[
          [t('progress.result.name'), name && local(name, language)],
          [
            t('progress.result.print'),
            print ? t(facts.journeys.includes('certificate') ? 'progress.result.printAbout' : 'progress.result.printElsewhere') : null,
          ],
        ]}
      />
      {collect !== null && (
        <>
          <h3>{t('progress.result.collect')}</h3>
          <Rows
            rows={[
              [t('progress.result.where'), local(collect.where, language)],
              [t('progress.result.hours'), collect.hours && local(collect.hours, language)],
              [
                t('progress.result.bring'),
                collect.bring.length === 0 ? null : { written: new Intl.ListFormat('zh-CN', { type: 'conjunction' }).format(collect.bring) },
              ],
              [t('progress.result.until'), collect.until && dateInWords(collect.until, language)],
            ]}
          />
        </>
      )}
    </section>
  )
}

/** Why it was not accepted or refused, in the authority's own words, and where one may object. */
export function Refusal({ refusal }: { readonly refusal: FilingView['refusal'] }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  if (refusal === null) return null
  const { reason, document, objections } = refusal
  return (
    <section className="sheet" aria-label={t('progress.refusal.title')}>
      <h2>{t('progress.refusal.title')}</h2>
      <p className="body" lang="zh-CN">
        {reason}
      </p>
      {document !== null && <Rows rows={[[t('progress.refusal.document'), { written: document }]]} />}
      {objections.length > 0 && <h3>{t('progress.refusal.objections')}</h3>}
      <ul className="filing-papers">
        {objections.map(({ way, to, within }, at) => (
          <li key={`${at} ${way.zh}`}>
            <span className="filing-step">{local(way, language)}</span>
            <Rows
              rows={[
                [t('progress.refusal.to'), local(to, language)],
                [t('progress.refusal.within'), local(within, language)],
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
