import '@fontsource-variable/noto-sans-sc/index.css'
import '@fontsource-variable/noto-serif-sc/index.css'
import './enrol.css'
import { createRoot } from 'react-dom/client'
import { EnrolPage } from './enrol-page.tsx'

const root = document.querySelector('#enrol')
if (root === null) throw new Error('index.html has no #enrol')
createRoot(root).render(<EnrolPage />)
