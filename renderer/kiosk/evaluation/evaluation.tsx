import './evaluation.css'
import { useTranslation } from 'react-i18next'
import { LEVELS, REASONS } from '../../../main/contract/evaluation-levels.ts'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { PlainButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Page, StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { addEvaluationStrings } from '../../strings/evaluation.ts'
import { CardAsked } from '../card-asked.tsx'
import { cardAskedBack } from '../card-on-reader.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { WalkParts } from '../walk-parts.ts'
import { Face } from './face.tsx'
import { type EvaluationDraft, type EvaluationPage, writingPage } from './pages.ts'
import { Writing } from './writing.tsx'

/** 好差评 at the end of a journey: five levels, the eight reasons of each, a few words, and a way past it. */
export function Evaluation({ page }: { readonly page: EvaluationPage }) {
  const { i18n } = useTranslation()
  addEvaluationStrings(i18n)
  const { draft } = page
  if (draft === undefined) return <Choosing page={page} />
  if (typeof draft.step === 'object') return <Given outcome={draft.step} />
  switch (draft.step) {
    case 'choosing':
    case 'sending':
      return <Choosing page={page} draft={draft} />
    case 'writing':
      return <Writing page={page} draft={draft} />
    case 'not-given':
      return <NotGiven page={page} draft={draft} />
  }
}

function Choosing({ page, draft }: { readonly page: EvaluationPage; readonly draft?: EvaluationDraft }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const busy = draft?.step === 'sending'
  const becomes = (next: EvaluationDraft) => {
    if (!busy) walk.go({ ...page, draft: next })
  }
  return (
    <div className="page evaluation-page">
      <Scrolled>
        <div className="page-words">
          <Title>{t(page.added === true ? 'evaluation.titleAdded' : 'evaluation.title')}</Title>
          <p className="lead">{t(page.added === true ? 'evaluation.leadAdded' : `evaluation.lead.${page.matter}`)}</p>
          {cardAskedBack(state) && <CardAsked />}
          <ToggleButtonGroup
            className="evaluation-levels"
            aria-label={t('evaluation.levels')}
            selectionMode="single"
            selectedKeys={draft === undefined ? [] : [draft.level]}
            onSelectionChange={(keys) => {
              const level = LEVELS.find((each) => keys.has(each))
              if (level === undefined || level === draft?.level) return
              becomes({ requestId: crypto.randomUUID(), words: '', ...draft, level, reasons: [], step: 'choosing' })
            }}
          >
            {LEVELS.map((level) => (
              <ToggleButton key={level} id={level} className="action action-plain evaluation-level">
                <Face level={level} />
                <span className="evaluation-level-name">{t(`evaluation.level.${level}`)}</span>
                <span className="evaluation-tick">{draft?.level === level && <Icon name="done" />}</span>
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {draft !== undefined && <Why draft={draft} becomes={becomes} write={() => !busy && walk.go(writingPage(page, draft))} />}
          {busy && (
            <StateLine tone="calm" busy>
              {t('evaluation.sending')}
            </StateLine>
          )}
          <PlainButton icon="onward" about={t('evaluation.skipAbout')} onPress={walk.finish}>
            {t('evaluation.skip')}
          </PlainButton>
        </div>
      </Scrolled>
      {draft !== undefined && !busy && (
        <NextStep icon="done" onPress={() => void give(walk.parts, page, draft)}>
          {t('evaluation.submit')}
        </NextStep>
      )}
    </div>
  )
}

interface WhyProps {
  readonly draft: EvaluationDraft
  readonly becomes: (next: EvaluationDraft) => void
  readonly write: () => void
}

/** The reasons of the level, any number of them, and what was written. */
function Why({ draft, becomes, write }: WhyProps) {
  const { t } = useTranslation()
  const reasons = REASONS[draft.level]
  return (
    <>
      <h2 id="evaluation-why">{t('evaluation.why')}</h2>
      <ToggleButtonGroup
        className="evaluation-reasons"
        aria-labelledby="evaluation-why"
        selectionMode="multiple"
        selectedKeys={draft.reasons}
        onSelectionChange={(keys) => becomes({ ...draft, reasons: reasons.filter((reason) => keys.has(reason)) })}
      >
        {reasons.map((reason) => (
          <ToggleButton key={reason} id={reason} className="action action-plain setting">
            <span className="action-words">{t(`evaluation.reason.${reason}`)}</span>
            <span className="setting-tick">{draft.reasons.some((each) => each === reason) && <Icon name="done" />}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {draft.words !== '' && <p className="body evaluation-words">{t('evaluation.written', { words: draft.words })}</p>}
      <PlainButton icon="keypad" about={t('evaluation.writeAbout')} onPress={write}>
        {t(draft.words === '' ? 'evaluation.write' : 'evaluation.rewrite')}
      </PlainButton>
    </>
  )
}

/** What has been done with it, and no more than is known. */
function Given({ outcome }: { readonly outcome: Extract<EvaluationDraft['step'], object> }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const by = outcome.outcome === 'given' ? outcome.bad?.by : undefined
  const lead = () => {
    if (outcome.outcome === 'already') return t('evaluation.alreadyLead')
    if (outcome.bad === null) return t('evaluation.givenLead')
    return by === null || by === undefined ? t('evaluation.badSoon') : t('evaluation.bad', { date: dateInWords(by, language) })
  }
  return (
    <Page title={t(outcome.outcome === 'already' ? 'evaluation.already' : 'evaluation.given')} lead={lead()} picture={<StillSign kind="done" />}>
      {cardAskedBack(state) && <CardAsked />}
      <NextStep icon="done" onPress={walk.finish}>
        {t('ticket.finish')}
      </NextStep>
    </Page>
  )
}

function NotGiven({ page, draft }: { readonly page: EvaluationPage; readonly draft: EvaluationDraft }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  return (
    <Page title={t('evaluation.notGiven')} lead={t('evaluation.notGivenLead')} picture={<StillSign kind="attention" />}>
      {cardAskedBack(state) && <CardAsked />}
      <PlainButton icon="onward" about={t('evaluation.skipAbout')} onPress={walk.finish}>
        {t('evaluation.skip')}
      </PlainButton>
      <NextStep icon="again" onPress={() => void give(walk.parts, page, draft)}>
        {t('evaluation.again')}
      </NextStep>
    </Page>
  )
}

/** One wish, however often its answer is lost. */
async function give({ go, askAgain, here }: WalkParts, page: EvaluationPage, draft: EvaluationDraft): Promise<void> {
  const { requestId, level, reasons, words } = draft
  const { matter } = page
  const verdict = { level, reasons: [...reasons], words: words === '' ? null : words }
  go({ ...page, draft: { ...draft, step: 'sending' } })
  await here(
    askAgain((to, signal) => to.evaluation.give({ requestId, matter, verdict }, { signal })),
    // A page out of step has nothing to evaluate any more; either way it is said, and the way past it is open.
    (answer) => go({ ...page, draft: { ...draft, step: answer.kind === 'answered' ? answer.value : 'not-given' } }),
  )
}
