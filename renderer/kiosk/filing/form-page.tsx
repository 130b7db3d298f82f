import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldView } from '../../../main/contract/forms.ts'
import { useFaults } from './faults.ts'
import { FilingFaultPage } from './fault-page.tsx'
import { isAsked } from './form-answers.ts'
import { FormFields } from './form-fields.tsx'
import { OpenEditor } from './open-editor.tsx'
import { PageProgress } from './page-progress.tsx'
import type { FilingPage } from './pages.ts'
import { RowPage } from './row-page.tsx'
import { type Answered, useFilingWalk } from './walk.ts'

type Form = Extract<FilingPage, { readonly at: 'filing-form' }>

/** One page of the form: a question, or a few that belong together; or one of them opened by itself. */
export function FormPage({ form }: { readonly form: Form }) {
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const faults = useFaults()
  const [answered, setAnswered] = useState<Answered | null>(null)
  const [busy, setBusy] = useState(false)
  const { draft, page, open } = form
  const fields = (draft.pages[page]?.fields ?? []).filter((field) => isAsked(field, draft.answers))

  const next = async () => {
    if (busy) return
    setBusy(true)
    const result = await filing.answer(form)
    setBusy(false)
    setAnswered(result)
    faults.told(result.outcome === 'faults' ? result.faults : [], draft.answers)
  }

  if (answered?.outcome === 'failed' && answered.reason !== 'no-answer')
    return <FilingFaultPage title={t('filing.applicant.failed')} reason={answered.reason} again={() => setAnswered(null)} prove={null} />

  const alone = onlyField(fields)
  const at = open ?? (alone === null ? null : { key: alone.key })
  if (at === null) return <FormFields form={form} fields={fields} faults={faults} busy={busy} answered={answered} onNext={() => void next()} />
  const { key, row, column } = at
  if (row !== undefined && column === undefined) return <RowPage key={row} form={form} open={at} row={row} faults={faults} />
  const byItself = alone?.key === key && row === undefined
  return (
    <OpenEditor
      key={`${key} ${column ?? ''} ${at.code === undefined}`}
      form={form}
      open={at}
      above={byItself ? <PageProgress page={page} pages={draft.pages.length} /> : null}
      faults={faults}
      busy={busy}
      lost={answered?.outcome === 'failed'}
      onDone={() => (byItself ? void next() : filing.open(row === undefined ? undefined : { key, row }))}
    />
  )
}

/** Where one question has keys of its own, its page is those keys. */
function onlyField(fields: readonly FieldView[]): FieldView | null {
  const [only, ...others] = fields
  if (only === undefined || others.length > 0 || only.known !== null) return null
  const { kind } = only.takes
  return kind === 'table' || kind === 'consent' || kind === 'signature' || kind === 'choice' ? null : only
}
