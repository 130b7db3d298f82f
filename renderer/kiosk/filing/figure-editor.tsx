import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { capitalYuan } from '../../strings/capital-yuan.ts'
import { type Language, local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { type EditorFrame, Framed } from './editor-frame.tsx'
import { figureAfter, figureKeys, type FigureTakes, grouped } from './figures.ts'
import { KeyPad } from './key-pad.tsx'

interface FigureEditorProps extends EditorFrame {
  readonly takes: FigureTakes
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A number or an amount of money. */
export function FigureEditor({ takes, value, onChange, ...frame }: FigureEditorProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const money = takes.kind === 'money'
  const unit = takes.kind === 'number' && takes.unit !== null ? local(takes.unit, language) : null
  return (
    <Framed
      {...frame}
      shape="pad"
      said={boundsInWords(takes, t) ?? (value === '' ? t('filing.form.nothing') : t('filing.form.entered', { value: grouped(value) }))}
      shown={
        <>
          <p className="unseen">{value === '' ? t('filing.form.nothing') : t('filing.form.entered', { value: grouped(value) })}</p>
          <p className="filing-typed" data-long={value.length > 12} aria-hidden="true">
            {money && <span className="filing-sign">{t('filing.money.yuan', { amount: '' })}</span>}
            {grouped(value)}
            <span className="filing-typed-next" />
            {unit !== null && <span className="filing-sign">{unit}</span>}
          </p>
          {money && <p className="body filing-capital">{amountInWords(value, language, t)}</p>}
        </>
      }
      pad={<KeyPad keys={figureKeys(takes)} onKey={(key) => onChange(figureAfter(takes, value, key))} onEnter={frame.onDone} />}
    />
  )
}

/** In capital numerals, as on paper, so that a wrong place is seen. */
function amountInWords(value: string, language: Language, t: TFunction): string {
  const amount = Number.parseFloat(value)
  if (!Number.isFinite(amount)) return ''
  const plain = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 }).format(amount)
  return t('filing.money.capital', { words: language === 'zh' ? (capitalYuan(amount) ?? plain) : plain })
}

function boundsInWords({ least, most }: FigureTakes, t: TFunction): string | null {
  const [from, to] = [least, most].map((bound) => (bound === null ? null : grouped(String(bound))))
  if (from !== null && to !== null) return t('filing.number.both', { least: from, most: to })
  if (from !== null) return t('filing.number.least', { least: from })
  return to === null ? null : t('filing.number.most', { most: to })
}
