import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { managerEn } from './manager-en.ts'
import { managerZh } from './manager-zh.ts'
import { FIRST_LANGUAGE } from './strings.ts'

/** The words of the manager's page, which has none of the kiosk's; both languages from the start. */
export function createManagerStrings(): i18n {
  const strings = createInstance()
  strings.use(initReactI18next)
  void strings.init({
    lng: FIRST_LANGUAGE,
    fallbackLng: FIRST_LANGUAGE,
    ns: ['manager'],
    defaultNS: 'manager',
    resources: { zh: { manager: managerZh }, en: { manager: managerEn } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return strings
}
