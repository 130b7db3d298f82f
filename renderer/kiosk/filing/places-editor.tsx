import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { LetterPad } from '../../components/letter-pad.tsx'
import { useKeyboardTyping } from '../../components/keyboard-typing.ts'
import type { Language } from '../../strings/strings.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { type EditorFrame, Framed } from './editor-frame.tsx'
import type { SimpleTakes } from './form-answers.ts'
import { KeyPad } from './key-pad.tsx'
import { CREDIT_KEYS, dayAfter, digitsOf, isDay, lengthOf, placesAfter, type PlacesKind, SHAPES } from './places.ts'

interface PlacesEditorProps extends EditorFrame {
  readonly takes: Extract<SimpleTakes, { readonly kind: PlacesKind }>
  readonly value: string
  readonly onChange: (value: string) => void
  /** What more there is to do with it, under the words. */
  readonly children?: ReactNode
}

/** A number of fixed length in its groups: of an ID card, a company, a phone, a day. */
export function PlacesEditor({ takes, value, onChange, children, ...frame }: PlacesEditorProps) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const { kind } = takes
  const type = (key: string) => onChange(placesAfter(kind, value, key))
  const typed = kind === 'date' ? digitsOf(value) : value
  const said =
    kind === 'date' && isDay(value)
      ? dateInWords(value, state.comfort.language)
      : t('filing.form.counted', { count: typed.length, all: lengthOf(kind) })
  return (
    <Framed
      {...frame}
      hint={frame.hint ?? (kind === 'date' ? t('filing.date.lead') : null)}
      shape={kind === 'credit-code' ? 'letters' : 'pad'}
      said={said}
      shown={
        <>
          <p className="unseen">{value === '' ? t('filing.form.nothing') : t('filing.form.entered', { value })}</p>
          <Places kind={kind} typed={typed} wrong={frame.wrong !== null} />
          {kind === 'date' && <p className="body">{boundsInWords(takes, state.comfort.language, t)}</p>}
        </>
      }
      pad={
        kind === 'credit-code' ? (
          <CreditPad onKey={type} onEnter={frame.onDone} />
        ) : (
          <KeyPad keys={SHAPES[kind].keys} onKey={type} onEnter={frame.onDone} />
        )
      }
    >
      {kind === 'date' && <SoonDays takes={takes} onChange={onChange} />}
      {children}
    </Framed>
  )
}

function CreditPad({ onKey, onEnter }: { readonly onKey: (key: string) => void; readonly onEnter: () => void }) {
  useKeyboardTyping({ keys: SHAPES['credit-code'].keys, onKey, onEnter })
  return (
    <div className="filing-letters">
      <LetterPad keys={CREDIT_KEYS} onKey={onKey} />
    </div>
  )
}

/** The places in their groups; of a day, each group with its word. */
function Places({ kind, typed, wrong }: { readonly kind: PlacesKind; readonly typed: string; readonly wrong: boolean }) {
  const { t } = useTranslation()
  const { groups } = SHAPES[kind]
  const words = kind === 'date' ? [t('filing.date.year'), t('filing.date.month'), t('filing.date.day')] : []
  return (
    <div className={`number filing-places filing-places-${kind}`} aria-hidden="true">
      {groups.map((length, at) => {
        const from = groups.slice(0, at).reduce<number>((all, one) => all + one, 0)
        return (
          <span key={from} className="filing-place-group">
            <span className="number-group" data-fault={wrong}>
              {Array.from({ length }, (_, place) => (
                <span key={place} className="number-place" data-next={from + place === typed.length}>
                  {typed[from + place] ?? ''}
                </span>
              ))}
            </span>
            {words[at] !== undefined && <span className="filing-place-word">{words[at]}</span>}
          </span>
        )
      })}
    </div>
  )
}

/** Today and tomorrow with one touch, where the field takes them: nobody types the day on which they stand here. */
function SoonDays({ takes: { earliest, latest }, onChange }: { readonly takes: DateTakes; readonly onChange: (value: string) => void }) {
  const { state } = useKiosk()
  const { t } = useTranslation()
  const today = state.view?.businessDay
  if (today === undefined || latest === null || latest < today) return null
  const days = [
    ['today', today],
    ['tomorrow', dayAfter(today)],
  ] as const
  return (
    <div className="ways">
      {days
        .filter(([, day]) => (earliest === null || earliest <= day) && day <= latest)
        .map(([name, day]) => (
          <PlainButton key={name} onPress={() => onChange(day)}>
            {t(`filing.date.${name}`)}
          </PlainButton>
        ))}
    </div>
  )
}

type DateTakes = Extract<SimpleTakes, { readonly kind: 'date' }>

function boundsInWords({ earliest, latest }: DateTakes, language: Language, t: TFunction): string {
  const [from, to] = [earliest, latest].map((day) => (day === null ? null : dateInWords(day, language)))
  if (from !== null && to !== null) return t('filing.date.between', { from, to })
  if (from !== null) return t('filing.date.from', { from })
  return to === null ? '' : t('filing.date.until', { to })
}
