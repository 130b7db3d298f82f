import type { Specimen } from '../card-reader/specimens.ts'
import type { DeskState } from './desk-state.ts'

import sheet from './desk-sheet.html?raw'
import page from './desk.html?raw'
import { deskPage } from './desk-page.ts'

/** The desk page with everything but fonts and tickets in it. `nonce` admits its script and style. */
export function renderPage(specimens: readonly Specimen[], state: DeskState, token: string, nonce: string): string {
  const cards = specimens.map(({ id, kind, face }) => ({ id, kind, face }))
  // The function travels as text and runs in the page; it refers to nothing outside itself.
  const script = `(${deskPage.toString()})(${embedded(cards)}, ${embedded(state)}, ${embedded(token)})`
  // The sheet comes first, because it asks for the nonce too; the script may hold braces of its own and comes last.
  return page
    .replace('{{sheet}}', () => sheet)
    .replaceAll('{{nonce}}', nonce)
    .replaceAll('{{token}}', token)
    .replace('{{script}}', () => script)
}

/** JSON that cannot close the script element it stands in. */
function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
}
