import type { Act } from './acts.ts'
import type { DeskState } from './desk-state.ts'

/** What one does, as it travels from the page; `place` and `insert` name their card by id. */
export type SentAct =
  | Exclude<Act, { readonly act: 'place' | 'insert' }>
  | { readonly act: 'place'; readonly specimen: string }
  | { readonly act: 'insert'; readonly card: string }

/** A part of the page; draws whatever state the desk sends. */
export type DrawPart = (now: DeskState) => void

/** What the parts of the desk page share. */
export type PageKit = ReturnType<typeof pageKit>

/** It runs in the page and travels as text, as all parts do, so it may refer to nothing outside its own body. */
export function pageKit(token: string) {
  const $ = (id: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(`#${id}`)
    if (found === null) throw new Error(`the page has no #${id}`)
    return found
  }

  /** An element with class, text and children; text never becomes markup. */
  function make(tag: string, className: string, ...children: readonly (string | Node)[]): HTMLElement {
    const element = document.createElement(tag)
    element.className = className
    element.append(...children)
    return element
  }

  function english(text: string): HTMLElement {
    const element = make('span', '', text)
    element.lang = 'en'
    return element
  }

  const addressOf = (path: string): string => `${path}?token=${token}`

  /** The desk tells all its pages what came of it; an answer that overtakes that would draw what was before. */
  async function act(what: SentAct): Promise<void> {
    try {
      await fetch(addressOf('act'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(what),
      })
    } catch {
      $('gone').hidden = false
    }
  }

  /** Touches the page only when the words change, so that they are spoken once. */
  function say(id: string, [chinese, other]: readonly [string, string]): void {
    const place = $(id)
    const words = `${chinese}|${other}`
    if (place.dataset['words'] === words) return
    place.dataset['words'] = words
    place.replaceChildren(chinese, ' ', english(other))
  }

  function drawMistakes(id: string, mistakes: readonly string[]): void {
    $(id).replaceChildren(...mistakes.map((mistake) => make('li', '', mistake)))
  }

  return { $, make, english, addressOf, act, say, drawMistakes }
}
