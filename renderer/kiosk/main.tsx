import '@fontsource-variable/noto-sans-sc/index.css'
import '@fontsource-variable/noto-serif-sc/index.css'
import './look/tokens.css'
import './look/frame.css'
import './look/strip.css'
import './look/doors.css'
import './look/rail.css'
import './look/action.css'
import './look/page.css'
import './look/places.css'
import './look/businesses.css'
import './look/agreement.css'
import './look/number-entry.css'
import './look/rows.css'
import './look/ticket.css'
import './look/case.css'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createStrings } from '../strings/strings.ts'
import { KioskScreen } from './kiosk-screen.tsx'
import { MishapBoundary } from './mishap.tsx'
import { startWalk } from './walk.ts'

const root = document.querySelector('#kiosk')
if (root === null) throw new Error('index.html has no #kiosk')

/** A public screen is touched, not browsed: no context menu, no dragging of what is on it. */
for (const unwanted of ['contextmenu', 'dragstart', 'selectstart']) {
  document.addEventListener(unwanted, (event) => event.preventDefault())
}

createRoot(root).render(
  <I18nextProvider i18n={createStrings()}>
    <MishapBoundary>
      <KioskScreen walk={startWalk()} />
    </MishapBoundary>
  </I18nextProvider>,
)

// The styles of rare characters name some ninety files: they come after the first page, and each file when it is needed.
void import('./look/rare-characters.css')
