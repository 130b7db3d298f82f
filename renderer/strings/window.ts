import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { FIRST_LANGUAGE, type Language } from './strings.ts'
import { windowEn } from './window-en.ts'
import { windowZh } from './window-zh.ts'

/** The words of the window's page, which has none of the kiosk's; both languages from the start. */
export function createWindowStrings(language: Language = FIRST_LANGUAGE): i18n {
  const strings = createInstance()
  strings.use(initReactI18next)
  void strings.init({
    lng: language,
    fallbackLng: FIRST_LANGUAGE,
    ns: ['window'],
    defaultNS: 'window',
    resources: { zh: { window: windowZh }, en: { window: windowEn } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return strings
}
