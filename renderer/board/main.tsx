import '@fontsource-variable/noto-sans-sc/index.css'
import '@fontsource-variable/noto-serif-sc/index.css'
import './look/board.css'
import './look/stage.css'
import './look/lists.css'
import '../components/demonstration.css'
import { createRoot } from 'react-dom/client'
import { boardText, lostText } from '../strings/board.ts'
import { createCallVoice } from '../voice/call-voice.ts'
import { BoardScreen } from './board-screen.tsx'
import { followHall } from './follow-hall.ts'

const root = document.querySelector('#board')
if (root === null) throw new Error('index.html has no #board')

/** It hangs on a wall: whoever touches it finds no menu. */
for (const unwanted of ['contextmenu', 'dragstart', 'selectstart']) {
  document.addEventListener(unwanted, (event) => event.preventDefault())
}

const hall = followHall(createCallVoice)
for (const touch of ['pointerdown', 'keydown']) document.addEventListener(touch, hall.touched)

createRoot(root).render(<BoardScreen hall={hall} />)

// Letters come in files of their own: those of what is said when the line is lost have to be there before it is.
for (const { zh } of [lostText('0123456789'), ...Object.values(boardText)]) {
  void document.fonts.load('1em "Noto Sans SC Variable"', zh)
}
