import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftView, Gap, ReviewOutcome } from '../../../main/contract/filings.ts'
import { StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FilingFaultPage } from './fault-page.tsx'
import { gapPage, GapList } from './gap-list.tsx'
import { wordsOf } from './material-words.ts'
import { useMaterialsWalk } from './materials-walk.ts'
import { AboutReview, AnswersReview, MaterialsReview } from './review-parts.tsx'
import { useAnswer } from './use-answer.ts'

type Review = Extract<ReviewOutcome, { readonly outcome: 'review' }>

/** Everything once more before it is handed in, and all that is missing at once (一次性告知). */
export function FilingReview({ draft }: { readonly draft: DraftView }) {
  const { t } = useTranslation()
  const { review } = useMaterialsWalk()
  const { came, again } = useAnswer(useCallback(() => review(draft), [review, draft]))
  if (came === null) {
    return (
      <div className="page">
        <Title key="looking">{t('filingMaterials.review.title')}</Title>
        <Waiting>{t('filingMaterials.review.looking')}</Waiting>
      </div>
    )
  }
  if (came !== 'no-answer' && came.outcome === 'review') return <Reviewed draft={draft} review={came} />
  return <FilingFaultPage title={t('filingMaterials.review.failed')} reason={came === 'no-answer' ? came : came.reason} again={again} prove={null} />
}

function Reviewed({ draft, review }: { readonly draft: DraftView; readonly review: Review }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { submit } = useMaterialsWalk()
  const { gaps, toBring, owed } = review
  const [first] = gaps
  const department = local(draft.item.department, state.comfort.language)
  return (
    <div className="page review-page">
      <Title key="review">{t('filingMaterials.review.title')}</Title>
      <Scrolled>
        {gaps.length > 0 ? <Gaps draft={draft} gaps={gaps} /> : (
          <StateLine tone="calm">
            {draft.item.members.length > 0
              ? t('filing.together.what')
              : t(draft.item.immediate ? 'filingMaterials.review.whatImmediate' : `${wordsOf(draft)}.review.what`, { department })}
          </StateLine>
        )}
        <div className="review-parts">
          <AboutReview draft={draft} />
          {draft.pages.map((_, page) => (
            <AnswersReview key={page} draft={draft} page={page} />
          ))}
          <MaterialsReview draft={draft} />
          <Afterwards review={review} />
        </div>
      </Scrolled>
      {first === undefined ? (
        <NextStep icon="send" onPress={() => submit(draft, { toBring, owed })}>
          {t(`${wordsOf(draft)}.review.submit`)}
        </NextStep>
      ) : (
        <NextStep icon="onward" onPress={() => walk.go(gapPage(draft, first))}>
          {t('filingMaterials.review.fill')}
        </NextStep>
      )}
    </div>
  )
}

function Gaps({ draft, gaps }: { readonly draft: DraftView; readonly gaps: readonly Gap[] }) {
  const { t } = useTranslation()
  return (
    <div className="review-gaps">
      <StateLine tone="attention">{t('filingMaterials.review.gaps', { count: gaps.length })}</StateLine>
      <GapList draft={draft} gaps={gaps} />
    </div>
  )
}

/** What is brought to the window, and what is owed until when. */
function Afterwards({ review: { toBring, owed } }: { readonly review: Review }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  return (
    <>
      {toBring.length > 0 && (
        <section className="sheet review-part" aria-labelledby="bring">
          <h2 id="bring">{t('filingMaterials.review.toBring')}</h2>
          <ul className="review-list">
            {toBring.map((name) => (
              <li key={name.zh}>{local(name, language)}</li>
            ))}
          </ul>
        </section>
      )}
      {owed.length > 0 && (
        <section className="sheet review-part" aria-labelledby="owed">
          <h2 id="owed">{t('filingMaterials.review.owed')}</h2>
          <ul className="review-list">
            {owed.map(({ name, until }) => (
              <li key={name.zh}>
                {local(name, language)} <strong>{t('filingMaterials.review.until', { date: dateInWords(until, language) })}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
