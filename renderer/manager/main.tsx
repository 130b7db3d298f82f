import '@fontsource-variable/noto-sans-sc/index.css'
import '@fontsource-variable/noto-serif-sc/index.css'
import './look/manager.css'
import './look/bad-cases.css'
import './look/enrolments.css'
import '../components/demonstration.css'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createManagerStrings } from '../strings/manager.ts'
import { ManagerPage } from './manager-page.tsx'
import { openFiguresDesk } from './figures-desk.ts'

const root = document.querySelector('#manager')
if (root === null) throw new Error('index.html has no #manager')
createRoot(root).render(
  <I18nextProvider i18n={createManagerStrings()}>
    <ManagerPage desk={openFiguresDesk()} />
  </I18nextProvider>,
)
