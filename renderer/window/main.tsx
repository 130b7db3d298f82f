import '@fontsource-variable/noto-sans-sc/index.css'
import '@fontsource-variable/noto-serif-sc/index.css'
import './look/tokens.css'
import '../components/demonstration.css'
import './look/frame.css'
import './look/now.css'
import './look/lists.css'
import './look/questions.css'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createWindowStrings } from '../strings/window.ts'
import { openDesk } from './desk.ts'
import { keptPreferences } from './preferences.ts'
import { WindowPage } from './window-page.tsx'

const root = document.querySelector('#window')
if (root === null) throw new Error('index.html has no #window')

// A button that was clicked does not keep the keyboard: the space bar is for the next step, not for the last button.
document.addEventListener('mousedown', (event) => {
  if (event.target instanceof Element && event.target.closest('button') !== null) event.preventDefault()
})

const preferences = keptPreferences()
createRoot(root).render(
  <I18nextProvider i18n={createWindowStrings(preferences.language)}>
    <WindowPage desk={openDesk()} preferences={preferences} />
  </I18nextProvider>,
)
