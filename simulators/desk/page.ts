import type { Specimen } from '../card-reader/specimens.ts'
import type { SocialSpecimen } from '../social-card/specimens.ts'
import type { PageParts } from './desk-page.ts'
import type { DeskState } from './desk-state.ts'

import { a4Part } from './a4-part.ts'
import { attendantPart } from './attendant-part.ts'
import sheet from './desk-sheet.html?raw'
import page from './desk.html?raw'
import { deskPage } from './desk-page.ts'
import { pageKit } from './page-kit.ts'
import { phonePart } from './phone-part.ts'
import { readerPart } from './reader-part.ts'
import { scannerPart } from './scanner-part.ts'
import secondSheet from './second-sheet.html?raw'
import { slotPart } from './slot-part.ts'
import { ticketPart } from './ticket-part.ts'

const PARTS: PageParts = { pageKit, readerPart, slotPart, scannerPart, phonePart, ticketPart, a4Part, attendantPart }

/** The desk page with everything but fonts and paper in it. `nonce` admits its script and style. */
export function renderPage(
  specimens: readonly Specimen[],
  social: readonly SocialSpecimen[],
  state: DeskState,
  { hall, token, nonce }: { readonly hall: string | null; readonly token: string; readonly nonce: string },
): string {
  const cards = specimens.map(({ id, kind, face }) => ({ id, kind, face }))
  const socialCards = social.map(({ id, name, contents }) => ({ id, name, number: contents.number, cardNumber: contents.cardNumber, until: contents.validUntil }))
  // The functions travel as text and run in the page; they refer to nothing outside themselves.
  const parts = Object.entries(PARTS).map(([name, part]) => `${name}: ${String(part)}`)
  const script = `(${deskPage.toString()})({ ${parts.join(', ')} }, ${embedded(cards)}, ${embedded(socialCards)}, ${embedded(state)}, ${embedded(token)})`
  // The sheets come first, because they ask for the nonce too; the script may hold braces of its own and comes last.
  return page
    .replace('{{sheets}}', () => sheet + secondSheet)
    .replace('{{hall}}', () => (hall === null ? '' : hallLinks(hall)))
    .replaceAll('{{nonce}}', nonce)
    .replaceAll('{{token}}', token)
    .replace('{{script}}', () => script)
}

/** Who may sit at the demonstration's windows, and who sees its figures; the terminal lets these in there. */
const DEMONSTRATION_STAFF = { clerk: '演示员', manager: '演示主任', pin: '271828' }

/** The other side of the counter: a window to call from, a board to be called on. */
function hallLinks(hall: string): string {
  const staff = DEMONSTRATION_STAFF
  return `<nav class="hall-links" aria-label="大厅">
      <a class="deed" target="_blank" rel="noreferrer" href="${hall}/window/?as=1">1号窗口 <span lang="en">Window 1</span></a>
      <a class="deed" target="_blank" rel="noreferrer" href="${hall}/board/">大屏 <span lang="en">The board</span></a>
      <a class="deed" target="_blank" rel="noreferrer" href="${hall}/manager/">统计 <span lang="en">Figures</span></a>
      <p>窗口登录：${staff.clerk}，统计登录：${staff.manager}，密码 ${staff.pin} <span lang="en">Sign in at the window, and for the figures</span></p>
    </nav>`
}

/** JSON that cannot close the script element it stands in. */
function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
}
