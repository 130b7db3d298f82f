import { useTranslation } from 'react-i18next'
import type { FieldValue } from '../../../main/contract/forms.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { type Row, rowsOf, type SimpleTakes, type Takes } from './form-answers.ts'
import { inPart, tellsWho, valueInWords } from './value-words.ts'

interface TableRowsProps {
  readonly takes: Extract<Takes, { readonly kind: 'table' }>
  readonly value: FieldValue | undefined
  readonly given: boolean
  readonly wrongIn: (row: number) => string | null
  readonly onOpen: (row: number) => void
  readonly onChange: (rows: Row[] | undefined) => void
}

/** The rows of a table as cards; each is filled in on a small page of its own. */
export function TableRows({ takes: { columns, most }, value, given, wrongIn, onOpen, onChange }: TableRowsProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const words = { t, language: state.comfort.language }
  const rows = rowsOf(value)
  const cell = (cellTakes: SimpleTakes, answer: FieldValue | undefined) => {
    const shown = valueInWords(cellTakes, answer, words)
    if (shown === null) return t('filing.form.unanswered')
    return given && tellsWho(cellTakes) ? inPart(cellTakes, shown) : shown
  }
  const without = (at: number) => rows.filter((_, row) => row !== at)
  return (
    <>
      {rows.length === 0 && <p className="body">{t('filing.table.none')}</p>}
      {rows.map((row, at) => {
        const name = t('filing.table.row', { row: at + 1 })
        const wrong = wrongIn(at)
        return (
          <section key={at} className="sheet filing-row" aria-label={name} data-wrong={wrong !== null}>
            <h3>{name}</h3>
            <dl className="filing-row-facts">
              {columns.map(({ key, label, takes }) => (
                <div key={key}>
                  <dt>{local(label, words.language)}</dt>
                  <dd>{cell(takes, row[key])}</dd>
                </div>
              ))}
            </dl>
            {wrong !== null && <p className="filing-wrong">{wrong}</p>}
            <div className="ways">
              <PlainButton icon="onward" about={name} onPress={() => onOpen(at)}>
                {t('filing.table.edit')}
              </PlainButton>
              <PlainButton icon="delete" about={name} onPress={() => onChange(rows.length === 1 ? undefined : without(at))}>
                {t('filing.table.remove')}
              </PlainButton>
            </div>
          </section>
        )
      })}
      {rows.length < most ? (
        <PlainButton icon="plus" about={t('filing.table.most', { count: most })} onPress={() => onOpen(rows.length)}>
          {t('filing.table.add')}
        </PlainButton>
      ) : (
        <p className="body">{t('filing.table.most', { count: most })}</p>
      )}
    </>
  )
}
