import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldView } from '../../../main/contract/forms.ts'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { Faults } from './faults.ts'
import { Fields } from './fields.tsx'
import { withAnswer } from './form-answers.ts'
import { PageProgress } from './page-progress.tsx'
import type { FilingPage } from './pages.ts'
import { type Answered, useFilingWalk } from './walk.ts'

interface FormFieldsProps {
  readonly form: Extract<FilingPage, { readonly at: 'filing-form' }>
  readonly fields: readonly FieldView[]
  readonly faults: Faults
  readonly busy: boolean
  readonly answered: Answered | null
  readonly onNext: () => void
}

/** The questions of a page together. When something is wrong, the first of it is where one stands. */
export function FormFields({ form: { draft, page }, fields, faults, busy, answered, onNext }: FormFieldsProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const zone = useRef<HTMLDivElement>(null)
  const { answers } = draft
  const wrong = faults.count(answers)
  useEffect(() => {
    if (answered?.outcome !== 'faults') return
    const first = zone.current?.querySelector<HTMLElement>('[data-wrong="true"]')
    const button = first?.matches('button') === true ? first : first?.querySelector<HTMLElement>('button')
    first?.scrollIntoView({ block: 'center' })
    button?.focus({ preventScroll: true })
  }, [answered])
  return (
    <div className="page filing-form" ref={zone}>
      <PageProgress page={page} pages={draft.pages.length} />
      <Title>{local(draft.pages[page]?.title ?? draft.item.name, state.comfort.language)}</Title>
      {busy ? (
        <StateLine tone="calm" busy>
          {t('filing.form.checking')}
        </StateLine>
      ) : (
        wrong > 0 && (
          <StateLine tone="attention">
            <strong>{t('filing.form.fix', { count: wrong })}</strong>
            <span className="state-more">{t('filing.form.fixLead')}</span>
          </StateLine>
        )
      )}
      {!busy && answered?.outcome === 'failed' && <StateLine tone="attention">{t('filing.form.noAnswer')}</StateLine>}
      <Scrolled>
        <Fields
          fields={fields}
          answers={answers}
          given={draft.answered.includes(page)}
          onChange={(key, value) => filing.type(withAnswer(answers, key, value))}
          onOpen={(key, row) => filing.open({ key, ...(row === undefined ? {} : { row }) })}
          wrongIn={(key, row) => faults.wrongIn({ key, ...(row === undefined ? {} : { row }) }, answers)}
        />
      </Scrolled>
      <NextStep icon="onward" onPress={onNext}>
        {t('filing.next')}
      </NextStep>
    </div>
  )
}
