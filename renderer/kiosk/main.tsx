import '@fontsource-variable/noto-sans-sc/index.css'
import '@fontsource-variable/noto-serif-sc/index.css'
import './look/tokens.css'
import './look/frame.css'
import './look/page.css'
import './look/places.css'
import './look/take-number.css'
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
