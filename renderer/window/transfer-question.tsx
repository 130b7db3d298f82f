import { useTranslation } from 'react-i18next'
import type { WindowView } from '../../main/contract/window.ts'
import { type Language, local } from '../strings/strings.ts'
import { type Choice, FindList } from './find-list.tsx'
import { Question } from './question.tsx'

export type TransferTo = { readonly window: string } | { readonly business: string }

interface TransferQuestionProps {
  readonly view: WindowView
  readonly number: string
  readonly language: Language
  readonly onTo: (to: TransferTo) => void
  readonly onLeave: () => void
}

/** Where to: windows that are open first, then businesses, found by what is typed. */
export function TransferQuestion({ view, number, language, onTo, onLeave }: TransferQuestionProps) {
  const { t } = useTranslation('window')
  const choiceOf = ({ kind, code, name, state, to }: Place): Choice => ({
    key: `${kind}-${code}`,
    words: kind === 'window' ? t('transfer.window', { window: code }) : t('transfer.business', { code, name }),
    aside: state !== null && <span data-state={state}>{t(`state.${state}`)}</span>,
    onChoose: () => onTo(to),
  })
  return (
    <Question title={t('transfer.title', { number })} lead={t('transfer.lead')} onLeave={onLeave}>
      <FindList label={t('transfer.find')} atMost={16} find={(typed) => placesOf(view, language, typed).map(choiceOf)} none={t('transfer.none')} />
    </Question>
  )
}

interface Place {
  readonly kind: 'window' | 'business'
  readonly code: string
  readonly name: string
  readonly state: WindowView['windows'][number]['state'] | null
  readonly to: TransferTo
}

const OPEN_FIRST = { open: 0, paused: 1, closed: 2 } as const

function placesOf(view: WindowView, language: Language, typed: string): readonly Place[] {
  const wanted = typed.trim().toUpperCase()
  const windows = view.windows
    .toSorted((one, other) => OPEN_FIRST[one.state] - OPEN_FIRST[other.state])
    .map(({ window, state }): Place => ({ kind: 'window', code: window, name: '', state, to: { window } }))
  const businesses = view.transferTo.map(
    ({ code, name }): Place => ({ kind: 'business', code, name: local(name, language), state: null, to: { business: code } }),
  )
  const begins = ({ code, name }: Place) => code.toUpperCase().startsWith(wanted) || (wanted !== '' && name.toUpperCase().includes(wanted))
  return [...windows, ...businesses].filter(begins)
}
