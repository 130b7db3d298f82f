import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldFault } from '../../../main/contract/forms.ts'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { Editor } from './editor.tsx'
import type { Faults } from './faults.ts'
import { asSent, type SimpleTakes, type Takes, valueAt, withValueAt } from './form-answers.ts'
import type { FilingPage, OpenField } from './pages.ts'
import { PhoneCode } from './phone-code.tsx'
import { useFilingWalk } from './walk.ts'

type Form = Extract<FilingPage, { readonly at: 'filing-form' }>

interface OpenEditorProps {
  readonly form: Form
  readonly open: OpenField
  /** Where in the form this is, where the field is its whole page. */
  readonly above: ReactNode
  readonly faults: Faults
  readonly busy: boolean
  /** The terminal did not answer. */
  readonly lost: boolean
  readonly onDone: () => void
}

/** One field by itself. The terminal looks at the answer before it is left. */
export function OpenEditor({ form, open, above, faults, busy, lost, onDone }: OpenEditorProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const filing = useFilingWalk()
  const [asking, setAsking] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const { draft, page } = form
  const asked = askedAt(form, open)
  if (asked === null || !isSimple(asked.takes)) return null
  const { takes, label, hint } = asked
  const value = valueAt(draft.answers, open)
  const { language } = state.comfort
  const proven = takes.kind === 'phone' && takes.proven

  const sendCode = async () => {
    const sent = await filing.sendCode(form, open)
    if (sent !== null) setSaid(t(`filing.phone.${sent}`))
  }
  const done = async () => {
    if (asking || busy) return
    if (value === undefined) {
      onDone()
      return
    }
    setAsking(true)
    const found = (await filing.check(draft, open.key, whole(form, open))).filter((fault) => isOf(fault, open))
    const unproven = found.some(({ fault }) => fault === 'not-proven')
    if (proven && unproven && found.length === 1) await sendCode()
    else if (found.length > 0) faults.told(found, draft.answers)
    else onDone()
    setAsking(false)
  }

  if (open.code !== undefined) return <PhoneCode form={form} open={open} code={open.code} onRight={onDone} />
  const wrong = said ?? faults.wrongIn(open, draft.answers) ?? (lost ? t('filing.form.noAnswer') : null)
  return (
    <Editor
      takes={takes}
      value={value}
      onChange={(given) => {
        setSaid(null)
        filing.type(withValueAt(draft.answers, open, given))
      }}
      title={local(label, language)}
      hint={hint === null ? (proven ? t('filing.phone.needs') : null) : local(hint, language)}
      wrong={wrong}
      busy={asking || busy}
      step={t(above === null ? 'filing.confirm' : 'filing.next')}
      above={above}
      onDone={() => void done()}
      key={`${page} ${open.key}`}
    />
  )
}

function askedAt({ draft, page }: Form, { key, column }: OpenField) {
  const field = draft.pages[page]?.fields.find((one) => one.key === key)
  if (field === undefined || column === undefined) return field ?? null
  return field.takes.kind === 'table' ? (field.takes.columns.find((one) => one.key === column) ?? null) : null
}

/** The whole answer of the field, as it goes to the terminal; the place of a table is checked with its table. */
function whole({ draft, page }: Form, { key }: OpenField) {
  const field = draft.pages[page]?.fields.find((one) => one.key === key)
  const value = draft.answers[key] ?? ''
  return field === undefined ? value : asSent(field.takes, value)
}

function isOf({ row, column }: FieldFault, open: OpenField): boolean {
  return row === (open.row ?? null) && column === (open.column ?? null)
}

function isSimple(takes: Takes): takes is SimpleTakes {
  return takes.kind !== 'table' && takes.kind !== 'consent' && takes.kind !== 'signature'
}
