import '@fontsource-variable/noto-sans-sc/index.css'
import '@fontsource-variable/noto-serif-sc/index.css'
import '../../../renderer/kiosk/look/tokens.css'
import '../../../renderer/kiosk/look/frame.css'
import '../../../renderer/kiosk/look/strip.css'
import '../../../renderer/kiosk/look/doors.css'
import '../../../renderer/kiosk/look/rail.css'
import '../../../renderer/kiosk/look/action.css'
import '../../../renderer/kiosk/look/page.css'
import '../../../renderer/kiosk/look/businesses.css'
import '../../../renderer/kiosk/look/agreement.css'
import '../../../renderer/kiosk/look/number-entry.css'
import '../../../renderer/kiosk/look/rows.css'
import '../../../renderer/kiosk/look/ticket.css'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { CameraFrame } from '../../../renderer/components/camera-frame.tsx'
import type { Masked } from '../../../renderer/components/pdf/personal-text.ts'
import { LetterPad } from '../../../renderer/components/letter-pad.tsx'
import { createStrings, type Language } from '../../../renderer/strings/strings.ts'

const PdfPages = lazy(async () => ({ default: (await import('../../../renderer/components/pdf-pages.tsx')).PdfPages }))

const TypedText = lazy(async () => ({ default: (await import('../../../renderer/typing/typed-text.tsx')).TypedText }))

/** A form that holds what is typed into its one field. */
function OneField({ kind, maxLength, first }: { readonly kind: 'text' | 'latin' | 'digits'; readonly maxLength: number; readonly first: string }) {
  const [value, setValue] = useState(first)
  const changed = (text: string) => {
    said.typed.push(text)
    setValue(text)
  }
  return <TypedText value={value} onChange={changed} kind={kind} maxLength={maxLength} label="specimen field" onDone={() => said.typed.push('done')} />
}

/** One part of the page at a time, in the task's place, and what it has said. */
export interface Parts {
  readonly showPdf: (pdf: string, masked: Masked) => void
  readonly showCamera: (named?: string) => void
  readonly showLetters: (keys: string) => void
  readonly showTyping: (kind: 'text' | 'latin' | 'digits', maxLength: number, first?: string) => void
  readonly speak: (language: Language) => void
  readonly leave: () => void
  readonly said: { readonly keys: string[]; readonly typed: string[]; readonly frames: string[]; readonly faults: string[] }
}

declare global {
  interface Window {
    parts: Parts
  }
}

const place = document.querySelector('#kiosk')
if (place === null) throw new Error('index.html has no #kiosk')
const strings = createStrings()
const said: Parts['said'] = { keys: [], typed: [], frames: [], faults: [] }
let root: Root | null = null

function show(part: ReactNode): void {
  window.parts.leave()
  for (const list of [said.keys, said.typed, said.frames, said.faults]) list.length = 0
  root = createRoot(place as Element)
  root.render(
    <I18nextProvider i18n={strings}>
      <div className="kiosk">
        <header />
        <main className="task">
          <Suspense>
            <div className="task-page">
              <div className="page">{part}</div>
            </div>
          </Suspense>
        </main>
        <nav />
      </div>
    </I18nextProvider>,
  )
}

window.parts = {
  showPdf: (pdf, masked) => show(<PdfPages pdf={pdf} masked={masked} label="specimen" />),
  showCamera: (named) =>
    show(<CameraFrame named={named ?? null} label="mirror" onFrame={(frame) => said.frames.push(frame)} onFault={(fault) => said.faults.push(fault)} />),
  showLetters: (keys) => show(<LetterPad keys={keys} onKey={(key) => said.keys.push(key)} />),
  showTyping: (kind, maxLength, first = '') => show(<OneField kind={kind} maxLength={maxLength} first={first} />),
  speak: (language) => {
    document.documentElement.lang = language
    void strings.changeLanguage(language)
  },
  leave: () => {
    root?.unmount()
    root = null
  },
  said,
}
