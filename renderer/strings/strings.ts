import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { LocalText } from '../../main/contract/text.ts'
import type { badCasesZh } from './bad-cases-zh.ts'
import type { bookingsZh } from './bookings-zh.ts'
import type { certificateZh } from './certificate-zh.ts'
import type { documentNumberZh } from './document-number-zh.ts'
import { en } from './en.ts'
import type { evaluationZh } from './evaluation-zh.ts'
import type { filingMaterialsZh } from './filing-materials-zh.ts'
import type { filingZh } from './filing-zh.ts'
import type { greenZh } from './green-zh.ts'
import type { guideZh } from './guide-zh.ts'
import type { operatorZh } from './operator-zh.ts'
import type { typingZh } from './typing-zh.ts'
import type { offlineZh } from './offline-zh.ts'
import type { socialCardZh } from './social-card-zh.ts'
import type { progressZh } from './progress-zh.ts'
import type { scannedZh } from './scanned-zh.ts'
import type { managerZh } from './manager-zh.ts'
import type { windowZh } from './window-zh.ts'
import { zh } from './zh.ts'

/** The keys of all public text; the compiler holds both languages to them. */
export type Strings = typeof zh

/** The keys of what is said on the way to a certificate; there once `addCertificateStrings` was called. */
export type CertificateStrings = typeof certificateZh

/** The keys of what is said of a number by hand; there once `addDocumentNumberStrings` was called. */
export type DocumentNumberStrings = typeof documentNumberZh

/** The keys of what is said on the way through an application; there once `addFilingStrings` was called. */
export type FilingStrings = typeof filingZh

/** The keys of what is said from its materials to its receipt; there once `addFilingMaterialsStrings` was called. */
export type FilingMaterialsStrings = typeof filingMaterialsZh

/** The keys of what the guides say; there once `addGuideStrings` was called. */
export type GuideStrings = typeof guideZh

/** The keys of what the keys on screen say; there once `addTypingStrings` was called. */
export type TypingStrings = typeof typingZh

/** The keys of what 进度查询 says; there once `addProgressStrings` was called. */
export type ProgressStrings = typeof progressZh

/** The keys of what is said where a social-security card does as well; there once `addSocialCardStrings` was called. */
export type SocialCardStrings = typeof socialCardZh

/** The keys of what is said of a number that was given offline; there once `addOfflineStrings` was called. */
export type OfflineStrings = typeof offlineZh

/** The keys of what is said of a code that was scanned; there once `addScannedStrings` was called. */
export type ScannedStrings = typeof scannedZh

/** The keys of what 好差评 says; there once `addEvaluationStrings` was called. */
export type EvaluationStrings = typeof evaluationZh

/** The keys of what is said of bad evaluations. */
export type BadCasesStrings = typeof badCasesZh

/** The keys of what is said to whoever has booked; there once `addBookingsStrings` was called. */
export type BookingsStrings = typeof bookingsZh

/** The keys of what is said to whoever needs to go first; there once `addGreenStrings` was called. */
export type GreenStrings = typeof greenZh

/** The keys of what the operator's screen says. */
export type OperatorStrings = typeof operatorZh

/** The keys of what the manager's page says. */
export type ManagerStrings = typeof managerZh

/** The keys of what a window's page says. */
export type WindowStrings = typeof windowZh

export type Language = 'zh' | 'en'

/** Chinese first (design, "Words"): the language every session begins in. */
export const FIRST_LANGUAGE: Language = 'zh'

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation'
    readonly resources: {
      readonly translation: Strings & {
        readonly certificate: CertificateStrings
        readonly documentNumber: DocumentNumberStrings
        readonly guide: GuideStrings
        readonly filing: FilingStrings
        readonly filingMaterials: FilingMaterialsStrings
        readonly typing: TypingStrings
        readonly progress: ProgressStrings
        readonly socialCard: SocialCardStrings
        readonly offlineNumber: OfflineStrings
        readonly scanned: ScannedStrings
        readonly evaluation: EvaluationStrings
        readonly bookings: BookingsStrings
        readonly green: GreenStrings
      }
      readonly operator: OperatorStrings
      readonly manager: ManagerStrings
      readonly window: WindowStrings
    }
  }
}

/** Both languages, in the page from the start: changing language never waits. */
export function createStrings(): i18n {
  const strings = createInstance()
  strings.use(initReactI18next)
  void strings.init({
    lng: FIRST_LANGUAGE,
    fallbackLng: FIRST_LANGUAGE,
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return strings
}

/** A hall's own text in the language on screen. */
export function local(text: LocalText, language: Language): string {
  return text[language]
}

/** The language as HTML and Intl name it. */
export function languageTag(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en'
}
