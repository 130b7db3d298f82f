import type { TFunction } from 'i18next'
import type { DraftView, MaterialView, MaterialWay } from '../../../main/contract/filings.ts'
import type { IconName } from '../../components/icons.tsx'
import { type Language, local } from '../../strings/strings.ts'

/** Where the words are: papers that were asked for (补正) are spoken of otherwise than an application. */
export function wordsOf({ supplement }: Pick<DraftView, 'supplement'>) {
  return supplement === null ? 'filingMaterials' : 'filingMaterials.supplement'
}

/** A way of giving a material, or of owing it (容缺). */
export type Way = MaterialWay | 'owed'

export const WAY_ICON: Record<Way, IconName> = { licence: 'card', camera: 'camera', phone: 'phone', window: 'window', owed: 'clock' }

/** All ways that are open, the surest first. */
export function waysOf({ ways, owedDays }: MaterialView): readonly Way[] {
  const ordered = (['licence', 'camera', 'phone', 'window'] as const).filter((way) => ways.includes(way))
  return owedDays === null ? ordered : [...ordered, 'owed']
}

/** Whether it keeps the application from being handed in. */
export function isMissing({ needed, given }: MaterialView): boolean {
  return needed && given.way === 'nothing'
}

/** What was given, as one line. */
export function givenWords({ given, needed, owedDays }: MaterialView, t: TFunction, language: Language): string {
  switch (given.way) {
    case 'nothing':
      return t(needed ? 'filingMaterials.given.nothing' : 'filingMaterials.given.nothingOptional')
    case 'licence':
      return t('filingMaterials.given.licence', { title: local(given.title, language), number: given.number })
    case 'camera':
      return t('filingMaterials.given.camera', { count: given.pages.length })
    case 'phone':
      return t('filingMaterials.given.phone', { count: given.pages.reduce((sum, { sheets }) => sum + sheets, 0) })
    case 'window':
      return t('filingMaterials.given.window')
    case 'owed':
      return t('filingMaterials.given.owed', { count: owedDays ?? 0 })
  }
}

/** The ways in few words, for the list. */
export function waysWords(material: MaterialView, t: TFunction, language: Language): string {
  const ways = waysOf(material).map((way) =>
    way === 'owed' ? t('filingMaterials.shortWay.owed', { count: material.owedDays ?? 0 }) : t(`filingMaterials.shortWay.${way}`),
  )
  return t('filingMaterials.waysAre', { ways: listWords(ways, language) })
}

/** 一件事: which of the items that go together want it. */
export function wantedByWords({ wantedBy }: MaterialView, { item, together }: DraftView, t: TFunction, language: Language): string {
  if (together.length > 1 && wantedBy.length === together.length) return t('filingMaterials.list.forAll')
  const names = item.members.flatMap(({ code, name }) => (wantedBy.includes(code) ? [local(name, language)] : []))
  return t('filingMaterials.list.for', { list: listWords(names, language) })
}

/** `甲、乙`, `a, b`. */
export function listWords(each: readonly string[], language: Language): string {
  return each.join(language === 'zh' ? '\u3001' : ', ')
}
