import { FIRST_LANGUAGE, type Language } from '../strings/strings.ts'

/** How this page looks at this desk; nothing of a person. */
export interface Preferences {
  readonly language: Language
  readonly large: boolean
  readonly contrast: boolean
}

const KEPT_AS = 'yimen-window'

/** As they were chosen last in this browser. */
export function keptPreferences(): Preferences {
  const kept = new Set((read() ?? '').split(' '))
  return { language: kept.has('en') ? 'en' : FIRST_LANGUAGE, large: kept.has('large'), contrast: kept.has('contrast') }
}

export function keepPreferences({ language, large, contrast }: Preferences): void {
  const words = [language, ...(large ? ['large'] : []), ...(contrast ? ['contrast'] : [])]
  try {
    localStorage.setItem(KEPT_AS, words.join(' '))
  } catch {
    // a browser that keeps nothing begins anew each day
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEPT_AS)
  } catch {
    return null // the same browser
  }
}
