import { useTranslation } from 'react-i18next'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { Faults } from './faults.ts'
import { Fields } from './fields.tsx'
import { rowsOf, withValueAt } from './form-answers.ts'
import type { FilingPage, OpenField } from './pages.ts'
import { useFilingWalk } from './walk.ts'

interface RowPageProps {
  readonly form: Extract<FilingPage, { readonly at: 'filing-form' }>
  readonly open: OpenField
  readonly row: number
  readonly faults: Faults
}

/** One row of a table, its columns as the questions of a small page. */
export function RowPage({ form: { draft, page }, open: { key }, row, faults }: RowPageProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const field = draft.pages[page]?.fields.find((one) => one.key === key)
  if (field?.takes.kind !== 'table') return null
  const { answers } = draft
  const name = local(field.label, state.comfort.language)
  return (
    <div className="page filing-form">
      <Title>{`${name} · ${t('filing.table.row', { row: row + 1 })}`}</Title>
      <Scrolled>
        <Fields
          fields={field.takes.columns}
          answers={rowsOf(answers[key])[row] ?? {}}
          given={false}
          onChange={(column, value) => filing.type(withValueAt(answers, { key, row, column }, value))}
          onOpen={(column) => filing.open({ key, row, column })}
          wrongIn={(column) => faults.wrongIn({ key, row, column }, answers)}
        />
      </Scrolled>
      <NextStep icon="done" onPress={() => filing.open(undefined)}>
        {t('filing.table.done')}
      </NextStep>
    </div>
  )
}
