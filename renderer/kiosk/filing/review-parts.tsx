import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { RareText } from '../../components/rare-text.tsx'
import { Button } from 'react-aria-components/Button'
import type { DraftView } from '../../../main/contract/filings.ts'
import type { Answers, ColumnView, FieldView, Signature } from '../../../main/contract/forms.ts'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { isAsked, rowsOf } from './form-answers.ts'
import { givenWords, isMissing, wordsOf } from './material-words.ts'
import { MembersTogether } from './together.tsx'
import { inPart, tellsWho, valueInWords } from './value-words.ts'

/** Which application it is, to whom it goes, and for whom. */
export function AboutReview({ draft }: { readonly draft: DraftView }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { item, applicant, supplement } = draft
  return (
    <dl className="sheet review-part review-rows">
      <Row name={t(`${wordsOf(draft)}.review.item`)}>{local(item.name, language)}</Row>
      {item.members.length === 0 ? (
        <Row name={t('filingMaterials.review.department')}>{local(item.department, language)}</Row>
      ) : (
        <Row name={t('filing.together.items')}>
          <MembersTogether item={item} together={draft.together} answered />
        </Row>
      )}
      {supplement === null ? (
        <Row name={t('filingMaterials.review.applicant')}>
          {applicant.kind === 'self' ? t('filingMaterials.review.self') : <RareText>{`${applicant.name} ${applicant.number}`}</RareText>}
        </Row>
      ) : (
        <Row name={t('filingMaterials.supplement.review.number')}>{supplement.filing}</Row>
      )}
      {applicant.kind !== 'self' && <AgentRow />}
    </dl>
  )
}

/** Who stands here for another, as far as a screen in a public room shows anybody. */
function AgentRow() {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const person = state.view?.session?.person
  if (!person) return null
  const { name, number } = person
  return <Row name={t('filingMaterials.review.agent')}>{t('filingMaterials.review.agentCard', { person: name === undefined ? number : `${name} ${number}` })}</Row>
}

/** The answers of one page as people read them, with the way back to it. */
export function AnswersReview({ draft, page }: { readonly draft: DraftView; readonly page: number }) {
  const { walk, state } = useKiosk()
  const shown = draft.pages[page]
  if (shown === undefined) return null
  const title = local(shown.title, state.comfort.language)
  const fields = shown.fields.filter((field) => isAsked(field, draft.answers))
  return (
    <section className="sheet review-part" aria-label={title}>
      <Head title={title} onEdit={() => walk.go({ at: 'filing-form', draft, page })} />
      <dl className="review-rows">
        {fields.map((field) => (
          <Row key={field.key} name={local(field.label, state.comfort.language)}>
            <AnswerWords field={field} answers={draft.answers} />
          </Row>
        ))}
      </dl>
    </section>
  )
}

export function MaterialsReview({ draft }: { readonly draft: DraftView }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const title = t('filingMaterials.review.materials')
  return (
    <section className="sheet review-part" aria-label={title}>
      <Head title={title} onEdit={draft.materials.length === 0 ? null : () => walk.go({ at: 'filing-materials', draft })} />
      {draft.materials.length === 0 && <p className="body">{t('filingMaterials.review.noMaterials')}</p>}
      <dl className="review-rows">
        {draft.materials.map((material) => (
          <Row key={material.key} name={local(material.name, language)}>
            <span className={isMissing(material) ? 'review-missing' : undefined}>{givenWords(material, t, language)}</span>
          </Row>
        ))}
      </dl>
    </section>
  )
}

/** `onEdit` null: there is nothing to change. */
function Head({ title, onEdit }: { readonly title: string; readonly onEdit: (() => void) | null }) {
  const { t } = useTranslation()
  return (
    <div className="review-head">
      <h2>{title}</h2>
      {onEdit !== null && (
        <Button className="action action-plain review-edit" aria-label={t('filingMaterials.review.editNamed', { name: title })} onPress={onEdit}>
          {t('filingMaterials.review.edit')}
        </Button>
      )}
    </div>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="review-row">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function AnswerWords({ field, answers }: { readonly field: FieldView; readonly answers: Answers }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const value = answers[field.key]
  const { takes, known } = field
  if (takes.kind === 'table') return <TableWords columns={takes.columns} rows={rowsOf(value)} />
  if (takes.kind === 'signature' && isSignature(value)) return <SignatureDrawn signature={value} />
  const words = valueInWords(takes, value, { t, language })
  if (words === null) return <span className="review-none">{t('filingMaterials.review.unanswered')}</span>
  // Unmasked nowhere in public view: whoever wants to see what they typed opens its field.
  const told = known !== null && (!known.editable || known.origin === 'card')
  return <span>{told || tellsWho(takes) ? inPart(takes, words) : words}</span>
}

function TableWords({ columns, rows }: { readonly columns: readonly ColumnView[]; readonly rows: ReturnType<typeof rowsOf> }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  if (rows.length === 0) return <span className="review-none">{t('filingMaterials.review.unanswered')}</span>
  return (
    <ol className="review-table">
      {rows.map((row, at) => (
        <li key={at}>
          {columns.map(({ key, takes }) => {
            const words = valueInWords(takes, row[key], { t, language })
            return words === null ? null : <span key={key}>{tellsWho(takes) ? inPart(takes, words) : words}</span>
          })}
        </li>
      ))}
    </ol>
  )
}

function isSignature(value: Answers[string] | undefined): value is Signature {
  return typeof value === 'object' && 'strokes' in value
}

/** The strokes as they were written: in a square of 0 to 1 as wide as the pad, of which only the written part is shown. */
function SignatureDrawn({ signature: { strokes } }: { readonly signature: Signature }) {
  const { t } = useTranslation()
  const points = strokes.flat()
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top]
  return (
    <svg className="review-signature" viewBox={`${left - 0.02} ${top - 0.02} ${width + 0.04} ${height + 0.04}`} role="img" aria-label={t('filingMaterials.review.signed')}>
      {strokes.map((stroke, at) => (
        <polyline key={at} points={stroke.map(([x, y]) => `${x},${y}`).join(' ')} />
      ))}
    </svg>
  )
}
