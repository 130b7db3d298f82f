import { useTranslation } from 'react-i18next'
import type { LocalText } from '../../main/contract/text.ts'
import { type Language, local } from '../strings/strings.ts'
import { type Choice, FindList } from './find-list.tsx'
import { Question } from './question.tsx'

/** As the contract takes it; characters. */
const ITEM_AT_MOST = 40

interface ItemQuestionProps {
  readonly number: string
  /** The hall's list, the likeliest first. */
  readonly items: readonly LocalText[]
  readonly language: Language
  /** In the Chinese words of the list, or the clerk's own. */
  readonly onItem: (item: string) => void
  readonly onLeave: () => void
}

/** 一窗通办: what else this person has come for, found in the hall's list by what is typed, or in the clerk's own words. */
export function ItemQuestion({ number, items, language, onItem, onLeave }: ItemQuestionProps) {
  const { t } = useTranslation('window')
  function find(typed: string): readonly Choice[] {
    const wanted = typed.trim()
    const contains = (text: string) => text.toUpperCase().includes(wanted.toUpperCase())
    const listed = items.filter(({ zh, en }) => contains(zh) || contains(en))
    const choices = listed.map((item): Choice => ({ key: item.zh, words: local(item, language), onChoose: () => onItem(item.zh) }))
    const isListed = listed.some(({ zh, en }) => zh === wanted || en === wanted)
    if (wanted === '' || isListed) return choices
    return [...choices, { key: 'own', words: t('items.own', { words: wanted }), onChoose: () => onItem(wanted) }]
  }
  return (
    <Question title={t('items.question', { number })} lead={t('items.lead')} onLeave={onLeave}>
      <FindList label={t('items.find')} atMost={ITEM_AT_MOST} find={find} none={t('items.none')} />
    </Question>
  )
}
